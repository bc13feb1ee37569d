"""The package as `pip install .` gives it, in a folder of its own, away from the repository."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ("pyproject.toml", "README.md", "LICENSE", "app.py", "pages", "cnn_core")


@dataclass(frozen=True)
class Installed:
    """The wheel, the folder that it is installed into, and an environment in which its commands and modules are found."""

    wheel: Path
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        programs = os.pathsep.join([str(self.folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
        own = {name: value for name, value in os.environ.items() if not name.startswith(("CNN_LAB_", "DASK_"))}
        return {**own, "PATH": programs, "PYTHONPATH": str(self.folder)}


def pip(*arguments, cwd):
    done = subprocess.run(
        [sys.executable, "-m", "pip", *arguments, "--no-index"], cwd=cwd, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """Built from a copy, since setuptools leaves its build folder beside the source. No network is needed."""
    folder = tmp_path_factory.mktemp("packaging")
    source = folder / "source"
    source.mkdir()
    for name in SOURCE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source), cwd=folder)
    (wheel,) = folder.glob("cnn_lab-*.whl")
    pip("install", "--no-deps", "--target", str(folder / "installed"), str(wheel), cwd=folder)
    return Installed(wheel, folder / "installed")
