"""Requests to a running server byte by byte, as no library would send them."""

from __future__ import annotations

import socket

OWNER = "ada-" + "x" * 28


def answer(port: int, headers: list[str], path: str = "/", method: str = "GET") -> str:
    """The status line and the headers of the answer to one request."""
    lines = [f"{method} {path} HTTP/1.1", *headers, "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall("\r\n".join(lines).encode("latin-1"))
        received = b""
        while b"\r\n\r\n" not in received and (more := connection.recv(4096)):
            received += more
    return received.split(b"\r\n\r\n")[0].decode("latin-1")


def handshake(port: int, *headers: str) -> int:
    """The status of a WebSocket handshake: 101 if the server takes the connection."""
    upgrade = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: streamlit"]
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    return int(answer(port, [*headers, *upgrade, key], "/_stcore/stream").split()[1])


def cookie(port: int, word: str = OWNER) -> str:
    return f"Cookie: cnn_lab_owner_{port}={word}"
