"""Key slots: who has a password or the code gets the key, nobody else, and not by trying often."""

from __future__ import annotations

import json
import os
import random
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ward_app.store import processes
from ward_app.errors import SignInFailed, StoreUnusable
from ward_app.store import durable, keyslots, recovery
from ward_app.store.keyslots import DEFAULT_COST, Cost, KeySlots, new_key, subkey
from ward_app.store.slot import Slot

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 7, 42, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def slots(tmp_path: Path) -> KeySlots:
    """Anna and Björn, and a recovery code that nobody has written down."""
    made = KeySlots.create(tmp_path / "ward.db.keys", KEY, CHEAP)
    made.add("anna", "Vinterdäck på lager", KEY)
    made.add("björn", "En annan mening", KEY)
    made.new_code(KEY)
    return made


def test_that_each_password_gives_the_one_key(slots: KeySlots) -> None:
    assert slots.unlock("anna", "Vinterdäck på lager", NOW) == KEY
    assert slots.unlock("björn", "En annan mening", NOW) == KEY
    assert slots.names() == ["anna", "björn"]


def test_that_the_key_is_nowhere_in_the_file(slots: KeySlots) -> None:
    content = slots.path.read_text()
    assert KEY.hex() not in content and KEY.decode("latin-1") not in content
    assert slots.path.stat().st_mode & 0o077 == 0


def test_that_the_usual_cost_is_what_the_library_advises() -> None:
    assert Cost(memory_kib=65536, passes=3, lanes=4) == DEFAULT_COST


def test_that_a_slot_of_the_usual_cost_opens_under_a_cheap_setting(tmp_path: Path) -> None:
    KeySlots.create(tmp_path / "keys", KEY).add("anna", "lösen", KEY)
    assert KeySlots(tmp_path / "keys", CHEAP).unlock("anna", "lösen", NOW) == KEY


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_that_a_password_is_the_same_on_every_keyboard(slots: KeySlots, form: str) -> None:
    typed = unicodedata.normalize(form, "Vinterdäck på lager")  # type: ignore[arg-type]
    assert slots.unlock("anna", typed, NOW) == KEY


WRONG = [
    ("anna", "vinterdäck på lager"), ("anna", ""), ("björn", "Vinterdäck på lager"), ("cecilia", "x"),
    ("", "x"), ("?", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "password"), WRONG)
def test_that_a_wrong_name_or_password_is_refused_alike(slots: KeySlots, name: str, password: str) -> None:
    with pytest.raises(SignInFailed, match="user name or the password is wrong") as caught:
        slots.unlock(name, password, NOW)
    assert caught.value.wait_seconds == 1


def test_that_each_wrong_try_makes_the_wait_longer_but_never_for_good(slots: KeySlots) -> None:
    now, waits = NOW, []
    for _try in range(12):
        with pytest.raises(SignInFailed) as caught:
            slots.unlock("anna", "fel", now)
        waits.append(caught.value.wait_seconds)
        now += timedelta(seconds=waits[-1])
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    assert slots.unlock("anna", "Vinterdäck på lager", now) == KEY


def test_that_the_right_password_too_early_must_wait_too(slots: KeySlots) -> None:
    with pytest.raises(SignInFailed):
        slots.unlock("anna", "fel", NOW)
    with pytest.raises(SignInFailed, match="in 1 second") as caught:
        slots.unlock("anna", "Vinterdäck på lager", NOW)
    assert caught.value.wait_seconds == slots.wait_seconds("anna", NOW) == 1
    assert slots.unlock("björn", "En annan mening", NOW) == KEY


def test_that_signing_in_sets_the_wait_back(slots: KeySlots) -> None:
    for moment in (NOW, NOW + timedelta(seconds=10)):
        with pytest.raises(SignInFailed):
            slots.unlock("anna", "fel", moment)
    slots.unlock("anna", "Vinterdäck på lager", LATER)
    with pytest.raises(SignInFailed) as caught:
        slots.unlock("anna", "fel", LATER)
    assert caught.value.wait_seconds == 1


