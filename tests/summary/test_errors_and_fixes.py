"""Every error: a network that has it, its sentence, and the fixes that it offers."""

import pytest
from networks import conv, flat, gap, head, issues, labels, only, pool, stack

from cnn_core.spec import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    InvertedResidual,
    LeakyReLU,
    SpatialDropout2D,
)
from cnn_core.summary import summarise


def test_a_sound_network_has_no_issue():
    assert issues(stack(conv, pool, conv, pool, flat, Dense(), head)) == ()


def test_a_dense_head_on_the_pixels_alone_is_sound():
    assert issues(stack(flat, head)) == ()


def test_a_fully_convolutional_network_is_sound():
    """Lin, Chen and Yan 2014, Network in Network: one channel a class, global average pooling, softmax."""
    assert issues(stack(conv, Conv2D(filters=10, kernel_size=1), gap, Activation(activation="softmax"))) == ()


def test_five_poolings_leave_nothing_and_three_ways_out_are_offered():
    """28 -> 14 -> 7 -> 3 -> 1 -> nothing."""
    issue = only(stack(pool, pool, pool, pool, pool, flat, head))
    assert (issue.code, issue.layer, issue.severity) == ("does-not-fit", 4, "error")
    assert issue.message == "MaxPooling 2x2 (layer 5) does not fit: a 2x2 window does not fit into the 1x1 image that is left."
    assert labels(issue) == [
        "use padding='same' in layer 5",
        "remove MaxPooling 2x2 (layer 4)",
        "remove MaxPooling 2x2 (layer 3)",
    ]
    assert all(not issues(fix.architecture) for fix in issue.fixes)


def test_convolutions_that_eat_the_image_up_can_be_padded():
    eaten = stack(conv, conv, conv, conv, flat, head, shape=(8, 8, 1))
    issue = only(eaten)
    assert (issue.code, issue.layer) == ("does-not-fit", 3)
    assert "use padding='same' in every convolution" in labels(issue)


def test_a_kernel_larger_than_the_image_can_be_made_to_fit():
    issue = only(stack(Conv2D(kernel_size=(11, 3)), gap, head, shape=(8, 8, 1)))
    assert "use kernel_size=(8, 3) in layer 1" in labels(issue)


def test_gaps_in_a_window_can_be_taken_out():
    summary = summarise(stack(conv, Conv2D(dilation_rate=(13, 13)), flat, head), 10)
    (issue,) = summary.errors
    assert "a 27x27 window does not fit into the 26x26 image that is left" in issue.message
    assert "use dilation_rate=(1, 1) in layer 2" in labels(issue)


def test_strides_and_gaps_exclude_each_other():
    summary = summarise(stack(Conv2D(strides=(2, 2), dilation_rate=(2, 1)), flat, head), 10)
    (issue,) = summary.errors
    assert issue.message == "Conv2D 32 3x3 (layer 1) does not fit: strides and dilation_rate cannot both be above 1."
    assert labels(issue)[:2] == ["use dilation_rate=(1, 1) in layer 1", "use strides=(1, 1) in layer 1"]


def test_an_expansion_to_more_channels_than_there_may_be_is_made_smaller():
    summary = summarise(stack(Conv2D(filters=500), InvertedResidual(expansion=6), flat, head), 10)
    (issue,) = summary.errors
    assert "500 channels times the expansion 6 are 3,000, and 2,048 is the most" in issue.message
    assert labels(issue) == ["use expansion=4 in layer 2", "remove Inverted 32 3x3 (layer 2)"]
    assert not summarise(issue.fixes[0].architecture, 10).errors
    summary = summarise(stack(Dense(units=2049, activation="relu"), InvertedResidual(expansion=1), flat, head), 10)
    assert [fix.label.split()[0] for fix in summary.errors[0].fixes] == ["remove"]


def test_groups_that_divide_channels_and_filters_are_offered():
    summary = summarise(stack(Conv2D(filters=12), Conv2D(filters=16, groups=8), flat, head), 10)
    (issue,) = summary.errors
    assert "12 channels cannot be divided into 8 groups" in issue.message
    assert labels(issue)[0] == "use groups=4 in layer 2"


