"""All runs of a folder."""

from __future__ import annotations

from pathlib import Path

from cnn_core.errors import RunError
from cnn_core.runs.folder import RunFolder
from cnn_core.storage.owner_mark import owner_mark


def list_runs(root: Path, owner: str | None = None) -> list[RunFolder]:
    """The readable runs in `root`, newest first; with `owner` (the key, not its mark) only theirs. Damaged folders are passed over."""
    mark = None if owner is None else owner_mark(owner)
    found = []
    try:
        folders = list(Path(root).iterdir())
    except OSError:
        return []
    for path in folders:
        folder = RunFolder(path)
        try:
            if mark is None or folder.meta.owner == mark:
                found.append((folder.meta.created, folder))
        except RunError:
            continue
    return [folder for _, folder in sorted(found, key=lambda each: each[0], reverse=True)]
