"""What the laboratory refuses, in a sentence, before anything waits for it."""

from dataclasses import replace

import pytest

from cnn_core.errors import DatasetError, RunError
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
    with pytest.raises(RunError, match=r"\(28, 28, 1\).*digits.*\(8, 8, 1\)"):
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


@pytest.mark.parametrize("name", ["../../etc", "a/b", "", ".", "x" * 65, "no-such-run", "..", "a\nb"])
def test_a_name_that_is_no_runs_is_refused(laboratory, name):
    with pytest.raises(RunError, match="There is no run called"):
        laboratory.folder(name)
