"""What an undo says that it changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.data.augmentation import Augmentation
from cnn_core.presets import PRESETS
from cnn_core.spec import Architecture, Dropout
from cnn_core.training.optimizers import SGD, Adam
from cnn_core.training.transfer import Transfer
from cnn_core.workspace.changes import change_text, changed_layer

SMALL = PRESETS["small-cnn"].experiment
NETWORK = SMALL.architecture


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (NETWORK.edit(0, filters=64), NETWORK, "filters of layer 1 back to 32 (Build)"),
        (NETWORK.edit(1, pool_size=(3, 3)), NETWORK, "pool_size of layer 2 back to 2x2 (Build)"),
        (NETWORK.edit(0, enabled=False), NETWORK, "layer 1 switched on (Build)"),
        (NETWORK.insert(2, Dropout(rate=0.5)), NETWORK, "Dropout 0.5 taken out (Build)"),
        (NETWORK.remove(1), NETWORK, "MaxPooling 2x2 put in as layer 2 (Build)"),
        (NETWORK.move(0, 2), NETWORK, "Conv2D 32 3x3 moved to place 1 (Build)"),
        (NETWORK.move(2, 0), NETWORK, "Conv2D 64 3x3 moved to place 3 (Build)"),
        (NETWORK.move(0, 1), NETWORK, "Conv2D 32 3x3 and MaxPooling 2x2 swapped (Build)"),
        (NETWORK, NETWORK.move(2, 3), "MaxPooling 2x2 and Conv2D 64 3x3 swapped (Build)"),
        (PRESETS["mlp"].experiment.architecture, NETWORK, "network back to small-cnn (Build)"),
    ],
)
def test_a_change_of_the_network(before: Architecture, after: Architecture, said: str) -> None:
    assert change_text(replace(SMALL, architecture=before), replace(SMALL, architecture=after)) == said


def test_of_two_equal_layers_the_one_that_was_moved_is_named() -> None:
    doubled = NETWORK.insert(1, NETWORK.layers[0])
    text = change_text(replace(SMALL, architecture=doubled.move(1, 3)), replace(SMALL, architecture=doubled))
    assert text == "Conv2D 32 3x3 moved to place 2 (Build)"
    text = change_text(replace(SMALL, architecture=doubled.move(0, 1)), replace(SMALL, architecture=doubled))
    assert text == "layers 1 and 2 swapped (Build)"


def test_settings_of_each_page() -> None:
    adam, sgd = (replace(SMALL, training=replace(SMALL.training, optimizer=each)) for each in (Adam(), SGD()))
    assert change_text(sgd, adam) == "optimizer back to Adam (Train)"
    slow = replace(SMALL, training=replace(SMALL.training, optimizer=Adam(learning_rate=0.0005)))
    assert change_text(slow, adam) == "learning_rate back to 0.001 (Train)"
    assert change_text(adam, slow, "again") == "learning_rate again 0.0005 (Train)"
    small = replace(SMALL, data=replace(SMALL.data, train_size=500))
    assert change_text(small, SMALL) == "train_size back to all images (Data)"
    assert change_text(replace(SMALL, augmentation=Augmentation(rotation=0.1)), SMALL) == "rotation back to 0 (Data)"
    assert change_text(replace(SMALL, transfer=Transfer(layers=2)), SMALL) == "reused layers back to 0 (Build)"


def test_another_dataset_is_one_change_although_the_network_follows_it() -> None:
    fashion = replace(SMALL, data=replace(SMALL.data, dataset="digits"), architecture=NETWORK.fit_to((8, 8, 1), 10))
    assert change_text(fashion, SMALL) == "dataset back to mnist-mini (Data)"


def test_a_preset_names_what_it_changed_and_counts_the_rest() -> None:
    lenet = PRESETS["lenet-5"].experiment
    assert change_text(lenet, SMALL) == "network back to small-cnn (Build), epochs back to 6 (Train)"
    many = replace(SMALL, training=replace(SMALL.training, epochs=9, batch_size=32, seed=5), augmentation=Augmentation(zoom=0.1))
    assert change_text(many, SMALL) == "batch_size back to 64, epochs back to 6, seed back to 1 (Train) and 1 more change"


def test_nothing_changed_is_nothing_said() -> None:
    assert change_text(SMALL, SMALL) == ""


def test_of_lists_of_images_it_says_how_many_and_of_weights_of_the_classes_that_they_are_gone():
    base = PRESETS["small-cnn"].experiment
    some = replace(base, data=replace(base.data, left_out=(3, 5, 7)), training=replace(base.training, class_weight="balanced"))
    assert change_text(some, base) == "training images left out back to 0 (Data), class_weight back to none (Train)"


def test_the_first_layer_that_is_new_or_otherwise_is_the_changed_one() -> None:
    assert changed_layer(NETWORK, NETWORK) is None
    assert changed_layer(NETWORK, NETWORK.edit(2, filters=8)) == NETWORK.ids[2]
    longer = NETWORK.insert(1, Dropout(rate=0.5))
    assert changed_layer(NETWORK, longer) == longer.ids[1]
    assert changed_layer(longer, NETWORK) is None
    assert changed_layer(NETWORK, PRESETS["mlp"].experiment.architecture) == PRESETS["mlp"].experiment.architecture.ids[0]
