"""What the doctor said of a run is kept with it, and no damaged file hides the run."""

from pathlib import Path

import pytest

from cnn_core.runs.findings import keep_findings, kept_findings


def test_what_was_said_last_is_kept(tmp_path: Path) -> None:
    assert kept_findings(tmp_path, 1) is None
    keep_findings(tmp_path, ["It guesses: 2.303."], 1)
    assert kept_findings(tmp_path, 1) == ["It guesses: 2.303."]
    keep_findings(tmp_path, [], 1)
    assert kept_findings(tmp_path, 1) == []


def test_what_another_version_of_the_doctor_said_does_not_count(tmp_path: Path) -> None:
    keep_findings(tmp_path, ["It guesses: 2.303."], 1)
    assert kept_findings(tmp_path, 2) is None
    keep_findings(tmp_path, ["It guesses: 2.303."], 2)
    assert kept_findings(tmp_path, 2) == ["It guesses: 2.303."]


@pytest.mark.parametrize(
    "damaged", [b"", b"[1", b'{"doctor": 1}', b'["said"]', b'{"doctor": 1, "findings": ["\\u0007"]}', b"\xff\xfe"]
)
def test_a_damaged_file_is_none(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "findings.json").write_bytes(damaged)
    assert kept_findings(tmp_path, 1) is None


def test_a_disk_that_does_not_take_it_changes_nothing(tmp_path: Path) -> None:
    keep_findings(tmp_path / "not there", ["It guesses."], 1)
    assert kept_findings(tmp_path / "not there", 1) is None
