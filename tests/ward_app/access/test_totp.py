"""Codes from a phone against the published vectors, and when a code does not count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ward_app.access import totp
from ward_app.errors import SignInFailed

SECRET = b"12345678901234567890"
"""The key of RFC 6238, appendix B."""
VECTORS = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}
NOON = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)
NOW = totp.step_of(NOON)


@pytest.mark.parametrize(("seconds", "code"), VECTORS.items())
def test_that_the_vectors_of_rfc_6238_come_out(seconds: int, code: str) -> None:
    step = totp.step_of(datetime.fromtimestamp(seconds, UTC))
    assert totp.code_of(SECRET, step, digits=8) == code
    assert totp.code_of(SECRET, step) == code[-6:]
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.taken_step(SECRET, code[-6:], at, last=-10) == step


@pytest.mark.parametrize("away", [-1, 0, 1])
def test_that_a_clock_may_be_one_step_off(away: int) -> None:
    assert totp.taken_step(SECRET, totp.code_of(SECRET, NOW + away), NOON, last=0) == NOW + away


@pytest.mark.parametrize(
    ("away", "minutes"), [(-2, "1 minute."), (2, "1 minute."), (9, "4"), (-20, "10"), (40, "20")]
)
def test_that_a_clock_further_off_is_told_by_how_much(away: int, minutes: str) -> None:
    with pytest.raises(SignInFailed) as refusal:
        totp.taken_step(SECRET, totp.code_of(SECRET, NOW + away), NOON, last=0)
    assert f"wrong by about {minutes}" in refusal.value.sentence


@pytest.mark.parametrize("away", [-41, 41, 5000])
def test_that_a_code_from_another_time_is_just_wrong(away: int) -> None:
    with pytest.raises(SignInFailed, match="code is wrong"):
        totp.taken_step(SECRET, totp.code_of(SECRET, NOW + away), NOON, last=0)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "åäö", "000000"])
def test_that_anything_else_is_wrong(typed: str) -> None:
    with pytest.raises(SignInFailed, match="code is wrong"):
        totp.taken_step(SECRET, typed, NOON, last=0)


def test_that_a_code_counts_once_and_none_before_it() -> None:
    for last in (NOW, NOW + 1):
        with pytest.raises(SignInFailed, match="has been used"):
            totp.taken_step(SECRET, totp.code_of(SECRET, NOW), NOON, last=last)
    after = NOON + timedelta(seconds=totp.STEP_SECONDS)
    assert totp.taken_step(SECRET, totp.code_of(SECRET, NOW + 1), after, last=NOW) == NOW + 1


def test_that_a_code_may_be_typed_as_the_phone_shows_it() -> None:
    code = totp.code_of(SECRET, NOW)
    assert totp.taken_step(SECRET, f" {code[:3]} {code[3:]} ", NOON, last=0) == NOW


def test_that_the_phone_is_told_who_and_where() -> None:
    address = totp.address(SECRET, "örjan.åkerblom")
    assert address.startswith("otpauth://totp/N%C3%A4rv%C3%A5rd:%C3%B6rjan.%C3%A5kerblom?secret=")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=N%C3%A4rv%C3%A5rd" in address
    assert totp.in_groups(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


def test_that_secrets_are_long_and_never_the_same() -> None:
    made = {totp.new_secret() for _nth in range(50)}
    assert len(made) == 50 and {len(secret) for secret in made} == {20}
