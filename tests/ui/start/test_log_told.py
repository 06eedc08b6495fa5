"""At the sign-in of whoever answers for the log: is what is new in it as it was written? (LOG-02, LOG-05)"""

from __future__ import annotations

from sqlalchemy import text

from tests.ui.entering import ADMINISTRATOR, NURSE, PASSWORD, House, MakeProgram
from tests.ui.test_program import sign_in
from tests.ward_app.store.forging import without_guards
from ui.logs.page import LogsPage
from ui.program import Program
from ward_app.access import commands as access
from ward_app.access.policy import Role

SAID = "The log is not as this workstation last saw it"


def messages(program: Program, login: str) -> str:
    return " ".join(sign_in(program, login).messages.texts())


def looked_at(make_program: MakeProgram, house: House) -> None:
    """The administrator has been here, and found the log whole."""
    program = make_program(house)
    assert SAID not in messages(program, ADMINISTRATOR)
    program.quit()


def tamper(house: House) -> None:
    entrance = house.entrance()
    store = entrance.enter(ADMINISTRATOR, PASSWORD).app.store
    with store.writer.begin() as connection:
        without_guards(store, connection)
        connection.execute(text("DELETE FROM audit_log WHERE seq = (SELECT max(seq) - 1 FROM audit_log)"))
    entrance.close()


def test_that_the_administrator_is_told_of_a_removed_row(make_program: MakeProgram, ready: House) -> None:
    looked_at(make_program, ready)
    tamper(ready)
    said = messages(make_program(ready), ADMINISTRATOR)
    assert SAID in said
    assert "removed" in said


def test_that_a_whole_log_is_not_spoken_of(make_program: MakeProgram, ready: House) -> None:
    looked_at(make_program, ready)
    assert SAID not in messages(make_program(ready), ADMINISTRATOR)


def test_that_a_nurse_is_not_troubled_with_it(make_program: MakeProgram, ready: House) -> None:
    looked_at(make_program, ready)
    tamper(ready)
    assert SAID not in messages(make_program(ready), NURSE)


def test_that_a_log_reviewer_begins_with_the_checks_of_the_log(
    make_program: MakeProgram, ready: House
) -> None:
    entrance = ready.entrance()
    entered = entrance.enter(ADMINISTRATOR, PASSWORD)
    entered.app.do(
        access.add_user, login="ewa", given_name="Ewa", family_name="Stål", role=Role.LOG_REVIEWER,
        unit_id=1, password_hash="-", must_change=False,
    )  # fmt: skip
    assert entrance.slots is not None
    entrance.slots.add("ewa", PASSWORD, entered.app.store.key)
    entrance.close()
    assert isinstance(sign_in(make_program(ready), "ewa").page, LogsPage)
