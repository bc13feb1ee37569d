"""Pages list runs from what is written at their end: no journal is read for it, not even with every stroke."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event

ADA = "ada-" + "x" * 24
RUNS = 60


@pytest.fixture
def many(lab: Laboratory) -> Path:
    """Tested runs of one person, whose journals nobody can understand."""
    experiment = PRESETS["small-cnn"].experiment
    first = RunFolder.create(lab.root, RunMeta(id="run-0", experiment=experiment, owner=owner_mark(ADA)))
    first.append(
        [
            event("evaluated", test_loss=0.5, test_accuracy=0.75),
            event("finished", reason="completed", epochs=1, seconds=1.0),
        ]
    )
    first.save_result()
    journal = first.path / "events.jsonl"
    journal.write_bytes(b"x" * journal.stat().st_size)
    for number in range(1, RUNS):
        path = lab.root / f"run-{number}"
        path.mkdir()
        for name in ("run.json", "events.jsonl", "result.json"):
            os.link(first.path / name, path / name)
    return lab.root


@pytest.mark.parametrize("page", ["draw", "evaluate"])
def test_the_menu_of_runs_reads_no_journal(visit: Callable[..., AppTest], many: Path, page: str) -> None:
    labels = visit(ADA, page).selectbox(key="run choice").options
    assert len(labels) == RUNS + 1
    assert sum("75.00%" in label for label in labels) == RUNS


def test_compare_lists_every_run_without_reading_a_journal(visit: Callable[..., AppTest], many: Path) -> None:
    app = visit(ADA)
    app.session_state["compared"] = ["pretrained"]
    table = app.switch_page("pages/compare.py").run().dataframe[0].value
    assert len(table) == RUNS + 1
    assert sum(table["test_accuracy"] == 75.0) == RUNS
