"""result.json tells lists what the journal tells, and is believed only while it is right and whole."""

import json

import pytest

from cnn_core.runs import RunFolder, list_runs
from cnn_core.runs.result import RunResult
from cnn_core.training.events import event

STARTED = event("started", epochs=2, steps_per_epoch=2, train_size=8, validation_size=2, test_size=4, parameters=650, worker="w")
EPOCH = event("epoch", epoch=1, loss=1.0, accuracy=0.5, val_loss=1.0, val_accuracy=0.25, seconds=0.1, samples_per_second=80.0)
TESTED = event("evaluated", test_loss=0.5, test_accuracy=0.75)
FINISHED = event("finished", reason="completed", epochs=1, seconds=1.5)


@pytest.fixture
def ended(folder) -> RunFolder:
    folder.append([STARTED, EPOCH, TESTED, FINISHED])
    folder.save_result()
    return folder


def spoil_journal(folder: RunFolder) -> None:
    """As many bytes, none of which can be understood: whoever folds them gets nothing."""
    path = folder.path / "events.jsonl"
    path.write_bytes(b"x" * path.stat().st_size)


def only(folder: RunFolder) -> RunResult:
    (found,) = list_runs(folder.path.parent)
    return found


def test_a_list_shows_an_ended_run_without_its_journal(ended, meta):
    spoil_journal(ended)
    found = only(ended)
    assert (found.id, found.owner, found.created) == ("run-1", meta.owner, meta.created)
    assert (found.network, found.dataset, found.input_shape) == ("tiny", "digits", (8, 8, 1))
    assert (found.status, found.reason, found.epochs, found.seconds) == ("finished", "completed", 1, 1.5)
    assert (found.val_accuracy, found.test_loss, found.test_accuracy) == (0.25, 0.5, 0.75)


def test_a_list_shows_the_same_without_result_json(ended):
    found = only(ended)
    (ended.path / "result.json").unlink()
    assert only(ended) == found


def test_events_that_came_later_count(ended):
    assert only(ended).test_accuracy == 0.75
    ended.append([event("evaluated", test_loss=0.1, test_accuracy=1.0)])
    assert only(ended).test_accuracy == 1.0


def test_a_run_that_was_cut_off_is_shown_as_interrupted(folder):
    folder.append([STARTED, EPOCH])
    assert (only(folder).status, only(folder).epochs) == ("interrupted", 1)


def test_a_run_whose_journal_cannot_be_read_is_shown_as_failed_with_the_reason(folder):
    (folder.path / "events.jsonl").unlink(missing_ok=True)
    (folder.path / "events.jsonl").mkdir()
    assert only(folder).status == "failed"
    assert "cannot be read" in only(folder).reason


def test_of_a_run_with_a_line_that_cannot_be_understood_the_others_count(folder):
    folder.append([STARTED, {**EPOCH, "loss": "x"}, EPOCH])
    assert only(folder).epochs == 1


def test_a_run_json_that_was_damaged_later_hides_the_run_all_the_same(ended):
    (ended.path / "run.json").write_text("{")
    assert list_runs(ended.path.parent) == []


DAMAGED = ["", "{", "[]", "null", "7", "\x00" * 50, "[" * 100_000, '"' + "x" * 300_000]


@pytest.mark.parametrize("text", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_result_is_passed_over(ended, text):
    (ended.path / "result.json").write_text(text)
    assert only(ended).test_accuracy == 0.75


WRONG = {
    "schema": [2, None, "1"],
    "sizes": [None, 3, [1], [1, 2], ["1", "2"]],
    "owner": [None, 3],
    "created": [None, "now", True, -1, 1e300, float("nan"), float("inf"), 10**400],
    "network": [None, 5, ["tiny"]],
    "dataset": [None, {}],
    "status": [None, "running", [], 4],
    "reason": [None, 0],
    "epochs": [None, 1.5, "1", -1, True, 10**400],
    "seconds": [None, "1", float("nan")],
    "test_accuracy": ["0.99", [], False, float("nan")],
    "input_shape": [None, 8, [8, 8], [8, 8, "1"], [8, 8, None], [8, 8, True]],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_result_with_a_value_of_the_wrong_kind_is_passed_over(ended, name, value):
    path = ended.path / "result.json"
    saved = json.loads(path.read_text())
    path.write_text(json.dumps({**saved, "test_loss": 0.125, name: value}))
    assert only(ended).test_loss == 0.5


def test_a_result_that_lacks_a_field_is_passed_over(ended):
    path = ended.path / "result.json"
    saved = json.loads(path.read_text())
    for name in saved:
        path.write_text(json.dumps({key: each for key, each in saved.items() if key != name} | {"more": "of a later version"}))
        assert only(ended).test_loss == 0.5


def test_a_result_of_an_earlier_version_is_believed_without_the_journal(ended):
    path = ended.path / "result.json"
    saved = json.loads(path.read_text())
    del saved["particular"]
    path.write_text(json.dumps(saved))
    spoil_journal(ended)
    found = only(ended)
    assert (found.test_accuracy, found.particular) == (0.75, "")


def test_the_figures_are_those_of_the_weights_that_were_kept(folder):
    worse = {**EPOCH, "epoch": 2, "val_accuracy": 0.125}
    folder.append([STARTED, EPOCH, worse, event("restored", epoch=1), FINISHED])
    folder.save_result()
    assert only(folder).val_accuracy == 0.25
