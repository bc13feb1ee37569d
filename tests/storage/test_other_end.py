"""Whose the other end of a connection is: what is asked, what the answers say, and sockets of this machine and of another."""

import errno
import os
import shutil
import socket
import struct
import subprocess
import sys

import pytest

from cnn_core.storage import other_end as module
from cnn_core.storage.other_end import ELSEWHERE, GONE, SERVER, Row, answered, other_end, question

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell whose a connection is")
little = pytest.mark.skipif(sys.byteorder != "little", reason="the bytes below are those of most machines")

REST = bytes.fromhex("00050008000000000008000f00000000000c0015000100000000000000060016005200000000")
"""What follows of a socket, and is not asked for."""


def row(family, state, ports, own, other, account):
    """An answer of Linux."""
    text = f"7c0000001400000000000000dc320000 {family}{state}0000 {ports} {own} {other} 00000000 8300000000000000"
    return bytes.fromhex(f"{text} 000000000000000000000000 {account} 61581d00") + REST


V4 = "7f000001000000000000000000000000"
MAPPED = "00000000000000000000ffff7f000001"
V6 = "20010db8000000000000000000000001"


@little
def test_what_is_asked_for():
    asked = "4800000014000100000000000000000002060000ffffffff a1d68ecd" + V4 + V4 + "00000000ffffffffffffffff"
    assert question(("127.0.0.1", 41430), ("127.0.0.1", 36557), 0) == bytes.fromhex(asked)
    assert question(("::ffff:127.0.0.1", 41430), ("::ffff:127.0.0.1", 36557), 0) == bytes.fromhex(asked)
    asked = "480000001400010000000000000000000a060000ffffffff a1d68ecd" + V6 + V6 + "02000000ffffffffffffffff"
    assert question(("2001:db8::1%eth0", 41430), ("2001:db8::1", 36557), 2) == bytes.fromhex(asked)


@little
@pytest.mark.parametrize(
    ("family", "told", "address"),
    [("02", V4, "127.0.0.1"), ("0a", MAPPED, "127.0.0.1"), ("0a", MAPPED, "::ffff:127.0.0.1"), ("0a", V6, "2001:db8::1")],
)
def test_what_is_answered(family, told, address):
    asked = (address, 41430), (address, 36557)
    assert answered(row(family, "01", "a1d68ecd", told, told, "e8030000"), *asked) == Row(1, 1000, True)
    assert answered(row(family, "08", "a1d68ecd", told, told, "feff0000"), *asked) == Row(8, 65534, True)
    assert answered(row(family, "01", "a1d68ece", told, told, "e8030000"), *asked) == Row(1, 1000, False)
    assert answered(row(family, "0a", "a1d60000", told, 32 * "0", "e8030000"), *asked) == Row(10, 1000, False)


@little
def test_an_answer_that_there_is_none_and_one_that_is_refused():
    assert answered(bytes.fromhex("5c0000000200000000000000dc320000feffffff"), ("127.0.0.1", 9), ("127.0.0.1", 9)) is None
    with pytest.raises(OSError, match="not permitted"):
        answered(bytes.fromhex("5c0000000200000000000000dc320000ffffffff"), ("127.0.0.1", 9), ("127.0.0.1", 9))


@pytest.fixture(params=["127.0.0.1", "::1", "mapped"])
def pair(request):
    """Both ends of a connection: the client's, then the server's."""
    try:
        mapped = request.param == "mapped"
        family = socket.AF_INET if request.param == "127.0.0.1" else socket.AF_INET6
        listener = socket.create_server(("::" if mapped else request.param, 0), family=family, dualstack_ipv6=mapped)
    except OSError as error:
        pytest.skip(f"this machine has no such address: {error}")
    client = socket.socket(socket.AF_INET if mapped else family)
    client.connect(("127.0.0.1" if mapped else request.param, listener.getsockname()[1]))
    server, _ = listener.accept()
    yield client, server
    for each in (client, server, listener):
        each.close()


def told(server):
    return other_end(server.getpeername()[:2], server.getsockname()[:2])


def test_the_own_account(pair):
    assert told(pair[1]) == SERVER


