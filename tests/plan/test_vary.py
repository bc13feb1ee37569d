"""Paths and values as people write them."""

import pytest

from cnn_core.errors import SpecError
from cnn_core.plan.suggest import label, what_can_vary
from cnn_core.plan.vary import read_variation
from cnn_core.presets import PRESETS

BASE = PRESETS["small-cnn"].experiment
DROPOUT = [layer.kind for layer in BASE.architecture.layers].index("Dropout")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("layers[0].filters=8,16, 32", (8, 16, 32)),
        ("layers[0].filters=8:32:8", (8, 16, 24, 32)),
        ("architecture.layers[0].kernel_size=3,5x3", ([3, 3], [5, 3])),
        ("layers[0].padding=same,valid", ("same", "valid")),
        (f"layers[{DROPOUT}].enabled=on,off", (True, False)),
        (f"layers[{DROPOUT}].rate=0.1:0.5:0.2", (0.1, 0.3, 0.5)),
        ("batch_size=32,64", (32, 64)),
        ("training.epochs=3,1", (3, 1)),
        ("learning_rate=0.001,1e-2", (0.001, 0.01)),
        ("optimizer.learning_rate=0.1", (0.1,)),
        ("training.optimizer=sgd,Adam", ("SGD", "Adam")),
        ("data.train_size=500,0", (500, 0)),
        ("validation=none,last", ("none", "last")),
        ("augmentation.horizontal_flip=true,false", (True, False)),
        ("preset=mlp,lenet-5", ("mlp", "lenet-5")),
    ],
)
def test_values_are_those_of_the_field(text, values):
    found = read_variation(text, BASE)
    assert found.values == values
    assert found.path == text.partition("=")[0]


def test_a_value_changes_its_field_and_nothing_else():
    made = read_variation("layers[0].filters=8", BASE).apply(BASE, 8)
    assert made.architecture.layers[0].filters == 8
    assert made.architecture.layers[1:] == BASE.architecture.layers[1:]
    assert (made.data, made.training, made.augmentation) == (BASE.data, BASE.training, BASE.augmentation)
    assert read_variation("batch_size=32", BASE).apply(BASE, 32).training.batch_size == 32
    assert read_variation("train_size=500", BASE).apply(BASE, 500).data.train_size == 500
    assert read_variation("learning_rate=0.1", BASE).apply(BASE, 0.1).training.optimizer.learning_rate == 0.1


def test_another_optimizer_comes_with_its_usual_rate_and_the_same_one_keeps_its_own():
    slow = read_variation("learning_rate=0.0001", BASE).apply(BASE, 0.0001)
    both = read_variation("optimizer=Adam,SGD", slow)
    assert both.apply(slow, "Adam").training.optimizer.learning_rate == 0.0001
    assert both.apply(slow, "SGD").training.optimizer.learning_rate == 0.01


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("layers[0].filters", "must be a path and its values"),
        ("=8", "must be a path and its values"),
        ("layers[99].filters=8", "there are 8 layers, layers[0] to layers[7]"),
        ("layers[0].units=8", "Conv2D has no field 'units'; it has enabled, filters"),
        ("layers[0].filters=8,many", "must be a whole number from 1 to"),
        ("layers[0].filters=0", "must lie from 1 to"),
        ("layers[0].filters=8,8", "names a value twice"),
        ("layers[0].filters=8:32:0", "the step not 0"),
        ("layers[0].filters=32:8:8", "has no values"),
        ("epochs=1:200:1", "at most 50 values, and this one has 200: take a larger step"),
        ("layers[0].filters=8:4:2", "give the smaller one first, or a step below 0"),
        ("layers[0].filters=4,8,", "a comma with no value beside it"),
        ("layers[0].filters=4;8", "must have commas between its values"),
        ("learning_rate=0,001", "write decimals with a point, as 0.001"),
        ("layers[0].enabled=perhaps", "must be on or off. Received: 'perhaps'"),
        ("seed=1,2", "say how many"),
        ("colour=red", "is no field of an experiment"),
        ("preset=resnet-50", "must be one of small-cnn"),
        ("optimizer=Lion", "must be one of"),
    ],
)
def test_what_cannot_be_read_is_named(text, words):
    with pytest.raises(SpecError) as error:
        read_variation(text, BASE)
    assert words in str(error.value)


def test_a_field_is_also_found_by_the_name_that_pages_give_it():
    for path in what_can_vary(BASE):
        assert read_variation(f"{label(path, BASE)}={what_can_vary(BASE)[path]}", BASE).path == path
    with pytest.raises(
        SpecError, match=r"names no row of this network, which has 1 Conv2D, 2 MaxPooling2D, .*Received: '2 Conv2D'"
    ):
        read_variation("2 Conv2D: filters=8", BASE)
    with pytest.raises(SpecError, match="names no row"):
        read_variation("0 Conv2D: filters=8", BASE)
