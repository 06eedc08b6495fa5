"""The kinds of fields a form can have."""

from __future__ import annotations

from ui.kit.fields.base import Field
from ui.kit.fields.choice import Check, Choice, Option
from ui.kit.fields.dates import DateField, DateTimeField, TimeField
from ui.kit.fields.number import NumberField
from ui.kit.fields.text import PersonNumberField, PlainTextEdit, TextArea, TextField
from ui.kit.remarks import Level, Remark

__all__ = [
    "Check",
    "Choice",
    "DateField",
    "DateTimeField",
    "Field",
    "Level",
    "NumberField",
    "Option",
    "PersonNumberField",
    "PlainTextEdit",
    "Remark",
    "TextArea",
    "TextField",
    "TimeField",
]
