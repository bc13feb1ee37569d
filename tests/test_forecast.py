"""The forecast counts what an epoch computes; that it is right on a machine, the benchmark shows."""

from dataclasses import replace

import pytest

from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.forecast import Costs, Experience, beside_epochs, images_in_memory, memory_bytes, seconds_of, sizes_of, work_of
from cnn_core.presets import PRESETS
from cnn_core.summary import summarise

NETWORK = PRESETS["small-cnn"].experiment.architecture
SUMMARY = summarise(NETWORK)
DATA = load("mnist-mini")


def test_work_is_counted_by_layer_and_image():
    work = work_of(SUMMARY, 640, 0, 64)
    assert work.layer == 10 * 8
    assert work.convolution == 640 * (194_688 + 2_230_272)
    assert work.dense == 640 * (102_400 + 640)
    assert work.number == 640 * (26 * 26 * 32 + 13 * 13 * 32 + 11 * 11 * 64 + 5 * 5 * 64 + 1600 + 1600 + 64 + 10)


def test_frozen_layers_at_the_beginning_only_go_forward():
    """Of the first two convolutions a third is left; Flatten and dropout train nothing either, but stand before the first that does."""
    work = work_of(summarise(NETWORK.set_trainable(4, trainable=False)), 640, 0, 64)
    assert work.convolution == pytest.approx(640 * (194_688 + 2_230_272) / 3)
    assert work.dense == 640 * (102_400 + 640)
    assert work.layer == pytest.approx(10 * (6 / 3 + 2))


def test_a_frozen_layer_behind_one_that_trains_goes_back_for_its_inputs():
    work = work_of(summarise(NETWORK.edit(2, trainable=False)), 640, 0, 64)
    assert work.convolution == pytest.approx(640 * (194_688 + 2_230_272 * 2 / 3))


def test_validation_costs_a_third():
    costs = Costs(layer=1, convolution=0, dense=0, number=0)
    assert work_of(SUMMARY, 640, 192, 64).seconds(costs) == pytest.approx(8 * (10 + 1))
    assert work_of(SUMMARY, 640, 192, 64).seconds(costs, slowness=2.5) == pytest.approx(8 * 27.5)


def test_beside_its_epochs_a_run_begins_ends_and_is_tested():
    """Test images go forward alone, a third of what training on them costs; each of the eight layers is built and compiled."""
    test = work_of(SUMMARY, 2_000, 0, 256).seconds() / 3
    assert beside_epochs(SUMMARY, 2_000) == pytest.approx(0.6 + 8 * 0.1 + test)
    assert beside_epochs(SUMMARY, 2_000, slowness=4.0) == pytest.approx(4 * (1.4 + test))


def test_earlier_runs_correct_epochs_and_all_else_by_themselves():
    experiment, parts = PRESETS["small-cnn"].experiment, (10_000, 2_000, 10)
    epoch, beside = seconds_of(experiment, SUMMARY, parts, 1.5)
    assert epoch == pytest.approx(work_of(SUMMARY, 9_000, 1_000, experiment.training.batch_size).seconds(slowness=1.5))
    assert beside == pytest.approx(beside_epochs(SUMMARY, 2_000, 1.5))
    assert Experience(2.0, 0.5, 4).corrected((epoch, beside)) == (2 * epoch, beside / 2)
    assert [Experience(runs=runs).enough for runs in (0, 2, 3)] == [False, False, True]


@pytest.mark.parametrize("validation", ["stratified", "last", "test", "none"])
@pytest.mark.parametrize("train_size", [0, 3_000])
def test_the_sizes_are_those_of_the_split(validation, train_size):
    choice = DataChoice(validation=validation, train_size=train_size, validation_split=0.13)
    prepared = prepare(DATA, choice)
    held_back = 0 if prepared.x_val is None else len(prepared.x_val)
    assert sizes_of(choice, 10_000, 2_000, 10) == (len(prepared.x_train), held_back)


def test_the_sizes_are_those_of_a_given_part():
    for chosen in ({}, {"train_size": 3_000}, {"left_out": (1, 2, 9_500)}):
        choice = DataChoice(validation="given", validation_from=9_200, **chosen)
        prepared = prepare(DATA, choice)
        assert sizes_of(choice, 10_000, 2_000, 10) == (len(prepared.x_train), len(prepared.x_val))


def test_the_sizes_of_a_given_part_are_whole_whatever_their_quotient_is():
    for train_size in range(2, 120):
        for first in range(1, train_size):
            choice = DataChoice(validation="given", validation_from=first)
            assert sizes_of(choice, train_size, 10, 2) == (first, train_size - first)


@pytest.mark.parametrize("task", ["all", ONE])
@pytest.mark.parametrize("validation", ["stratified", "last", "test", "none", "given"])
def test_where_no_images_are_left_there_are_none(validation, task):
    choice = DataChoice(validation=validation, validation_from=3, task=task, left_out=(0, 1, 2, 3, 4), left_out_test=(0, 1, 2))
    for train_size in (4, 5):  # a link may name more images than there are
        assert sizes_of(choice, train_size, 2, 2) == (0, 0)


def test_a_given_part_that_begins_behind_the_last_image_holds_nothing_back():
    assert sizes_of(DataChoice(validation="given", validation_from=999_999), 2_000, 500, 10) == (2_000, 0)


def test_of_one_class_against_the_rest_the_sizes_are_close():
    choice = DataChoice(task=ONE, target=3, others=2_000)
    prepared = prepare(DATA, choice)
    assert sum(sizes_of(choice, 10_000, 2_000, 10)) == pytest.approx(len(prepared.x_train) + len(prepared.x_val), rel=0.02)
    assert sum(sizes_of(replace(choice, others=0), 10_000, 2_000, 10)) == 2_000


def test_the_dataset_lies_in_memory_and_what_is_learned_from_it_once_more():
    """10,000 training and 2,000 test images, of which 500 are drawn, or all are used."""
    few = DataChoice(train_size=500, validation="last", validation_split=0.1)
    assert images_in_memory(few, 10_000, 2_000, 10) == 12_500
    assert images_in_memory(DataChoice(validation="test"), 10_000, 2_000, 10) == 24_000


def test_memory_grows_with_the_batch_and_with_the_images():
    least = memory_bytes(SUMMARY, 0, 0)
    assert least == 28 * 121_930
    assert memory_bytes(SUMMARY, 0, 64) - least == 2 * 64 * SUMMARY.activation_bytes
    assert memory_bytes(SUMMARY, 10, 0) - least == 10 * 28 * 28
    assert memory_bytes(SUMMARY, 0, 64, bfloat16=True) - least == pytest.approx(1.6 * 64 * SUMMARY.activation_bytes)
