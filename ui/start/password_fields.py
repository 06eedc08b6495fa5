"""A new password, typed twice."""

from __future__ import annotations

from ui.kit.fields import Level, Remark, TextField
from ward_app.access.passwords import LONGEST, SHORTEST
from ward_app.i18n import _

AGAIN = "again"


def password_pair(name: str, label: str) -> tuple[TextField, TextField]:
    """A field of this name and one to type it again, which says so when they differ."""
    hint = _("At least {n} characters. A few words in a row are good.").format(n=SHORTEST)
    first = TextField(name, label, required=True, hint=hint, max_length=LONGEST, password=True)

    def same(text: str) -> Remark | None:
        if text == first.value():
            return None
        return Remark(Level.IMPOSSIBLE, _("The two are not the same. Type the password again."))

    again = TextField(
        AGAIN, _("The password &again"), required=True, max_length=LONGEST, password=True, check=same
    )
    return first, again
