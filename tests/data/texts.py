"""Texts as nobody would type them and as somebody will paste them: for every view, print and store."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

HOW_MANY = int(os.environ.get("NARVARD_TEXTS", "500"))
"""Texts in an ordinary run; set NARVARD_TEXTS=10000 for the long one."""

many = settings(max_examples=HOW_MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])
some = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SAMPLES = (
    "",
    "\x00",
    "a\x00b\x07c",
    "rad 1\r\nrad 2\rrad 3\u2028rad 4\x85rad 5",
    "<b>fet</b> <img src='file:///etc/passwd'> <a href=\"http://x\">x</a> &amp; &#0; ]]>",
    "<para>&nbsp;<font color=red size=99999>",
    '=HYPERLINK("http://x")',
    "'; DROP TABLE patient; --",
    "%s %d {0} {bed} {{}} \\n ${HOME}",
    "\u202enettimE\u202c 100 mg \u2066dold\u2069",
    "שלום עולם, السلام عليكم",
    "Åke Ärlig Öberg, Zoë, Łukasz, Jørgen, Æsa, ß, İstanbul, ﬁn",
    "A\u030ake (sönderdelat) e\u0301 q\u0301\u0323",
    "👩🏽‍⚕️ 🏳️‍🌈 🇸🇪 1️⃣",
    "\ud83d\ude00 ihop, \ud83d ensam, \ude00 ensam",
    "\ufeffbörjan\u200b\u200d\u00ad",
    "Zalgo: H\u0335\u0321\u0327\u0353\u0359a\u0337\u0322\u0348",
    "漢字かな 한국어 ไทย हिन्दी",
    "\U0010ffff\ufffe\uffff\ue000",
    "1" * 400,
    "W" * 5_000,
    "ord " * 5_000,
)

_AWKWARD = st.sampled_from(
    "\x00\x01\x1b\x7f\x85\t\n\r\x0b\x0c\u00a0\u00ad\u0301\u030a\u0308\u200b\u200d\u200e\u200f\u2028\u202a\u202e"
    "\u2066\u2069\ufeff\ufffd\ufffe\ud83d\ude00åäöÅÄÖéß<>&'\"%{}=+-@\\"
)
HOSTILE = st.one_of(
    st.sampled_from(SAMPLES),
    st.text(st.characters(exclude_categories=()), max_size=200),
    st.text(_AWKWARD, max_size=40),
    st.lists(st.one_of(st.text(max_size=5), _AWKWARD), max_size=20).map("".join),
)
"""Any text at all, lone surrogates included, as it may stand in a field before it is cleaned."""
