"""Light or dark with one command, remembered for who is signed in."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.kit import style
from ui.kit.look import look
from ui.kit.tokens import DARK, Theme
from ui.seat import Seat
from ward_app.access import commands, queries
from ward_app.access.queries import Account


def switch_theme(seat: Seat) -> None:
    """At once on the screen. The other choices of the user are read anew, so that none is lost."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    theme = Theme.LIGHT if look.tokens == DARK else Theme.DARK
    style.apply(app, theme, look.points)

    def keep(account: Account) -> None:
        seat.desk.do(
            commands.keep_preferences,
            theme=theme.value,
            point_size=account.point_size,
            language=account.language,
        )

    seat.desk.ask(queries.account, seat.user_id).then(keep, owner=seat.desk)
