"""Repeated groups of layers."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.experiment import Experiment
from cnn_core.spec import Activation, Architecture, BatchNormalization, Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from cnn_core.summary import summarise
from cnn_core.workspace.edit_history import Desk
from cnn_core.workspace.editor_view import view
from cnn_core.workspace.repeats import repeats

BLOCK = (Conv2D(), BatchNormalization(), Activation(activation="relu"))
END = (Flatten(), Dense(units=10, activation="softmax"))


def labels(*layers):
    return [(each.start, each.end, each.label) for each in repeats(layers)]


def test_nine_blocks_are_one_group_whatever_their_filters():
    blocks = [layer for n in range(9) for layer in (replace(BLOCK[0], filters=8 * n + 8), *BLOCK[1:])]
    assert labels(*blocks, *END) == [(0, 27, "Conv + BN + relu, 9 times")]


def test_a_network_of_15_layers_is_shown_whole():
    assert labels(*BLOCK * 4, MaxPooling2D(), *END) == []


def test_groups_of_two_kinds_with_others_between():
    found = labels(*BLOCK * 2, MaxPooling2D(), *(Conv2D(), Dropout()) * 4, *END)
    assert found == [(0, 6, "Conv + BN + relu, 2 times"), (7, 15, "Conv + Dropout, 4 times")]


def test_two_alike_in_a_row_are_no_group_and_three_are():
    different = (Flatten(), Dropout(), BatchNormalization(), Activation(activation="relu"), Activation(activation="tanh"))
    tail = (*different, MaxPooling2D(), *different[::-1])
    assert labels(Conv2D(), Conv2D(), *tail, *END, Dropout()) == []
    assert labels(Conv2D(), Conv2D(), Conv2D(), *tail, *END)[0] == (0, 3, "Conv, 3 times")


def test_the_line_of_a_group_has_its_ends_and_its_sums():
    """3x3x1x32 + 32 = 320 and eight times 3x3x32x32 + 32 = 9,248; 28 - 9 x 2 = 10 pixels are left, and 1 + 9 x 2 = 19 are seen."""
    layers = (*(Conv2D(), Dropout(), Activation(activation="tanh")) * 9, *END)
    network = Architecture(name="deep", input_shape=(28, 28, 1), layers=layers)
    (shown,) = view(Desk(Experiment(architecture=network)), summarise(network, 10))["repeats"]
    assert (shown["start"], shown["end"], shown["label"]) == (0, 27, "Conv + Dropout + tanh, 9 times")
    assert (shown["input"], shown["output"], shown["sees"]) == ("28x28x1", "10x10x32", "19x19")
    assert shown["params"] == f"{320 + 8 * 9_248:,}"


def test_one_that_is_switched_off_is_not_like_the_others():
    off = replace(BLOCK[0], enabled=False)
    assert labels(*BLOCK * 3, off, *BLOCK[1:], *BLOCK * 2, *END)[0] == (0, 9, "Conv + BN + relu, 3 times")
    assert not any(each.start <= 9 < each.end for each in repeats([*BLOCK * 3, off, *BLOCK[1:], *BLOCK * 2, *END]))
