"""The programs that try the promises, in small: they run, and write what they found into the row of their promise."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from harness import damage, promises, trainings

ROWS = re.findall(r"^\| (?!promise|---)(.+?) \|.*`harness/(\w+)\.py (\w+)` \|$", promises.DOCUMENT.read_text(), re.MULTILINE)


def test_every_promise_of_the_table_has_a_program_and_every_program_a_promise() -> None:
    programs = {("damage", name) for name in damage.PROGRAMS} | {("trainings", name) for name in trainings.PROGRAMS}
    assert {(module, name) for _, module, name in ROWS} == programs


@pytest.mark.parametrize("name", sorted(set(damage.PROGRAMS) - {"disk"}))
def test_a_thousand_damaged_files_end_in_sentences(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "reliability.md"
    shutil.copy(promises.DOCUMENT, copy)
    monkeypatch.setattr(promises, "DOCUMENT", copy)
    damage.PROGRAMS[name](1000)
    promise = next(row for row, module, program in ROWS if program == name)
    (line,) = [each for each in copy.read_text().splitlines() if each.startswith(f"| {promise} |")]
    assert "| 1,000 |" in line
    assert "no other error" in line
