"""Which runs train at once: small networks two on the same cores, a large one alone."""

import time
from dataclasses import replace

import pytest
from fake_engine import FakeEngines

from cnn_core.engine import Laboratory, is_small
from cnn_core.engine.protocol.status import Slots
from cnn_core.presets import PRESETS
from cnn_core.spec import Dense, Flatten


@pytest.fixture
def wide(experiment):
    """A network that has a batch's work for several cores."""
    layers = (Flatten(), Dense(units=500), Dense(units=2000), Dense(units=10, activation="softmax"))
    return replace(experiment, architecture=replace(experiment.architecture, layers=layers))


def begun_of(tmp_path, runs, slots=1, beside=1):
    """Runs of several people on an engine with these slots: which of them train at once, as (number of the run, beside another)."""
    engines = FakeEngines(slots, beside)
    laboratory = Laboratory(tmp_path, engines).start()
    client = engines.nth_client(1)
    ids = [laboratory.submit(run, f"person {number}") for number, run in enumerate(runs)]
    waiting = [run for run in ids if laboratory.place(run)]
    jobs = [client.nth_job(number + 1) for number in range(len(ids) - len(waiting))]
    time.sleep(0.1)
    assert len(client.jobs) == len(jobs)
    laboratory.close()
    return sorted((ids.index(each.run), each.job.beside) for each in jobs)


def test_two_small_networks_train_at_once_and_a_large_one_has_the_cores_for_itself(tmp_path, experiment, wide):
    small = experiment
    assert begun_of(tmp_path / "1", [small, small, small]) == [(0, False), (1, True)]
    assert begun_of(tmp_path / "2", [wide, small]) == [(0, False)]
    assert begun_of(tmp_path / "3", [small, wide, small]) == [(0, False)]  # nobody overtakes
    assert begun_of(tmp_path / "4", [small, small], beside=0) == [(0, False)]
    assert begun_of(tmp_path / "5", [wide, small, small, small], slots=2, beside=2) == [(0, False), (1, False), (2, True)]
    assert begun_of(tmp_path / "6", [small, small, wide], slots=2, beside=2) == [(0, False), (1, False)]


def test_a_place_beside_another_is_asked_for_when_a_small_network_waits_for_a_small_one(laboratory, client, experiment, wide):
    laboratory.submit(experiment, "ann")
    assert not client.asked_for_room.wait(0.3)
    laboratory.submit(experiment, "bob")
    assert client.asked_for_room.wait(10)


def test_a_small_network_that_waits_for_the_engine_alone_asks_for_no_other_place(laboratory, engines, client, experiment):
    client.tell(Slots())
    laboratory.submit(experiment, "ann")
    assert not client.asked_for_room.wait(0.3)
    client.tell(Slots(1, 1, 0, 1))
    assert client.nth_job(1).job.beside is False


def test_a_place_that_comes_later_takes_the_run_that_waits_and_one_that_goes_takes_none(laboratory, client, experiment):
    runs = [laboratory.submit(experiment, owner) for owner in ("ann", "bob", "eve")]
    assert client.nth_job(1).run == runs[0]
    client.tell(Slots(1, 1, 1, 1))
    assert (client.nth_job(2).run, client.jobs[1].job.beside) == (runs[1], True)
    client.tell(Slots(1, 1, 0, 1))
    client.jobs[1].end()
    assert laboratory.wait(runs[1], timeout=10).ended
    assert laboratory.place(runs[2]) == 1
    client.jobs[0].end()
    assert (client.nth_job(3).run, client.jobs[2].job.beside) == (runs[2], False)


def test_a_large_network_waits_until_the_cores_are_free(tmp_path, experiment, wide):
    engines = FakeEngines(1, 1)
    laboratory = Laboratory(tmp_path, engines).start()
    client = engines.nth_client(1)
    runs = [laboratory.submit(run, owner) for run, owner in ((experiment, "ann"), (experiment, "bob"), (wide, "eve"))]
    jobs = {client.nth_job(number).run: client.jobs[number - 1] for number in (1, 2)}
    jobs[runs[0]].end()
    assert laboratory.wait(runs[0], timeout=10).ended
    assert laboratory.place(runs[2]) == 1
    jobs[runs[1]].end()
    assert client.nth_job(3).run == runs[2]
    laboratory.close()


def test_a_network_that_cannot_be_judged_has_the_cores_for_itself_and_holds_nobody_up(tmp_path, experiment, monkeypatch):
    monkeypatch.setattr("cnn_core.engine.small_networks.memory_bytes", lambda *parts: 1 / 0)
    assert begun_of(tmp_path, [experiment, experiment]) == [(0, False)]


def test_a_large_network_asks_for_no_place_beside_another(laboratory, client, experiment, wide):
    laboratory.submit(wide, "ann")
    laboratory.submit(experiment, "bob")
    laboratory.submit(wide, "eve")
    assert not client.asked_for_room.wait(0.3)


def test_a_network_is_small_by_its_work_for_an_image_and_by_the_memory_of_its_images(experiment, wide, monkeypatch):
    """400,000 multiply-accumulates of LeNet-5, 2.5 million of the small CNN; ten million images of 8x8 pixels have 640 MB."""
    assert [is_small(PRESETS[name].experiment) for name in ("mlp", "lenet-5", "small-cnn", "notebook-4")] == [
        True,
        True,
        False,
        False,
    ]
    assert (is_small(experiment), is_small(wide)) == (True, False)
    assert not is_small(replace(experiment, training=replace(experiment.training, minutes=1)))
    batch = PRESETS["mlp"].experiment.training
    assert not is_small(replace(PRESETS["lenet-5"].experiment, training=replace(batch, batch_size=512)))
    assert not is_small(replace(experiment, data=replace(experiment.data, dataset="own-a935971709e7")))  # its images are gone
    monkeypatch.setattr("cnn_core.engine.small_networks.images_in_memory", lambda *parts: 10_000_000)
    assert not is_small(experiment)
