"""What can be seen to be wrong with the store before anyone has typed a password."""

from __future__ import annotations

from pathlib import Path

from ward_app.entrance.opening import Place
from ward_app.entrance.wording import in_words
from ward_app.errors import StoreUnusable
from ward_app.i18n import _
from ward_app.store import keyslots, location


@in_words()
def look(place: Place) -> None:
    """Raise StoreUnusable or StoreDown, with what to do, when signing in cannot succeed. Changes nothing."""
    if not place.config.is_embedded:
        place.open_shared().close()
        return
    path = place.config.store_path
    if path.exists():
        location.refuse_unsafe(path)
        _refuse_empty(path)
        place.slots.names()
        return
    if keyslots.path_beside(path).exists():
        place.require()
    if location.is_network(path) or location.synchronised_by(path):
        location.refuse_unsafe(path)
    location.refuse_unsafe(_first_that_exists(path.parent) / path.name)


def _refuse_empty(path: Path) -> None:
    if not path.is_file() or not path.stat().st_size:
        raise StoreUnusable(
            _("The database at {path} is empty. Put the latest backup back and tell IT.").format(path=path)
        )


def _first_that_exists(folder: Path) -> Path:
    """Where the folder of a new store would be made."""
    return next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
