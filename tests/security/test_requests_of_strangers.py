"""Whom a running server answers: every kind of Host, Origin, cookie and port that a browser can be made to send."""

import itertools
import re

import psutil
import pytest
from raw_requests import OWNER, answer, cookie, handshake

HOSTS = {
    "127.0.0.1:{port}": True,
    "localhost:{port}": True,
    "evil.example:{port}": False,
    "127.0.0.1.evil.example": False,
    "": False,
}
ORIGINS = {
    "http://{host}": True,
    "https://{host}": True,
    "http://127.0.0.1:{other}": False,
    "http://localhost:{other}": False,
    "http://localhost": False,
    "http://evil.example": False,
    "http://{host}.evil.example": False,
    "http://evil@{host}": False,
    "null": False,
    "": False,
}
COOKIES = {
    f"cnn_lab_owner_{{port}}={OWNER}": True,
    f"cnn_lab_owner_{{other}}={OWNER}": False,
    f"cnn_lab_owner={OWNER}": False,
    "cnn_lab_owner_{port}=../../etc/passwd_and_more": False,
    "cnn_lab_owner_{port}=short": False,
    "": False,
}


def filled(template, port, host=""):
    return template.format(port=port, other=port + 1, host=host)


def handshakes(port):
    """The headers of every kind of handshake, and whether they are those of a page of the server's own."""
    for host, origin, owner in itertools.product(HOSTS, ORIGINS, COOKIES):
        name = filled(host, port)
        headers = [f"Host: {name}"] * bool(host)
        headers += [f"Origin: {filled(origin, port, name)}"] * bool(origin)
        headers += [f"Cookie: {filled(owner, port)}"] * bool(owner)
        yield headers, HOSTS[host] and ORIGINS[origin] and COOKIES[owner]


def test_a_connection_needs_the_own_host_its_origin_and_its_cookie(port):
    wrong = [headers for headers, own in handshakes(port) if (handshake(port, *headers) == 101) != own]
    assert wrong == []


def test_two_hosts_or_two_origins_are_refused(port):
    own = [f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}", cookie(port)]
    assert handshake(port, *own) == 101
    assert handshake(port, "Host: evil.example", *own) in (400, 403)
    assert handshake(port, *own, "Host: evil.example") in (400, 403)
    assert handshake(port, *own, "Origin: http://evil.example") in (400, 403)


METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
PATHS = (
    *("/", "/train", "/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/a/b", "/media/a.png", "/static/a.js"),
    *("/no/such/page", "/_stcore/none", "/component/none/a.js", "//", "/%2e%2e/", "/oauth2callback"),
)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", PATHS)
def test_no_path_answers_a_foreign_host_or_origin(port, path, method):
    assert " 403 " in answer(port, [f"Host: evil.example:{port}"], path, method).splitlines()[0]
    foreign = [f"Host: localhost:{port}", f"Origin: http://localhost:{port + 1}"]
    assert " 403 " in answer(port, foreign, path, method).splitlines()[0]


CLOSED = (
    *("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/%6detrics", "/_stcore/metrics?families=x"),
    *("/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"),
    *("/auth/login", "/auth/logout", "/oauth2callback", "/oauth2callback?state=x&error=y"),
)


@pytest.mark.parametrize("path", CLOSED)
def test_what_streamlit_offers_and_no_page_of_ours_needs_is_closed(port, path):
    """What the server counts, an interface for programs, and logging in, which there is not."""
    assert " 403 " in answer(port, [f"Host: 127.0.0.1:{port}"], path).splitlines()[0]


def test_no_answer_names_the_software_behind_it_and_its_version(port):
    for path in ("/", "/no/such/page", "/media/none.png", "/_stcore/none", "/oauth2callback"):
        headers = answer(port, [f"Host: 127.0.0.1:{port}"], path).lower()
        assert not re.search(r"(?m)^(server|x-powered-by):.*\d", headers), headers


def test_the_app_listens_at_one_port_of_this_computer(app, port):
    listening = [each for each in psutil.Process(app.process.pid).net_connections() if each.status == psutil.CONN_LISTEN]
    assert [tuple(each.laddr) for each in listening] == [("127.0.0.1", port)]


def given(port, *headers, accept="text/html,application/xhtml+xml"):
    """The cookies with which the server answers a visit."""
    got = answer(port, [f"Host: 127.0.0.1:{port}", f"Accept: {accept}", *headers])
    assert got.startswith("HTTP/1.1 200")
    return re.findall(r"(?im)^set-cookie: (cnn_lab.*?)\r?$", got)


def test_a_browser_gets_a_word_that_no_script_and_no_other_site_can_use(port):
    (first,), (second,) = given(port), given(port)
    name, word, rest = re.fullmatch(r"(\w+)=([\w-]{32}); (.*)", first).groups()
    assert name == f"cnn_lab_owner_{port}"
    assert {part.lower() for part in rest.split("; ")} == {"path=/", "max-age=31536000", "samesite=strict", "httponly"}
    assert word not in second


def test_a_link_on_another_site_comes_without_the_word_and_takes_nothing_from_the_browser(port):
    """It opens the address once more, from a page of the server's own, which the browser sends the cookie for."""
    got = answer(port, [f"Host: 127.0.0.1:{port}", "Accept: text/html", "Sec-Fetch-Site: cross-site"], "/build?lab=x")
    assert got.startswith("HTTP/1.1 200")
    assert "set-cookie" not in got.lower()


def test_a_browser_that_comes_again_keeps_its_word(port):
    assert [each.split(";")[0] for each in given(port, cookie(port))] == [f"cnn_lab_owner_{port}={OWNER}"]


def test_a_word_that_the_server_cannot_have_given_is_replaced(port):
    (new,) = given(port, cookie(port, "<script>alert(1)</script>"))
    assert re.match(rf"cnn_lab_owner_{port}=[\w-]{{32}};", new)


def test_a_word_of_before_stays_with_its_browser_under_the_new_name(port):
    new, old = given(port, f"Cookie: cnn_lab_owner={OWNER}")
    assert new.startswith(f"cnn_lab_owner_{port}={OWNER};")
    assert re.match(r'cnn_lab_owner=("")?;.*Max-Age=0', old)


def test_what_is_no_page_brings_no_cookie(port):
    assert given(port, accept="*/*") == []


def test_no_page_of_another_origin_shows_the_laboratory_in_a_frame(port):
    got = answer(port, [f"Host: 127.0.0.1:{port}", "Accept: text/html"])
    assert "content-security-policy: frame-ancestors 'self'; img-src 'self' data: blob:" in got.lower()