def test_that_a_restart_does_not_shorten_the_wait(slots: KeySlots) -> None:
    for moment in (NOW, NOW + timedelta(seconds=10), NOW + timedelta(seconds=20)):
        with pytest.raises(SignInFailed):
            slots.unlock("anna", "fel", moment)
    assert KeySlots(slots.path, CHEAP).wait_seconds("anna", NOW + timedelta(seconds=20)) == 4


def die_while_trying(path: Path) -> None:
    """A process that ends in the middle of a try, whatever the password."""
    Slot.open = lambda *_arguments: os._exit(9)  # type: ignore[method-assign]
    KeySlots(path, CHEAP).unlock("anna", "gissning", NOW)


def test_that_a_try_counts_even_if_the_program_is_killed_in_it(slots: KeySlots) -> None:
    assert processes.in_parallel(die_while_trying, (slots.path,)) == [9]
    assert slots.wait_seconds("anna", NOW) == 1


def test_that_a_clock_set_back_or_far_ahead_locks_no_one_out(slots: KeySlots) -> None:
    with pytest.raises(SignInFailed):
        slots.unlock("anna", "fel", NOW + timedelta(days=3650))
    assert slots.wait_seconds("anna", NOW) <= 300
    assert slots.unlock("anna", "Vinterdäck på lager", NOW + timedelta(days=3651)) == KEY


def test_that_a_full_disk_keeps_no_one_from_the_record(
    slots: KeySlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "replace", full)
    assert slots.unlock("anna", "Vinterdäck på lager", NOW) == KEY


def test_that_names_without_a_slot_wait_together_and_do_not_fill_the_file(slots: KeySlots) -> None:
    with pytest.raises(SignInFailed):
        slots.unlock("cecilia", "x", NOW)
    size = len(slots.path.read_bytes())
    for number in range(20):
        with pytest.raises(SignInFailed, match="try again"):
            slots.unlock(f"okänd{number}", "x", NOW)
    assert len(slots.path.read_bytes()) == size


def test_that_until_the_store_knows_it_both_passwords_open(slots: KeySlots) -> None:
    slots.add("anna", "Ny mening för vintern", KEY)
    for password in ("Vinterdäck på lager", "Ny mening för vintern"):
        assert KeySlots(slots.path, CHEAP).unlock("anna", password, NOW) == KEY
    slots.drop_old("anna", KEY)
    assert slots.unlock("anna", "Ny mening för vintern", NOW) == KEY
    with pytest.raises(SignInFailed):
        slots.unlock("anna", "Vinterdäck på lager", NOW)


@pytest.mark.parametrize("used", ["Vinterdäck på lager", "Ny mening för vintern"])
def test_that_a_change_cut_off_midway_ends_with_the_password_that_was_used(
    slots: KeySlots, used: str
) -> None:
    slots.add("anna", "Ny mening för vintern", KEY)
    slots.settle("anna", used, KEY)
    assert slots.unlock("anna", used, NOW) == KEY
    (other,) = {"Vinterdäck på lager", "Ny mening för vintern"} - {used}
    with pytest.raises(SignInFailed):
        slots.unlock("anna", other, NOW)


def test_that_changes_cut_off_again_and_again_do_not_pile_up(slots: KeySlots) -> None:
    for number in range(6):
        slots.add("anna", f"Mening {number} som inte blev", KEY)
    assert len(json.loads(slots.path.read_text())["holders"]["anna"]["slots"]) == keyslots.CANDIDATES


def test_that_a_new_password_from_the_administrator_is_the_only_one(slots: KeySlots) -> None:
    with pytest.raises(SignInFailed):
        slots.unlock("anna", "fel", NOW)
    slots.replace("anna", "Given av chefen", KEY)
    assert slots.unlock("anna", "Given av chefen", NOW) == KEY
    with pytest.raises(SignInFailed):
        slots.unlock("anna", "Vinterdäck på lager", LATER)


