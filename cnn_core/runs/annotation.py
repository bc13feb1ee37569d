"""What its owner wrote on a run: a name, a note, tags and a star; annotation.json."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnn_core.errors import RunError, SpecError
from cnn_core.spec.fields import Switch, Text, expect_object
from cnn_core.spec.strict_json import read_json
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.disk import why
from cnn_core.storage.regular import open_regular

FILE = "annotation.json"
MAX_TAGS, MAX_BYTES = 10, 64 * 2**10
NAME, NOTE, TAG, SWITCH = Text(80), Text(400), Text(30), Switch()


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """Any printable characters: up to 80 for the name, 400 for the note, and ten tags of up to 30, each once."""

    name: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    starred: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "note": self.note, "tags": list(self.tags), "starred": self.starred}

    @classmethod
    def from_json(cls, value: object) -> Annotation:
        """The annotation that a JSON object describes, without spaces around its texts; SpecError names the first fault."""
        value = expect_object("annotation", value)
        tags = value.get("tags", [])
        if not isinstance(tags, list) or len(tags) > MAX_TAGS:
            raise SpecError("tags", f"must be a list of at most {MAX_TAGS} texts", tags)
        return cls(
            name=_line(NAME, "name", value.get("name", "")),
            note=_line(NOTE, "note", value.get("note", "")),
            tags=tuple(dict.fromkeys(filter(None, (_line(TAG, "tags", each) for each in tags)))),
            starred=SWITCH.check("starred", value.get("starred", False)),
        )


def read_annotation(path: str | os.PathLike[str]) -> Annotation:
    """What is written on the run in this folder; nothing where there is no such file, or a damaged one, which must hide no run."""
    try:
        with open_regular(os.path.join(path, FILE)) as file:
            return Annotation.from_json(read_json(file.read(MAX_BYTES)))
    except (OSError, SpecError):
        return Annotation()


def annotate(path: Path, annotation: Annotation) -> None:
    """Writes on the run in this folder, instead of what was there; RunError if the disk does not take it."""
    try:
        with atomic_write(path / FILE) as file:
            file.write(json.dumps(annotation.to_json()).encode())
    except OSError as error:
        raise RunError(f"Nothing can be written on the run in {path}: {why(error)}.") from None


def _line(rule: Text, where: str, value: object) -> str:
    value = value.strip() if isinstance(value, str) else value
    return rule.check(where, value) if value != "" else ""
