"""What the training doctor said of a run, kept with it; findings.json."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Text
from cnn_core.spec.strict_json import read_json
from cnn_core.storage.atomic_write import atomic_write

FILE = "findings.json"
MAX_FINDINGS, MAX_BYTES = 20, 64 * 2**10
SENTENCE = Text(2000)


def keep_findings(path: Path, messages: list[str]) -> None:
    """Writes the sentences into the run's folder if other ones are there; where the disk does not take them they are worked out again."""
    if messages == kept_findings(path):
        return
    with suppress(OSError), atomic_write(path / FILE) as file:
        file.write(json.dumps(messages).encode())


def kept_findings(path: Path) -> list[str] | None:
    """The sentences that were kept; None where nobody has asked yet, or the file is damaged, which must hide no run."""
    try:
        with open(path / FILE, "rb") as file:
            found = read_json(file.read(MAX_BYTES))
        return [SENTENCE.check("findings", each) for each in found[:MAX_FINDINGS]] if isinstance(found, list) else None
    except (OSError, SpecError):
        return None