def test_a_convolution_behind_flatten_moves_flatten_behind_the_last_image_layer():
    issue = only(stack(flat, conv, BatchNormalization(), conv, pool, head))
    assert (issue.code, issue.layer) == ("does-not-fit", 1)
    assert issue.message == (
        "Conv2D 32 3x3 (layer 2) does not fit: Conv2D needs an image (height, width, channels) but gets a vector of 784."
    )
    assert labels(issue) == ["move Flatten (layer 1) behind MaxPooling 2x2 (layer 5)"]
    fixed = issue.fixes[0].architecture
    assert [layer.kind for layer in fixed.layers] == [
        "Conv2D",
        "BatchNormalization",
        "Conv2D",
        "MaxPooling2D",
        "Flatten",
        "Dense",
    ]
    assert not summarise(fixed, 10).errors


def test_an_image_layer_behind_the_head_of_vectors_can_be_removed():
    issue = only(stack(conv, gap, Dense(), SpatialDropout2D(), head))
    assert "remove SpatialDropout 0.25 (layer 4)" in labels(issue)


def test_when_no_single_change_mends_all_the_one_that_gets_further_is_offered():
    twice = stack(Conv2D(kernel_size=9), Conv2D(kernel_size=9), pool, pool, pool, flat, head, shape=(8, 8, 1))
    issue = summarise(twice, 10).errors[0]
    assert issue.layer == 0
    assert issue.fixes


def test_dense_before_flatten():
    issue = only(stack(conv, Dense(units=10, activation="softmax")))
    assert (issue.code, issue.layer, issue.severity) == ("dense-before-flatten", 1, "error")
    assert issue.message == (
        "Dense 10 (layer 2) gets an image, not a vector, and works on each pixel alone: "
        "the network ends in 26x26x10 instead of one number per class."
    )
    assert labels(issue) == ["put Flatten before layer 2", "put GlobalAveragePooling2D before layer 2"]


def test_dense_before_a_flatten_that_comes_too_late():
    issue = next(i for i in issues(stack(conv, head, flat)) if i.severity == "error")
    assert (issue.code, issue.layer) == ("dense-before-flatten", 1)
    assert "ends in 6,760 instead" in issue.message


def test_dense_inside_the_image_part_is_a_convolution_of_one_pixel_and_no_error():
    issue = only(stack(conv, Dense(units=16), conv, gap, head))
    assert (issue.code, issue.layer, issue.severity) == ("dense-on-pixels", 1, "warning")
    assert (
        issue.message
        == "Dense 16 (layer 2) gets an image of 26x26x32 and works on each pixel alone, as a Conv2D with a 1x1 window does."
    )
    assert labels(issue) == ["use Conv2D 1x1 instead in layer 2", "remove Dense 16 (layer 2)"]
    assert summarise(issue.fixes[0].architecture).params == summarise(stack(conv, Dense(units=16), conv, gap, head)).params
    assert not issues(issue.fixes[0].architecture)


def test_a_dense_on_pixels_with_more_units_than_a_convolution_may_have_can_only_be_removed():
    issue = only(stack(conv, Dense(units=513), gap, head))
    assert labels(issue) == ["remove Dense 513 (layer 2)"]


def test_a_flatten_that_is_switched_off_is_switched_on_rather_than_joined_by_a_second():
    issue = only(stack(conv, pool, Flatten(enabled=False), Dense(), head))
    assert labels(issue) == ["switch on Flatten (layer 3)", "put GlobalAveragePooling2D before layer 4"]
    assert [layer.kind for layer in issue.fixes[0].architecture.layers].count("Flatten") == 1
    assert not summarise(issue.fixes[0].architecture, 10).errors


def test_a_flatten_that_is_switched_off_behind_the_head_helps_nothing():
    issue = next(i for i in issues(stack(conv, pool, head, Flatten(enabled=False))) if i.severity == "error")
    assert labels(issue) == ["put Flatten before layer 3", "put GlobalAveragePooling2D before layer 3"]


def test_a_head_that_is_switched_off_is_switched_on():
    off = Dense(units=10, activation="softmax", enabled=False)
    assert labels(only(stack(conv, pool, flat, off)))[0] == "switch on Dense 10 (layer 4)"
    issue = only(stack(conv, pool, Flatten(enabled=False)))
    assert labels(issue) == ["switch on Flatten (layer 3) and add Dense 10 with softmax at the end"]
    assert not summarise(issue.fixes[0].architecture, 10).errors


