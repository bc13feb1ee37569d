"""Who asks without a right to: `python harness/strangers.py requests`, `ports`, `account`.

The kinds of request, the ways to talk to a port and what each must be answered are those of the tests in tests/security.
"""

from __future__ import annotations

import os
import random
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "security"))

import psutil

from harness.promises import Program, Tally, main
from harness.sessions import arrive, served
from harness.trainings import PATIENCE, experiment, running
from tests.browser.conftest import App

NOBODY = 65534
KEYS = ("keys that another account could use", "keys that their own could not")


def requests(tally: Tally, count: int, chance: random.Random) -> None:
    """Every handshake of host, origin, cookie and port, then every path and method with a foreign host and with a foreign origin."""
    from raw_requests import answer, handshake
    from test_requests_of_strangers import CLOSED, METHODS, PATHS, handshakes

    for what in ("strangers answered", "own pages refused", "handshakes of own pages taken"):
        tally.count(what, 0)
    with served() as app:
        port = urlsplit(app.url).port
        assert port is not None
        for _ in range(count):
            for headers, own in handshakes(port):
                taken = handshake(port, *headers) == 101
                tally.count("strangers answered", taken and not own)
                tally.count("own pages refused", own and not taken)
                tally.count("handshakes of own pages taken", own and taken)
                tally.tried += 1
            foreign = [f"Host: evil.example:{port}"], [f"Host: localhost:{port}", f"Origin: http://localhost:{port + 1}"]
            asked = [(path, method, headers) for path in PATHS for method in METHODS for headers in foreign]
            asked += [(path, "GET", [f"Host: 127.0.0.1:{port}"]) for path in CLOSED]
            for path, method, headers in asked:
                tally.count("strangers answered", " 403 " not in answer(port, headers, path, method).splitlines()[0])
                tally.tried += 1


def ports(tally: Tally, count: int, chance: random.Random) -> None:
    """At each port of the engine and its workers, while a training runs: a browser, plain and encrypted, and Dask without TLS, without a
    certificate and with one of its own."""
    from test_strangers_at_the_engine import http, lenient, listening, talks, with_a_certificate_of_their_own

    for what in ("answered", "ports open to other machines"):
        tally.count(what, 0)
    with running() as laboratory, tempfile.TemporaryDirectory() as place:
        run = laboratory.submit(experiment(200), "ann")
        laboratory.wait(run, lambda state: bool(state.points), PATIENCE)
        process = psutil.Process()
        found = listening((process, *process.children(recursive=True)))
        tally.reached("ports", len(found))
        tally.count("ports open to other machines", sum(address != "127.0.0.1" for address, _ in found))
        own = with_a_certificate_of_their_own(Path(place))
        for _ in range(count):
            for _, port in found:
                got = (
                    *(bool(http(port, encrypted)) for encrypted in (False, True)),
                    *(talks(port, **context) for context in ({}, {"ssl_context": lenient()}, {"ssl_context": own})),
                )
                tally.count("answered", sum(got))
                tally.tried += len(got)
        laboratory.stop(run)


def account(tally: Tally, count: int, chance: random.Random) -> None:
    """What an account without any right finds of an app in use, in a folder that everybody may enter: each file and folder of its home,
    and the memory, the environment and the open files of its processes. And what it gets with the key of somebody else, or somebody
    else with its key."""
    if os.geteuid() != 0:
        raise SystemExit("Only root may look with the eyes of another account.")
    for what in ("can be read or changed", "processes that can be looked into", *KEYS):
        tally.count(what, 0)
    with served() as app:
        app.home.parent.chmod(0o755)
        visitor = arrive(app, 1)
        visitor.go("train")
        visitor.train()
        for page in ("data", "evaluate", "draw", "compare", "train"):
            visitor.go(page)
            visitor.wait(3)
        for _ in range(count):
            look(tally, app)
            try_keys(tally, app)
        visitor.close()


def look(tally: Tally, app: App) -> None:
    """With root's eyes for what there is, with nobody's for what can be had of it."""
    there = [app.home, *app.home.rglob("*")]
    for path in there:
        asked = [["test", way, str(path)] for way in ("-r", "-w")]
        tally.count("can be read or changed", any(_nobody(command) for command in asked))
        tally.tried += 1
    process = psutil.Process(app.process.pid)
    for each in (process, *process.children(recursive=True)):
        hidden = [["head", "-c1", f"/proc/{each.pid}/{name}"] for name in ("environ", "mem", "maps")] + [
            ["ls", f"/proc/{each.pid}/fd"]
        ]
        tally.count("processes that can be looked into", any(_nobody(command) for command in hidden))
        tally.tried += 1


def try_keys(tally: Tally, app: App) -> None:
    """Each account with the key of each other, which has used it before: stolen from it, or put by it into this one's browser."""
    from test_keys_of_other_accounts import PAIRS, connect, page

    port = urlsplit(app.url).port
    for first, other in PAIRS:
        key = secrets.token_urlsafe(24)
        for said in ((), ("X-Forwarded-For: 10.0.0.5",), ("X-Forwarded-For: 127.0.0.1",)):
            tally.count(KEYS[1], connect(first, port, key, *said) != 101)
            tally.count(KEYS[0], connect(other, port, key, *said) != 403)
        tally.count(KEYS[0], " 403 " not in page(other, port, key).splitlines()[0])
        tally.count(KEYS[1], " 200 " not in page(first, port, key).splitlines()[0])
        tally.tried += 8


def _nobody(command: list[str]) -> bool:
    """Whether the command succeeds for an account that owns nothing."""
    return subprocess.run(command, user=NOBODY, group=NOBODY, extra_groups=[], capture_output=True, check=False).returncode == 0


PROGRAMS: dict[str, tuple[str, Program]] = {
    "requests": ("Handshakes and requests of strangers", requests),
    "ports": ("Strangers at every port of the engine", ports),
    "account": ("Another account of the machine", account),
}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 1)
