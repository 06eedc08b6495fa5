"""What the whole ward has agreed on: the lock, the shifts, the handover sheet, the words at the sign-in."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from ui.kit.buttons import Button, primary_action, reason_off
from ui.kit.fields import Check, Choice, Level, NumberField, Option, Remark, TextArea, TextField, TimeField
from ui.kit.form import Form, Heading, Item
from ui.kit.labels import PlainLabel
from ui.settings.bench import Bench
from ui.settings.section import Card, Section
from ui.start.sign_in import LOGGED
from ward_app.i18n import N_, _, time_text
from ward_app.settings import commands, queries
from ward_app.settings.registry import (
    LOCK_MINUTES,
    NAMES_IN_EXTRACT,
    NUMBER_ON_HANDOVER,
    SHIFT_TIMES,
    SIGN_IN_BANNER,
    SIGNING_ROUTINE,
)
from ward_app.wards.shifts import SHIFT_NAMES, ShiftKind

NUMBERS = (
    ("none", N_("Not at all")), ("birth", N_("Date of birth")), ("full", N_("In full")),
)  # fmt: skip
SAME_BEGINNING = N_("Two shifts cannot begin at the same time.")


class WardSection(Section):
    """Read by everyone, changed by the unit manager or the administrator."""

    def __init__(self, bench: Bench) -> None:
        self.save = Button(_("Save"), kind="primary", clicked=self._save, name="settings.ward.save")
        super().__init__(_("The ward"), actions=[self.save])
        self.setObjectName("settings.ward")
        self._bench = bench
        self._stored: dict[str, Any] = {}
        self.form = Form(_items(), area="settings.ward")
        reason = bench.why_not(commands.change_all)
        reason_off(self.save, reason)
        self.form.setEnabled(reason is None)
        note = PlainLabel(reason or "", "small", wrap=True)
        note.setVisible(reason is not None)
        primary_action(self, self.save)
        self.add_columns([Card(note, self.form)])

    def refresh(self) -> None:
        if not self.form.dirty:
            self._bench.seat.desk.ask(queries.all_values).then(self._show)

    def focus_first(self) -> None:
        self.form.focus_first()

    def _show(self, values: dict[str, Any]) -> None:
        self._stored = values
        times = {
            name: time.fromisoformat(at)
            for kind, pair in zip(ShiftKind, values[SHIFT_TIMES.key], strict=True)
            for name, at in zip(_names(kind), pair, strict=True)
        }
        self.form.set_values({
            "banner": values[SIGN_IN_BANNER.key], "lock": Decimal(values[LOCK_MINUTES.key]),
            "number": values[NUMBER_ON_HANDOVER.key], "routine": values[SIGNING_ROUTINE.key],
            "names": values[NAMES_IN_EXTRACT.key], **times,
        })  # fmt: skip

    def _save(self) -> None:
        if not self.form.check() or not self._shifts_differ():
            return
        new = _as_stored(self.form.values())
        changed = {key: value for key, value in new.items() if self._stored.get(key) != value}
        call = self._bench.seat.desk.do(commands.change_all, changed)
        self.form.saving(call).then(self._saved)

    def _saved(self, _none: None) -> None:
        self._bench.seat.guide.notice(_("The settings of the ward are saved."))
        self.refresh()

    def _shifts_differ(self) -> bool:
        fields = [self.form.fields[_names(kind)[0]] for kind in ShiftKind]
        begins = [field.value() for field in fields]
        for field in fields:
            if begins.count(field.value()) > 1:
                field.show_remark(Remark(Level.IMPOSSIBLE, _(SAME_BEGINNING)))
                field.focus()
                return False
        return True


def _items() -> list[Item]:
    banner = TextArea(
        "banner", _("Text on the sign-in &page"), lines=2, check=_short_enough,
        hint=_("Empty: “{text}”").format(text=_(LOGGED)),
    )  # fmt: skip
    banner.edit.setFixedHeight(banner.edit.minimumHeight())
    shifts: list[Item] = [_shift_fields(kind) for kind in ShiftKind]
    return [
        Heading(_("Sign-in and lock")),
        banner,
        NumberField(
            "lock", _("&Lock after"), unit=_("minutes without a key"), possible=(1, 10), required=True,
            hint=_("A workstation can have a shorter time of its own."),
        ),
        Heading(_("Shifts")),
        *shifts,
        Heading(_("Record and handover")),
        Choice("number", _("Personal number on the &handover sheet"), [Option(v, _(t)) for v, t in NUMBERS]),
        TextField(
            "routine", _("&Routine for unsigned observations"),
            hint=_("Name the written routine that lets assistant nurses' notes stand unsigned. Empty: none."),
        ),
        Check("names", _("Names of the staff stand in the extract of the log that a patient gets")),
    ]  # fmt: skip


def _shift_fields(kind: ShiftKind) -> tuple[TimeField, TimeField]:
    begins, ends = _names(kind)
    label = _("{shift} from").format(shift=_(SHIFT_NAMES[kind]))
    return (
        TimeField(begins, label, required=True, check=_quarter),
        TimeField(ends, _("to"), required=True, check=_quarter),
    )


def _names(kind: ShiftKind) -> tuple[str, str]:
    return f"{kind.value}_from", f"{kind.value}_to"


def _quarter(at: time) -> Remark | None:
    return Remark(Level.IMPOSSIBLE, _("Choose a whole quarter of an hour.")) if at.minute % 15 else None


def _short_enough(text: str) -> Remark | None:
    if SIGN_IN_BANNER.accepts(text):
        return None
    return Remark(Level.IMPOSSIBLE, _("There is room for 300 characters."))


def _as_stored(values: dict[str, Any]) -> dict[str, Any]:
    shifts = [[time_text(values[name]) for name in _names(kind)] for kind in ShiftKind]
    return {
        SIGN_IN_BANNER.key: values["banner"] or "",
        LOCK_MINUTES.key: int(values["lock"]),
        NUMBER_ON_HANDOVER.key: values["number"],
        SHIFT_TIMES.key: shifts,
        SIGNING_ROUTINE.key: values["routine"] or "",
        NAMES_IN_EXTRACT.key: values["names"],
    }
