"""Two sessions at once: what one has closed is closed in the other's next read, whoever commits last."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import func, select

from tests import factories
from tests.ward_app.sharing.scene import KOMMUN, REGION, SOCIAL, Scene
from ward_app.app import App
from ward_app.errors import Refused
from ward_app.sharing import commands as sharing
from ward_app.sharing.model import Block, Consent


def other_session(app: App) -> App:
    """The same person at another workstation, with a door of their own."""
    return App(app.store, workstation="ws2", user=app.user, clock=app.clock)


def test_that_a_block_of_one_session_is_seen_by_the_next_read_of_another_pdl_18_lsvo_03(scene: Scene) -> None:
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True)
    reader = other_session(scene.nurse)
    assert scene.reads(reader) == {REGION, KOMMUN}
    scene.doctor.do(sharing.block, scene.patient_id, REGION)
    assert scene.reads(reader) == {KOMMUN}


def test_that_of_two_who_block_at_once_one_does_lsvo_03(scene: Scene) -> None:
    def block(app: App) -> bool:
        try:
            app.do(sharing.block, scene.patient_id, REGION)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(block, [scene.doctor, other_session(scene.doctor)]))
    count = select(func.count()).select_from(Block)
    assert (sorted(done), factories.ask(scene.nurse, lambda session: session.scalar(count))) == (
        [False, True],
        1,
    )


def test_that_a_withdrawal_beside_a_new_answer_leaves_the_last_one_lsvo_06(scene: Scene) -> None:
    """Whichever comes first: either the yes came after the withdrawal, or it was withdrawn with the rest."""
    scene.nurse.do(sharing.record_answer, scene.patient_id, is_given=True)

    def withdraw() -> None:
        scene.nurse.do(sharing.withdraw, scene.patient_id)

    def answer() -> None:
        other_session(scene.doctor).do(sharing.record_answer, scene.patient_id, is_given=True)

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(withdraw), pool.submit(answer)]:
            one.result()
    last = select(Consent).order_by(Consent.given_at.desc(), Consent.id.desc()).limit(1)
    withdrawn = factories.ask(scene.nurse, lambda session: session.scalars(last).one().withdrawn_at)
    assert (REGION in scene.reads(scene.nurse)) == (withdrawn is None)


def test_that_a_lift_ends_by_the_clock_of_the_reader_pdl_19(scene: Scene) -> None:
    """Nothing has to run for it: the next read looks at the time."""
    scene.nurse.do(sharing.open_in_emergency, scene.patient_id, "Andningsstopp")
    late = App(
        scene.nurse.store, workstation="ws2", user=scene.nurse.user,
        clock=lambda: scene.nurse.clock() + timedelta(hours=4),
    )  # fmt: skip
    assert scene.reads(scene.nurse) == {REGION, KOMMUN, SOCIAL}
    assert scene.reads(late) == {KOMMUN}
