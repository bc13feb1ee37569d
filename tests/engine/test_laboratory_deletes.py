"""What becomes of a run that its owner deletes, and when that is refused."""

import threading
import time

import pytest
from fake_engine import done, epoch, started

from cnn_core.errors import RunError
from cnn_core.runs import RunFolder
from cnn_core.runs.annotation import Annotation


@pytest.fixture
def trained(laboratory, client, experiment):
    run = laboratory.submit(experiment, "ann")
    job = client.nth_job(1)
    job.send(started(), epoch(1))
    job.end(done(2))
    laboratory.wait(run)
    return run


def test_a_run_that_has_ended_is_listed_from_its_result(laboratory, trained):
    (listed,) = laboratory.runs("ann")
    assert (listed.id, listed.status, listed.epochs) == (trained, "finished", 1)
    assert (laboratory.folder(trained).path / "result.json").exists()


def test_a_run_that_goes_on_is_listed_as_it_is_now(laboratory, client, experiment):
    run = laboratory.submit(experiment, "ann")
    client.nth_job(1).send(started(), epoch(1))
    laboratory.wait(run, lambda state: len(state.history) == 1, 10)
    assert [(each.id, each.status, each.epochs) for each in laboratory.runs("ann")] == [(run, "running", 1)]
    assert laboratory.runs("ben") == []


def test_a_deleted_run_is_unknown_from_then_on(laboratory, trained):
    laboratory.delete(trained, "ann")
    assert laboratory.runs("ann") == []
    for ask in (laboratory.state, laboratory.result, laboratory.folder):
        with pytest.raises(RunError, match="There is no run called"):
            ask(trained)
    assert not (laboratory.root / trained).exists()


def test_a_deleted_run_comes_back_as_it_was(laboratory, trained):
    before = laboratory.result(trained)
    laboratory.delete(trained, "ann")
    with pytest.raises(RunError, match="deleted for good"):
        laboratory.undelete(trained, "ben")
    laboratory.undelete(trained, "ann")
    assert laboratory.runs("ann") == [before]
    with pytest.raises(RunError, match="deleted for good"):
        laboratory.undelete(trained, "ann")


def test_only_the_owner_writes_on_a_run_and_lists_show_it_at_once(laboratory, trained):
    laboratory.runs("ann")
    written = Annotation(name="my best", note="with **stars**", tags=("exam",), starred=True)
    laboratory.annotate(trained, "ann", written)
    assert [(each.title, each.annotation) for each in laboratory.runs("ann")] == [("my best", written)]
    with pytest.raises(RunError, match="There is no run called"):
        laboratory.annotate(trained, "ben", Annotation())
    with pytest.raises(RunError, match="There is no run called"):
        laboratory.annotate("pretrained", "ann", written)


def test_nobody_deletes_a_run_of_somebody_else(laboratory, trained):
    with pytest.raises(RunError, match="There is no run called"):
        laboratory.delete(trained, "ben")
    assert laboratory.state(trained).status == "finished"


@pytest.mark.parametrize("name", ["nowhere", "../runs", "", "."])
def test_what_is_no_run_is_refused_in_words(laboratory, name):
    with pytest.raises(RunError, match="There is no run called"):
        laboratory.delete(name, "ann")


def test_the_network_that_comes_along_is_refused(laboratory):
    with pytest.raises(RunError, match="cannot be deleted"):
        laboratory.delete("pretrained", "ann")


def test_a_run_that_trains_and_one_that_waits_are_refused_and_go_on(laboratory, client, experiment):
    first, second = (laboratory.submit(experiment, "ann") for _ in range(2))
    client.nth_job(1).send(started())
    laboratory.wait(first, lambda state: state.status == "running", 10)
    for run in (first, second):
        with pytest.raises(RunError, match="stop it first"):
            laboratory.delete(run, "ann")
    assert {each.status for each in laboratory.runs("ann")} == {"running", "queued"}


def test_a_run_that_was_stopped_while_it_waited_can_be_deleted(laboratory, client, experiment):
    first, second = (laboratory.submit(experiment, "ann") for _ in range(2))
    laboratory.stop(second)
    laboratory.wait(second)
    laboratory.delete(second, "ann")
    assert [each.id for each in laboratory.runs("ann")] == [first]
    assert laboratory.active("ann") == [first]


def test_a_deleted_run_no_longer_counts_among_those_under_way(laboratory, trained, experiment):
    laboratory.delete(trained, "ann")
    assert laboratory.active("ann") == []


def test_a_run_is_deleted_only_when_all_of_it_has_been_saved(laboratory, client, experiment, monkeypatch):
    free, save = threading.Event(), RunFolder.save_result

    def slow(folder, *arguments):
        assert free.wait(10)
        save(folder, *arguments)

    monkeypatch.setattr(RunFolder, "save_result", slow)
    run = laboratory.submit(experiment, "ann")
    client.nth_job(1).send(started())
    client.nth_job(1).end()
    end = time.monotonic() + 10
    while not laboratory.state(run).ended and time.monotonic() < end:
        time.sleep(0.01)
    deletion = threading.Thread(target=laboratory.delete, args=(run, "ann"))
    deletion.start()
    deletion.join(0.2)
    assert (laboratory.root / run).is_dir()
    free.set()
    deletion.join(10)
    assert not (laboratory.root / run).exists()
