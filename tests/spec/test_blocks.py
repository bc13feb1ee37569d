"""Blocks against the counts of their papers, and what they are made of."""

import pytest

from cnn_core.presets import PRESETS
from cnn_core.spec import Architecture, DoesNotFit, InvertedResidual, ResidualBlock, SeparableBlock
from cnn_core.summary import summarise


def row(layer, shape):
    (found,) = summarise(Architecture(name="one", input_shape=shape, layers=(layer,))).rows
    return found


def test_resnet_20_has_the_published_number_of_weights():
    """0.27 million in table 6 of He et al. (2015): 269,722 with shortcuts of zeros, and 2,752 more where 1x1 convolutions project."""
    summary = summarise(PRESETS["resnet-20"].experiment.architecture, 10)
    projections = 16 * 32 + 32 * 64 + 2 * (32 + 64)
    assert summary.trainable == 269_722 + projections == 272_474
    assert f"{summary.params / 1e6:.2f}" == "0.27"
    layers = 1 + 2 * sum(each.kind == "ResidualBlock" for each in summary.rows) + 1
    assert layers == 20
    assert 40.5e6 < summary.macs < 41e6  # "41 million", as reported for it since


def test_an_inverted_residual_has_the_weights_of_mobilenet_v2s_third_block():
    """24 channels to 24, six times as many inside: 3,456 + 576, 1,296 + 576 and 3,456 + 96 in keras.applications.MobileNetV2."""
    found = row(InvertedResidual(filters=4, expansion=6), (56, 56, 4))
    assert found.around == 0
    wide = InvertedResidual(filters=24).weights((56, 56, 24))
    assert sum(weight.size for weight in wide) == 3_456 + 576 + 1_296 + 576 + 3_456 + 96


def test_the_arithmetic_of_a_block_fits_a_table():
    assert (
        row(ResidualBlock(filters=16), (8, 8, 4)).arithmetic == "2,944 + 192 = 3,136"
    )  # 3x3x4x16 + 3x3x16x16 + 1x1x4x16, 3 x 4x16


def test_a_separable_block_multiplies_as_its_paper_says():
    """D * D * M * (k * k + N), equation 5 of Howard et al. (2017)."""
    assert SeparableBlock(filters=64).macs((14, 14, 32)) == 14 * 14 * 32 * (9 + 64)


@pytest.mark.parametrize(
    ("block", "around"),
    [
        (ResidualBlock(filters=3), 0),
        (ResidualBlock(filters=4), 2),
        (ResidualBlock(filters=3, strides=2), 2),
        (InvertedResidual(filters=3), 0),
        (InvertedResidual(filters=4), None),
        (InvertedResidual(filters=3, strides=2), None),
        (SeparableBlock(filters=3), None),
    ],
)
def test_what_goes_around_a_block_is_changed_only_where_the_shape_does(block, around):
    assert row(block, (8, 8, 3)).around == around


def test_two_windows_of_three_see_five_pixels_and_with_a_stride_seven():
    assert row(ResidualBlock(filters=2), (16, 16, 1)).receptive_field == (5, 5)
    assert row(ResidualBlock(filters=2, strides=2), (16, 16, 1)).receptive_field == (7, 7)
    assert row(InvertedResidual(filters=2, kernel_size=(5, 3)), (16, 16, 1)).receptive_field == (5, 3)


def test_more_channels_inside_than_a_convolution_may_have_do_not_fit():
    with pytest.raises(DoesNotFit, match=r"512 channels times the expansion 6 are 3,072, and 2,048 is the most"):
        InvertedResidual(filters=8).output_shape((4, 4, 512))