def test_a_convolution_behind_a_dense_moves_before_flatten_and_no_dense_is_left_on_pixels():
    issue = summarise(stack(conv, pool, flat, Dense(units=128), Conv2D(), Dropout(), pool, head), 10).errors[0]
    assert labels(issue) == ["move Conv2D 32 3x3 (layer 5) and 2 more before Flatten (layer 3)"]
    kinds = [layer.kind for layer in issue.fixes[0].architecture.layers]
    assert kinds == ["Conv2D", "MaxPooling2D", "Conv2D", "Dropout", "MaxPooling2D", "Flatten", "Dense", "Dense"]
    alone = summarise(stack(conv, pool, flat, Dense(units=128), Conv2D(), head), 10).errors[0]
    assert labels(alone) == ["move Conv2D 32 3x3 (layer 5) before Flatten (layer 3)", "remove Conv2D 32 3x3 (layer 5)"]


def test_the_article_of_a_window_is_the_spoken_one():
    assert ": an 11x11 window does" in only(stack(Conv2D(kernel_size=(11, 11)), gap, head, shape=(8, 8, 1))).message
    assert ": an 8x8 window does" in only(stack(Conv2D(kernel_size=(8, 8)), gap, head, shape=(4, 4, 1))).message
    assert ": a 7x7 window does" in only(stack(Conv2D(kernel_size=(7, 7)), gap, head, shape=(4, 4, 1))).message


@pytest.mark.parametrize(
    ("layers", "added"),
    [((), ["Flatten", "Dense"]), ((conv, pool), ["Flatten", "Dense"]), ((flat,), ["Dense"]), ((conv, gap), ["Dense"])],
)
def test_a_network_without_a_head_gets_one(layers, added):
    issue = only(stack(*layers))
    assert (issue.code, issue.layer) == ("no-head", None)
    assert labels(issue) == ["add Dense 10 with softmax at the end"]
    assert [layer.kind for layer in issue.fixes[0].architecture.layers[len(layers) :]] == added


def test_a_head_that_is_switched_off_is_no_head():
    assert only(stack(conv, pool, flat, Dense(units=10, activation="softmax", enabled=False))).code == "no-head"


def test_without_a_dataset_pixels_alone_are_no_classes():
    assert only(stack(flat), None).code == "no-head"


def test_a_full_network_without_a_head_asks_for_room():
    issue = only(stack(*[Dropout(rate=0.0)] * 63))
    assert issue.code == "no-head"
    assert issue.message.endswith("Remove a layer to make room for one.")
    assert issue.fixes == ()


def test_a_head_of_another_number_of_classes():
    issue = only(stack(conv, pool, gap, head), 4)
    assert (issue.code, issue.layer) == ("wrong-classes", 3)
    assert issue.message == "Dense 10 (layer 4) ends the network with 10 numbers, but the dataset has 4 classes."
    assert labels(issue) == ["use units=4 in layer 4"]


@pytest.mark.parametrize("last", [Dense(units=10), Dense(units=10, activation="sigmoid"), Dense(units=10, activation="linear")])
def test_an_end_without_softmax(last):
    issue = only(stack(conv, pool, gap, last))
    assert (issue.code, issue.layer, issue.severity) == ("no-softmax", 3, "error")
    assert labels(issue) == ["use activation='softmax' in layer 4"]


def test_a_leaky_end_gets_a_softmax_behind_it():
    issue = only(stack(conv, gap, Dense(units=10, activation="linear"), LeakyReLU()))
    assert (issue.code, issue.layer) == ("no-softmax", 3)
    assert issue.fixes[0].architecture.layers[-1] == Activation(activation="softmax")


def test_a_softmax_over_the_only_pixel_that_is_left_makes_probabilities():
    """Long, Shelhamer and Darrell 2015: a head of Dense layers is a convolution over all of the image."""
    whole = Conv2D(filters=10, kernel_size=(11, 11), activation="softmax")
    assert issues(stack(conv, pool, Conv2D(), whole, flat)) == ()


def test_an_only_pixel_without_softmax_gets_one():
    issue = only(stack(conv, pool, Conv2D(), Conv2D(filters=10, kernel_size=(11, 11), activation="linear"), flat))
    assert (issue.code, labels(issue)) == ("no-softmax", ["add a softmax at the end"])
    assert not issues(issue.fixes[0].architecture)


def test_a_softmax_over_each_pixel_makes_no_probabilities_of_classes():
    wide = stack(Conv2D(filters=2, activation="softmax"), flat)
    issue = next(i for i in issues(wide, 26 * 26 * 2) if i.severity == "error")
    assert (issue.code, labels(issue)) == ("no-softmax", ["add a softmax at the end"])
