"""A disk that fails: every call of the system that changes what is below a folder, or the nth of them, ends in an error."""

from __future__ import annotations

import builtins
import errno
import io
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

KINDS = {"ENOSPC": errno.ENOSPC, "EROFS": errno.EROFS, "EIO": errno.EIO}
CALLS = ("open", "write", "fsync", "replace", "rename", "mkdir", "unlink")


class _File:
    """An open file whose writes are calls like the others."""

    def __init__(self, file: Any, asked: Callable[[str], None]) -> None:
        self._file, self._asked = file, asked

    def write(self, data: Any) -> int:
        self._asked("write")
        return int(self._file.write(data))

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class BadDisk:
    """Counts the calls below `root`. Those for which `fails(name, number)` holds end in the error of this kind."""

    def __init__(self, root: Path, kind: str, fails: Callable[[str, int], bool] = lambda name, number: True) -> None:
        self.root, self.kind, self.fails = str(root), KINDS[kind], fails
        self.calls: list[str] = []
        self.well = False

    def heal(self) -> None:
        self.well = True

    def _asked(self, name: str) -> None:
        self.calls.append(name)
        if not self.well and self.fails(name, len(self.calls)):
            raise OSError(self.kind, os.strerror(self.kind))

    def _concerns(self, place: object) -> bool:
        if isinstance(place, int):
            with suppress(OSError):
                return os.readlink(f"/proc/self/fd/{place}").startswith(self.root)
            return False
        return isinstance(place, (str, os.PathLike)) and os.fspath(place).startswith(self.root)

    @contextmanager
    def installed(self) -> Iterator[BadDisk]:
        with pytest.MonkeyPatch.context() as patch:
            real_open = builtins.open

            def opened(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
                if set(mode).isdisjoint("wax+") or not self._concerns(file):
                    return real_open(file, mode, *rest, **named)
                self._asked("open")
                return _File(real_open(file, mode, *rest, **named), self._asked)

            patch.setattr(builtins, "open", opened)
            patch.setattr(io, "open", opened)
            for name in ("fsync", "replace", "rename", "mkdir", "unlink"):
                patch.setattr(os, name, self._watched(name, getattr(os, name)))
            yield self

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(place: Any, *rest: Any, **named: Any) -> Any:
            if self._concerns(place):
                self._asked(name)
            return real(place, *rest, **named)

        return call


@contextmanager
def small_disk(folder: Path, size: str = "2m") -> Iterator[Path]:
    """A real disk of this size at the folder; skips the test, in words, where the system does not allow one."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"a disk of its own needs the right to mount one: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder: Path) -> Path:
    """A file that takes all the room that is left."""
    hog = folder / "hog"
    with suppress(OSError), open(hog, "wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return hog


def remount(folder: Path, how: str) -> None:
    """Makes a disk read-only ("ro") or writable ("rw")."""
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)
