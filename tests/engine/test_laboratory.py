"""The laboratory on an engine of no processes: who waits, who trains, what survives."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from fake_engine import FakeEngines, batches, done, epoch, started

from cnn_core.engine import Laboratory
from cnn_core.errors import EngineError
from cnn_core.runs import list_runs, owner_mark


def ended(laboratory, run):
    state = laboratory.wait(run, timeout=10)
    assert state.ended
    return state


def test_a_run_goes_from_queued_to_finished(laboratory, client, experiment):
    run = laboratory.submit(experiment, "ann")
    job = client.nth_job(1)
    assert job.run == run
    job.send(started(), batches(1, 2.0, 1.0), epoch(1))
    assert laboratory.wait(run, lambda state: state.history, 10).status == "running"
    job.end()
    assert ended(laboratory, run).status == "finished"
    assert laboratory.folder(run).state().status == "finished"


def test_the_job_carries_the_experiment_and_the_fingerprint_of_its_images(laboratory, client, experiment):
    from cnn_core.data.catalogue import CATALOGUE

    laboratory.submit(experiment, "ann")
    job = client.nth_job(1).job
    assert job.experiment == experiment.to_json()
    assert job.fingerprint == CATALOGUE["digits"].fingerprint


def test_the_owner_of_a_run_is_not_written_down(laboratory, experiment):
    run = laboratory.submit(experiment, "a-secret-key")
    assert laboratory.folder(run).meta.owner == owner_mark("a-secret-key")
    assert [each.id for each in list_runs(laboratory.root, owner="a-secret-key")] == [run]


def test_the_second_waits_with_its_place_and_starts_when_the_first_ends(laboratory, client, experiment):
    first, second = laboratory.submit(experiment, "ann"), laboratory.submit(experiment, "bob")
    job = client.nth_job(1)
    assert (laboratory.place(first), laboratory.place(second)) == (None, 1)
    assert laboratory.state(second).status == "queued"
    job.end()
    assert client.nth_job(2).run == second
    assert laboratory.place(second) is None


def test_turns_are_fair(laboratory, client, experiment):
    runs = {name: laboratory.submit(experiment, name[0]) for name in ("a1", "a2", "a3", "b1")}
    order = []
    for number in range(1, 5):
        job = client.nth_job(number)
        order.append(job.run)
        job.end()
    assert order == [runs[name] for name in ("a1", "b1", "a2", "a3")]


def test_as_many_train_as_there_are_places(tmp_path, experiment):
    engines = FakeEngines(slots=2)
    laboratory = Laboratory(tmp_path, engines).start()
    runs = [laboratory.submit(experiment, owner) for owner in "abc"]
    client = engines.nth_client(1)
    assert {client.nth_job(1).run, client.nth_job(2).run} == set(runs[:2])
    assert laboratory.place(runs[2]) == 1
    laboratory.close()


def test_active_runs_are_those_that_wait_or_train(laboratory, client, experiment):
    first, second = laboratory.submit(experiment, "ann"), laboratory.submit(experiment, "ann")
    assert laboratory.active("ann") == [first, second]
    assert laboratory.active("bob") == []
    client.nth_job(1).end()
    ended(laboratory, first)
    assert laboratory.active("ann") == [second]


def test_a_worker_that_is_tired_is_started_anew_after_its_run_has_ended_and_before_the_next_begins(
    laboratory, client, experiment
):
    first, second = laboratory.submit(experiment, "ann"), laboratory.submit(experiment, "bob")
    client.nth_job(1).end(replace(done(0), restart_worker="tcp://a"))
    assert client.nth_job(2).run == second
    assert client.refreshed == [("tcp://a", 1)]
    assert ended(laboratory, first).status == "finished"


def test_a_worker_is_not_started_anew_before_its_last_checkpoint_is_fetched_and_meanwhile_other_runs_train(tmp_path, experiment):
    engines = FakeEngines(slots=2)
    laboratory = Laboratory(tmp_path, engines).start()
    client = engines.nth_client(1)
    client.may_collect.clear()
    first, second = laboratory.submit(experiment, "ann"), laboratory.submit(experiment, "bob")
    jobs = {job.run: job for job in (client.nth_job(1), client.nth_job(2))}
    jobs[first].send(started(), epoch(1))
    jobs[first].checkpoint(1)
    jobs[first].end(replace(done(3), restart_worker="tcp://a"))
    jobs[second].send(started(), batches(1, 2.0))
    jobs[second].end()
    assert ended(laboratory, second).status == "finished"
    assert laboratory.wait(first, timeout=0.3).status == "running"
    assert client.refreshed == []
    client.may_collect.set()
    assert ended(laboratory, first).status == "finished"
    assert laboratory.folder(first).resume().epoch == 1
    client.refreshes(1)
    laboratory.close()


def test_a_waiting_run_is_stopped_at_once(laboratory, client, experiment):
    first, second = laboratory.submit(experiment, "ann"), laboratory.submit(experiment, "ann")
    client.nth_job(1)
    laboratory.stop(second)
    assert ended(laboratory, second).status == "stopped"
    assert laboratory.active("ann") == [first]


def test_stop_pause_and_resume_reach_the_run_that_trains(laboratory, client, experiment):
    run = laboratory.submit(experiment, "ann")
    client.nth_job(1).send(started())
    laboratory.pause(run)
    laboratory.resume(run)
    laboratory.stop(run)
    assert client.signals == [(run, "pause", True), (run, "pause", False), (run, "stop", True)]
    assert laboratory.wait(run, lambda state: state.words == "stopping", 10).words == "stopping"


def test_stop_of_a_run_that_has_ended_does_nothing(laboratory, client, experiment):
    run = laboratory.submit(experiment, "ann")
    client.nth_job(1).end()
    before = ended(laboratory, run)
    laboratory.stop(run)
    laboratory.pause(run)
    assert laboratory.state(run) == before
    assert client.signals == []


def test_an_engine_that_dies_fails_its_run_in_words_and_the_next_one_trains_on_a_new_engine(
    laboratory, engines, client, experiment
):
    first, second = laboratory.submit(experiment, "ann"), laboratory.submit(experiment, "bob")
    client.nth_job(1).send(started())
    laboratory.wait(first, lambda state: state.status == "running", 10)
    client.die()
    assert ended(laboratory, first).reason.startswith("The engine was killed. No epoch was complete")
    job = engines.nth_client(2).nth_job(1)
    assert job.run == second
    job.end()
    assert ended(laboratory, second).status == "finished"
    assert laboratory.status.ready


def test_a_run_whose_engine_died_before_it_began_waits_again_before_all_others(laboratory, engines, client, experiment):
    first, second = laboratory.submit(experiment, "ann"), laboratory.submit(experiment, "bob")
    client.nth_job(1)
    client.die()
    job = engines.nth_client(2).nth_job(1)
    assert job.run == first
    assert laboratory.place(second) == 1


def test_an_engine_that_does_not_start_is_said_in_words_and_tried_again(tmp_path, experiment):
    engines, tries = FakeEngines(), []

    def connect(listener):
        tries.append(1)
        if len(tries) == 1:
            raise EngineError("The engine did not start.")
        return engines(listener)

    laboratory = Laboratory(tmp_path, connect).start()
    run = laboratory.submit(experiment, "ann")
    assert laboratory.wait_ready(20)
    engines.nth_client(1).nth_job(1).end()
    assert ended(laboratory, run).status == "finished"
    laboratory.close()


def test_before_the_engine_is_up_runs_wait_and_predictions_say_why_not(tmp_path, experiment):
    hold, engines = threading.Event(), FakeEngines()

    def connect(listener):
        hold.wait(20)
        return engines(listener)

    laboratory = Laboratory(tmp_path, connect).start()
    run = laboratory.submit(experiment, "ann")
    assert laboratory.status.words == "starting the engine"
    assert laboratory.place(run) == 1
    laboratory.folder(run).save_weights({"1.bias": np.zeros(10, np.float32)})
    with pytest.raises(EngineError, match="not ready: starting the engine"):
        laboratory.predict(run, np.zeros((1, 8, 8, 1), np.float32))
    hold.set()
    engines.nth_client(1).nth_job(1).end()
    assert ended(laboratory, run).status == "finished"
    laboratory.close()


def test_a_laboratory_does_nothing_before_it_is_started_and_its_runs_wait(tmp_path, experiment):
    engines, threads = FakeEngines(), threading.active_count()
    laboratory = Laboratory(tmp_path, engines)
    run = laboratory.submit(experiment, "ann")
    assert threading.active_count() == threads
    assert laboratory.status.words == "starting the engine"
    assert laboratory.place(run) == 1
    laboratory.start()
    engines.nth_client(1).nth_job(1).end()
    assert ended(laboratory, run).status == "finished"
    laboratory.close()


def test_a_laboratory_that_was_never_started_can_be_closed(tmp_path):
    laboratory = Laboratory(tmp_path, FakeEngines())
    laboratory.close()
    assert laboratory.status.words == "closed"


def test_a_closed_laboratory_leaves_its_runs_to_be_found_as_interrupted(tmp_path, experiment):
    engines = FakeEngines()
    laboratory = Laboratory(tmp_path, engines).start()
    run = laboratory.submit(experiment, "ann")
    engines.nth_client(1).nth_job(1).send(started(), batches(1, 2.0))
    laboratory.wait(run, lambda state: state.points, 10)
    laboratory.close()
    again = Laboratory(tmp_path, FakeEngines()).start()
    assert again.state(run).status == "interrupted"
    assert [point.loss for point in again.state(run).points] == [2.0]
    again.close()


def test_importing_the_laboratory_loads_neither_dask_nor_tensorflow():
    import subprocess
    import sys

    program = "import sys, cnn_core.engine; print([m for m in ('distributed', 'dask', 'keras', 'tensorflow', 'sklearn') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"
