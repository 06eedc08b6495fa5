"""Dates and times: typed as people type them or chosen, with weekday and week shown beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.buttons import IconButton
from ui.kit.fields.base import Field, Unreadable, letters_wide
from ui.kit.fields.calendar import CalendarPopup
from ui.kit.fields.choice import CalmCombo
from ui.kit.fields.reading import read_date, read_time
from ui.kit.labels import PlainLabel
from ui.kit.remarks import Remark
from ward_app.errors import Invalid, Unlikely
from ward_app.i18n import _, comes_twice, date_text, day_text, from_local, local, time_text, week_text

DATE_LETTERS, TIME_LETTERS = 12, 7


class DateField(Field[date]):
    """ÅÅÅÅ-MM-DD. `today` tells what “idag”, “+3” and “v48” are counted from."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        today: Callable[[], date],
        required: bool = False,
        hint: str = "",
        earliest: date | None = None,
        latest: date | None = None,
        check: Callable[[date], Remark | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, required=required, hint=hint, check=check, parent=parent)
        self._today = today
        self._earliest, self._latest = earliest, latest
        self.edit = QLineEdit()
        self.edit.setFixedWidth(letters_wide(self.edit, DATE_LETTERS))
        self.edit.textEdited.connect(self._typed)
        self.button = IconButton("calendar", _("Choose a date"), clicked=self._choose)
        self._beside = PlainLabel(role="muted")
        for widget in (self.edit, self.button, self._beside):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._hold(self.edit)

    def _read(self) -> date | None:
        text = self.edit.text().strip()
        if not text:
            return None
        day = read_date(text, self._today())
        if day is None:
            raise Unreadable(_("Enter a date as YYYY-MM-DD, or “today”, “+3” or “w48”."))
        if self._earliest is not None and day < self._earliest:
            raise Unreadable(_("Enter a date from {date} on.").format(date=date_text(self._earliest)))
        if self._latest is not None and day > self._latest:
            raise Unreadable(_("Enter a date no later than {date}.").format(date=date_text(self._latest)))
        return day

    def _write(self, value: date | None) -> None:
        self.edit.setText("" if value is None else date_text(value))
        self._show_beside()

    def _tidy(self) -> None:
        day = read_date(self.edit.text(), self._today())
        if day is not None:
            self._write(day)

    def raw(self) -> str:
        return self.edit.text()

    def set_raw(self, text: str) -> None:
        self.edit.setText(text)
        self._show_beside()

    def set_object_names(self, area: str) -> None:
        super().set_object_names(area)
        self.button.setObjectName(f"{area}.{self.name}.calendar")

    def beside(self) -> str:
        return self._beside.text()

    def _typed(self, _text: str) -> None:
        self._show_beside()
        self._touched()

    def _show_beside(self) -> None:
        day = read_date(self.edit.text(), self._today())
        self._beside.setText(
            "" if day is None else _("{day} · {week}").format(day=day_text(day), week=week_text(day))
        )

    def _choose(self) -> None:
        popup = CalendarPopup(self.value() or self._today(), self._earliest, self._latest, self)
        popup.chosen.connect(self._take)
        popup.open_below(self.edit)

    def _take(self, day: date) -> None:
        self._write(day)
        self._touched()
        self.edit.setFocus()
        self.check()


