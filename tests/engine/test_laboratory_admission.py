"""What the laboratory refuses, in a sentence, before anything waits for it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from fake_engine import done, started

from cnn_core.errors import DatasetError, RunError
from cnn_core.runs import RunFolder
from cnn_core.spec import Architecture, Conv2D, Dense


def test_a_ninth_unfinished_run_of_one_person_is_refused(laboratory, experiment):
    for _ in range(8):
        laboratory.submit(experiment, "ann")
    with pytest.raises(RunError, match="8 is the most"):
        laboratory.submit(experiment, "ann")
    laboratory.submit(experiment, "bob")


def test_a_network_that_cannot_work_is_refused_with_the_first_of_its_errors(laboratory, experiment):
    layers = (Conv2D(filters=2, kernel_size=(11, 11)), *experiment.architecture.layers)
    with pytest.raises(RunError, match="does not fit"):
        laboratory.submit(replace(experiment, architecture=replace(experiment.architecture, layers=layers)), "ann")


def test_a_network_for_other_images_is_refused(laboratory, experiment):
    large = Architecture(name="large", input_shape=(28, 28, 1), layers=(Dense(units=10),))
    with pytest.raises(RunError, match=r"28x28x1.*digits.*8x8x1"):
        laboratory.submit(replace(experiment, architecture=large), "ann")


def test_one_class_against_the_rest_needs_two_outputs(laboratory, experiment):
    data = replace(experiment.data, task="one-against-rest", target=6)
    with pytest.raises(RunError, match="ends the network with 10 numbers, but the dataset has 2 classes"):
        laboratory.submit(replace(experiment, data=data), "ann")
    laboratory.submit(replace(experiment, data=data, architecture=experiment.architecture.fit_to((8, 8, 1), 2)), "ann")


def test_a_dataset_that_nobody_knows_is_refused(laboratory, experiment):
    with pytest.raises(DatasetError, match=r"must be one of mnist-mini.* Received: 'cats'"):
        laboratory.submit(replace(experiment, data=replace(experiment.data, dataset="cats")), "ann")


def test_a_run_that_cannot_be_saved_is_refused_and_counts_for_nothing(laboratory, experiment, tmp_path):
    (tmp_path / "runs").write_text("a file where the folder should be")
    with pytest.raises(RunError, match="cannot be saved"):
        laboratory.submit(experiment, "ann")
    assert laboratory.active("ann") == []


def test_a_run_that_cannot_be_made_for_another_reason_counts_for_nothing_either(laboratory, experiment, monkeypatch):
    def damaged(folder, events):
        raise RunError("The events cannot be read.")

    monkeypatch.setattr(RunFolder, "append", damaged)
    with pytest.raises(RunError, match="cannot be read"):
        laboratory.submit(experiment, "ann")
    assert laboratory.active("ann") == []


def test_of_runs_that_are_submitted_at_once_no_more_are_let_in_than_one_after_the_other(laboratory, experiment):
    together = threading.Barrier(12)

    def submit(number):
        together.wait(10)
        try:
            return laboratory.submit(experiment, "ann")
        except RunError:
            return None

    with ThreadPoolExecutor(12) as people:
        let_in = {run for run in people.map(submit, range(12)) if run}
    assert len(let_in) == 8
    assert set(laboratory.active("ann")) == let_in


def test_runs_that_ended_while_nobody_looked_do_not_count(laboratory, client, experiment):
    runs = [laboratory.submit(experiment, owner) for owner in "abcde" for _ in range(8)]
    for number in range(1, len(runs) + 1):
        client.nth_job(number).end()
    for run in runs:
        assert laboratory.wait(run, timeout=10).status == "finished"
    assert [laboratory.active(owner) for owner in "abcde"] == [[]] * 5
    for owner in "abcde":
        laboratory.submit(experiment, owner)


def test_a_run_whose_results_cannot_be_recorded_does_not_count(laboratory, client, experiment):
    run = laboratory.submit(experiment, "ann")
    job = client.nth_job(1)
    job.send(started())
    job.end(replace(done(1), evaluation="no evaluation"))
    assert laboratory.wait(run, timeout=10).status == "interrupted"
    assert laboratory.active("ann") == []


@pytest.mark.parametrize("name", ["../../etc", "a/b", "", ".", "x" * 65, "no-such-run", "..", "a\nb"])
def test_a_name_that_is_no_runs_is_refused(laboratory, name):
    with pytest.raises(RunError, match="There is no run called"):
        laboratory.folder(name)
