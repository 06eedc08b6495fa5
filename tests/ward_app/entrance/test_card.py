"""Signing in with a smart card, against SoftHSM2: one's own card, and everything that is to be refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11 import KeyType

from tests.ward_app.entrance.conftest import Cards
from tests.ward_app.entrance.smartcards import DAY, HSA_ID, LIBRARY, PIN, Authority, SoftCard
from ward_app.clock import FrozenClock
from ward_app.entrance import card_trust
from ward_app.entrance.card import Answer, CardCheck, Scheme
from ward_app.entrance.card_reader import CardReader
from ward_app.errors import SignInFailed, StoreUnusable

SCHEMES = [(KeyType.RSA, Scheme.RSA_PKCS1), (KeyType.RSA, Scheme.RSA_PSS), (KeyType.EC, Scheme.ECDSA)]


@pytest.fixture
def check(authority: Authority, tmp_path: Path, clock: FrozenClock) -> CardCheck:
    return CardCheck(trust(authority, tmp_path), clock, "ws1")


def trust(authority: Authority, folder: Path, *revoked: x509.Certificate, **more: Any) -> card_trust.Trust:
    (folder / "ca.pem").write_bytes(authority.bundle())
    (folder / "crl.pem").write_bytes(authority.lists(revoked, **more))
    return card_trust.load(folder / "ca.pem", folder / "crl.pem")


def shown(check: CardCheck, card: SoftCard, certificate: x509.Certificate) -> str:
    return check.holder(card.answer(check.challenge().text, certificate, Scheme.ECDSA))


@pytest.mark.parametrize(("kind", "scheme"), SCHEMES)
def test_that_ones_own_card_signs_in(
    cards: Cards,
    authority: Authority,
    check: CardCheck,
    kind: KeyType,
    scheme: Scheme,
) -> None:
    card = cards(kind)
    certificate = authority.issue(card.public_key)
    assert check.holder(card.answer(check.challenge().text, certificate, scheme)) == HSA_ID


@pytest.mark.parametrize("kind", [KeyType.RSA, KeyType.EC])
def test_that_the_reader_finds_certificate_and_key_on_the_card(
    cards: Cards, authority: Authority, check: CardCheck, kind: KeyType
) -> None:
    card = cards(kind)
    card.store(authority.issue(card.public_key))
    assert check.holder(CardReader(LIBRARY).answer(check.challenge().text, PIN)) == HSA_ID


def test_that_an_answer_counts_once(card: SoftCard, authority: Authority, check: CardCheck) -> None:
    answer = card.answer(check.challenge().text, authority.issue(card.public_key), Scheme.ECDSA)
    check.holder(answer)
    with pytest.raises(SignInFailed, match="too slow"):
        check.holder(answer)
    check.challenge()
    with pytest.raises(SignInFailed, match="did not prove"):
        check.holder(answer)


def test_that_a_signature_for_another_challenge_is_refused(
    card: SoftCard, authority: Authority, check: CardCheck, tmp_path: Path, clock: FrozenClock
) -> None:
    """The same moment at another workstation, even."""
    elsewhere = CardCheck(trust(authority, tmp_path), clock, "ws2")
    answer = card.answer(elsewhere.challenge().text, authority.issue(card.public_key), Scheme.ECDSA)
    check.challenge()
    with pytest.raises(SignInFailed, match="did not prove"):
        check.holder(answer)


def test_that_a_late_answer_is_refused(
    card: SoftCard, authority: Authority, check: CardCheck, clock: FrozenClock
) -> None:
    answer = card.answer(check.challenge().text, authority.issue(card.public_key), Scheme.ECDSA)
    clock.advance(timedelta(minutes=2, seconds=1))
    with pytest.raises(SignInFailed, match="too slow"):
        check.holder(answer)


def test_that_another_authority_of_the_same_name_is_refused(card: SoftCard, check: CardCheck) -> None:
    with pytest.raises(SignInFailed, match="does not count"):
        shown(check, card, Authority().issue(card.public_key))


@pytest.mark.parametrize(("since", "until"), [(-10 * DAY, -DAY), (DAY, 10 * DAY)])
def test_that_a_card_is_refused_outside_its_time(
    card: SoftCard, authority: Authority, check: CardCheck, since: timedelta, until: timedelta
) -> None:
    certificate = authority.issue(card.public_key, since=authority.at + since, until=authority.at + until)
    with pytest.raises(SignInFailed, match="does not count"):
        shown(check, card, certificate)


@pytest.mark.parametrize("wrong", [{"signs_in": False}, {"for_people": False}])
def test_that_a_certificate_for_something_else_is_refused(
    card: SoftCard, authority: Authority, check: CardCheck, wrong: dict[str, Any]
) -> None:
    with pytest.raises(SignInFailed, match="does not count"):
        shown(check, card, authority.issue(card.public_key, **wrong))


def test_that_the_reader_leaves_the_certificate_for_documents_alone(
    card: SoftCard, authority: Authority, check: CardCheck
) -> None:
    card.store(authority.issue(card.public_key, signs_in=False))
    with pytest.raises(SignInFailed, match="no certificate for signing in"):
        CardReader(LIBRARY).answer(check.challenge().text, PIN)


def test_that_someone_elses_certificate_is_refused(
    cards: Cards, authority: Authority, check: CardCheck
) -> None:
    theirs = authority.issue(cards(KeyType.RSA).public_key)
    card = cards(KeyType.EC)
    for scheme in (Scheme.ECDSA, Scheme.RSA_PSS):
        answer = card.answer(check.challenge().text, theirs, Scheme.ECDSA)
        with pytest.raises(SignInFailed, match="did not prove"):
            check.holder(Answer(answer.certificate, (), answer.signature, scheme))


def test_that_a_revoked_card_is_refused(
    card: SoftCard, authority: Authority, tmp_path: Path, clock: FrozenClock
) -> None:
    certificate = authority.issue(card.public_key)
    check = CardCheck(trust(authority, tmp_path, certificate), clock, "ws1")
    with pytest.raises(SignInFailed, match="revoked"):
        shown(check, card, certificate)


def test_that_an_old_list_of_revoked_cards_lets_nobody_in(
    card: SoftCard, authority: Authority, tmp_path: Path, clock: FrozenClock
) -> None:
    check = CardCheck(trust(authority, tmp_path, age=DAY), clock, "ws1")
    with pytest.raises(SignInFailed, match="too old"):
        shown(check, card, authority.issue(card.public_key))


def test_that_a_list_by_another_hand_does_not_count(
    card: SoftCard, authority: Authority, tmp_path: Path, clock: FrozenClock
) -> None:
    trust(authority, tmp_path)
    (tmp_path / "crl.pem").write_bytes(Authority().lists())
    check = CardCheck(card_trust.load(tmp_path / "ca.pem", tmp_path / "crl.pem"), clock, "ws1")
    with pytest.raises(SignInFailed, match="missing or too old"):
        shown(check, card, authority.issue(card.public_key))


def test_that_a_list_may_be_a_file_of_bytes_in_a_folder(
    card: SoftCard, authority: Authority, tmp_path: Path, clock: FrozenClock
) -> None:
    trust(authority, tmp_path)
    folder = tmp_path / "lists"
    folder.mkdir()
    for nth, pem in enumerate(authority.lists().split(card_trust.PEM_LIST)[1:]):
        one = x509.load_pem_x509_crl(card_trust.PEM_LIST + pem)
        (folder / f"{nth}.crl").write_bytes(one.public_bytes(Encoding.DER))
    check = CardCheck(card_trust.load(tmp_path / "ca.pem", folder), clock, "ws1")
    assert shown(check, card, authority.issue(card.public_key)) == HSA_ID


def test_that_a_wrong_pin_is_refused(card: SoftCard, authority: Authority, check: CardCheck) -> None:
    card.store(authority.issue(card.public_key))
    with pytest.raises(SignInFailed, match="PIN is wrong"):
        CardReader(LIBRARY).answer(check.challenge().text, "654321")
    assert CardReader(LIBRARY).answer(check.challenge().text, PIN)


def test_that_a_card_that_says_not_whose_it_is_is_refused(
    card: SoftCard, authority: Authority, check: CardCheck
) -> None:
    with pytest.raises(SignInFailed, match="whose it is"):
        shown(check, card, authority.issue(card.public_key, hsa_id=None))


def test_that_an_empty_reader_says_what_to_do(tmp_path: Path, card: SoftCard) -> None:
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    SoftCard(tmp_path).insert()
    with pytest.raises(SignInFailed, match="no card in the reader"):
        CardReader(LIBRARY).answer(b"text", PIN)


def test_that_a_library_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="card_library"):
        CardReader(tmp_path / "no-such.so").answer(b"text", PIN)


@pytest.mark.parametrize("content", [b"", b"nonsense"])
def test_that_authorities_that_cannot_be_read_are_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ca.pem").write_bytes(content)
    with pytest.raises(StoreUnusable, match=r"ca\.pem"):
        card_trust.load(tmp_path / "ca.pem", tmp_path / "crl.pem")
    with pytest.raises(StoreUnusable, match="card_crl"):
        card_trust.load(tmp_path / "ca.pem", None)