def test_that_who_has_left_gets_in_no_more(slots: KeySlots) -> None:
    slots.remove("anna", KEY)
    assert slots.names() == ["björn"]
    with pytest.raises(SignInFailed):
        slots.unlock("anna", "Vinterdäck på lager", NOW)


def test_that_the_code_on_paper_gives_the_key_however_it_is_typed(slots: KeySlots) -> None:
    code = slots.new_code(KEY)
    assert slots.has_recovery_code()
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('-', '')}\n"):
        assert slots.is_code(typed)
        assert slots.unlock_with_code(typed, NOW) == KEY


def test_that_letters_that_look_alike_are_read_as_what_is_on_paper() -> None:
    assert recovery.as_typed("oO-iIlL-uU") == "00" + "1111" + "VV"
    for _code in range(50):
        code = recovery.new_code()
        assert len(code.replace("-", "")) == 32 and not set(code) & set("ILOU")
        misread = code.replace("0", "O").replace("1", "l").replace("V", "u")
        assert recovery.as_typed(misread) == code.replace("-", "")


def test_that_codes_have_160_bits_and_never_come_twice() -> None:
    assert len(set(recovery.ALPHABET)) ** recovery.LENGTH == 2**160
    assert len({recovery.new_code() for _each in range(1000)}) == 1000


def test_that_a_wrong_or_an_old_code_gives_nothing_and_waits(slots: KeySlots) -> None:
    old = slots.new_code(KEY)
    new = slots.new_code(KEY)
    assert not slots.is_code(old)
    with pytest.raises(SignInFailed, match="recovery code is wrong"):
        slots.unlock_with_code(old, NOW)
    with pytest.raises(SignInFailed, match="try again"):
        slots.unlock_with_code(new, NOW)
    assert slots.unlock_with_code(new, LATER) == KEY


Whole = dict[str, Any]


def take_out(whole: Whole) -> None:
    del whole["holders"]["björn"]


def move(whole: Whole) -> None:
    whole["holders"]["björn"]["slots"] = whole["holders"]["anna"]["slots"]


def rename(whole: Whole) -> None:
    whole["holders"]["chef"] = whole["holders"].pop("björn")


def copy(whole: Whole) -> None:
    whole["holders"]["anna"]["slots"] *= 2


def unseal(whole: Whole) -> None:
    whole["seal"] = ""


@pytest.mark.parametrize("attack", [take_out, move, rename, copy, unseal])
def test_that_a_file_that_someone_else_changed_is_not_trusted(
    slots: KeySlots, attack: Callable[[Whole], None]
) -> None:
    whole = json.loads(slots.path.read_text())
    attack(whole)
    slots.path.write_text(json.dumps(whole))
    with pytest.raises(StoreUnusable, match="changed by something else"):
        slots.unlock("anna", "Vinterdäck på lager", NOW)
    with pytest.raises(StoreUnusable, match="changed by something else"):
        slots.add("cecilia", "x", KEY)


@pytest.mark.parametrize("attack", [move, rename])
def test_that_a_slot_under_another_name_stays_shut(slots: KeySlots, attack: Callable[[Whole], None]) -> None:
    whole = json.loads(slots.path.read_text())
    attack(whole)
    slots.path.write_text(json.dumps(whole))
    for name, password in (("björn", "Vinterdäck på lager"), ("chef", "En annan mening")):
        with pytest.raises(SignInFailed):
            slots.unlock(name, password, NOW)


