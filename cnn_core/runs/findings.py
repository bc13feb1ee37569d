"""What the training doctor said of a run, kept with it; findings.json."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Text
from cnn_core.spec.strict_json import read_json
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.regular import open_regular

FILE = "findings.json"
MAX_FINDINGS, MAX_BYTES = 20, 64 * 2**10
SENTENCE = Text(2000)


def keep_findings(path: Path, messages: list[str], version: int) -> None:
    """Writes the sentences of the doctor of this version into the run's folder if other ones are there; where the disk does not take them
    they are worked out again."""
    if messages == kept_findings(path, version):
        return
    with suppress(OSError), atomic_write(path / FILE) as file:
        file.write(json.dumps({"doctor": version, "findings": messages}).encode())


def kept_findings(path: Path, version: int) -> list[str] | None:
    """The sentences that were kept; None where nobody has asked the doctor of this version yet, or the file is damaged, which must hide no
    run."""
    try:
        with open_regular(path / FILE) as file:
            found = read_json(file.read(MAX_BYTES))
        if not isinstance(found, dict) or found.get("doctor") != version or not isinstance(found.get("findings"), list):
            return None
        return [SENTENCE.check("findings", each) for each in found["findings"][:MAX_FINDINGS]]
    except (OSError, SpecError):
        return None
