"""The security check (H-06): what is as it should be, and what is not, with what to do about it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import make_url

from ward_app.access.facts import SecurityFacts, security_facts
from ward_app.app import App
from ward_app.config import Config
from ward_app.entrance import upkeep
from ward_app.entrance.wording import in_words
from ward_app.i18n import _, date_text, ngettext
from ward_app.settings import queries as settings
from ward_app.settings.registry import SECOND_FACTOR, SIGN_IN_BANNER
from ward_app.store.keyslots import KeySlots

VERIFIED_WITHIN = timedelta(days=31)
BACKED_UP_WITHIN = timedelta(hours=24)
MANY_FAILED = 50
"""Failed sign-ins in thirty days: more than a ward's mistyped passwords."""
NAMED = 8
"""User names in one sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `key` is its name in reports and tests."""

    key: str
    is_ok: bool
    sentence: str


@in_words()
def check(app: App, config: Config) -> list[Finding]:
    """Look at all of it; what needs attention comes first. Refused to who may not."""
    facts = app.ask(security_facts)
    values = app.ask(settings.all_values)
    found = [
        *_accounts(facts, values[SECOND_FACTOR.key]),
        *_rights(facts),
        *_log(facts, app.clock()),
        _banner(values[SIGN_IN_BANNER.key]),
        *_store(app, config),
        *_cards(config),
    ]
    return sorted(found, key=lambda one: one.is_ok)


def _accounts(facts: SecurityFacts, rule: str) -> Iterator[Finding]:
    yield Finding(
        "factor_rule",
        rule == "demanded",
        _("A second factor is asked of everyone.")
        if rule == "demanded"
        else _("A second factor is not asked of everyone, as HSLF-FS 2025:57 wants it."),
    )
    yield _people(
        "without_factor",
        facts.without_factor,
        _("Every account has a second factor."),
        lambda n: ngettext(
            "{n} account has no second factor: {who}", "{n} accounts have no second factor: {who}", n
        ),
    )
    yield _people(
        "never_in",
        facts.never_in,
        _("Everyone with an account has signed in."),
        lambda n: ngettext(
            "{n} account was never signed in to: {who}", "{n} accounts were never signed in to: {who}", n
        ),
    )
    yield _people(
        "long_away",
        facts.long_away,
        _("Everyone has signed in within 90 days."),
        lambda n: ngettext(
            "{n} account was not used for 90 days: {who}", "{n} accounts were not used for 90 days: {who}", n
        ),
    )
    is_ok = len(facts.administrators) > 1
    yield Finding(
        "administrators",
        is_ok,
        _("There is more than one system administrator.")
        if is_ok
        else _("There is one system administrator only. Appoint another, for when a phone is lost."),
    )


def _rights(facts: SecurityFacts) -> Iterator[Finding]:
    yield _people(
        "without_right",
        facts.without_right,
        _("Every account has a right that counts."),
        lambda n: ngettext(
            "{n} active account has no right that counts: {who}",
            "{n} active accounts have no right that counts: {who}",
            n,
        ),
    )
    yield _count(
        "unreviewed",
        facts.unreviewed,
        _("This month's review of rights is done."),
        lambda n: ngettext(
            "{n} right is not reviewed this month.", "{n} rights are not reviewed this month.", n
        ),
    )
    yield _count(
        "without_analysis",
        facts.without_analysis,
        _("Every right names its needs and risk analysis."),
        lambda n: ngettext(
            "{n} right names no needs and risk analysis.", "{n} rights name no needs and risk analysis.", n
        ),
    )


def _log(facts: SecurityFacts, now: datetime) -> Iterator[Finding]:
    failed = ngettext("{n} failed sign-in in 30 days.", "{n} failed sign-ins in 30 days.", facts.failed_tries)
    yield Finding("failed", facts.failed_tries <= MANY_FAILED, failed.format(n=facts.failed_tries))
    at = facts.verified_at
    is_fresh = at is not None and now - at <= VERIFIED_WITHIN
    said = _("The log was last verified on {date}.").format(date=date_text(at)) if at else ""
    never = _("The log was never verified. Let the log reviewer run: ward-app audit verify")
    yield Finding("verified", is_fresh, said or never)


