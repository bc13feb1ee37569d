"""Who may read what the laboratory keeps: its owner, and no other account."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnn_core.storage.private import close_to_others
from tests.browser.conftest import start_app, stop_app

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")


def mode(path):
    return path.lstat().st_mode & 0o777


@pytest.fixture
def home(tmp_path):
    """A home as it was written for years under the usual umask."""
    home = tmp_path / "home"
    (home / "runs" / "one").mkdir(parents=True)
    (home / "runs" / "one" / "run.json").write_text("{}")
    (home / "script").write_text("")
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.name == "script" else 0o644)
    return home


def test_a_home_is_closed_with_all_that_is_in_it(home):
    close_to_others(home)
    assert {mode(path) for path in (home, *home.rglob("*")) if path.is_dir()} == {0o700}
    assert (mode(home / "runs" / "one" / "run.json"), mode(home / "script")) == (0o600, 0o700)


def test_what_a_link_leads_to_stays_as_it_is(home, tmp_path):
    shared = tmp_path / "shared.npz"
    shared.write_text("")
    shared.chmod(0o644)
    (home / "mnist.npz").symlink_to(shared)
    (home / "elsewhere").symlink_to(tmp_path)
    tmp_path.chmod(0o755)
    close_to_others(home)
    assert (mode(shared), mode(tmp_path)) == (0o644, 0o755)


def test_the_home_of_the_whole_account_is_not_touched(home, monkeypatch):
    monkeypatch.setenv("HOME", str(home / "runs"))
    close_to_others(home)
    assert mode(home) == mode(home / "runs" / "one") == 0o755


def test_a_home_that_is_not_there_yet_is_no_problem(tmp_path):
    close_to_others(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_the_app_closes_its_home_when_it_starts(home, tmp_path):
    app = start_app(tmp_path)
    stop_app(app)
    assert app.home == home
    assert {mode(path) & 0o077 for path in (home, *home.rglob("*"))} == {0}


def test_what_the_command_line_writes_is_for_its_owner_alone(tmp_path):
    file = tmp_path / "new" / "code.py"
    file.parent.mkdir()
    command = [sys.executable, "-m", "cnn_core", "code", "small-cnn", "--out", str(file)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120, umask=0o022)
    assert mode(file) == 0o600
