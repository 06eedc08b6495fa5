"""Looking after the store from the workstation: how it is, a check, a backup, a new recovery code."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ward_app.app import App
from ward_app.config import Config
from ward_app.entrance.entrance import Entrance
from ward_app.entrance.wording import in_words
from ward_app.errors import Invalid, Refused
from ward_app.i18n import _
from ward_app.settings import commands as settings
from ward_app.settings import queries as values
from ward_app.settings import upkeep
from ward_app.settings.registry import RECOVERY_CONFIRMED
from ward_app.store import audit, backup, health, location, recovery
from ward_app.store.location import Room

_BACKUP = re.compile(r"narvard-(\d{8}T\d{6})Z")


@dataclass(frozen=True, slots=True)
class StoreState:
    """How the store of this workstation is. What only an embedded store has is None for a shared one."""

    where: str
    size: int | None
    free: int | None
    room: Room | None
    backups: Path | None
    last_backup_at: datetime | None
    has_confirmed_code: bool | None


@in_words()
def state(app: App, config: Config) -> StoreState:
    path = config.store_path
    if config.database_url is not None:
        return StoreState(config.database_url, None, None, None, None, None, None)
    return StoreState(
        where=str(path),
        size=sum(part.stat().st_size for part in path.parent.glob(path.name + "*")),
        free=shutil.disk_usage(path.parent).free,
        room=location.room(path),
        backups=config.backups_folder,
        last_backup_at=last_backup(config.backups_folder),
        has_confirmed_code=bool(app.ask(values.value, RECOVERY_CONFIRMED)),
    )


def last_backup(folder: Path) -> datetime | None:
    """When the newest of the backups in this folder was made."""
    found = [_BACKUP.fullmatch(each.name) for each in folder.glob("narvard-*")]
    times = [datetime.strptime(name[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) for name in found if name]
    return max(times, default=None)


@in_words()
def check(app: App) -> list[str]:
    """Read all of the store; what is wrong with it, one line each."""
    app.do(upkeep.note, "checked")
    return health.faults_in(app.store)


@in_words()
def back_up(app: App, config: Config) -> Path:
    """A verified backup in this workstation's folder, with the heads of the log in it."""
    app.do(upkeep.note, "backed_up")
    with app.store.reader.connect() as connection:
        heads = audit.anchors(connection)
    return backup.make(app.store, config.backups_folder, at=app.clock(), anchors=heads)


@in_words()
def renew_code(app: App, entrance: Entrance, code: str, typed: str) -> None:
    """A new recovery code counts when it has been typed back; till then the old one does."""
    slots = entrance.slots
    if slots is None:
        raise Refused(_("The shared database has no recovery code. IT keeps the way back to it."))
    if recovery.as_typed(code) != recovery.as_typed(typed):
        raise Invalid("code", _("This is not the code on the paper. Compare them group by group."))
    app.do(upkeep.note, "code_renewed")
    slots.set_code(code, app.store.key)
    app.do(settings.confirm_recovery)
