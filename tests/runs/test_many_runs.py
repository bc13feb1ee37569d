"""A thousand runs are listed in half a second, whatever the length of their journals."""

import os
import time

import pytest

from cnn_core.runs import RunFolder, list_runs, owner_mark
from cnn_core.training.events import event

RUNS, EPOCHS, MESSAGES = 1000, 5, 20
SECONDS = 0.5
BATCHES = {"step": [1, 2, 3, 4, 5], "loss": [1.25] * 5, "accuracy": [0.5] * 5, "batch_size": 4}
SIZES = {"steps_per_epoch": 5, "train_size": 20, "validation_size": 2, "test_size": 4, "parameters": 650, "worker": "w"}


def journal():
    yield event("started", epochs=EPOCHS, **SIZES)
    for number in range(1, EPOCHS + 1):
        yield from (event("batches", epoch=number, **BATCHES) for _ in range(MESSAGES))
        figures = {"val_loss": 1.0, "val_accuracy": 0.5, "seconds": 1.0, "samples_per_second": 20.0}
        yield event("epoch", epoch=number, loss=1.0, accuracy=0.5, **figures)
    yield event("evaluated", test_loss=0.5, test_accuracy=0.75)
    yield event("finished", reason="completed", epochs=EPOCHS, seconds=5.0)


@pytest.fixture
def root(tmp_path, with_id):
    """One run, and 999 more folders with the same files."""
    first = RunFolder.create(tmp_path, with_id("run-0", owner=owner_mark("ann")))
    first.append(journal())
    first.save_result()
    for number in range(1, RUNS):
        path = tmp_path / f"run-{number}"
        path.mkdir()
        for name in ("run.json", "events.jsonl", "result.json"):
            os.link(first.path / name, path / name)
    return tmp_path


def seconds_to_list(root):
    """Of this process alone: what else the machine does at the same time does not count."""
    began = time.process_time()
    found = list_runs(root, "ann")
    assert len(found) == RUNS
    assert {run.test_accuracy for run in found} == {0.75}
    return time.process_time() - began


def test_a_thousand_runs_are_listed_in_half_a_second_and_again_in_a_fifth_of_that(root):
    assert seconds_to_list(root) < SECONDS
    assert seconds_to_list(root) < SECONDS / 5
