"""What can be said on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from ward_app.access.policy import Role
from ward_app.cli import audit, destroying, keeping, people, prints, security, setting_up
from ward_app.i18n import _
from ward_app.owners import RecordOwner
from ward_app.version import VERSION
from ward_app.wards import labels


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="ward-app", description=_("Närvård without a window."))
    top.add_argument("--version", action="version", version=VERSION)
    top.add_argument("--config", type=Path, help=_("this workstation's settings file"))
    top.add_argument("--language", choices=("sv", "en"), help=_("language of messages and prints"))
    top.add_argument("--user", help=_("who does it: the user name to sign in with"))
    top.add_argument("--password-file", type=Path, help=_("file with the password; - is standard input"))
    parts = top.add_subparsers(required=True, metavar=_("COMMAND"))
    _init(parts)
    _demo(parts)
    _user(parts)
    _db(parts)
    _handover(parts)
    _audit(parts)
    _security(parts)
    _record(parts)
    return top


Parts = argparse._SubParsersAction  # the type argparse gives no public name


def _init(parts: Parts[argparse.ArgumentParser]) -> None:
    init = parts.add_parser("init", help=_("make a new store with its first administrator"))
    init.add_argument("--login", required=True)
    init.add_argument("--given-name", required=True)
    init.add_argument("--family-name", required=True)
    init.add_argument("--unit", required=True, help=_("name of the unit"))
    init.add_argument("--region", required=True)
    init.add_argument("--municipality", required=True)
    init.add_argument("--beds", default=labels.EIGHTEEN, help=_("beds as room:bed, separated by commas"))
    init.add_argument("--recovery-file", type=Path, help=_("where to write the recovery code to be printed"))
    init.add_argument("--app-role", help=_("PostgreSQL: the role that workstations use"))
    init.set_defaults(run=setting_up.init)


def _demo(parts: Parts[argparse.ArgumentParser]) -> None:
    demo = parts.add_parser("demo", help=_("make the practice ward anew"))
    demo.add_argument("--seed", type=int, default=1)
    demo.set_defaults(run=setting_up.demo)


def _user(parts: Parts[argparse.ArgumentParser]) -> None:
    user = parts.add_parser("user", help=_("accounts")).add_subparsers(required=True)
    add = user.add_parser("add", help=_("add a colleague"))
    add.add_argument("--login", required=True)
    add.add_argument("--given-name", required=True)
    add.add_argument("--family-name", required=True)
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.add_argument("--new-password-file", type=Path, help=_("file with the colleague's first password"))
    add.add_argument("--social", action="store_true", help=_("also works in the social services' record"))
    add.add_argument("--analysis", default="", help=_("the needs and risk analysis that the right rests on"))
    add.set_defaults(run=people.add)
    reset = user.add_parser("reset-factor", help=_("a colleague has lost the phone"))
    reset.add_argument("--login", required=True)
    reset.set_defaults(run=people.reset_factor)


def _db(parts: Parts[argparse.ArgumentParser]) -> None:
    db = parts.add_parser("db", help=_("care for the database")).add_subparsers(required=True)
    upgrade = db.add_parser("upgrade", help=_("bring the database up to date"))
    upgrade.add_argument("--backup-to", type=Path, help=_("folder for the backup that comes first"))
    upgrade.add_argument("--no-backup", action="store_true", help=_("PostgreSQL: the server is backed up"))
    upgrade.add_argument("--app-role", help=_("PostgreSQL: the role that workstations use"))
    upgrade.set_defaults(run=keeping.upgrade)
    check = db.add_parser("check", help=_("check that the database is whole and fits the program"))
    check.set_defaults(run=keeping.check)
    backup = db.add_parser("backup", help=_("make a verified backup"))
    backup.add_argument("--to", type=Path, required=True)
    backup.set_defaults(run=keeping.make_backup)
    verify = db.add_parser("verify", help=_("read a backup back, all of it"))
    verify.add_argument("backup", type=Path)
    verify.set_defaults(run=keeping.verify)
    restore = db.add_parser("restore", help=_("put a backup in place of the database"))
    restore.add_argument("backup", type=Path)
    restore.set_defaults(run=keeping.restore)


def _handover(parts: Parts[argparse.ArgumentParser]) -> None:
    handover = parts.add_parser("handover", help=_("the handover sheet")).add_subparsers(required=True)
    out = handover.add_parser("print", help=_("write the handover sheet as PDF"))
    out.add_argument("--layout", choices=prints.LAYOUTS, default=prints.LAYOUTS[0])
    out.add_argument("--out", type=Path, required=True)
    out.set_defaults(run=prints.handover)


def _audit(parts: Parts[argparse.ArgumentParser]) -> None:
    log = parts.add_parser("audit", help=_("the access log")).add_subparsers(required=True)
    verify = log.add_parser("verify", help=_("find any changed, removed or inserted row"))
    verify.add_argument(
        "--anchor", nargs=2, action="append", default=[], metavar=(_("STREAM"), _("ANCHOR")),
        help=_("a head of the log as printed on paper, for example: ws1 48211-RK5U2H5Y"),
    )  # fmt: skip
    verify.add_argument(
        "--new", action="store_true",
        help=_("only what has come since this workstation last found the log whole"),
    )  # fmt: skip
    verify.add_argument(
        "--forget", action="store_true",
        help=_("after a backup was put back: forget where the log ended before"),
    )  # fmt: skip
    verify.set_defaults(run=audit.verify)


def _record(parts: Parts[argparse.ArgumentParser]) -> None:
    record = parts.add_parser("record", help=_("a patient's record")).add_subparsers(required=True)
    destroy = record.add_parser("destroy", help=_("destroy a record by decision of IVO, for good"))
    destroy.add_argument(
        "--patient", type=int, required=True, help=_("the number of the record in the store")
    )
    destroy.add_argument("--owner", required=True, choices=[owner.value for owner in RecordOwner])
    destroy.add_argument("--decision", required=True, help=_("the number of the decision"))
    destroy.add_argument("--decided-on", required=True, help=_("the day of the decision, as 2026-11-21"))
    destroy.add_argument("--everything", action="store_true", help=_("all that this owner holds"))
    destroy.add_argument("--entry", action="append", help=_("one entry, as its table and number: note:17"))
    destroy.set_defaults(run=destroying.destroy)


def _security(parts: Parts[argparse.ArgumentParser]) -> None:
    security_part = parts.add_parser("security", help=_("accounts, rights and the log"))
    actions = security_part.add_subparsers(required=True)
    check = actions.add_parser("check", help=_("find what needs attention"))
    check.set_defaults(run=security.check)
