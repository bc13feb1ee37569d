"""The points of the map of images can be seen, and told apart, in both themes."""

import pytest

from cnn_core.figures.theme import DARK, LIGHT
from pages.widgets.components.image_map import COLOURS, OPACITY
from tests.figures.contrast import contrast


@pytest.mark.parametrize(("colour", "ground"), [(each, (LIGHT, DARK)[dark].ground) for dark in COLOURS for each in COLOURS[dark]])
def test_every_point_stands_out_from_its_ground(colour, ground):
    assert contrast(colour, ground, OPACITY) >= 3.0
    assert len(set(COLOURS[False])) == len(set(COLOURS[True])) == 10
