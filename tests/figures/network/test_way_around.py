"""The arc in the network's picture for what goes around a block."""

import re

from cnn_core.figures.network.picture import network_svg
from cnn_core.spec import Architecture, InvertedResidual, ResidualBlock, SeparableBlock
from cnn_core.summary import summarise


def arcs(*layers):
    svg = network_svg(summarise(Architecture(name="drawn", input_shape=(16, 16, 4), layers=layers)))
    return re.findall(r'class="(skip[ \w]*)" d="M([\d.]+),[\d.]+ C[\d.,-]+ [\d.,-]+ ([\d.]+),', svg)


def test_each_block_with_a_way_around_has_an_arc_from_before_it_to_behind_it():
    found = arcs(ResidualBlock(filters=4), SeparableBlock(filters=4), InvertedResidual(filters=4), InvertedResidual(filters=8))
    assert [kind for kind, _, _ in found] == ["skip", "skip"]
    assert all(float(start) < float(end) for _, start, end in found)
    assert float(found[0][2]) < float(found[1][1])


def test_it_is_dashed_where_a_convolution_changes_the_shape():
    assert [kind for kind, _, _ in arcs(ResidualBlock(filters=8), ResidualBlock(filters=8))] == ["skip changed", "skip"]
