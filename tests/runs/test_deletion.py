"""A deleted run is gone at once, and can be brought back for a while; what is not a run, or not one's own, stays."""

import os
import shutil
import time

import pytest

from cnn_core.errors import RunError
from cnn_core.runs import PRETRAINED_PATH, RunFolder, list_runs, owner_mark
from cnn_core.runs.deletion import GRACE, bring_back, delete_run, deleted_last, remove_what_is_aside, set_aside, size_of
from cnn_core.training.events import event
from cnn_core.training.state import RunState


@pytest.fixture
def run(tmp_path, with_id, weights) -> RunFolder:
    folder = RunFolder.create(tmp_path, with_id("mine", owner=owner_mark("ann")))
    folder.append([event("queued"), event("failed", reason="the power went")])
    folder.save_checkpoint(1, weights, {})
    return folder


def test_a_deleted_run_leaves_nothing_behind(run, tmp_path):
    delete_run(run)
    assert list(tmp_path.iterdir()) == []


def test_the_other_runs_stay(run, tmp_path, with_id):
    RunFolder.create(tmp_path, with_id("other", owner=owner_mark("ann")))
    delete_run(run)
    assert [each.id for each in list_runs(tmp_path, "ann")] == ["other"]


def test_a_run_of_somebody_else_is_as_unknown_as_none(run):
    with pytest.raises(RunError, match="There is no run called 'mine'"):
        set_aside(run, "ben")
    assert run.path.is_dir()


@pytest.mark.parametrize("status", ["queued", "running", "paused"])
def test_a_run_that_waits_or_trains_is_refused(run, status):
    with pytest.raises(RunError, match="stop it first"):
        set_aside(run, "ann", RunState(status=status))
    assert run.resume().epoch == 1


def test_a_run_that_has_ended_in_this_process_is_deleted(run):
    set_aside(run, "ann", RunState(status="finished"))
    assert not run.path.exists()


def test_the_network_that_comes_along_is_refused():
    with pytest.raises(RunError, match="comes with CNN Lab cannot be deleted"):
        delete_run(RunFolder(PRETRAINED_PATH))
    assert (PRETRAINED_PATH / "run.json").exists()


def test_a_folder_that_only_holds_a_run_json_of_another_run_is_refused(run, tmp_path):
    thesis = tmp_path / "thesis"
    shutil.copytree(run.path, thesis)
    with pytest.raises(RunError, match=r"run\.json is that of the run 'mine'"):
        delete_run(RunFolder(thesis))
    assert (thesis / "run.json").exists()


def test_a_link_to_a_run_deletes_the_run_and_no_other_folder(run, tmp_path):
    link = tmp_path / "latest"
    link.symlink_to(run.path, target_is_directory=True)
    delete_run(RunFolder(link))
    assert not run.path.exists()


def test_what_a_deletion_that_was_cut_off_left_is_not_listed_and_goes_with_the_next_one(run, tmp_path):
    left = tmp_path / ".deleted-former-1a2b3c4d"
    shutil.copytree(run.path, left)
    os.utime(left, (time.time() - GRACE - 1,) * 2)
    assert [each.id for each in list_runs(tmp_path)] == ["mine"]
    delete_run(run)
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_was_trained_on_from_a_deleted_one_keeps_what_it_began_with(run, tmp_path, with_id, weights):
    child = RunFolder.create(tmp_path, with_id("child", parent="mine"))
    child.inherit(run)
    delete_run(run)
    assert child.resume().epoch == 1
    assert (child.resume().weights["1.kernel"] == weights["1.kernel"]).all()


def test_the_size_of_a_run_is_that_of_all_its_files(run):
    before = size_of(run)
    run.save_model(bytes(1000))
    assert size_of(run) == before + 1000
    assert before > 640 * 4


def test_a_run_that_was_set_aside_comes_back_with_all_its_files(run, tmp_path):
    files = {file.relative_to(run.path): file.read_bytes() for file in run.path.rglob("*") if file.is_file()}
    set_aside(run, "ann")
    assert list_runs(tmp_path) == []
    bring_back(tmp_path, "mine", "ann")
    assert [each.id for each in list_runs(tmp_path, "ann")] == ["mine"]
    assert {file.relative_to(run.path): file.read_bytes() for file in run.path.rglob("*") if file.is_file()} == files


def test_nobody_brings_back_a_run_of_somebody_else(run, tmp_path):
    set_aside(run, "ann")
    with pytest.raises(RunError, match="deleted for good"):
        bring_back(tmp_path, "mine", "ben")
    assert list_runs(tmp_path) == []


def test_after_the_grace_it_is_gone_for_good(run, tmp_path):
    aside = set_aside(run, "ann")
    assert remove_what_is_aside(tmp_path)
    assert aside.is_dir()
    os.utime(aside, (time.time() - GRACE - 1,) * 2)
    assert not remove_what_is_aside(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RunError, match="deleted for good"):
        bring_back(tmp_path, "mine", "ann")


def test_the_grace_counts_from_the_deletion_and_not_from_the_last_change_of_the_run(run, tmp_path):
    os.utime(run.path, (1e9, 1e9))
    set_aside(run, "ann")
    assert remove_what_is_aside(tmp_path)


def test_a_run_whose_files_are_going_is_not_brought_back(run, tmp_path, monkeypatch):
    """Undo comes at the worst moment: when the first file is about to go."""
    set_aside(run, "ann")
    remove, said = shutil.rmtree, []

    def slowly(path, **how):
        with pytest.raises(RunError) as refused:
            bring_back(tmp_path, "mine", "ann")
        said.append(str(refused.value))
        remove(path, **how)

    monkeypatch.setattr(shutil, "rmtree", slowly)
    remove_what_is_aside(tmp_path, 0.0)
    assert said == ["That run is deleted for good: it cannot be brought back any more."]
    assert list(tmp_path.iterdir()) == []


def test_what_a_removal_that_was_cut_off_left_goes_with_the_next_one(run, tmp_path):
    shutil.copytree(run.path, tmp_path / ".gone-former-1a2b3c4d")
    assert not remove_what_is_aside(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["mine"]


def aside_since(tmp_path, with_id, name, seconds, owner="ann"):
    """A run of this owner's that was deleted so many seconds ago."""
    aside = set_aside(RunFolder.create(tmp_path, with_id(name, owner=owner_mark(owner))), owner)
    os.utime(aside, (time.time() - seconds,) * 2)


def test_the_last_deletion_is_all_that_went_at_one_click_and_the_one_before_follows_it(tmp_path, with_id):
    for name, seconds in {"a": 1.0, "b": 1.2, "c": 90.0, "d": 90.3, "old": GRACE + 1}.items():
        aside_since(tmp_path, with_id, name, seconds)
    aside_since(tmp_path, with_id, "hers", 0.0, "ben")
    assert deleted_last(tmp_path, "ann") == ("a", "b")
    for name in ("a", "b"):
        bring_back(tmp_path, name, "ann")
    assert deleted_last(tmp_path, "ann") == ("c", "d")
    assert deleted_last(tmp_path, "ben") == ("hers",)
    assert deleted_last(tmp_path, "eve") == ()


def test_a_click_that_deletes_many_runs_on_a_slow_disk_is_one_deletion(tmp_path, with_id):
    for number in range(6):
        aside_since(tmp_path, with_id, f"run{number}", 3.0 * number)
    assert deleted_last(tmp_path, "ann") == tuple(f"run{number}" for number in range(6))
