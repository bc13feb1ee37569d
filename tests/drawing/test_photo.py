"""Photos of writing become ink on black, whatever the light."""

import numpy as np
import pytest

from cnn_core.drawing.photo import dark_on_light, ink_of


@pytest.fixture
def photo():
    """A dark bar on paper that gets darker to the right, with grain."""
    paper = np.linspace(225, 205, 120)[None, :] + np.random.default_rng(0).normal(0, 2, (100, 120))
    paper[30:70, 55:62] = 45
    return paper.astype(np.uint8)


def test_paper_is_found_to_be_light(photo):
    assert dark_on_light(photo)
    assert not dark_on_light(255 - photo)


@pytest.mark.parametrize("inverted", [True, False])
def test_the_bar_alone_is_ink(photo, inverted):
    ink = ink_of(photo if inverted else 255 - photo, inverted)
    assert ink.dtype == np.uint8
    rows, columns = np.nonzero(ink)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (30, 69, 55, 61)
    assert ink.max() == 255


def test_an_empty_sheet_has_no_ink(photo):
    assert not ink_of(np.full((50, 50), 200, np.uint8), True).any()
    assert not ink_of(photo[:20], True).any()
