"""A key that another account of this machine has got hold of, or has put into somebody's browser, opens nothing."""

import itertools
import json
import os
import re
import secrets
import socket
import sys

import pytest
from raw_requests import answer, by_account, cookie, handshake

from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.storage.owner_place import place_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell whose a connection is")
as_root = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may connect as another account")
ACCOUNTS = ("own", 65534, 65533)
PAIRS = [pair for pair in itertools.product(ACCOUNTS, repeat=2) if pair[0] != pair[1]]


@pytest.fixture
def key():
    return secrets.token_urlsafe(24)


def connect(account, port, key, *more):
    headers = [f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}", cookie(port, key), *more]
    return handshake(port, *headers) if account == "own" else by_account(account, "handshake", port, *headers)


def page(account, port, key, method="GET", *more):
    headers = [f"Host: 127.0.0.1:{port}", "Accept: text/html", cookie(port, key), *more]
    return answer(port, headers, "/", method) if account == "own" else by_account(account, "answer", port, headers, "/", method)


def bound(app, key, place):
    """A key that was used at another place before."""
    (app.home / "browsers").mkdir(parents=True, exist_ok=True)
    (app.home / "browsers" / owner_file_name(key)).write_text(json.dumps({"place": place}))


@as_root
@pytest.mark.parametrize(("first", "other"), PAIRS)
def test_a_key_is_of_the_account_that_used_it_first(port, key, first, other):
    """Stolen by another account, or put by it into this one's browser."""
    assert connect(first, port, key) == 101
    assert connect(other, port, key) == 403
    assert connect(first, port, key) == 101


@as_root
def test_what_a_request_says_of_its_address_is_not_believed(port, key):
    """A server of uvicorn takes it from a client of this machine, for a reverse proxy's sake."""
    assert connect("own", port, key) == 101
    with socket.create_connection(("127.0.0.1", port)) as other:
        for address in ("10.0.0.5", "127.0.0.1", "[::1]:7", f"127.0.0.1:{other.getsockname()[1]}", "unknown"):
            assert connect(65534, port, key, f"X-Forwarded-For: {address}") == 403
            assert connect("own", port, key, f"X-Forwarded-For: {address}") == 101


@as_root
def test_a_page_says_whose_the_cookie_is_and_takes_it_away_from_nobody(port, key):
    assert connect(65534, port, key) == 101
    assert " 403 " in (said := page("own", port, key)).splitlines()[0]
    assert "set-cookie" not in said.lower()
    assert "200" in page(65534, port, key).splitlines()[0]


@pytest.mark.parametrize("place", ["account 1", "another machine"])
def test_a_new_key_is_given_to_whoever_asks_for_it(app, port, key, place):
    bound(app, key, place)
    assert connect("own", port, key) == 403
    assert " 403 " in page("own", port, key).splitlines()[0]
    assert " 403 " in page("own", port, key, "POST", f"Origin: http://127.0.0.1:{port + 1}").splitlines()[0]
    got = page("own", port, key, "POST", f"Origin: http://127.0.0.1:{port}")
    (new,) = re.findall(rf"(?im)^set-cookie: cnn_lab_owner_{port}=([\w-]+);", got)
    assert new != key
    assert connect("own", port, new) == 101
    (app.home / "browsers" / owner_file_name(key)).unlink()
    assert connect("own", port, key) == 403  # until the server is started again


def test_a_key_under_the_name_of_before_is_looked_at_too(app, port, key):
    bound(app, key, "account 1")
    got = answer(port, [f"Host: 127.0.0.1:{port}", "Accept: text/html", f"Cookie: cnn_lab_owner={key}"])
    assert " 403 " in got.splitlines()[0]
    assert "set-cookie" not in got.lower()


def test_a_key_is_bound_once_a_browser_has_connected_and_not_before(app, port, key, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(app.home))
    assert " 200 " in page("own", port, key).splitlines()[0]
    assert place_of(key) is None
    assert connect("own", port, key) == 101
    assert place_of(key) == "the server's account"
    assert (app.home / "browsers" / owner_file_name(key)).stat().st_mode & 0o777 == 0o600


@as_root
def test_a_key_is_of_whoever_was_given_it_before_its_first_use(app, port):
    got = answer(port, [f"Host: 127.0.0.1:{port}", "Accept: text/html"])
    (key,) = re.findall(rf"(?im)^set-cookie: cnn_lab_owner_{port}=([\w-]+);", got)
    assert connect(65534, port, key) == 403
    assert " 403 " in page(65534, port, key).splitlines()[0]
    assert not (app.home / "browsers" / owner_file_name(key)).exists()
    assert connect("own", port, key) == 101
    assert (app.home / "browsers" / owner_file_name(key)).exists()


@as_root
def test_a_damaged_file_opens_its_desk_to_the_account_of_the_server_alone(app, port):
    (app.home / "browsers").mkdir(parents=True, exist_ok=True)
    for content in ("", "{", "[]", '{"place": 7}', "null", "\udcff", "[" * 100_000):
        key = secrets.token_urlsafe(24)
        file = app.home / "browsers" / owner_file_name(key)
        file.write_bytes(content.encode(errors="surrogateescape"))
        assert connect(65534, port, key) == 403
        assert " 403 " in page(65534, port, key).splitlines()[0]
        assert " 200 " in page("own", port, key).splitlines()[0]
        assert file.read_bytes() == content.encode(errors="surrogateescape")
        assert connect("own", port, key) == 101
        assert json.loads(file.read_bytes()) == {"place": "the server's account"}
        assert str(file) in (app.home / "app.log").read_text()
