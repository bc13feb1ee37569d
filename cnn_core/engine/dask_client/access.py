"""What it takes to reach an engine: its address, and the key without which it talks to nobody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distributed import Security

FOLDER = "engines"


@dataclass(frozen=True)
class Access:
    """`key` is a private key and its certificate, as PEM text or as the path of a file. An empty one leaves it to Dask's own
    settings (`DASK_DISTRIBUTED__COMM__TLS__CA_FILE` and its neighbours), as for a cluster that somebody runs."""

    address: str
    key: str = field(default="", repr=False)

    @property
    def security(self) -> Security | None:
        """The key as Dask takes it."""
        from distributed import Security

        return Security(require_encryption=True, tls_ca_file=self.key, tls_client_cert=self.key) if self.key else None


def access_of(address: str, home: Path) -> Access:
    """The access to an engine at this address, with the key that it left in this home, if any."""
    file = _key_file(home, address)
    return Access(address, str(file) if address.startswith("tls://") and file.is_file() else "")


@contextmanager
def left_for_others(access: Access, home: Path) -> Iterator[Path]:
    """A file from which other programs of the same person and home take the key; gone at the end."""
    file = _key_file(home, access.address)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.parent.chmod(0o700)
    file.unlink(missing_ok=True)  # of an engine that was killed
    with open(file, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as opened:
        opened.write(access.key)
    try:
        yield file
    finally:
        file.unlink(missing_ok=True)


def _key_file(home: Path, address: str) -> Path:
    host, _, port = address.rpartition("://")[2].rpartition(":")
    return home / FOLDER / f"{host}-{port}.pem"
