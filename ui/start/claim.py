"""One window for each folder of data: two would write the same drafts."""

from __future__ import annotations

from pathlib import Path

from ward_app.config import Config
from ward_app.errors import Refused
from ward_app.i18n import _
from ward_app.store import lock
from ward_app.store.lock import Held


def claim(config: Config, *, is_practice: bool) -> Held | None:
    """Hold the folder until the program ends. None where there is no folder yet, or it cannot be written.

    The practice ward's whole folder is thrown away when it is made anew, so its claim lies beside it.
    """
    folder = config.data_folder
    path = folder.with_name(folder.name + ".window") if is_practice else folder / "narvard.window"
    try:
        return lock.hold(_ready(path, is_practice))
    except lock.InUse:
        raise Refused(
            _("The program is already open on this computer. Use the window that is open.")
        ) from None
    except OSError:
        return None  # what is wrong with the folder is said when the store is looked at


def _ready(path: Path, is_practice: bool) -> Path:
    if is_practice:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
