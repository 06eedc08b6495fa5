"""The card itself, through the PKCS#11 library of its reader's program. Its key never leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from ward_app.entrance.card import Answer, Scheme
from ward_app.errors import SignInFailed, StoreUnusable
from ward_app.i18n import N_, _

if TYPE_CHECKING:
    from pkcs11 import Session, Token

NO_READER = N_("The program of the card reader does not start. Ask IT to check card_library.")


@dataclass(frozen=True, slots=True)
class CardReader:
    """`library` as the workstation's settings name it."""

    library: Path

    def answer(self, text: bytes, pin: str) -> Answer:
        """Let the card in the reader sign this. SignInFailed, with what to do, when it does not."""
        with _in_words():
            token = self._token()
            with token.open(user_pin=pin) as session:
                certificate, key = _own(session)
                scheme = _scheme(token, key)
                others = tuple(each for each in _certificates(session).values() if each != certificate)
                return Answer(certificate, others, sign(key, text, scheme), scheme)

    def _token(self) -> Token:
        import pkcs11

        if not self.library.exists():
            raise StoreUnusable(_(NO_READER))
        found = [
            token for token in pkcs11.lib(str(self.library)).get_tokens()
            if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags
        ]  # fmt: skip
        if not found:
            raise SignInFailed(_("There is no card in the reader. Put it in, then try again."))
        if len(found) > 1:
            raise SignInFailed(_("There are several cards in the readers. Leave only your own."))
        return found[0]


def sign(key: Any, text: bytes, scheme: Scheme) -> bytes:
    from pkcs11 import MGF, Mechanism

    if scheme is Scheme.ECDSA:
        raw = key.sign(sha256(text).digest(), mechanism=Mechanism.ECDSA)
        half = len(raw) // 2
        return encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))
    if scheme is Scheme.RSA_PSS:
        how = (Mechanism.SHA256, MGF.SHA256, 32)
        return bytes(key.sign(text, mechanism=Mechanism.SHA256_RSA_PKCS_PSS, mechanism_param=how))
    return bytes(key.sign(text, mechanism=Mechanism.SHA256_RSA_PKCS))


def _scheme(token: Token, key: Any) -> Scheme:
    from pkcs11 import KeyType, Mechanism

    if key.key_type == KeyType.EC:
        return Scheme.ECDSA
    knows = Mechanism.SHA256_RSA_PKCS_PSS in token.slot.get_mechanisms()
    return Scheme.RSA_PSS if knows else Scheme.RSA_PKCS1


def _own(session: Session) -> tuple[bytes, Any]:
    """The certificate that signs in, and its key: a card carries another pair for signing documents."""
    from pkcs11 import Attribute, ObjectClass

    private = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    keys = {bytes(key[Attribute.ID]): key for key in private}
    for id_, certificate in _certificates(session).items():
        if id_ in keys and _signs_in(certificate):
            return certificate, keys[id_]
    raise SignInFailed(_("There is no certificate for signing in on this card."))


def _certificates(session: Session) -> dict[bytes, bytes]:
    from pkcs11 import Attribute, ObjectClass

    found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    return {bytes(one[Attribute.ID]): bytes(one[Attribute.VALUE]) for one in found}


def _signs_in(certificate: bytes) -> bool:
    try:
        usage = x509.load_der_x509_certificate(certificate).extensions.get_extension_for_class(x509.KeyUsage)
    except (ValueError, x509.ExtensionNotFound):
        return False
    return usage.value.digital_signature


@contextmanager
def _in_words() -> Iterator[None]:
    import pkcs11

    try:
        yield
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange):
        raise SignInFailed(_("The PIN is wrong. After a few wrong ones the card locks itself."), 1) from None
    except (pkcs11.PinLocked, pkcs11.PinExpired):
        raise SignInFailed(_("The card has locked itself. Whoever gave it out can open it again.")) from None
    except (pkcs11.TokenNotPresent, pkcs11.DeviceRemoved):
        raise SignInFailed(_("The card was taken out. Put it in, then try again.")) from None
    except pkcs11.PKCS11Error as error:
        raise SignInFailed(
            _("The card cannot be read ({what}). Try again, or sign in with password and code.").format(
                what=type(error).__name__
            )
        ) from None
    except (RuntimeError, OSError):
        raise StoreUnusable(_(NO_READER)) from None
