"""Where the browser tests' Chromium comes from."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import find_chromium as search

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a browser is a shell script")


def program(folder, name, code=0):
    """A stand-in for a browser that says its version, or fails to start."""
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(0o755)
    return str(path)


def test_the_one_that_is_named_comes_first(tmp_path, monkeypatch):
    named = program(tmp_path, "my-browser")
    monkeypatch.setenv("CNN_LAB_CHROMIUM", named)
    assert search.find_chromium() == named


def test_a_named_one_that_does_not_start_is_an_error_in_a_sentence(tmp_path):
    broken = program(tmp_path, "my-browser", code=127)
    command = [sys.executable, "tools/find_chromium.py"]
    done = subprocess.run(command, cwd=ROOT, env={"CNN_LAB_CHROMIUM": broken}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == (
        f"CNN_LAB_CHROMIUM is {broken}, which does not start: set it to a Chromium or Chrome, or leave it out."
    )


def test_the_path_is_searched_for_one_that_starts(tmp_path, monkeypatch):
    """Ubuntu's chromium-browser is a stub that only says where to get the real one."""
    monkeypatch.delenv("CNN_LAB_CHROMIUM", raising=False)
    program(tmp_path, "chromium-browser", code=1)
    chrome = program(tmp_path, "google-chrome")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr(search, "NAMES", ("chromium-browser", "google-chrome"))
    assert search.find_chromium() == chrome


def test_without_any_there_is_one_sentence(monkeypatch):
    monkeypatch.delenv("CNN_LAB_CHROMIUM", raising=False)
    monkeypatch.setattr(search, "candidates", lambda: iter(["", "/nowhere/chromium"]))
    with pytest.raises(SystemExit) as end:
        search.find_chromium()
    assert end.value.code == search.NONE
    assert search.NONE.count(". ") == 0
