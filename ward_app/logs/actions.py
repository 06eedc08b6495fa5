"""What the log calls an action, as the end of a sentence: `M. Falk … read the ward board`."""

from __future__ import annotations

from ward_app.i18n import N_, _
from ward_app.logs.action_care import CARE
from ward_app.logs.action_rules import RULES

VIEWS: dict[str, str] = {
    "board": N_("read the ward board"),
    "board.known": N_("read what is known of a patient"),
    "record": N_("read the record"),
    "stay": N_("read about the stay"),
    "notes": N_("read notes"),
    "notes.check": N_("read the check of the record"),
    "notes.unsigned": N_("read unsigned notes"),
    "tasks": N_("read the patient's tasks"),
    "tasks.unit": N_("read the ward's tasks"),
    "handover": N_("read the handover"),
    "handover.earlier": N_("read an earlier handover"),
    "handover.closed": N_("was in a handover that was closed"),
    "arrivals": N_("read planned arrivals"),
    "discharged": N_("read who has left"),
    "search": N_("found in a search"),
    "look_up": N_("looked up a personal number"),
    "presence": N_("read what may be said on the telephone"),
    "social": N_("read social services entries"),
    "social.ending": N_("read decisions that end soon"),
    "retention": N_("read what may be weeded"),
    "export.retention": N_("exported the weeding list"),
    "logs.reviews": N_("read the list of log checks"),
    "logs.review": N_("read the log in a check"),
    "logs.extract": N_("made an extract of the log"),
    "logs.extract_person": N_("looked up a patient for an extract of the log"),
    "sharing": N_("read what is shared and blocked"),
    "print.preview": N_("looked at a print of the handover"),
    "print.handover": N_("printed or saved the handover"),
    "print.log_extract": N_("printed or saved an extract of the log"),
    "copies": N_("read what has been handed out"),
    "copy.preview": N_("looked at a copy of the record"),
    "print.copy": N_("printed or saved a copy of the record"),
    "print.social": N_("printed the social services record"),
    "print.certificate": N_("printed or saved a certificate of the stay"),
}
"""What was looked at or printed: names that several use cases share."""

ACTIONS = VIEWS | CARE | RULES


def in_words(action: str) -> str:
    """The name itself for what a later version of the program has logged."""
    return _(ACTIONS[action]) if action in ACTIONS else action
