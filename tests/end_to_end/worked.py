"""`python -m tests.end_to_end.worked SCRIPT WORDS…`: the real program, worked by a script."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.end_to_end import scripts
from tests.end_to_end.robot import Robot


def main() -> int:
    name, *words = sys.argv[1:]
    script = getattr(scripts, name)
    run = QApplication.exec

    def with_robot(*_app: Any) -> int:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        robot = Robot(app, iter(()), key_ms=scripts.KEY_MS.get(name, 0))
        robot.follow(script(robot))
        robot.begin()
        return run()

    QApplication.exec = with_robot  # type: ignore[method-assign]

    from ui.__main__ import main as program

    return program(words)


if __name__ == "__main__":
    sys.exit(main())
