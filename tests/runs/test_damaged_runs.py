"""Damage is said in words."""

import json
import re
import shutil

import numpy as np
import pytest

from cnn_core.errors import RunError
from cnn_core.runs import RunFolder, list_runs, owner_mark
from cnn_core.runs.listing import left_out


def test_a_missing_run_is_said_in_words(tmp_path):
    with pytest.raises(RunError, match="There is no run in"):
        _ = RunFolder(tmp_path / "nowhere").meta


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema": 2}', '{"schema": 1, "id": 7}', "\x00" * 50, "[" * 100_000])
def test_a_damaged_run_json_is_said_in_words(folder, text):
    (folder.path / "run.json").write_text(text)
    with pytest.raises(RunError, match=r"run\.json"):
        _ = RunFolder(folder.path).meta


def test_a_run_json_with_a_value_out_of_range_names_it(folder):
    text = (folder.path / "run.json").read_text().replace('"epochs": 3', '"epochs": 3000')
    (folder.path / "run.json").write_text(text)
    with pytest.raises(RunError, match=r"training\.epochs.*Received: 3000"):
        _ = RunFolder(folder.path).meta


@pytest.mark.parametrize("keep", [0, 10, 100, 2500, -1])
def test_a_damaged_weights_file_is_said_in_words(folder, weights, keep):
    folder.save_weights(weights)
    path = folder.path / "weights.npz"
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(RunError, match=r"weights\.npz is damaged"):
        folder.weights()


def test_a_flipped_bit_in_a_weights_file_is_noticed(folder, weights):
    folder.save_weights(weights)
    path = folder.path / "weights.npz"
    content = bytearray(path.read_bytes())
    content[1500] ^= 1
    path.write_bytes(content)
    with pytest.raises(RunError, match="damaged"):
        folder.weights()


def test_pickled_objects_are_refused(folder):
    np.savez(folder.path / "weights.npz", evil=np.array([{"a": 1}], dtype=object))
    with pytest.raises(RunError, match="damaged"):
        folder.weights()


def test_other_arrays_are_no_checkpoint_and_no_evaluation(folder):
    for name, read in (("state.npz", folder.resume), ("evaluation.npz", folder.evaluation)):
        np.savez(folder.path / name, a=np.arange(3))
        with pytest.raises(RunError, match=name):
            read()


def test_an_event_that_cannot_be_understood_is_passed_over_and_counted(folder):
    folder.append([{"event": "epoch", "time": 1.0}, {"event": "failed", "time": 2.0, "reason": "memory ran out"}])
    state = folder.state()
    assert (state.left_out, state.status, state.history) == (1, "failed", ())


@pytest.mark.parametrize("name", ["id", "owner", "parent", "created", "experiment", "versions", "machine"])
def test_a_run_json_without_one_of_its_fields_is_read_or_said_in_words(folder, name):
    path = folder.path / "run.json"
    path.write_text(json.dumps({each: value for each, value in json.loads(path.read_text()).items() if each != name}))
    if name == "parent":  # runs that go on from none may leave it out
        assert RunFolder(folder.path).meta.parent is None
    else:
        with pytest.raises(RunError, match=rf"run\.json.*{name if name != 'experiment' else 'object'}"):
            _ = RunFolder(folder.path).meta


@pytest.mark.parametrize("created", ["1e300", "-1e300", "NaN", "Infinity", "true", "9" * 5000])
def test_a_moment_that_no_calendar_shows_is_said_in_words(folder, created):
    path = folder.path / "run.json"
    path.write_text(re.sub(r'"created": [0-9.e+]+', f'"created": {created}', path.read_text()))
    with pytest.raises(RunError, match=r"run\.json"):
        _ = RunFolder(folder.path).meta


def test_a_damaged_run_is_passed_over_with_one_line_in_the_log_and_the_others_are_listed(folder, with_id, caplog):
    for number in range(2):
        RunFolder.create(folder.path.parent, with_id(f"other-{number}"))
    (folder.path / "run.json").write_text('{"schema": 1}')
    for _ in range(2):
        assert {each.id for each in list_runs(folder.path.parent)} == {"other-0", "other-1"}
    (line,) = caplog.messages
    assert str(folder.path) in line


def test_how_many_of_their_runs_are_left_out_an_owner_knows_until_they_are_whole_again_or_gone(folder, with_id):
    root = folder.path.parent
    RunFolder.create(root, with_id("other", owner=owner_mark("ben")))
    file = RunFolder.create(root, with_id("hers", owner=owner_mark("ann"))).path / "run.json"
    (folder.path / "run.json").write_text("{")  # nobody's
    whole = file.read_text()
    broken = whole.replace('"schema"', '"scheme"')
    file.write_text(broken)
    list_runs(root)
    assert (left_out(root, "ann"), left_out(root, "ben"), left_out(root.parent, "ann")) == (1, 0, 0)
    file.write_text(whole)
    list_runs(root)
    assert left_out(root, "ann") == 0
    file.write_text(broken)
    list_runs(root)
    shutil.rmtree(file.parent)
    assert left_out(root, "ann") == 0


@pytest.mark.parametrize("line", ["[" * 100_000, '{"event": ["queued"], "time": 1}', "7", "null"])
def test_a_line_that_is_no_event_is_passed_over(folder, line):
    (folder.path / "events.jsonl").write_text(f"{line}\n")
    assert folder.state().status == "interrupted"
