"""Histories of migrations for trying upgrades, run by the project's own env.py."""

from __future__ import annotations

import shutil
from pathlib import Path

from ward_app.paths import MIGRATIONS

HEAD = (
    "import sqlalchemy as sa\nfrom alembic import op\nrevision = {revision!r}\ndown_revision = {before!r}\n"
)

TABLES = """
def upgrade():
    op.create_table("patient", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    op.create_table(
        "note",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("body", sa.Text),
        sa.Column("patient_id", sa.Integer, sa.ForeignKey("patient.id", ondelete="CASCADE"), nullable=False),
    )
"""
GUARDED_TABLES = (
    TABLES
    + """
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE TRIGGER guard BEFORE DELETE ON note WHEN OLD.body = 'signed'"
                   " AND EXISTS (SELECT 1 FROM patient) BEGIN SELECT RAISE(ABORT, 'NV002 note'); END")
    else:
        op.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                   " $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'NV002'; END $$")
        op.execute("CREATE TRIGGER guard BEFORE UPDATE ON note FOR EACH ROW EXECUTE FUNCTION refuse()")
"""
)
ADD_COLUMN = """
def upgrade():
    op.add_column("patient", sa.Column("phone", sa.Text))
"""
REBUILD = """
def upgrade():
    rebuilt = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("patient", recreate=rebuilt) as batch:
        batch.add_column(sa.Column("phone", sa.Text))
"""
LOSE_ROWS = """
def upgrade():
    op.add_column("patient", sa.Column("phone", sa.Text))
    op.execute("DELETE FROM note WHERE id = (SELECT max(id) FROM note)")
"""
LOSE_TABLE = """
def upgrade():
    op.drop_table("note")
"""
LOSE_TABLE_SAYING_SO = "drops = ('note', 'guard')\n" + LOSE_TABLE
LOSE_TRIGGER = """
def upgrade():
    op.execute("DROP TRIGGER guard" + (" ON note" if op.get_bind().dialect.name == "postgresql" else ""))
"""
RENAME = """
def upgrade():
    op.rename_table("patient", "person")
"""
ORPHAN = """
def upgrade():
    op.add_column("patient", sa.Column("phone", sa.Text))
    op.execute("INSERT INTO note (body, patient_id) VALUES ('x', 4711)")
"""
STOP_MIDWAY = """
def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO extra (id) VALUES (1)")
    raise RuntimeError("midway")
"""
DIE_MIDWAY = """
import os, signal
def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO extra (id) VALUES (1)")
    os.kill(os.getpid(), signal.SIGKILL)
"""
EXTRA = """
def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
"""


def history(folder: Path, *bodies: str) -> Path:
    """A folder of migrations with these revisions, one after the other."""
    versions = folder / "versions"
    shutil.rmtree(folder, ignore_errors=True)
    versions.mkdir(parents=True)
    shutil.copy(MIGRATIONS / "env.py", folder)
    for number, body in enumerate(bodies, 1):
        head = HEAD.format(revision=f"{number:04}", before=f"{number - 1:04}" if number > 1 else None)
        (versions / f"{number:04}_step.py").write_text(head + body)
    return folder
