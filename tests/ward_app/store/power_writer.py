"""What is traced: `python -m tests.ward_app.store.power_writer STORE ACKNOWLEDGED SYNCHRONOUS COUNT`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event, text

from tests.ward_app.store import ward
from ward_app.store.engine import open_sqlite


def main(path: Path, acknowledged: Path, synchronous: str, admissions: int) -> None:
    with open_sqlite(path, ward.KEY) as store:

        @event.listens_for(store.engine, "connect")
        def checkpoint_often(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA wal_autocheckpoint=30")
            if synchronous != "FULL":
                connection.execute(f"PRAGMA synchronous={synchronous}")

        said = os.open(acknowledged, os.O_WRONLY | os.O_CREAT)
        for number in range(admissions):
            with store.writer.begin() as connection:
                ward.admit(connection, f"{number:06}", notes=2)
                connection.execute(text("UPDATE bed SET moves = moves + 1"))
            os.write(said, b".")
        os._exit(0)  # as it is when the power goes: nothing is closed


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