def test_that_a_slot_from_an_older_file_cannot_be_brought_back(slots: KeySlots) -> None:
    before = json.loads(slots.path.read_text())["holders"]["anna"]
    slots.replace("anna", "Ny mening för vintern", KEY)
    whole = json.loads(slots.path.read_text())
    whole["holders"]["anna"] = before
    slots.path.write_text(json.dumps(whole))
    with pytest.raises(StoreUnusable, match="changed by something else"):
        slots.unlock("anna", "Vinterdäck på lager", NOW)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("passes", 2), ("memory_kib", 2**40), ("lanes", 0), ("salt", ""), ("salt", "AAAA"), ("nonce", 7),
        ("wrapped", "%"),
    ],
)  # fmt: skip
def test_that_a_slot_with_other_figures_opens_nothing(slots: KeySlots, field: str, value: object) -> None:
    whole = json.loads(slots.path.read_text())
    whole["holders"]["anna"]["slots"][0][field] = value
    slots.path.write_text(json.dumps(whole))
    with pytest.raises((SignInFailed, StoreUnusable)):
        slots.unlock("anna", "Vinterdäck på lager", NOW)


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "null", "[" * 100_000, '{"format": "other"}',
        '{"format": "narvard-keys", "version": 1, "holders": 3}',
    ],
)  # fmt: skip
def test_that_a_file_that_is_no_key_file_is_said_to_be_damaged(slots: KeySlots, content: str) -> None:
    slots.path.write_text(content)
    with pytest.raises(StoreUnusable, match="damaged"):
        slots.unlock("anna", "Vinterdäck på lager", NOW)


def test_that_no_turned_bit_gives_a_wrong_key_or_a_crash(slots: KeySlots) -> None:
    content = slots.path.read_bytes()
    chance = random.Random(1)
    for _turn in range(400):
        turned = bytearray(content)
        turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
        slots.path.write_bytes(turned)
        with suppress(SignInFailed, StoreUnusable):
            assert slots.unlock("anna", "Vinterdäck på lager", NOW) == KEY


def test_that_a_newer_file_asks_for_a_newer_program(slots: KeySlots) -> None:
    whole = json.loads(slots.path.read_text())
    slots.path.write_text(json.dumps(whole | {"version": 2}))
    with pytest.raises(StoreUnusable, match="Update the program"):
        slots.unlock("anna", "Vinterdäck på lager", NOW)


def test_that_a_missing_file_says_where_to_find_it(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="latest backup"):
        KeySlots(tmp_path / "keys", CHEAP).unlock("anna", "x", NOW)


def test_that_a_key_file_takes_the_place_of_no_other(slots: KeySlots) -> None:
    with pytest.raises(StoreUnusable, match="left as it is"):
        KeySlots.create(slots.path, KEY, CHEAP)
    assert slots.unlock("anna", "Vinterdäck på lager", NOW) == KEY


def test_that_another_stores_key_changes_nothing(slots: KeySlots) -> None:
    before = slots.path.read_bytes()
    with pytest.raises(StoreUnusable):
        slots.add("eve", "x", new_key())
    assert slots.path.read_bytes() == before


def test_that_no_user_can_take_the_place_of_the_code(slots: KeySlots) -> None:
    for name in ("", "?"):
        with pytest.raises(ValueError, match="no user can have this name"):
            slots.add(name, "x", KEY)


def test_that_each_use_has_a_key_of_its_own() -> None:
    keys = {subkey(KEY, purpose) for purpose in ("audit", "drafts", "slots", "backup")}
    assert len(keys | {KEY}) == 5
    assert subkey(KEY, "audit") == subkey(KEY, "audit") != subkey(new_key(), "audit")


def add_many(path: Path, who: str) -> None:
    for number in range(5):
        KeySlots(path, CHEAP).add(f"{who}{number}", "x", KEY)


def test_that_two_programs_that_change_the_file_at_once_lose_no_slot(slots: KeySlots) -> None:
    assert processes.in_parallel(add_many, (slots.path, "a"), (slots.path, "b")) == [0, 0]
    assert len(slots.names()) == 12


def test_that_a_user_who_is_removed_meanwhile_stays_removed(
    slots: KeySlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    slots.add("anna", "Ett nytt lösenord", KEY)
    changing = KeySlots._changing

    def too_late(self: KeySlots, key: bytes) -> Any:
        with monkeypatch.context() as only:
            only.setattr(KeySlots, "_changing", changing)
            slots.remove("anna", KEY)
        return changing(self, key)

    monkeypatch.setattr(KeySlots, "_changing", too_late)
    slots.settle("anna", "Ett nytt lösenord", KEY)
    slots.drop_old("anna", KEY)
    assert slots.names() == ["björn"]
