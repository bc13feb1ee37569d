"""What the doctor said of a run is kept with it, and no damaged file hides the run."""

from pathlib import Path

import pytest

from cnn_core.runs.findings import keep_findings, kept_findings


def test_what_was_said_last_is_kept(tmp_path: Path) -> None:
    assert kept_findings(tmp_path) is None
    keep_findings(tmp_path, ["It guesses: 2.303."])
    assert kept_findings(tmp_path) == ["It guesses: 2.303."]
    keep_findings(tmp_path, [])
    assert kept_findings(tmp_path) == []


@pytest.mark.parametrize("damaged", [b"", b"[1", b'{"a": 1}', b"[3]", b'["\\u0007"]', b"\xff\xfe"])
def test_a_damaged_file_is_none(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "findings.json").write_bytes(damaged)
    assert kept_findings(tmp_path) is None


def test_a_disk_that_does_not_take_it_changes_nothing(tmp_path: Path) -> None:
    keep_findings(tmp_path / "not there", ["It guesses."])
    assert kept_findings(tmp_path / "not there") is None
