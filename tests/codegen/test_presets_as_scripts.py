"""The exported script of every preset, run on a few images, is the preset."""

from dataclasses import replace

import pytest
from as_a_script import as_a_script, assert_the_same, few_images, in_the_laboratory, served

from cnn_core.data.choice import DataChoice
from cnn_core.data.load import load
from cnn_core.data.task import for_task
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.spec import BatchNormalization
from cnn_core.training.config import TrainingConfig

EACH = [pytest.param(name, marks=pytest.mark.long) if name == "resnet-20" else name for name in PRESETS]
"""Of ResNet-20 a script takes as long as of ten others; the other blocks and depths are among them."""
GRAPHS = ("small-cnn", "notebook-2d", "notebook-3-dropout")


def run_both(experiment, monkeypatch, folder):
    dataset = few_images(experiment.data.dataset)
    laboratory = in_the_laboratory(experiment, dataset)
    with served(dataset, monkeypatch, folder):
        assert_the_same(experiment, laboratory, as_a_script(experiment))


def few_epochs(chosen: Experiment, epochs: int = 1) -> Experiment:
    data = replace(chosen.data, others=min(chosen.data.others, 50))
    return replace(chosen, data=data, training=replace(chosen.training, epochs=epochs))


def calmed(chosen: Experiment) -> Experiment:
    """A deep network whose few steps throw it less far, and whose averages settle in them: the laboratory, which has probabilities,
    cuts off the test loss of one that is surely wrong."""
    if chosen.architecture.name != "resnet-20":
        return chosen
    network = chosen.architecture
    for index, layer in enumerate(network.layers):
        network = network.edit(index, momentum=0.5) if hasattr(layer, "momentum") else network
    training = replace(chosen.training, optimizer=replace(chosen.training.optimizer, learning_rate=0.001))
    return replace(chosen, architecture=network, training=training)


@pytest.mark.usefixtures("eagerly")
@pytest.mark.parametrize("name", EACH)
def test_a_preset_gives_the_same_run_as_a_script(name, monkeypatch, tmp_path, capsys):
    run_both(calmed(few_epochs(PRESETS[name].experiment)), monkeypatch, tmp_path)
    out, _ = capsys.readouterr()
    assert "test accuracy" in out
    assert "macro avg" in out


@pytest.mark.parametrize("name", GRAPHS)
def test_so_it_does_in_the_graphs_that_people_get(name, monkeypatch, tmp_path):
    run_both(few_epochs(PRESETS[name].experiment, epochs=2), monkeypatch, tmp_path)


@pytest.mark.usefixtures("eagerly")
@pytest.mark.parametrize("left_out", [1, 9, 10])
@pytest.mark.parametrize("task", ["all", "one-against-rest"])
def test_a_subset_that_leaves_out_fewer_images_than_classes_is_the_same_one(left_out, task, monkeypatch, tmp_path):
    """1,437 digits, known to the code; 139 and 141 with one class against the rest, known when it runs."""
    chosen = few_epochs(PRESETS["mlp"].experiment)
    images, classes = (1437, 10) if task == "all" else (280, 2)
    data = DataChoice(dataset="digits", task=task, target=8, others=141, train_size=images - left_out)
    network = chosen.architecture.fit_to((8, 8, 1), classes)
    assert len(for_task(load("digits"), data).y_train) == images
    run_both(replace(chosen, data=data, architecture=network), monkeypatch, tmp_path)


@pytest.mark.usefixtures("eagerly")
def test_images_that_are_left_out_and_labels_that_are_changed_are_so_in_the_script(monkeypatch, tmp_path):
    chosen = few_epochs(PRESETS["mlp"].experiment)
    data = DataChoice(
        dataset="digits",
        left_out=(3, 9, 1436),
        relabelled=((0, 1), (5, 2)),
        left_out_test=(2, 359),
        relabelled_test=((3, 1), (8, 0)),
        train_size=1434,
    )
    run_both(replace(chosen, data=data, architecture=chosen.architecture.fit_to((8, 8, 1), 10)), monkeypatch, tmp_path)


def test_groups_gaps_first_weights_and_regularizers_are_the_same_in_the_graphs_that_people_get(monkeypatch, tmp_path):
    chosen = few_epochs(PRESETS["small-cnn"].experiment)
    gaps = chosen.architecture.edit(0, dilation_rate=(2, 1), kernel_initializer="he_normal", l1=1e-4)
    network = gaps.edit(2, groups=4, l1=1e-3, l2=0.01, padding="same")
    run_both(replace(chosen, architecture=network), monkeypatch, tmp_path)


def test_a_network_in_bfloat16_gives_the_same_run_too(monkeypatch, tmp_path):
    chosen = PRESETS["lenet-5"].experiment
    network = chosen.architecture.insert(1, BatchNormalization())
    training = TrainingConfig(precision="mixed_bfloat16", epochs=1)
    run_both(replace(chosen, architecture=network, training=training), monkeypatch, tmp_path)
