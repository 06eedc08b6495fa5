"""A smart card proves who holds it: it signs a challenge, and its certificate is one that counts.

Refused: an answer to another challenge or a second time, a certificate of another authority (also of the same
name), not valid now, not for signing in, or revoked. What cannot be told, such as an old list of revoked
certificates, is refused too: the password and a code from the phone remain.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from ward_app.clock import Clock
from ward_app.entrance.card_trust import Trust
from ward_app.errors import SignInFailed
from ward_app.i18n import _

ANSWER_WITHIN = timedelta(minutes=2)
NONCE_BYTES = 32


class Scheme(StrEnum):
    """How the card has signed; always over SHA-256."""

    RSA_PKCS1 = auto()
    RSA_PSS = auto()
    ECDSA = auto()


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the card is to sign: never the same twice, and good for this workstation and moment only."""

    nonce: bytes
    workstation: str
    at: datetime

    @property
    def text(self) -> bytes:
        return b"narvard sign-in 1\0" + self.nonce + f"{self.workstation}\0{self.at.isoformat()}".encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the certificate, those above it that lie on the card too, and the signature."""

    certificate: bytes
    above: tuple[bytes, ...]
    signature: bytes
    scheme: Scheme


class CardCheck:
    """Keeps the one challenge that is open, and lets it be answered once."""

    def __init__(self, trust: Trust, clock: Clock, workstation: str) -> None:
        self._trust = trust
        self._clock = clock
        self._workstation = workstation
        self._open: Challenge | None = None

    def challenge(self) -> Challenge:
        self._open = Challenge(os.urandom(NONCE_BYTES), self._workstation, self._clock())
        return self._open

    def holder(self, answer: Answer) -> str:
        """The HSA-id of whoever holds the card; SignInFailed otherwise."""
        challenge, self._open = self._open, None
        if challenge is None or self._clock() - challenge.at > ANSWER_WITHIN:
            raise SignInFailed(_("The card was too slow. Try again."))
        try:
            certificate = x509.load_der_x509_certificate(answer.certificate)
            above = [x509.load_der_x509_certificate(each) for each in answer.above]
        except ValueError:
            raise SignInFailed(_("The certificate on the card cannot be read.")) from None
        _expect_signature(certificate, answer, challenge.text)
        self._trust.expect(certificate, above, self._clock())
        return hsa_id(certificate)


def hsa_id(certificate: x509.Certificate) -> str:
    """Who it is for: SITHS and EFOS cards carry the HSA-id as the subject's serial number."""
    found = certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    if len(found) != 1:
        raise SignInFailed(_("The certificate on the card does not say whose it is."))
    return str(found[0].value).strip().upper()


def _expect_signature(certificate: x509.Certificate, answer: Answer, text: bytes) -> None:
    key = certificate.public_key()
    try:
        if answer.scheme is Scheme.ECDSA and isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(answer.signature, text, ec.ECDSA(SHA256()))
        elif answer.scheme is Scheme.RSA_PSS and isinstance(key, rsa.RSAPublicKey):
            key.verify(answer.signature, text, _pss(), SHA256())
        elif answer.scheme is Scheme.RSA_PKCS1 and isinstance(key, rsa.RSAPublicKey):
            key.verify(answer.signature, text, padding.PKCS1v15(), SHA256())
        else:
            raise InvalidSignature
    except InvalidSignature:
        raise SignInFailed(_("The card did not prove that the certificate is its own.")) from None


def _pss() -> padding.PSS:
    return padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=SHA256.digest_size)
