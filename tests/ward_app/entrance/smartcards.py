"""Smart cards in software: SoftHSM2 holds their keys, and an authority of our own gives out certificates."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters

from tests.factories import MORNING
from ward_app.entrance.card import Answer, Scheme
from ward_app.entrance.card_reader import sign

PIN = "123456"
HSA_ID = "SE2321000016-1A2B"
LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
"""Where Debian puts it. Without it these tests fail: none is skipped."""
DAY = timedelta(days=1)


def name(text: str, hsa_id: str | None = None) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, text)]
    if hsa_id is not None:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, hsa_id))
    return x509.Name(parts)


def usage(**on: bool) -> x509.KeyUsage:
    parts = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{part: on.get(part, False) for part in parts})


@dataclass
class Authority:
    """A root and the authority beneath it that gives out cards, both with their lists."""

    text: str = "Prov-SITHS"
    at: datetime = MORNING
    keys: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = {part: ec.generate_private_key(ec.SECP256R1()) for part in ("root", "issuing")}
        self.root = self._authority("root", f"{self.text} rot")
        self.issuing = self._authority("issuing", f"{self.text} utfärdare")

    def issue(
        self, key: Any, *, hsa_id: str | None = HSA_ID, since: datetime | None = None,
        until: datetime | None = None, signs_in: bool = True, for_people: bool = True,
    ) -> x509.Certificate:  # fmt: skip
        builder = (
            x509.CertificateBuilder().subject_name(name("Maria Falk", hsa_id))
            .issuer_name(self.issuing.subject).public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(since or self.at - DAY).not_valid_after(until or self.at + 365 * DAY)
            .add_extension(usage(digital_signature=signs_in, content_commitment=not signs_in), critical=True)
        )  # fmt: skip
        purpose = ExtendedKeyUsageOID.CLIENT_AUTH if for_people else ExtendedKeyUsageOID.CODE_SIGNING
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        return builder.sign(self.keys["issuing"], SHA256())

    def lists(self, revoked: Sequence[x509.Certificate] = (), *, age: timedelta = timedelta(0)) -> bytes:
        """Both lists, as fresh as `age` says; each is good for a day."""
        return b"".join(
            self._list(part, holder, revoked, self.at - age) for part, holder in
            (("root", self.root), ("issuing", self.issuing))
        )  # fmt: skip

    def bundle(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM) + self.issuing.public_bytes(Encoding.PEM)

    def _authority(self, part: str, text: str) -> x509.Certificate:
        issuer = name(f"{self.text} rot")
        return (
            x509.CertificateBuilder().subject_name(name(text)).issuer_name(issuer)
            .public_key(self.keys[part].public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(self.at - 100 * DAY).not_valid_after(self.at + 3650 * DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(usage(key_cert_sign=True, crl_sign=True), critical=True)
            .sign(self.keys["root"], SHA256())
        )  # fmt: skip

    def _list(
        self, part: str, holder: x509.Certificate, revoked: Sequence[x509.Certificate], at: datetime
    ) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder().issuer_name(holder.subject)
            .last_update(at - timedelta(hours=1)).next_update(at + timedelta(hours=23))
        )  # fmt: skip
        for certificate in revoked:
            if certificate.issuer == holder.subject:
                gone = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
                builder = builder.add_revoked_certificate(gone.revocation_date(at).build())
        return builder.sign(self.keys[part], SHA256()).public_bytes(Encoding.PEM)


@dataclass
class SoftCard:
    """One card in the reader, with a key that was made on it and cannot be read out."""

    folder: Path
    kind: KeyType = KeyType.RSA

    def insert(self) -> SoftCard:
        """Into the reader, instead of any other."""
        os.environ["SOFTHSM2_CONF"] = str(self.folder / "softhsm2.conf")
        pkcs11.lib(str(LIBRARY)).reinitialize()
        return self

    def make(self) -> SoftCard:
        tokens = self.folder / "tokens"
        tokens.mkdir(parents=True)
        conf = self.folder / "softhsm2.conf"
        conf.write_text(f"directories.tokendir = {tokens}\nlog.level = ERROR\n")
        words = ["softhsm2-util", "--init-token", "--free", "--label", "kort", "--so-pin", "87654321"]
        env = os.environ | {"SOFTHSM2_CONF": str(conf)}
        subprocess.run([*words, "--pin", PIN], check=True, env=env, capture_output=True)
        self.insert()
        with self._session() as session:
            self._make_key(session)
        return self

    @property
    def public_key(self) -> Any:
        with self._session() as session:
            [key] = session.get_objects({Attribute.CLASS: ObjectClass.PUBLIC_KEY})
            rsa = self.kind == KeyType.RSA
            return load_der_public_key(_spki(key) if rsa else encode_ec_public_key(key))

    def store(self, certificate: x509.Certificate) -> None:
        """Onto the card, beside its key; a certificate that is there is taken off."""
        with self._session() as session:
            for old in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
                old.destroy()
            session.create_object({
                Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.TOKEN: True, Attribute.ID: b"\x01",
                Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509, Attribute.LABEL: "inloggning",
                Attribute.SUBJECT: certificate.subject.public_bytes(),
                Attribute.VALUE: certificate.public_bytes(Encoding.DER),
            })  # fmt: skip

    def answer(self, text: bytes, certificate: x509.Certificate, scheme: Scheme) -> Answer:
        """Sign, whatever certificate is shown with it."""
        with self._session() as session:
            [key] = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
            return Answer(certificate.public_bytes(Encoding.DER), (), sign(key, text, scheme), scheme)

    def _session(self) -> Any:
        [token] = [one for one in pkcs11.lib(str(LIBRARY)).get_tokens() if one.label == "kort"]
        return token.open(rw=True, user_pin=PIN)

    def _make_key(self, session: Any) -> None:
        if self.kind == KeyType.RSA:
            session.generate_keypair(KeyType.RSA, 2048, id=b"\x01", store=True)
            return
        curve = encode_named_curve_parameters("secp256r1")
        parameters = session.create_domain_parameters(KeyType.EC, {Attribute.EC_PARAMS: curve}, local=True)
        parameters.generate_keypair(id=b"\x01", store=True)


def _spki(key: Any) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
    from cryptography.hazmat.primitives.serialization import PublicFormat

    numbers = RSAPublicNumbers(
        int.from_bytes(key[Attribute.PUBLIC_EXPONENT], "big"), int.from_bytes(key[Attribute.MODULUS], "big")
    )
    return numbers.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