class TimeField(Field[time]):
    """07:05, typed also as 0705, 7.05 or 7."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        check: Callable[[time], Remark | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, required=required, hint=hint, check=check, parent=parent)
        self.edit = QLineEdit()
        self.edit.setFixedWidth(letters_wide(self.edit, TIME_LETTERS))
        self.edit.textEdited.connect(lambda _text: self._touched())
        self._row.addWidget(self.edit)
        self._row.addStretch(1)
        self._hold(self.edit)

    def _read(self) -> time | None:
        return _read_time(self.edit.text())

    def _write(self, value: time | None) -> None:
        self.edit.setText("" if value is None else time_text(value))

    def _tidy(self) -> None:
        _tidy_time(self.edit)

    def raw(self) -> str:
        return self.edit.text()

    def set_raw(self, text: str) -> None:
        self.edit.setText(text)


class DateTimeField(Field[datetime]):
    """A moment on the ward's clock; the value is in UTC. In the hour that comes twice it asks which."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        now: Callable[[], datetime],
        required: bool = False,
        hint: str = "",
        check: Callable[[datetime], Remark | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, required=required, hint=hint, check=check, parent=parent)
        self._now = now
        self.day_edit, self.time_edit = QLineEdit(), QLineEdit()
        self.day_edit.setAccessibleName(_("{label}: date").format(label=self.label))
        self.time_edit.setAccessibleName(_("{label}: time").format(label=self.label))
        self.day_edit.setFixedWidth(letters_wide(self.day_edit, DATE_LETTERS))
        self.time_edit.setFixedWidth(letters_wide(self.time_edit, TIME_LETTERS))
        self.which = CalmCombo()
        self.which.addItems([_("Summer time (first)"), _("Standard time (second)")])
        self.which.setPlaceholderText(_("Choose…"))
        self.which.activated.connect(lambda _place: self._touched())
        self._beside = PlainLabel(role="muted")
        for edit in (self.day_edit, self.time_edit):
            edit.textEdited.connect(self._typed)
        for widget in (self.day_edit, self.time_edit, self.which, self._beside):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._hold(self.day_edit, self.time_edit)
        self._show_beside()

    def _read(self) -> datetime | None:
        day, at = self._parts()
        if day is None and at is None:
            return None
        if day is None:
            raise Unreadable(_("Enter the date too, as YYYY-MM-DD."))
        if at is None:
            raise Unreadable(_("Enter the time too, as HH:MM."))
        which = self.which.currentIndex()
        try:
            return from_local(day, at, fold=which if which >= 0 else None, field=self.name)
        except Invalid as problem:
            raise Unreadable(problem.sentence) from problem

    def _parts(self) -> tuple[date | None, time | None]:
        day_text_, at = self.day_edit.text().strip(), _read_time(self.time_edit.text())
        day = read_date(day_text_, local(self._now()).date())
        if day_text_ and day is None:
            raise Unreadable(_("Enter a date as YYYY-MM-DD, or “today”, “+3” or “w48”."))
        return day, at

    def _write(self, value: datetime | None) -> None:
        self.day_edit.setText("" if value is None else date_text(value))
        self.time_edit.setText("" if value is None else time_text(value))
        twice = value is not None and comes_twice(value)
        self.which.setCurrentIndex(local(value).fold if value is not None and twice else -1)
        self._show_beside()

    def set_now(self) -> None:
        self.set_value(self._now())

    def _tidy(self) -> None:
        day = read_date(self.day_edit.text(), local(self._now()).date())
        if day is not None:
            self.day_edit.setText(date_text(day))
        _tidy_time(self.time_edit)
        self._show_beside()

    def raw(self) -> str:
        return f"{self.day_edit.text()}\n{self.time_edit.text()}".strip()

    def set_raw(self, text: str) -> None:
        day, _line, at = text.partition("\n")
        self.day_edit.setText(day)
        self.time_edit.setText(at)
        self._show_beside()

    def set_object_names(self, area: str) -> None:
        super().set_object_names(area)
        self.time_edit.setObjectName(f"{area}.{self.name}.time")
        self.which.setObjectName(f"{area}.{self.name}.which")

    def beside(self) -> str:
        return self._beside.text()

    def _typed(self, _text: str) -> None:
        self.which.setCurrentIndex(-1)
        self._show_beside()
        self._touched()

    def _show_beside(self) -> None:
        day = read_date(self.day_edit.text(), local(self._now()).date())
        self._beside.setText(
            "" if day is None else _("{day} · {week}").format(day=day_text(day), week=week_text(day))
        )
        self.which.setVisible(self._is_twice())

    def _is_twice(self) -> bool:
        try:
            day, at = self._parts()
            if day is not None and at is not None:
                from_local(day, at)
        except Unlikely:
            return True
        except (Invalid, Unreadable):
            return False
        return False


def _read_time(text: str) -> time | None:
    if not text.strip():
        return None
    at = read_time(text)
    if at is None:
        raise Unreadable(_("Enter a time as HH:MM, 00:00–23:59."))
    return at


def _tidy_time(edit: QLineEdit) -> None:
    at = read_time(edit.text())
    if at is not None:
        edit.setText(time_text(at))
