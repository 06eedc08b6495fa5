"""The settings page: its sections at the left, the one in sight beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import Acts
from ui.desk import Changes
from ui.kit.live import keep_fresh
from ui.kit.look import SPACE_L, SPACE_S
from ui.record.section_list import SectionEntry, SectionList
from ui.retention.section import RetentionSection
from ui.seat import Seat
from ui.settings.account import AccountSection
from ui.settings.bench import Bench
from ui.settings.places import PlacesSection
from ui.settings.reviews import ReviewsSection
from ui.settings.section import Section
from ui.settings.security import SecuritySection
from ui.settings.users import UsersSection
from ui.settings.ward import WardSection
from ui.settings.workstation import WorkstationSection
from ward_app.access.model import Assignment, RightsReview, User, UserSession
from ward_app.app import App
from ward_app.entrance.entrance import Entrance
from ward_app.i18n import N_, _
from ward_app.settings.model import Setting
from ward_app.stays.model import Placement
from ward_app.wards.model import Bed, BedClosure, Room

SECTIONS: Mapping[str, tuple[str, Callable[[Bench], Section]]] = {
    "account": (N_("My account"), AccountSection),
    "users": (N_("Users"), UsersSection),
    "places": (N_("Rooms and beds"), PlacesSection),
    "ward": (N_("The ward"), WardSection),
    "workstation": (N_("This workstation"), WorkstationSection),
    "retention": (N_("Retention"), RetentionSection),
    "reviews": (N_("Review of rights"), ReviewsSection),
    "security": (N_("Security"), SecuritySection),
}


class SettingsPage(QWidget):
    """`preferences_changed` is called when the user has chosen another look or language."""

    shows: Changes = frozenset(
        {User, Assignment, RightsReview, UserSession, Bed, BedClosure, Room, Placement, Setting}
    )

    def __init__(
        self,
        seat: Seat,
        app: App,
        entrance: Entrance,
        *,
        preferences_changed: Callable[[], object] = lambda: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self._bench = Bench(seat, app, entrance, preferences_changed)
        self._made: dict[str, Section] = {}
        self.list = _section_list()
        self.list.chosen.connect(self.show_section)
        self._stack = QStackedWidget()
        self._stack.setProperty("area", True)
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        column.addWidget(self._stack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addLayout(column, 1)
        keep_fresh(self, seat.desk, self.shows, self.refresh)
        self.show_section("account")

    @property
    def section(self) -> Section:
        shown = self._stack.currentWidget()
        assert isinstance(shown, Section)
        return shown

    def show_section(self, name: str) -> None:
        """Made when it is first asked for, read anew each time."""
        if name not in self._made:
            self._made[name] = SECTIONS[name][1](self._bench)
            self._stack.addWidget(self._made[name])
        self._stack.setCurrentWidget(self._made[name])
        self.list.mark(name)
        self.section.refresh()

    def refresh(self) -> None:
        self.section.refresh()

    def leave(self) -> None:
        """Nothing here is kept as a draft: a password must not be."""

    def acts(self) -> Acts:
        return {f"section_{nth}": partial(self._go_to, name) for nth, name in enumerate(SECTIONS, start=1)}

    def focus_first(self) -> None:
        self.section.focus_first()

    def _go_to(self, name: str) -> None:
        self.show_section(name)
        self.focus_first()


def _section_list() -> SectionList:
    found = SectionList(tuple(SectionEntry(name, _(text)) for name, (text, _made) in SECTIONS.items()))
    found.setObjectName("settings.sections")
    found.setAccessibleName(_("Sections of the settings"))
    for name, button in found.buttons.items():
        button.setObjectName(f"settings.section.{name}")
    return found
