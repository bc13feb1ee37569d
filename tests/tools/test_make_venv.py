"""The Python that the virtual environment is made with."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make and sh are for other systems")


def make(folder, python):
    command = ["sh", str(ROOT / "tools" / "make_venv.sh"), str(folder / "venv")]
    return subprocess.run(command, env={"PATH": "/usr/bin:/bin", "PYTHON": python}, capture_output=True, text=True, timeout=120)


def stand_in(folder, version):
    """A Python that is of another version, as far as it says."""
    path = folder / "python"
    path.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; sys.version_info = {version!r}; exec(sys.argv[1])" "$2"\n'
    )
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("version", [(3, 10, 12), (3, 14, 0), (2, 7, 18)])
def test_a_python_that_does_not_suit_is_refused_in_a_sentence(tmp_path, version):
    done = make(tmp_path, stand_in(tmp_path, version))
    assert done.returncode == 1
    assert done.stderr == (
        "CNN Lab needs Python 3.11, 3.12 or 3.13, and none was found on PATH: "
        "install one, or name it (make PYTHON=/path/to/python3.12).\n"
    )
    assert not (tmp_path / "venv").exists()


def test_a_suitable_python_makes_an_environment_with_pip(tmp_path):
    done = make(tmp_path, sys.executable)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "venv" / "bin" / "pip").exists()
