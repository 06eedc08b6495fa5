"""What the patient banner says, item by item in its order. Nothing is left blank: what is unknown is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ward_app.access.disclosure import Hint
from ward_app.i18n import _, date_text, moment_text, relative_text
from ward_app.patients.cpr import CprState
from ward_app.patients.model import HypersensitivityAnswer, LimitationKind, Severity
from ward_app.patients.rows import AlertRow, Banner, KinRow, PersonRow
from ward_app.words import word


@dataclass(frozen=True, slots=True)
class Item:
    """`look` is name, value, or the colour of a box or tag: danger, warning, success, info."""

    label: str
    text: str
    look: str = "value"
    icon: str = ""
    is_tag: bool = False

    @property
    def spoken(self) -> str:
        return f"{self.label} {self.text}" if self.label else self.text


def who(banner: Banner) -> list[Item]:
    """The first row: identity before anything else."""
    items = [Item("", banner.name, "name"), *_name_tags(banner), _number(banner)]
    if not banner.is_verified and banner.number:
        items.append(Item("", _("Number not verified"), "warning", "triangle-alert", is_tag=True))
    items += [Item(_("Age"), banner.age), Item(_("Sex"), word(banner.sex))]
    return [*items, *_where(banner)]


def risks(banner: Banner) -> list[Item]:
    """The second row: what must be known before anything is done, and who answers for it."""
    stay = banner.stay
    items = [_hypersensitivity(banner), _infection(banner)]
    if banner.deceased_at is None:
        items += [*_cpr(banner), *_limits(banner)]
    if stay is not None:
        items.append(Item(_("Resp. doctor"), stay.doctor or _("Nobody yet")))
        items.append(Item(_("Resp. nurse"), stay.nurse or _("Nobody yet")))
    return items


def more(banner: Banner, person: PersonRow | None) -> list[Item]:
    """What opens with Ctrl+B."""
    items = [Item(_("Address"), _address(banner)), Item(_("Phone"), _phone(banner))]
    kin = [_kin(one) for one in banner.kin] or [_("Nobody documented")]
    items.append(Item(_("Next of kin"), "\n".join(kin)))
    items.append(Item(_("Interpreter"), banner.interpreter_language or _("No need documented")))
    return [*items, *_numbers(person)] if person is not None else items


def _name_tags(banner: Banner) -> Iterator[Item]:
    if banner.same_name:
        yield Item("", _("Similar name"), "warning", "users", is_tag=True)
    if banner.is_protected:
        yield Item("", _("Protected identity"), "danger", "shield-alert", is_tag=True)


def _number(banner: Banner) -> Item:
    if banner.number:
        return Item(banner.series, banner.number)
    why = banner.unnamed_reason
    return Item(_("Personal number"), _("Missing: {reason}").format(reason=why) if why else _("Missing"))


def _where(banner: Banner) -> Iterator[Item]:
    stay = banner.stay
    if banner.deceased_at is not None:
        yield Item(
            "", _("Deceased {moment}").format(moment=moment_text(banner.deceased_at)), "warning", "flower-2"
        )
    if stay is None:
        if banner.deceased_at is None:
            yield Item("", _("Not an inpatient"))
        return
    yield Item(_("Bed"), stay.bed or _("No bed (day care)"))
    if stay.purpose is not None:
        purpose = _("{purpose} · day {day}").format(purpose=word(stay.purpose), day=stay.day)
        yield Item(_("Type of stay"), purpose)


def on_leave(banner: Banner, now: datetime) -> Item | None:
    stay = banner.stay
    if stay is None or not stay.is_on_leave:
        return None
    text = _("On leave")
    if stay.on_leave_until is not None:
        text = _("On leave until {time}").format(time=relative_text(stay.on_leave_until, now))
    return Item("", text, "info", "luggage", is_tag=True)


def _hypersensitivity(banner: Banner) -> Item:
    known = banner.hypersensitivities
    if known:
        text = ", ".join(substance(one) for one in known)
        return Item(_("Hypersensitivity:"), text, "danger", "triangle-alert")
    if banner.hypersensitivity is HypersensitivityAnswer.NONE_KNOWN:
        return Item("", word(banner.hypersensitivity))
    return Item("", word(banner.hypersensitivity), "warning", "triangle-alert")


def substance(alert: AlertRow) -> str:
    """`Penicillin (anafylaxi, livshotande, 2011)`"""
    details = [alert.reaction or ""]
    if alert.severity is not Severity.UNKNOWN:
        details.append(word(alert.severity).lower())
    if alert.since_on is not None:
        details.append(str(alert.since_on.year))
    said = ", ".join(part for part in details if part)
    return _("{substance} ({details})").format(substance=alert.text, details=said) if said else alert.text


def _infection(banner: Banner) -> Item:
    if banner.infections:
        text = ", ".join(one.text for one in banner.infections)
        return Item(_("Infection:"), text, "danger", "biohazard")
    is_all = banner.unread is Hint.NOTHING
    return Item(_("Infection"), _("None documented") if is_all else _("None documented here"))


def _cpr(banner: Banner) -> Iterator[Item]:
    if banner.cpr is CprState.YES:
        yield Item(_("CPR"), _("Yes"))
        return
    if banner.cpr is CprState.UNREAD:
        yield Item(_("CPR"), _("A decision may be with another care provider"), "warning", "shield")
        return
    review = max(one.review_on for one in banner.limitations if one.kind is LimitationKind.NO_CPR)
    if banner.cpr is CprState.NO:
        yield Item(_("CPR"), _("No, decided until {date}").format(date=date_text(review)), icon="heart-off")
    else:
        text = _("Decision was to be reviewed {date} and does not hold").format(date=date_text(review))
        yield Item(_("CPR"), text, "warning", "clock-alert")


def _limits(banner: Banner) -> Iterator[Item]:
    others = [one for one in banner.limitations if one.kind is not LimitationKind.NO_CPR]
    held = [one.text or word(one.kind) for one in others if one.holds]
    if held:
        yield Item(_("Limits"), ", ".join(held), icon="ban")
    for one in others:
        if not one.holds:
            text = _("{limit}: was to be reviewed {date}, does not hold")
            said = text.format(limit=one.text or word(one.kind), date=date_text(one.review_on))
            yield Item(_("Limits"), said, "warning", "clock-alert")


def _address(banner: Banner) -> str:
    if banner.is_protected:
        return _("Protected identity: the address is not shown")
    return banner.address or _("Unknown")


def _phone(banner: Banner) -> str:
    if banner.is_protected:
        return _("Protected identity: the phone number is not shown")
    return banner.phone or _("Unknown")


def _kin(kin: KinRow) -> str:
    name = _("{name} ({relation})").format(name=kin.name, relation=kin.relation) if kin.relation else kin.name
    phone = kin.phone or _("phone unknown")
    night = _("also at night") if kin.phone_at_night else ""
    return ", ".join(part for part in (name, phone, night, kin.note or "") if part)


def _numbers(person: PersonRow) -> Iterator[Item]:
    for number in person.numbers:
        if number.retired_at is None:
            text = (
                number.number
                if number.is_verified
                else _("{number} (not verified)").format(number=number.number)
            )
            yield Item(number.series, text)
