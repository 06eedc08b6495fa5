"""Whose certificates count: the authorities that the deployment names, and their lists of revoked ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from ward_app.errors import SignInFailed, StoreUnusable
from ward_app.i18n import _

PEM_LIST = b"-----BEGIN X509 CRL-----"
SIGNS_IN = frozenset({
    ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SMARTCARD_LOGON,
    ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trust:
    roots: tuple[x509.Certificate, ...]
    between: tuple[x509.Certificate, ...]
    revoked: tuple[x509.CertificateRevocationList, ...]

    def expect(self, certificate: x509.Certificate, above: Sequence[x509.Certificate], now: datetime) -> None:
        """SignInFailed unless it leads to a root, is valid now, is for signing in, and is not revoked."""
        verifier = (
            PolicyBuilder().store(Store(list(self.roots))).time(now)
            .extension_policies(ca_policy=_for_authorities(), ee_policy=_for_cards())
            .build_client_verifier()
        )  # fmt: skip
        try:
            chain = verifier.verify(certificate, [*self.between, *above]).chain
        except VerificationError:
            raise SignInFailed(
                _("The card's certificate does not count here: it is old, or not for signing in.")
            ) from None
        for each, issuer in pairwise(chain):
            self._expect_not_revoked(each, issuer, now)

    def _expect_not_revoked(
        self, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime
    ) -> None:
        lists = [one for one in self.revoked if _counts(one, issuer, now)]
        if not lists:
            raise SignInFailed(
                _("The list of revoked cards is missing or too old. Sign in with password and code, tell IT.")
            )
        number = certificate.serial_number
        if any(one.get_revoked_certificate_by_serial_number(number) is not None for one in lists):
            raise SignInFailed(_("This card has been revoked. Sign in with password and code."))


def load(authorities: Path | None, lists: Path | None) -> Trust:
    """StoreUnusable, which names the file, when it cannot be used."""
    if authorities is None or lists is None:
        raise StoreUnusable(
            _("For cards the settings of this workstation must name card_library, card_ca and card_crl.")
        )
    try:
        found = x509.load_pem_x509_certificates(authorities.read_bytes())
        revoked = tuple(one for file in _files(lists) for one in _read_lists(file))
    except (OSError, ValueError) as error:
        raise StoreUnusable(
            _("The authorities in {file} or the lists in {lists} cannot be read. Tell IT.").format(
                file=authorities, lists=lists
            )
        ) from error
    roots = tuple(one for one in found if one.issuer == one.subject)
    return Trust(roots, tuple(one for one in found if one not in roots), revoked)


def _files(path: Path) -> list[Path]:
    return sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]


def _read_lists(file: Path) -> Iterator[x509.CertificateRevocationList]:
    content = file.read_bytes()
    if PEM_LIST not in content:
        yield x509.load_der_x509_crl(content)
        return
    for part in content.split(PEM_LIST)[1:]:
        yield x509.load_pem_x509_crl(PEM_LIST + part)


def _counts(one: x509.CertificateRevocationList, issuer: x509.Certificate, now: datetime) -> bool:
    """A list of this authority, by its own hand, and not yet replaced by a newer one."""
    key, until = issuer.public_key(), one.next_update_utc
    return (
        one.issuer == issuer.subject
        and until is not None
        and one.last_update_utc <= now < until
        and one.is_signature_valid(key)  # type: ignore[arg-type]  # an authority has no key to agree on others
    )


def _for_cards() -> ExtensionPolicy:
    return (
        ExtensionPolicy.permit_all()
        .require_present(x509.KeyUsage, Criticality.AGNOSTIC, _signs_in)
        .may_be_present(x509.ExtendedKeyUsage, Criticality.AGNOSTIC, _is_for_people)
        .may_be_present(x509.BasicConstraints, Criticality.AGNOSTIC, _is_no_authority)
    )


def _for_authorities() -> ExtensionPolicy:
    return (
        ExtensionPolicy.permit_all()
        .require_present(x509.BasicConstraints, Criticality.AGNOSTIC, _is_authority)
        .require_present(x509.KeyUsage, Criticality.AGNOSTIC, _signs_certificates)
    )


def _signs_in(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage) -> None:
    """The other certificate on the card signs documents, with another PIN, and opens nothing."""
    if not usage.digital_signature:
        raise ValueError("not for signing in")


def _is_for_people(
    _policy: Policy, _certificate: x509.Certificate, usage: x509.ExtendedKeyUsage | None
) -> None:
    if usage is not None and SIGNS_IN.isdisjoint(usage):
        raise ValueError("for something else")


def _is_no_authority(
    _policy: Policy, _certificate: x509.Certificate, is_so: x509.BasicConstraints | None
) -> None:
    if is_so is not None and is_so.ca:
        raise ValueError("an authority")


def _is_authority(_policy: Policy, _certificate: x509.Certificate, is_so: x509.BasicConstraints) -> None:
    if not is_so.ca:
        raise ValueError("no authority")


def _signs_certificates(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage) -> None:
    if not usage.key_cert_sign:
        raise ValueError("no authority")
