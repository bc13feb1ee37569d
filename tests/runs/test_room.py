"""How much room the runs of a person take is bounded, and who is refused is told how to make some."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from cnn_core.errors import RunError
from cnn_core.runs import RunFolder, owner_mark, room
from cnn_core.runs.deletion import delete_run, set_aside, size_of
from cnn_core.runs.room import check_room, room_taken
from cnn_core.training.events import event

ANN, BOB = owner_mark("ann"), owner_mark("bob")


@pytest.fixture
def runs(tmp_path, meta, weights):
    """Two runs of Ann's and one of Bob's, which have ended."""
    for name, owner in (("a1", ANN), ("a2", ANN), ("b1", BOB)):
        folder = RunFolder.create(tmp_path, replace(meta, id=name, owner=owner))
        folder.save_weights(weights)
        folder.append([event("finished", reason="stopped", epochs=1, seconds=1.0)])
    return [RunFolder(tmp_path / name) for name in ("a1", "a2", "b1")]


def test_room_is_counted_of_one_and_of_all(tmp_path, runs):
    sizes = [size_of(each) for each in runs]
    assert room_taken(tmp_path, ANN) == (sizes[0] + sizes[1], sum(sizes))
    delete_run(runs[0])
    assert room_taken(tmp_path, ANN) == (sizes[1], sizes[1] + sizes[2])


def test_a_file_that_is_added_to_a_run_counts(tmp_path, runs):
    before = room_taken(tmp_path, ANN)[0]
    runs[0].save_model(bytes(1000))
    assert room_taken(tmp_path, ANN)[0] == before + 1000


def test_one_who_has_all_room_is_refused_and_others_are_not(tmp_path, runs, monkeypatch):
    monkeypatch.setattr(room, "MAX_OF_ONE", room_taken(tmp_path, ANN)[0])
    with pytest.raises(RunError, match=r"Your runs take .* is the most: delete some on the Evaluate page"):
        check_room(tmp_path, ANN)
    check_room(tmp_path, BOB)
    delete_run(runs[0])
    check_room(tmp_path, ANN)


def test_all_together_have_a_bound_too(tmp_path, runs, monkeypatch):
    monkeypatch.setattr(room, "MAX_OF_ALL", room_taken(tmp_path, BOB)[1])
    with pytest.raises(RunError, match=r"All runs here take .* somebody must delete some"):
        check_room(tmp_path, BOB)


def test_a_run_leaves_room_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: SimpleNamespace(free=150 * 2**20))
    with pytest.raises(RunError, match=r"has 150 MB left, and a run needs 200 MB: delete runs"):
        check_room(tmp_path / "runs", ANN)


def test_a_home_that_is_not_there_yet_has_room(tmp_path):
    check_room(tmp_path / "home" / "runs", ANN)


def test_deleted_runs_that_could_be_brought_back_make_room_on_a_full_disk(tmp_path, runs, monkeypatch):
    aside = set_aside(runs[0])
    free = iter([100 * 2**20, 300 * 2**20])
    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: SimpleNamespace(free=next(free)))
    check_room(tmp_path, ANN)
    assert not aside.exists()


def test_nobody_is_told_to_delete_runs_where_nothing_can_be_deleted(tmp_path, runs, monkeypatch):
    """A disk that is read-only: whoever makes the run's folder says so."""
    monkeypatch.setattr(room.shutil, "disk_usage", lambda place: SimpleNamespace(free=1))
    with pytest.raises(RunError, match="delete runs"):
        check_room(tmp_path, ANN)
    monkeypatch.setattr("os.access", lambda place, how: False)
    check_room(tmp_path, ANN)