@pytest.mark.parametrize("how", ["closed", "closed half", "reset", "reset unread"])
def test_nobody_is_there_once_it_is_closed(pair, how):
    """Also where what was sent before is still to be read. What is left of a closed connection belongs to root."""
    client, server = pair
    addresses = server.getpeername()[:2], server.getsockname()[:2]
    if how == "reset unread":
        client.sendall(b"what it wants done")
    if "reset" in how:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    if how == "closed half":
        client.shutdown(socket.SHUT_WR)
    else:
        client.close()
    assert other_end(*addresses) == GONE


@pytest.fixture
def as_another():
    if os.geteuid() != 0:
        pytest.skip("only root may connect as another account")
    os.setegid(65534)
    os.seteuid(65534)
    yield
    os.seteuid(0)
    os.setegid(0)


def test_another_account(as_another, pair):
    os.seteuid(0)
    assert told(pair[1]) == "account 65534"


def test_an_interface_that_a_process_binds_its_socket_to_hides_nothing(as_another):
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
        client.connect(listener.getsockname())
        with listener.accept()[0] as server:
            os.seteuid(0)
            assert told(server) == "account 65534"


@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS, errno.EAGAIN])
def test_who_cannot_be_told_for_want_of_means_is_nobody(pair, code, monkeypatch):
    """Another account could use all of them up, so as not to be known."""
    addresses = pair[1].getpeername()[:2], pair[1].getsockname()[:2]
    monkeypatch.setattr(socket, "socket", lambda *_: raised(OSError(code, "")))
    assert other_end(*addresses) == GONE


@pytest.mark.parametrize("code", [errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT, errno.EPERM, errno.EACCES])
def test_a_system_that_does_not_tell(pair, code, monkeypatch):
    addresses = pair[1].getpeername()[:2], pair[1].getsockname()[:2]
    monkeypatch.setattr(socket, "socket", lambda *_: raised(OSError(code, "")))
    assert other_end(*addresses) is None


def raised(error):
    raise error


def test_a_system_that_knows_of_no_socket(pair, monkeypatch):
    monkeypatch.setattr(module, "answered", lambda *_: None)
    assert told(pair[1]) is None


def test_a_client_that_is_not_found_though_its_connection_stands(pair, monkeypatch):
    """A rule of the firewall has led it here from another port."""
    client = pair[1].getpeername()[:2]
    monkeypatch.setattr(module, "answered", lambda answer, *asked: None if asked[0] == client else answered(answer, *asked))
    assert told(pair[1]) is None


@pytest.mark.parametrize("addresses", [(None, None), (("testclient", 50000), ("testserver", 80)), (("127.0.0.1", 1), None)])
def test_no_addresses(addresses):
    assert other_end(*addresses) is None


def test_another_system(pair, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert told(pair[1]) is None


TWO_MACHINES = """
set -e
ip link set lo up
unshare -n sleep 60 & there=$!
trap "kill $there" EXIT
until [ "$(readlink /proc/$there/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
ip link add here type veth peer name there netns $there
ip addr add 10.66.0.1/24 dev here
ip link set here up
nsenter -t $there -n ip addr add 10.66.0.2/24 dev there
nsenter -t $there -n ip link set there up
"$1" -c "$2" $there
"""
ASKED = """
import socket, subprocess, sys
from cnn_core.storage.other_end import other_end
listener = socket.create_server(("10.66.0.1", 0))
connect = f"import socket; socket.create_connection(('10.66.0.1', {listener.getsockname()[1]})).recv(1)"
for place in (["nsenter", "-t", sys.argv[1], "-n"], []):
    client = subprocess.Popen([*place, sys.executable, "-c", connect])
    server, address = listener.accept()
    print(other_end(address, server.getsockname()))
    server.close()
    client.wait()
"""


@pytest.mark.skipif(not all(map(shutil.which, ("unshare", "nsenter", "ip"))), reason="namespaces are Linux's")
def test_another_machine_and_this_one_under_the_address_that_others_use():
    def ran(*arguments):
        command = ["unshare", "-rn", *arguments]
        return subprocess.run(command, env={**os.environ, "PYTHONPATH": os.getcwd()}, capture_output=True, text=True, timeout=120)

    if (probe := ran("true")).returncode:
        pytest.skip(f"the system allows no network of its own: {probe.stderr.strip()}")
    done = ran("sh", "-c", TWO_MACHINES, "sh", sys.executable, ASKED)
    assert done.stdout.splitlines() == [ELSEWHERE, SERVER], done.stderr
