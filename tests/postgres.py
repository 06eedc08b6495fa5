"""A real PostgreSQL for the tests: a private one, started and ended by them as an ordinary user.

Whoever has a server running may name it, to try another version, as its superuser:
    NARVARD_TEST_POSTGRES=postgresql://postgres@/?host=/var/run/postgresql
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import psycopg
from psycopg import sql

GIVEN = "NARVARD_TEST_POSTGRES"
OLDEST = 14
NEEDED = {"btree_gist", "pg_trgm"}
SUPERUSER = "postgres"
SETTINGS = {"log_error_verbosity": "terse", "log_statement": "none", "timezone": "UTC"}  # fsync stays on
START_SECONDS = 60
STOP_SECONDS = 30


class Server:
    """A running server, and databases made on it in no time by copying one that is ready."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)

    def url(self, database: str, user: str | None = None) -> str:
        """The database as SQLAlchemy and psycopg name it."""
        place = self._address.netloc
        if user is not None:
            place = f"{quote(user)}@{place.rpartition('@')[2]}"
        query = f"?{self._address.query}" if self._address.query else ""
        return f"postgresql://{place}/{database}{query}"

    def create(self, database: str, template: str | None = None) -> str:
        """Make a database, as a copy of `template` if given (nobody may be connected to it). Its address."""
        self.run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(database), sql.Identifier(template or "template1")
            )
        )
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database with whatever is still connected to it."""
        self.run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def run(self, statement: sql.Composed | sql.SQL, database: str = "postgres") -> list[tuple[object, ...]]:
        """One statement of the superuser's, outside any transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


class Cluster(Server):
    """A server of our own: its files, socket and processes end with `remove`, or with us if we are killed.

    The socket asks no password, but lies in a folder that only its user (and root) may enter. On loopback
    the superuser's password is asked for; `tcp_url` names the password file.
    """

    def __init__(self) -> None:
        _sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=f"narvard-pg-{os.getpid()}-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._bin = binaries()
        self._runner = _runner()
        if os.getuid() == 0:
            shutil.chown(self.folder, self._runner, self._runner)
        self.port = _free_port()
        super().__init__(self._socket_address())
        self._make()

    def __enter__(self) -> Cluster:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    @property
    def pid(self) -> int:
        """The process that answers for the whole server, to be stopped or killed by a test."""
        assert self._process is not None, "not started"
        return self._process.pid

    def tcp_url(self, database: str, user: str = SUPERUSER) -> str:
        """The same database over loopback, where passwords count: the superuser's stands in the passfile."""
        query = urlencode({"passfile": str(self.folder / "passfile")}, safe="/")
        return f"postgresql://{quote(user)}@127.0.0.1:{self.port}/{database}?{query}"

    def start(self) -> None:
        """Start, and return when it answers. Also after `stop` and `kill`, on the same data."""
        assert self._process is None, "already started"
        given = {**SETTINGS, "listen_addresses": "127.0.0.1", "port": str(self.port)}
        options = [item for name, value in given.items() for item in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._as_user("postgres", "-D", str(self.folder / "data"), "-k", str(self.folder), *options),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
            )
        self._wait_until_it_answers()
        available = {str(name) for (name,) in self.run(sql.SQL("SELECT name FROM pg_available_extensions"))}
        if missing := NEEDED - available:
            raise RuntimeError(f"PostgreSQL in {self._bin} lacks {missing}: install postgresql-contrib")

    def stop(self) -> None:
        """Shut down in order. Connections are cut."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it as a power cut would end its processes; what it told the kernel to write stays."""
        self._end(signal.SIGQUIT)

    @contextmanager
    def hung(self) -> Iterator[None]:
        """All its processes stand still while connections stay open, as when its host is out of breath."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        processes = [self.pid, *map(int, children)]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    def remove(self) -> None:
        """End it and leave nothing behind."""
        if self._process is not None:
            self.stop()
        shutil.rmtree(self.folder)

    def _make(self) -> None:
        password = secrets.token_hex(16)
        given = self.folder / "initial"
        given.write_text(password)
        given.chmod(0o644)  # in a folder of the server's user alone
        done = subprocess.run(
            self._as_user(
                "initdb", f"--pgdata={self.folder / 'data'}", f"--username={SUPERUSER}", f"--pwfile={given}",
                "--auth-local=trust", "--auth-host=scram-sha-256", "--data-checksums", "--no-sync",
                "--encoding=UTF8", "--locale=C.UTF-8",
            ),
            cwd="/", capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")
        given.unlink()
        passfile = self.folder / "passfile"
        passfile.touch(mode=0o600)
        passfile.write_text(f"127.0.0.1:{self.port}:*:{SUPERUSER}:{password}\n")

    def _socket_address(self) -> str:
        query = urlencode({"host": str(self.folder), "port": self.port}, safe="/")
        return f"postgresql://{SUPERUSER}@/?{query}"

    def _as_user(self, program: str, *arguments: str) -> list[str]:
        """PostgreSQL refuses root. Whoever it runs as, the kernel tells it to shut down when we end."""
        user = self._runner
        switch = [f"--reuid={user}", f"--regid={user}", "--clear-groups"] if os.getuid() == 0 else []
        return ["setpriv", *switch, "--pdeathsig=INT", "--", str(self._bin / program), *arguments]

    def _wait_until_it_answers(self) -> None:
        assert self._process is not None
        for _ in range(START_SECONDS * 20):
            try:
                self._process.wait(0.05)
                break
            except subprocess.TimeoutExpired:
                try:
                    self.run(sql.SQL("SELECT 1"))
                    return
                except psycopg.OperationalError:
                    continue
        log = (self.folder / "log").read_text()
        self.remove()
        raise RuntimeError(f"PostgreSQL did not start:\n{log}")

    def _end(self, how: signal.Signals) -> None:
        assert self._process is not None, "not started"
        process, self._process = self._process, None
        process.send_signal(how)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def server() -> Iterator[Server]:
    """The server for a whole test run: the given one, or one of our own."""
    given = os.environ.get(GIVEN)
    if given:
        yield Server(given)
        return
    with Cluster() as cluster:
        yield cluster


def binaries() -> Path:
    """Where the newest usable server's programs lie. Debian keeps them off the PATH."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    usable = {_version(folder): folder for folder in found if (folder / "postgres").exists()}
    newest = max(usable, default=0)
    if newest < OLDEST:
        raise RuntimeError(f"no PostgreSQL {OLDEST} or newer: python3 dev.py setup installs it")
    return usable[newest]


def _version(folder: Path) -> int:
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    match = re.search(r"\d+", said)
    return int(match[0]) if match else 0


def _runner() -> str:
    """Whom a server started by root runs as: Debian's own user for it, or the one who owns nothing."""
    names = {line.split(":")[0] for line in Path("/etc/passwd").read_text().splitlines()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _sweep() -> None:
    """Clear away what a killed run left: its server ended with it, its folder did not."""
    for folder in Path(tempfile.gettempdir()).glob("narvard-pg-*"):
        owner = folder.name.split("-")[2]
        if not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)  # another user's is not ours to remove
