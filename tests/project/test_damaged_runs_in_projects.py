"""Runs that a disk damaged go into a project with what is left of them, or are left out of it with why; the others go along."""

import json
import os

import pytest

from cnn_core.errors import SpecError
from cnn_core.project.opening import open_project
from cnn_core.project.writing import write_project
from cnn_core.runs import RunFolder
from cnn_core.runs.loading import check_journal
from cnn_core.training.events import event
from tests.project.small_project import BEN, nobody


def opened(file, home):
    return open_project(file, "ann.zip", BEN, home / "runs", home / "drawings" / "ben.json")


def damage(folder, name, **values):
    """Wrong values in the first line of this event."""
    events = folder.events()
    at = next(number for number, each in enumerate(events) if each["event"] == name)
    events[at] |= values
    (folder.path / "events.jsonl").write_text("".join(json.dumps(each) + "\n" for each in events))


def test_a_line_with_a_wrong_value_is_left_behind_and_the_run_comes(made, elsewhere):
    first, second = made.runs
    damage(first, "epoch", loss="x")
    before, whole = first.state(), (second.path / "events.jsonl").read_bytes()
    assert (before.left_out, len(before.history)) == (1, 1)
    file = made.file()
    home = elsewhere()
    found = opened(file, home)
    assert found.left_out == ()
    again, other = (RunFolder(home / "runs" / found.runs[each.id]) for each in (first, second))
    assert (again.state().history, again.state().left_out) == (before.history, 0)
    assert again.evaluation().accuracy == first.evaluation().accuracy
    assert (other.path / "events.jsonl").read_bytes() == whole


@pytest.mark.parametrize(
    "wrong", [{"origin": 7}, {"figures": {"test_accuracy": 9}}, {"origin": {}, "figures": {"test_loss": "x"}}]
)
def test_what_is_wrong_with_what_is_known_of_a_file_is_left_behind_alone(made, elsewhere, wrong):
    first = made.runs[0]
    first.append([event("finished", reason="loaded", epochs=2, seconds=0.0, **wrong)])
    with pytest.raises(SpecError):
        check_journal(first)
    file = made.file()
    home = elsewhere()
    found = opened(file, home)
    assert found.left_out == ()
    assert RunFolder(home / "runs" / found.runs[first.id]).state().reason == "loaded"


@pytest.mark.parametrize("spoil", [os.unlink, lambda path: (os.unlink(path), os.mkdir(path))], ids=["missing", "folder"])
def test_a_run_whose_journal_is_no_file_is_left_out_and_the_rest_is_saved(made, tmp_path, spoil):
    spoil(made.runs[0].path / "events.jsonl")
    with (tmp_path / "project.zip").open("wb") as target:
        written = write_project(target, made.contents(), nobody)
    assert written.holds[:2] == ("1 own dataset", "1 run")
    (said,) = written.left_out
    assert said.startswith("the run run-1: ")
    assert "events.jsonl" in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are not Windows's")
def test_opening_does_not_wait_for_a_named_pipe_in_place_of_a_journal(made, elsewhere):
    file = made.file()
    journal = made.runs[1].path / "events.jsonl"
    journal.unlink()
    os.mkfifo(journal)
    found = opened(file, made.home)
    assert found.left_out == ()
