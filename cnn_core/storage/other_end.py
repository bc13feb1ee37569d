"""Which account is at the other end of a connection: Linux tells of each socket of this machine whose it is.

It is asked for the two sockets by their addresses (sock_diag(7), as `ss` does), which takes some 10 us whatever else is open. The
table in /proc/net/tcp says the same, but takes 8 ms with few sockets and 11 ms with 2,000: it is as long as the memory is large.

Behind a reverse proxy on this machine the account is the proxy's, at the end of an ssh tunnel that of whoever logged in, in a
container that publishes its port everybody is elsewhere, and in one whose accounts are mapped those without a number are one.
"""

from __future__ import annotations

import errno
import os
import socket
import struct
import sys
import time
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple

SERVER = "the server's account"
"""Or root: both may read what the laboratory keeps anyway."""
ELSEWHERE = "another machine"
GONE = "nobody"
"""The connection is not whole any more, or the system is too short of means to tell: whoever is refused may come again."""

Address = tuple[str, int]
"""An IP address and a port, as Python's sockets and ASGI have them."""

HEADER = struct.Struct("=IHHII")
ASKED = struct.Struct("=BBxxI")
PORTS = struct.Struct("!HH")
INTERFACE = struct.Struct("=III")
ROW = struct.Struct("=BBxx 4s 16s 16s 24x I")
SOCK_DIAG, FAILED, BY_FAMILY, REQUEST, ALL = 4, 2, 20, 1, 0xFFFFFFFF
ESTABLISHED = 1
SHORT = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS, errno.EAGAIN}
"""What another account can bring about by asking for much at a time; other errors say that this system does not tell."""
ON_ITS_WAY = 0.02
"""Seconds after which a socket has certainly been told that the one at its other end is gone."""


class Row(NamedTuple):
    """What Linux says of a socket. A question for a connection that there is not is answered with whoever listens at its address."""

    state: int
    account: int
    asked_for: bool

    @property
    def stands(self) -> bool:
        """Whether neither side has closed the connection. What is left of a closed one belongs to nobody, which reads as root."""
        return self.asked_for and self.state == ESTABLISHED


def other_end(client: Address | None, server: Address | None) -> str | None:
    """Who talks to the server at this address: SERVER, "account 1000", ELSEWHERE or GONE; None where that cannot be told.

    The addresses must be those of the connection itself, not what a header says of it.
    """
    if sys.platform != "linux" or not client or not server:
        return None
    try:
        return _told(client, server)
    except OSError as error:
        return GONE if error.errno in SHORT else None
    except ValueError:  # no IP addresses
        return None


def _told(client: Address, server: Address) -> str | None:
    theirs = _socket(client, server)
    if theirs and theirs.stands:
        return SERVER if theirs.account in (0, os.geteuid()) else f"account {theirs.account}"
    ours = _socket(server, client)
    if ours is None:  # not even our own: what this system answers says nothing
        return None
    if not ours.stands or (theirs and theirs.asked_for):
        return GONE
    if not _plain(client[0]).is_loopback:
        return ELSEWHERE
    # Of this machine, and yet not found: a rule of the firewall has led it here from another port, or it was closed just now.
    time.sleep(ON_ITS_WAY)
    again = _socket(server, client)
    return None if again and again.stands else GONE


def _socket(source: Address, target: Address) -> Row | None:
    """The socket with these addresses. One that its process has bound to an interface is found with the number of that alone."""
    found = None
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, SOCK_DIAG) as kernel:
        for interface in (0, *(number for number, _ in socket.if_nameindex())):
            kernel.send(question(source, target, interface))
            row = answered(kernel.recv(8192), source, target)
            if row and row.asked_for:
                return row
            found = found or row
    return found


def question(source: Address, target: Address, interface: int) -> bytes:
    """The message that asks for a TCP socket of this machine, whose own address is the first."""
    own, other = _plain(source[0]), _plain(target[0])
    family = socket.AF_INET if own.version == 4 else socket.AF_INET6
    asked = ASKED.pack(family, socket.IPPROTO_TCP, ALL) + PORTS.pack(source[1], target[1])
    asked += own.packed.ljust(16, b"\0") + other.packed.ljust(16, b"\0") + INTERFACE.pack(interface, ALL, ALL)
    return HEADER.pack(HEADER.size + len(asked), BY_FAMILY, REQUEST, 0, 0) + asked


def answered(answer: bytes, source: Address, target: Address) -> Row | None:
    """What the answer says of the socket; None if there is none. OSError where the system does not tell."""
    kind = HEADER.unpack_from(answer)[1]
    if kind == FAILED:
        number = -struct.unpack_from("=i", answer, HEADER.size)[0]
        if number == errno.ENOENT:
            return None
        raise OSError(number, os.strerror(number))
    family, state, ports, own, other, account = ROW.unpack_from(answer, HEADER.size)
    size = 4 if family == socket.AF_INET else 16
    pair = [_plain(str(ip_address(each[:size]))) for each in (own, other)]
    same = pair == [_plain(source[0]), _plain(target[0])] and ports == PORTS.pack(source[1], target[1])
    return Row(state, account, same)


def _plain(address: str) -> IPv4Address | IPv6Address:
    """Without the name of an interface, and IPv4 as such: a server for both is told of it in IPv6."""
    found = ip_address(address.partition("%")[0])
    return getattr(found, "ipv4_mapped", None) or found