def _banner(text: str) -> Finding:
    if text:
        return Finding("banner", True, _("The sign-in page says what the ward wants said there."))
    return Finding("banner", True, _("The sign-in page says that the access log is checked."))


def _store(app: App, config: Config) -> Iterator[Finding]:
    if config.database_url is not None:
        yield _line(config.database_url)
        if config.key_file is not None:
            yield _private("key_file", config.key_file)
        return
    yield Finding("encrypted", True, _("The database is encrypted; its key opens with people's passwords."))
    yield _private("store_folder", config.data_folder)
    yield from _backups(config, app.clock())
    gone = _slots_of_leavers(app, config)
    yield _people(
        "slots",
        gone,
        _("Nobody who has left can open the database."),
        lambda n: ngettext(
            "{n} leaver can still open the database: {who}",
            "{n} leavers can still open the database: {who}",
            n,
        ),
    )


def _line(url: str) -> Finding:
    mode = make_url(url).query.get("sslmode", "")
    if mode == "verify-full" or url.startswith("postgresql:///"):
        return Finding(
            "line", True, _("The line to the server is encrypted, and the server proves who it is.")
        )
    return Finding(
        "line", False, _("The server does not prove who it is: set sslmode=verify-full in database_url.")
    )


def _private(key: str, path: Path) -> Finding:
    """POSIX only: on Windows the installer sets the rights of the folder."""
    is_ok = os.name == "nt" or not path.exists() or not path.stat().st_mode & 0o077
    if is_ok:
        return Finding(key, True, _("Only the ward's own user reads {path}.").format(path=path))
    return Finding(key, False, _("Other users of this computer can read {path}. Tell IT.").format(path=path))


def _backups(config: Config, now: datetime) -> Iterator[Finding]:
    at = upkeep.last_backup(config.backups_folder)
    is_fresh = at is not None and now - at <= BACKED_UP_WITHIN
    said = (
        _("The last backup is of {date}.").format(date=date_text(at)) if at else _("There is no backup yet.")
    )
    yield Finding("backup", is_fresh, said)
    is_apart = config.backups_folder.exists() and (
        config.backups_folder.stat().st_dev != config.data_folder.stat().st_dev
    )
    apart = _("Backups lie on another disk than the database.")
    together = _("Backups lie on the same disk as the database. Copy them to another one each day.")
    yield Finding("backup_apart", is_apart, apart if is_apart else together)


def _slots_of_leavers(app: App, config: Config) -> Sequence[str]:
    from ward_app.access.queries import inactive_logins
    from ward_app.store import keyslots

    names = KeySlots(keyslots.path_beside(config.store_path)).names()
    return sorted(app.ask(inactive_logins).intersection(names))


def _cards(config: Config) -> Iterator[Finding]:
    if config.card_library is None:
        return
    is_set = config.card_ca is not None and config.card_crl is not None
    yield Finding(
        "cards",
        is_set,
        _("Smart cards are checked against a list of revoked ones.")
        if is_set
        else _("For cards the settings of this workstation must name card_library, card_ca and card_crl."),
    )


def _people(key: str, who: Sequence[str], good: str, bad: Callable[[int], str]) -> Finding:
    if not who:
        return Finding(key, True, good)
    named = ", ".join(who[:NAMED]) + (" …" if len(who) > NAMED else "")
    return Finding(key, False, bad(len(who)).format(n=len(who), who=named))


def _count(key: str, n: int, good: str, bad: Callable[[int], str]) -> Finding:
    return Finding(key, not n, bad(n).format(n=n) if n else good)
