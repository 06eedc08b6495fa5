"""What is done to typed and imported text once, where it comes in. No visible character is ever lost."""

from __future__ import annotations

import re
from unicodedata import normalize

from ward_app.errors import Invalid
from ward_app.i18n import _, number_text

LIMIT = 200_000
"""Characters in one text: twice the longest note the program promises to take."""

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; tab and line breaks are kept
    "\u202a-\u202e\u2066-\u2069"  # direction overrides: they can make a text read as another
    "\ufeff\ufffe\uffff]"  # byte order mark and its ghosts, which no file format takes
)


def clean_text(text: str, *, limit: int = LIMIT, lines: bool = True, field: str = "text") -> str:
    """The text as it is stored: composed (NFC), one kind of line break, nothing that hides or reorders.

    Right-to-left text stays as it is; only the codes that override the direction go. With `lines=False`
    it becomes one line. A text over the limit is refused, never cut.
    """
    if _SURROGATES.search(text):
        text = _whole_characters(text)
    text = _LINE_BREAKS.sub("\n", text)
    text = normalize("NFC", _INVISIBLE.sub("", text))
    if not lines:
        text = " ".join(text.split())
    if len(text) > limit:
        raise Invalid(
            field,
            _("The text has {length} characters. There is room for {limit}.").format(
                length=number_text(len(text)), limit=number_text(limit)
            ),
        )
    return text


def one_line(text: str, *, limit: int = 200, field: str = "text") -> str:
    """A name, a number, a place: one line without space around it, runs of white space as one space."""
    return clean_text(text, limit=limit, lines=False, field=field)


def _whole_characters(text: str) -> str:
    """Join surrogates that stand in pairs, as badly decoded JSON has them; a lone one shows as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
