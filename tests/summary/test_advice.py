"""Every warning: a network that earns it, its sentence, and the fix that it offers."""

import pytest
from networks import conv, flat, gap, head, issues, labels, only, pool, stack

from cnn_core.presets import PRESETS
from cnn_core.spec import (
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    LeakyReLU,
    MaxPooling2D,
    SeparableConv2D,
)
from cnn_core.summary import summarise


def test_two_linear_layers_in_a_row_are_one():
    issue = only(stack(conv, pool, gap, Dense(activation="linear"), Dropout(), head))
    assert (issue.code, issue.layer, issue.severity) == ("linear-pair", 3, "warning")
    assert issue.message == ("No activation between Dense 64 (layer 4) and Dense 10 (layer 6): two linear layers equal one.")
    assert labels(issue) == ["use activation='relu' in layer 4"]


@pytest.mark.parametrize("between", [LeakyReLU(), Activation(activation="tanh"), pool])
def test_whatever_bends_between_two_linear_convolutions_will_do(between):
    linear = Conv2D(activation="linear")
    assert issues(stack(linear, between, conv, pool, gap, head)) == ()


@pytest.mark.parametrize(
    "between", [LeakyReLU(negative_slope=1.0), AveragePooling2D(), BatchNormalization(), Activation(activation="linear")]
)
def test_what_is_linear_itself_does_not_bend(between):
    assert only(stack(Conv2D(activation="linear"), between, conv, pool, gap, head)).code == "linear-pair"


def test_softmax_before_the_end():
    issue = only(stack(conv, pool, gap, Dense(activation="softmax"), head))
    assert (issue.code, issue.layer, labels(issue)) == ("softmax-inside", 3, ["use activation='relu' in layer 4"])


def test_softmax_twice_at_the_end_is_taken_from_the_head():
    issue = only(stack(conv, pool, gap, head, Activation(activation="softmax")))
    assert (issue.code, issue.layer, labels(issue)) == ("softmax-inside", 3, ["use activation='linear' in layer 4"])


@pytest.mark.parametrize(
    ("activation", "where"), [("relu", "never below 0"), ("sigmoid", "between 0 and 1"), ("tanh", "between -1 and 1")]
)
def test_scores_that_are_cut_off_before_the_softmax(activation, where):
    issue = only(stack(conv, pool, gap, Dense(units=10, activation=activation), Activation(activation="softmax")))
    assert (issue.code, issue.layer, issue.severity) == ("limited-scores", 3, "warning")
    assert f"uses {activation} right before the softmax: the scores of the classes are {where}" in issue.message
    assert labels(issue) == ["use activation='linear' in layer 4"]
    assert not issues(issue.fixes[0].architecture)


def test_sigmoid_in_every_hidden_layer_is_exchanged_by_one_click():
    sigmoid = [Conv2D(activation="sigmoid"), pool, Conv2D(activation="sigmoid"), gap, Dense(activation="sigmoid")]
    issue = only(stack(*sigmoid, head))
    assert (issue.code, issue.layer, issue.severity) == ("small-gradients", 0, "warning")
    assert issue.message.startswith("Conv2D 32 3x3 (layer 1) and Conv2D 32 3x3 (layer 3) and others: ")
    assert labels(issue) == ["use activation='relu' in these 3 layers"]
    assert not issues(issue.fixes[0].architecture)


def test_one_hidden_dense_layer_may_use_sigmoid():
    assert issues(stack(flat, Dense(activation="sigmoid"), head)) == ()


@pytest.mark.parametrize("name", PRESETS)
def test_no_preset_is_warned_of_its_activations(name):
    experiment = PRESETS[name].experiment
    codes = {issue.code for issue in summarise(experiment.architecture).issues}
    assert not codes & {"linear-pair", "softmax-inside", "limited-scores", "small-gradients", "no-softmax"}


def test_weights_that_all_begin_alike_stay_alike():
    issue = only(stack(Conv2D(kernel_initializer="zeros"), pool, gap, head))
    assert (issue.code, issue.layer, issue.severity) == ("alike-weights", 0, "warning")
    assert labels(issue) == ["use kernel_initializer='glorot_uniform' in layer 1"]
    assert issues(issue.fixes[0].architecture) == ()
    assert only(stack(conv, pool, SeparableConv2D(depthwise_initializer="ones"), gap, head)).layer == 2
    assert issues(stack(conv, pool, gap, Dense(units=10, activation="softmax", kernel_initializer="zeros"))) == ()


def test_nearly_all_of_the_weights_in_one_layer():
    """26 x 26 x 32 = 21,632 inputs: 21,632 x 64 + 64 = 1,384,512 of 1,385,482, which is 99.9%."""
    issue = only(stack(conv, flat, Dense(), head))
    assert (issue.code, issue.layer, issue.severity) == ("one-layer-has-all", 2, "warning")
    assert (
        issue.message
        == "99.9% of the weights are in Dense 64 (layer 3), because 26x26x32 = 21,632 numbers are flattened into it."
    )
    assert labels(issue) == ["use GlobalAveragePooling2D instead of Flatten in layer 2"]


def test_pooling_is_offered_only_where_it_is_enough():
    """5,408 -> 1,352 inputs: (1,352 x 64 + 64) / (86,592 + 9,568 + 650) = 89%."""
    layers = (conv, pool, Conv2D(padding="same"), flat, Dense(), head)
    issue = only(stack(*layers))
    assert labels(issue)[0] == "put MaxPooling2D before layer 4"
    assert issues(issue.fixes[0].architecture) == ()


def test_a_network_of_dense_layers_alone_may_have_its_weights_in_one():
    assert issues(stack(flat, Dense(units=128), head)) == ()


def test_a_stride_longer_than_the_window_skips_pixels():
    issue = only(stack(Conv2D(kernel_size=2, strides=(3, 1)), pool, gap, head))
    assert (issue.code, issue.layer) == ("skipped-pixels", 0)
    assert labels(issue) == ["use strides=(2, 1) in layer 1"]
    assert only(stack(conv, MaxPooling2D(pool_size=2, strides=3), gap, head)).code == "skipped-pixels"


def test_a_convolution_over_one_pixel_sees_padding():
    issue = only(stack(Conv2D(filters=8), Conv2D(filters=8, padding="same"), flat, head, shape=(3, 3, 1)))
    assert (issue.code, issue.layer, labels(issue)) == ("only-padding", 1, ["use kernel_size=(1, 1) in layer 2"])


def test_dropout_behind_the_head_silences_answers():
    issue = only(stack(conv, pool, gap, head, Dropout()))
    assert (issue.code, issue.layer, labels(issue)) == ("dropout-at-the-end", 4, ["remove Dropout 0.25 (layer 5)"])
    assert issues(stack(conv, pool, gap, head, Dropout(rate=0.0))) == ()


def test_more_than_20_million_weights_are_named_with_their_memory():
    """28 x 28 x 64 x 4,096 = 205,524,992 weights, 28 bytes each: 5.4 GB."""
    found = issues(stack(Conv2D(filters=64, padding="same"), flat, Dense(units=4096), head))
    large = next(i for i in found if i.code == "very-large")
    assert "5.4 GB in a training with Adam" in large.message
    assert large.layer == 2


def test_errors_are_told_apart_from_warnings():
    summary = summarise(stack(conv, flat, Dense(activation="linear"), Dense(units=10)), 10)
    assert [i.code for i in summary.errors] == ["no-softmax"]
    assert {i.code for i in summary.issues if i.severity != "error"} == {"linear-pair", "one-layer-has-all"}
