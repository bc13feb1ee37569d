"""A real engine: scheduler, workers and TensorFlow, started once for all tests here, and killed now and then."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import psutil
import pytest
from dask.system import CPU_COUNT
from distributed.system import MEMORY_LIMIT

from cnn_core.data.choice import DataChoice
from cnn_core.data.load import load
from cnn_core.engine import Laboratory
from cnn_core.engine.host.cluster import worker_specs
from cnn_core.experiment import Experiment
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten
from cnn_core.training.config import TrainingConfig

PATIENCE = 120
CONVOLUTION = Conv2D(filters=16, kernel_size=(3, 3), activation="relu")


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory):
    laboratory = Laboratory(tmp_path_factory.mktemp("home")).start()
    assert laboratory.wait_ready(PATIENCE), laboratory.status
    yield laboratory
    laboratory.close()


@pytest.fixture(scope="module")
def endless() -> Experiment:
    """Trains for minutes, in short epochs on a part of mnist-mini, and is so large that nothing trains beside it."""
    layers = (CONVOLUTION, CONVOLUTION, Flatten(), Dense(units=10, activation="softmax"))
    architecture = Architecture(name="endless", input_shape=(28, 28, 1), layers=layers)
    return Experiment(architecture=architecture, data=DataChoice(train_size=3000), training=TrainingConfig(epochs=200))


@pytest.fixture(scope="module")
def finished(laboratory, experiment):
    """A run of two epochs on digits."""
    run = laboratory.submit(experiment, "ann")
    assert reaches(laboratory, run, "finished")
    return run


def reaches(laboratory, run, status):
    state = laboratory.wait(run, lambda state: state.ended or state.status == status, PATIENCE)
    assert state.status == status, state.reason or state.words
    return state


def trains(laboratory, run, epoch=0):
    """Waits for points of the curve after this epoch."""
    state = laboratory.wait(run, lambda state: state.ended or (state.points and state.epoch > epoch), PATIENCE)
    assert state.status == "running", state.reason
    return state


def worker_of(laboratory, run):
    started = next(event for event in laboratory.folder(run).events() if event["event"] == "started")
    return int(started["worker"].rsplit(":", 1)[1])


def stop(laboratory, run):
    laboratory.stop(run)
    return reaches(laboratory, run, "stopped")


def test_a_run_trains_and_every_point_of_its_curve_arrives(laboratory, finished):
    state = laboratory.state(finished)
    steps = state.steps_per_epoch
    assert [each.epoch for each in state.history] == [1, 2]
    assert {steps, 2 * steps} <= {point.step for point in state.points}
    assert [point.step for point in state.points] == sorted({point.step for point in state.points})
    assert state.history[1].loss < state.history[0].loss
    assert state.train_size + state.validation_size == 1437


def test_the_folder_of_a_finished_run_holds_everything(laboratory, finished):
    folder = laboratory.folder(finished)
    assert folder.epochs() == [1, 2]
    assert folder.resume().epoch == 2
    assert folder.model_path.read_bytes()[:2] == b"PK"
    evaluation = folder.evaluation()
    assert len(evaluation.labels) == 360
    assert evaluation.accuracy == pytest.approx(laboratory.state(finished).test_accuracy)
    assert folder.state() == laboratory.state(finished)


def test_predictions_are_those_of_the_evaluation(laboratory, finished):
    images = load("digits").x_test[:20].astype(np.float32) / 16
    expected = laboratory.folder(finished).evaluation().probabilities[:20]
    assert laboratory.predict(finished, images) == pytest.approx(expected, abs=1e-5)


def test_training_on_gives_what_training_without_a_break_would_have_given(laboratory, finished, experiment, longer):
    first = laboratory.submit(longer(experiment, 1), "ann")
    reaches(laboratory, first, "finished")
    second = laboratory.submit(experiment, "ann", parent=first)
    state = reaches(laboratory, second, "finished")
    assert [each.loss for each in state.history] == pytest.approx(
        [each.loss for each in laboratory.state(finished).history], rel=1e-4
    )
    weights, expected = laboratory.folder(second).weights(), laboratory.folder(finished).weights()
    assert all(weights[name] == pytest.approx(expected[name], abs=1e-4) for name in expected)


def test_two_people_train_one_after_the_other_and_each_sees_their_own_curve(laboratory, experiment, longer):
    ann, bob = laboratory.submit(longer(experiment, 3), "ann"), laboratory.submit(experiment, "bob")
    if (laboratory.status.slots.train, laboratory.status.slots.beside) == (1, 0):
        assert laboratory.place(bob) == 1
    assert len(reaches(laboratory, ann, "finished").history) == 3
    assert len(reaches(laboratory, bob, "finished").history) == 2


@pytest.mark.skipif(
    "beside-0" not in worker_specs(CPU_COUNT, MEMORY_LIMIT), reason="there is no memory for two trainings at once"
)
def test_two_small_networks_train_at_once_in_processes_of_their_own_and_learn_the_same(laboratory, endless):
    small = replace(endless, architecture=replace(endless.architecture, layers=endless.architecture.layers[1:]))
    runs = [laboratory.submit(small, "ann"), laboratory.submit(small, "bob")]
    for run in runs:
        trains(laboratory, run, epoch=1)
    ann, bob = (laboratory.state(run) for run in runs)
    assert (ann.status, bob.status, ann.history[0].loss) == ("running", "running", bob.history[0].loss)
    assert len({worker_of(laboratory, run) for run in runs}) == 2
    for run in runs:
        laboratory.stop(run)
        reaches(laboratory, run, "stopped")


def test_a_run_pauses_goes_on_predicts_meanwhile_and_stops_at_once(laboratory, endless):
    run = laboratory.submit(endless, "ann")
    trains(laboratory, run, epoch=1)
    assert laboratory.predict(run, np.zeros((1, 28, 28, 1), np.float32)).sum() == pytest.approx(1, abs=1e-5)
    laboratory.pause(run)
    halted = reaches(laboratory, run, "paused")
    assert laboratory.wait(run, lambda state: state.step != halted.step, 0.5).step == halted.step
    laboratory.resume(run)
    assert laboratory.wait(run, lambda state: state.step > halted.step, PATIENCE).status == "running"
    began = time.monotonic()
    stop(laboratory, run)
    assert time.monotonic() - began < 6
    assert laboratory.folder(run).weights()


@pytest.mark.parametrize(("kind", "begins"), [("keras", b"PK"), ("h5", b"\x89HDF"), ("tflite", b"PK")])
def test_a_finished_network_is_saved_as_a_file_of_every_format(laboratory, finished, kind, begins):
    assert laboratory.save(finished, kind).startswith(begins)


def test_a_bundle_that_is_loaded_predicts_tests_and_trains_on_as_the_run_that_it_came_from(
    laboratory, finished, experiment, longer
):
    copy = laboratory.load(laboratory.save(finished, "bundle"), "bob", experiment)
    images = load("digits").x_test[:5].astype(np.float32) / 16
    assert laboratory.predict(copy, images) == pytest.approx(laboratory.predict(finished, images), abs=1e-6)
    laboratory.examine(copy)
    tested, original = laboratory.state(copy), laboratory.state(finished)
    assert (tested.test_accuracy, tested.status) == (pytest.approx(original.test_accuracy), "finished")
    assert tested.test_loss == pytest.approx(original.test_loss, rel=1e-4)
    theirs = {each: laboratory.folder(each).meta.experiment for each in (copy, finished)}
    assert theirs[copy].training.precision == original.precision  # that which its run chose for its machine
    more = [laboratory.submit(longer(theirs[each], 3), "bob", parent=each) for each in (copy, finished)]
    after = [reaches(laboratory, each, "finished").history[-1] for each in more]
    assert (after[0].epoch, after[0].loss) == (3, pytest.approx(after[1].loss, rel=1e-4))


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_worker_that_is_killed_fails_its_run_in_words_and_the_next_run_works(laboratory, endless, experiment, finished):
    run = laboratory.submit(endless, "ann")
    waiting = laboratory.submit(experiment, "bob")
    trains(laboratory, run)
    began = time.monotonic()
    os.kill(worker_of(laboratory, run), signal.SIGKILL)
    state = reaches(laboratory, run, "failed")
    assert time.monotonic() - began < 5
    assert "killed (signal 9)" in state.reason
    assert laboratory.predict(finished, np.zeros((1, 8, 8, 1), np.float32)).shape == (1, 10)
    reaches(laboratory, waiting, "finished")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_worker_that_is_frozen_is_ended_by_a_stop_and_its_place_is_taken_by_the_next_run(
    laboratory, endless, experiment, longer
):
    run = laboratory.submit(endless, "ann")
    waiting = laboratory.submit(experiment, "bob")
    laboratory.wait(run, lambda state: state.ended or len(state.history) >= 2, PATIENCE)
    frozen = worker_of(laboratory, run)
    os.kill(frozen, signal.SIGSTOP)
    began = time.monotonic()
    laboratory.stop(run)
    state = reaches(laboratory, run, "failed")
    assert 5 < time.monotonic() - began < 9
    assert state.reason.startswith(
        "The training process did not answer when it was told to stop, so it was ended. Train on goes on"
    )
    reaches(laboratory, waiting, "finished")
    assert not psutil.pid_exists(frozen)
    more = laboratory.submit(longer(endless, laboratory.folder(run).resume().epoch + 1), "ann", parent=run)
    reaches(laboratory, more, "finished")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_engine_that_is_killed_takes_its_workers_along_and_the_queue_goes_on_with_a_new_one(laboratory, endless, experiment):
    run = laboratory.submit(endless, "ann")
    waiting = laboratory.submit(experiment, "bob")
    trains(laboratory, run)
    worker = psutil.Process(worker_of(laboratory, run))
    engine = psutil.Process(worker.ppid())
    processes = [engine, *engine.children(recursive=True)]
    engine.kill()
    assert "The engine was killed" in reaches(laboratory, run, "failed").reason
    _, alive = psutil.wait_procs(processes, timeout=5)
    assert alive == []
    reaches(laboratory, waiting, "finished")
    assert laboratory.status.ready or "starting" in laboratory.status.words


APP = """
import sys, threading, time
from pathlib import Path
from cnn_core.engine import Laboratory
laboratory = Laboratory(Path(sys.argv[1])).start()
while not laboratory.status.words.startswith("loading"):
    time.sleep(0.05)
print("up", flush=True)
threading.Event().wait()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_app_that_is_killed_while_its_engine_loads_leaves_no_process(tmp_path):
    """Later ones are killed in front of a browser: tests/browser/test_survival.py."""
    app = subprocess.Popen([sys.executable, "-c", APP, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert app.stdout.readline() == b"up\n"
    processes = psutil.Process(app.pid).children(recursive=True)
    assert len(processes) >= 3
    app.kill()
    app.wait()
    _, alive = psutil.wait_procs(processes, timeout=5)
    assert alive == []
    assert app.stderr.read() == b""
