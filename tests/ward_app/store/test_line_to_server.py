"""The line to the server: encrypted, and to the server that was meant, or none at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from psycopg import sql
from sqlalchemy import text

from tests.postgres import Cluster
from tests.ward_app.store import ward
from ward_app.errors import StoreUnusable
from ward_app.store.engine import open_postgres

NAME = "db.ward.test"
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Authority:
    """Someone who signs certificates."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def write(self, to: Path) -> Path:
        to.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return to


def new_authority() -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test CA")])
    basic = x509.BasicConstraints(ca=True, path_length=None)
    return Authority(
        key, _builder(name, name, key).add_extension(basic, critical=True).sign(key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=1))
    )  # fmt: skip


def encrypt(cluster: Cluster, authority: Authority) -> None:
    """Give the running server a certificate in its name."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    builder = _builder(name, authority.certificate.subject, key)
    names = x509.SubjectAlternativeName([x509.DNSName(NAME)])
    certificate = builder.add_extension(names, critical=False).sign(authority.key, hashes.SHA256())
    data = cluster.folder / "data"
    (data / "server.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (data / "server.key").write_bytes(private)
    (data / "server.key").chmod(0o600)
    for file in ("server.crt", "server.key"):
        shutil.chown(data / file, data.stat().st_uid, data.stat().st_gid)
    switch(cluster, "on")


def switch(cluster: Cluster, to: Literal["on", "off"]) -> None:
    cluster.run(sql.SQL("ALTER SYSTEM SET ssl = {}").format(sql.Literal(to)))
    cluster.run(sql.SQL("SELECT pg_reload_conf()"))
    for _look in range(10_000):
        if cluster.run(sql.SQL("SHOW ssl")) == [(to,)]:
            return
    raise AssertionError(f"encryption was not switched {to}")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as running:
        yield running


@pytest.fixture(scope="module")
def authority() -> Authority:
    return new_authority()


def address(cluster: Cluster, folder: Path, authority: Authority, host: str = NAME) -> str:
    """The server as another machine would name it."""
    password = (cluster.folder / "passfile").read_text().strip().rpartition(":")[2]
    (folder / "passfile").touch(mode=0o600)
    (folder / "passfile").write_text(f"*:*:*:*:{password}\n")
    query = {
        "hostaddr": "127.0.0.1", "passfile": str(folder / "passfile"),
        "sslrootcert": str(authority.write(folder / "ca.pem")),
    }  # fmt: skip
    return f"postgresql://postgres@{host}:{cluster.port}/postgres?{urlencode(query)}"


def test_that_a_plain_server_is_refused_though_the_driver_would_take_it(
    cluster: Cluster, authority: Authority, tmp_path: Path
) -> None:
    switch(cluster, "off")
    url = address(cluster, tmp_path, authority)
    with pytest.raises(StoreUnusable, match="cannot be trusted"):
        open_postgres(url, ward.KEY, workstation="ws1")
    with psycopg.connect(url) as connection:
        assert not connection.pgconn.ssl_in_use


def test_that_the_right_server_is_spoken_to_in_cipher(
    cluster: Cluster, authority: Authority, tmp_path: Path
) -> None:
    encrypt(cluster, authority)
    url = address(cluster, tmp_path, authority)
    query = text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    with (
        open_postgres(url, ward.KEY, workstation="ws1") as store,
        store.reader.connect() as connection,
    ):
        assert connection.execute(query).scalar() is True


def test_that_a_server_of_another_authority_is_refused(
    cluster: Cluster, authority: Authority, tmp_path: Path
) -> None:
    encrypt(cluster, authority)
    with pytest.raises(StoreUnusable, match="cannot be trusted"):
        open_postgres(address(cluster, tmp_path, new_authority()), ward.KEY, workstation="ws1")


def test_that_a_server_of_another_name_is_refused(
    cluster: Cluster, authority: Authority, tmp_path: Path
) -> None:
    encrypt(cluster, authority)
    with pytest.raises(StoreUnusable, match="cannot be trusted"):
        open_postgres(address(cluster, tmp_path, authority, "other.ward.test"), ward.KEY, workstation="ws1")
