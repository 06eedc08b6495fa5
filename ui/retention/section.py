"""Records that have been kept long enough: proposals for the archive. Nothing is removed from here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from ui.kit import dialogs
from ui.kit.buttons import Button, reason_off
from ui.kit.empty import EmptyState, States
from ui.kit.fields import Check
from ui.kit.labels import PlainLabel
from ui.kit.look import SPACE_S
from ui.kit.table import Column, Table
from ui.settings.bench import Bench
from ui.settings.section import Section
from ward_app.errors import Refused
from ward_app.i18n import N_, _, date_text, ngettext
from ward_app.owners import LegalBasis
from ward_app.retention import commands, queries
from ward_app.retention.export import as_csv
from ward_app.retention.queries import ProposalRow, Proposals
from ward_app.settings import commands as settings
from ward_app.settings.registry import RESEARCH_MUNICIPALITY
from ward_app.words import word

WHAT_IT_IS = N_(
    "Health records are kept for at least ten years after the last entry. Records of the social services are"
    " due after five years and are to be gone before the end of the next calendar year. Nothing is removed"
    " from here: that takes a decision of the archive."
)
CHOOSE = N_("Choose a record in the list first.")


class RetentionSection(Section):
    """No names: a record is known by its number in the store, and the identity number without its end."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._found: Proposals | None = None
        self.export = Button(_("Save as CSV…"), icon="file-text", name="settings.retention.export")
        self.export.clicked.connect(lambda _checked=False: self._export())
        super().__init__(_("Retention"), actions=[self.export])
        self.setObjectName("settings.retention")
        self.table: Table[ProposalRow] = Table(self._columns(), name=_("Records to propose"))
        self.table.setObjectName("settings.retention.table")
        self.table.chosen.connect(lambda _row: self._allow())
        self.keep = Button(_("Keep for research"), clicked=self._keep, name="settings.retention.keep")
        self.sample = Check("research_municipality", _(RESEARCH_MUNICIPALITY.label))
        self.sample.set_object_names("settings.retention")
        self.sample.edited.connect(self._set_sample)
        self.old_log = PlainLabel(role="muted", wrap=True)
        self._why = bench.why_not(queries.proposals)
        empty = EmptyState(self._why or _("No record has been kept long enough yet."), icon="archive-restore")
        self.states = States(self.table, empty)
        self._lay_out()
        self._allow()
        self.states.show_one(False)

    def refresh(self) -> None:
        if self._why is None:
            self.states.follow(self._bench.seat.desk.ask(queries.proposals)).then(self._show)

    def focus_first(self) -> None:
        self.table.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.old_log, 1)
        row.addWidget(self.keep)
        self.box.addWidget(PlainLabel(_(WHAT_IT_IS), "muted", wrap=True))
        self.box.addWidget(self.sample)
        self.box.addWidget(self.states, 1)
        self.box.addLayout(row)

    def _show(self, found: Proposals) -> None:
        self._found = found
        self.table.show_rows(found.rows)
        self.states.show_one(found.rows)
        self.sample.set_value(found.is_research_municipality)
        self.head.set_note(ngettext("{n} record", "{n} records", len(found.rows)).format(n=len(found.rows)))
        self.old_log.setText(_old_log_text(found))
        self._allow()

    def _allow(self) -> None:
        row = self.table.current()
        none = self._why or (None if row else _(CHOOSE))
        is_health = row is not None and row.owner.legal_basis is LegalBasis.HSL
        social_only = _("Only records of the social services are kept for research.") if is_health else None
        reason_off(self.keep, none or social_only)
        self.keep.setText(
            _("No longer keep for research") if row and row.is_research else _("Keep for research")
        )
        nothing = None if self._found and self._found.rows else _("There is nothing to save.")
        reason_off(self.export, self._why or nothing)
        self.sample.setEnabled(self._why is None and self._bench.why_not(settings.change) is None)

    def _keep(self) -> None:
        if row := self.table.current():
            call = self._bench.seat.desk.do(
                commands.keep_for_research, row.patient_id, row.version, not row.is_research
            )
            call.then(lambda _done: self.refresh(), owner=self)

    def _set_sample(self) -> None:
        call = self._bench.seat.desk.do(settings.change, RESEARCH_MUNICIPALITY, bool(self.sample.value()))
        call.then(lambda _done: self.refresh(), owner=self)

    def _export(self) -> None:
        if self._found is None:
            return
        rows = self._found.rows
        path = dialogs.choose_file(
            self, _("Save as CSV"), save=True, suggested="gallringsforslag.csv", kinds=_("CSV (*.csv)")
        )
        if path is not None:
            call = self._bench.seat.desk.do(commands.record_export, rows)
            call.then(lambda _done: self._write(path, rows), owner=self)

    def _write(self, path: Path, rows: tuple[ProposalRow, ...]) -> None:
        """After the log knows of it."""
        self._bench.seat.desk.later(lambda _progress: _written(path, as_csv(rows))).then(
            lambda name: self._bench.seat.guide.notice(_("Saved as {name}.").format(name=name)), owner=self
        )

    def _columns(self) -> list[Column[ProposalRow]]:
        def state(row: ProposalRow) -> str:
            if row.is_research:
                return _("Kept for research")
            return _("Overdue") if self._is_late(row) else _("May be proposed")

        return [
            Column(N_("Record"), lambda row: str(row.patient_id)),
            Column(N_("Number"), lambda row: row.number or _("Protected")),
            Column(N_("Owner"), lambda row: word(row.owner)),
            Column(N_("Last entry"), lambda row: date_text(row.last_on)),
            Column(N_("Due"), lambda row: date_text(row.due_on)),
            Column(N_("Not later than"), lambda row: date_text(row.deadline) if row.deadline else ""),
            Column(
                N_("State"), state, weight=2, colour=lambda row: "warning" if self._is_late(row) else None
            ),
        ]

    def _is_late(self, row: ProposalRow) -> bool:
        return self._found is not None and row.is_late(self._found.today)


def _old_log_text(found: Proposals) -> str:
    if not found.old_log_rows:
        return _("No row of the access log is older than five years.")
    many = ngettext(
        "{n} row of the access log is from before {date} and older than five years.",
        "{n} rows of the access log are from before {date} and older than five years.",
        found.old_log_rows,
    )
    return many.format(n=found.old_log_rows, date=date_text(found.log_kept_from))


def _written(path: Path, content: bytes) -> str:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(
            _("The file could not be written. Choose another folder, or free some space.")
        ) from error
    return path.name
