"""Other accounts of the machine reach the engine's ports too: without its key they get nothing there."""

import asyncio
import os
import re
import socket
import ssl
import stat
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from distributed import Security
from distributed.comm import connect

from cnn_core.data.load import load
from cnn_core.engine import Laboratory

SECONDS = 5


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """The home, and the system's folder for temporary files."""
    return tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("tmp")


@pytest.fixture(scope="module")
def laboratory(places):
    home, temporary = places
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        patch.delenv("DASK_TEMPORARY_DIRECTORY", raising=False)
        laboratory = Laboratory(home).start()
        assert laboratory.wait_ready(180), laboratory.status
    yield laboratory
    laboratory.close()


@pytest.fixture(scope="module")
def engine(laboratory, places):
    """The processes of the engine: scheduler, nannies and workers. That of a test before may still be on its way out."""
    engines = [child for child in psutil.Process(os.getpid()).children() if "cnn_core.engine" in child.cmdline()]
    found = [each for each in engines if each.environ().get("TMPDIR") == str(places[1])]
    return [process for each in found for process in (each, *each.children(recursive=True))]


def listening(processes):
    """The addresses, each with its port, at which these processes listen."""
    return {
        connection.laddr
        for process in processes
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }


@pytest.fixture(scope="module")
def ports(engine):
    found = listening(engine)
    assert {address.ip for address in found} == {"127.0.0.1"}
    return {address.port for address in found}


def lenient() -> ssl.SSLContext:
    """That of a stranger, who does not mind whom they talk to."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def with_a_certificate_of_their_own(folder) -> ssl.SSLContext:
    made = Security.temporary()
    (folder / "own.pem").write_text(made.tls_client_cert + made.tls_client_key)
    context = lenient()
    context.load_cert_chain(folder / "own.pem")
    return context


def talks(port: int, **arguments) -> bool:
    """Whether a Dask server at this port begins to talk with this client."""

    async def begin() -> bool:
        scheme = "tls" if arguments else "tcp"
        with suppress(OSError, TimeoutError):
            comm = await asyncio.wait_for(connect(f"{scheme}://127.0.0.1:{port}", timeout=SECONDS, **arguments), SECONDS)
            comm.abort()
            return True
        return False

    return asyncio.run(begin())


def test_the_engine_listens_where_it_must_and_nowhere_else(laboratory, ports):
    places = laboratory.status.slots.train + 1
    assert len(ports) == 1 + 2 * places  # the scheduler, and a nanny and a worker for each place


def http(port: int, encrypted: bool) -> bytes:
    """What a browser is told at this port."""
    plain = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
    with suppress(OSError), lenient().wrap_socket(plain) if encrypted else plain as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        return connection.recv(4096)
    return b""


@pytest.mark.parametrize("encrypted", [False, True])
def test_no_browser_is_told_anything(ports, encrypted):
    assert {http(port, encrypted) for port in ports} == {b""}


def test_nobody_talks_without_encryption(ports):
    assert [port for port in ports if talks(port)] == []


def test_nobody_talks_without_a_certificate(ports):
    assert [port for port in ports if talks(port, ssl_context=lenient())] == []


def test_nobody_talks_with_a_certificate_of_their_own(ports, tmp_path):
    assert [port for port in ports if talks(port, ssl_context=with_a_certificate_of_their_own(tmp_path))] == []


def test_the_key_stands_in_no_command_line_and_no_environment(engine):
    assert len(engine) >= 3
    assert [each.pid for each in engine if "PRIVATE KEY" in " ".join((*each.cmdline(), *each.environ().values()))] == []


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="Linux says it there")
def test_what_the_engine_and_its_workers_write_is_for_their_owner_alone(engine):
    python = [each for each in engine if "multiprocessing.resource_tracker" not in " ".join(each.cmdline())]
    assert len(python) >= 3
    assert {re.search(r"Umask:\s*(\d+)", Path(f"/proc/{each.pid}/status").read_text())[1] for each in python} == {"0077"}


def test_the_folders_of_the_workers_lie_in_the_home_and_not_where_another_account_could_make_them_first(laboratory, places):
    """Dask imports modules from there."""
    home, temporary = places
    assert stat.S_IMODE((home / "dask-scratch-space").stat().st_mode) == 0o700
    assert [each.name for each in temporary.iterdir() if "dask" in each.name] == []


def test_what_tensorflow_writes_goes_with_its_worker(laboratory, places):
    """The code that it generates: a worker that is killed would leave it behind."""
    home, temporary = places
    assert list((home / "dask-scratch-space").glob("*/__autograph_generated_file*.py"))
    assert list(temporary.glob("__autograph_generated_file*.py")) == []


def test_the_app_itself_gets_its_predictions(laboratory):
    images = load("mnist-mini").x_test[:3].reshape(3, 28, 28, 1) / 255
    assert laboratory.predict("pretrained", images).shape == (3, 10)
