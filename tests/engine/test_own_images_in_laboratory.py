"""Own images in the laboratory: trained on by their owner alone, whatever a file says."""

import time
from dataclasses import replace

import numpy as np
import pytest
from fake_engine import done, epoch, started
from test_load_networks import keras_file

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.entry import Entry
from cnn_core.data.own import keep, own_name, remove
from cnn_core.engine import Plans
from cnn_core.engine.dask_client.connection import Connection
from cnn_core.engine.protocol.job import Job
from cnn_core.errors import ClassesDiffer, DatasetError, RunError
from cnn_core.spec import Architecture, Dense, Flatten

ANN, BEN = "ann-" + "x" * 24, "ben-" + "x" * 24


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))


def give(owner, title="Cells", names=tuple("0123456789"), side=8):
    """A dataset of ten classes, of this owner."""
    parts = {"train": 40, "test": 20}
    random = np.random.RandomState(len(title))
    arrays = {f"x_{part}": random.randint(0, 256, (n, side, side, 1)).astype(np.uint8) for part, n in parts.items()}
    arrays |= {f"y_{part}": np.arange(n, dtype=np.int64) % len(names) for part, n in parts.items()}
    fingerprint = Dataset(name="", title="", **arrays, class_names=names, pixel_max=255, source="", licence="").fingerprint
    entry = Entry(
        name=own_name(owner, title),
        title=title,
        description="Cells.",
        input_shape=(side, side, 1),
        class_names=names,
        train_size=40,
        test_size=20,
        pixel_max=255,
        bundled=False,
        fingerprint=fingerprint,
        source="a test",
        licence="",
    )
    keep(entry, owner, lambda file: np.savez(file, **{each: arrays[each] for each in ARRAYS}))
    return entry


def on(experiment, entry):
    return replace(experiment, data=DataChoice(dataset=entry.name))


def test_a_plan_whose_images_are_removed_says_so_and_goes_on_when_they_are_back(tmp_path, laboratory, client, experiment):
    plans, entry = Plans(tmp_path / "plans", laboratory), give(ANN)
    plan = plans.begin(ANN, on(experiment, entry), ("batch_size=8,16,32",), 1, False)

    def until(what):
        limit = time.monotonic() + 10
        while not what(plans.of(ANN)[0]):
            assert time.monotonic() < limit
            time.sleep(0.02)

    until(lambda record: record.runs.count("") == 1)  # one trains, one waits
    remove(entry.name, ANN)
    client.nth_job(1).end()
    until(lambda record: not record.on)
    (record,) = plans.of(ANN)
    assert "The images of Cells were removed: upload them again" in record.problem
    assert record.runs.count("") == 1  # not begun, and so not failed
    give(ANN)
    plans.go_on(plan, ANN)
    client.nth_job(2).end()
    until(lambda record: record.runs[2] == client.nth_job(3).run)
    plans.close()


def test_the_owner_trains_on_them_and_nobody_else_does(laboratory, client, experiment):
    entry = give(ANN)
    with pytest.raises(DatasetError, match="no own images called"):
        laboratory.submit(on(experiment, entry), BEN)
    laboratory.submit(on(experiment, entry), ANN)
    assert client.nth_job(1).job.fingerprint == entry.fingerprint


def test_an_error_calls_them_by_their_title(laboratory, client, experiment):
    entry, larger = give(ANN), give(ANN, "Large cells", side=9)
    refused = [
        lambda: laboratory.load(keras_file(units=7), ANN, on(experiment, entry)),
        lambda: laboratory.load(keras_file(shape=(28, 28, 1)), ANN, on(experiment, entry)),
        lambda: laboratory.submit(on(experiment, larger), ANN),
    ]
    for refuse, words in zip(refused, ["and Cells has 10", "of Cells are 8x8x1", "of Large cells are 9x9x1"], strict=True):
        with pytest.raises(RunError) as error:
            refuse()
        assert words in str(error.value)
        assert "own-" not in str(error.value)


def finished(laboratory, client, experiment, entry):
    run = laboratory.submit(on(experiment, entry), ANN)
    job = client.nth_job(1)
    job.send(started(), epoch(1))
    job.end(done(2))
    laboratory.wait(run, timeout=10)
    return run


def test_a_network_is_saved_and_loaded_even_after_its_images_are_removed(laboratory, client, experiment):
    entry = give(ANN)
    run = finished(laboratory, client, experiment, entry)
    content = laboratory.save(run, "bundle")
    remove(entry.name, ANN)
    assert laboratory.save(run, "bundle") == content
    again = laboratory.load(content, ANN, experiment)
    assert laboratory.folder(again).meta.experiment.data.dataset == entry.name


def test_a_network_does_not_open_the_images_of_somebody_else(laboratory, client, experiment):
    content = laboratory.save(finished(laboratory, client, experiment, give(ANN)), "bundle")
    with pytest.raises(RunError, match=r"images of somebody else, with the classes 0, 1, 2.* upload these on the Data page"):
        laboratory.load(content, BEN, experiment)


def test_classes_that_are_called_otherwise_are_asked_for(laboratory, client, experiment):
    content = laboratory.save(finished(laboratory, client, experiment, give(ANN)), "bundle")
    chosen = on(experiment, give(BEN, names=tuple("abcdefghij")))
    with pytest.raises(ClassesDiffer, match="say which is which") as asked:
        laboratory.load(content, BEN, chosen)
    assert (asked.value.theirs, asked.value.here) == (tuple("0123456789"), tuple("abcdefghij"))
    before = laboratory.folder(laboratory.load(content, BEN, chosen, classes=tuple("abcdefghij"))).weights()["1.kernel"]
    turned = laboratory.folder(laboratory.load(content, BEN, chosen, classes=tuple("jihgfedcba"))).weights()["1.kernel"]
    np.testing.assert_array_equal(turned, before[:, ::-1])


@pytest.mark.parametrize(("names", "side", "fits"), [("0123456789", 8, True), ("abc", 8, False), ("0123456789", 9, False)])
def test_it_is_taken_for_one_on_the_chosen_images_if_these_can_be_they(laboratory, client, experiment, names, side, fits):
    content = laboratory.save(finished(laboratory, client, experiment, give(ANN)), "bundle")
    mine = give(BEN, names=tuple(names), side=side)
    chosen = on(replace(experiment, architecture=experiment.architecture.fit_to((side, side, 1), 10)), mine)
    if not fits:
        with pytest.raises(RunError, match="images of somebody else"):
            laboratory.load(content, BEN, chosen)
        return
    run = laboratory.load(content, BEN, chosen)
    assert laboratory.folder(run).meta.experiment.data.dataset == mine.name


def test_only_workers_on_other_machines_are_sent_the_images():
    entry = give(ANN)
    architecture = Architecture(name="tiny", input_shape=(8, 8, 1), layers=(Flatten(), Dense(units=10)))
    sent = []

    class Client:
        def scatter(self, value, **options):
            sent.append(value)

    def job(name):
        data = DataChoice(dataset=name).to_json()
        return Job(run="r", topic="t", experiment={"architecture": architecture.to_json(), "data": data}, fingerprint="")

    connection = Connection.__new__(Connection)
    connection._client, connection._workers = Client(), {"train": []}
    connection._process = object()
    connection._scattered_images(job(entry.name), "train")
    connection._process = None
    connection._scattered_images(job("digits"), "train")
    assert sent == []
    connection._scattered_images(job(entry.name), "train")
    assert [each.fingerprint for each in sent] == [entry.fingerprint]
