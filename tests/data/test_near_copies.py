"""Images that hang together by pairs are one group, found in time that grows with their number."""

import sys

import numpy as np
import pytest
from PIL import Image

from cnn_core.data import near_copies


@pytest.mark.parametrize("backwards", [False, True])
def test_a_long_chain_takes_steps_in_proportion_to_its_length(backwards):
    """10,000 frames of a still scene took 20 seconds: each was looked up by way of most others."""
    count = 1000
    pairs = np.stack([np.arange(count - 1), np.arange(1, count)], axis=1)
    spokes = np.stack([np.zeros(count, np.int64), np.arange(count)], axis=1)  # the first is asked for again and again
    steps = 0

    def counted(frame, event, _):
        nonlocal steps
        steps += event == "line" and frame.f_code.co_filename == near_copies.__file__
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        groups = near_copies.hanging_together(np.concatenate([pairs[::-1] if backwards else pairs, spokes]))
    finally:
        sys.settrace(before)
    assert [group.tolist() for group in groups] == [list(range(count))]
    assert steps < 100 * count


def test_all_of_a_large_group_are_told():
    random = np.random.RandomState(1)
    frames = random.randint(0, 250, 64) + random.randint(0, 3, (40, 64))
    copies = np.concatenate([frames, random.randint(0, 256, (40, 64))]).astype(np.uint8)
    (group,) = near_copies.near_images(copies, np.arange(80), [])
    assert group.tolist() == list(range(40))


def soft(seed, side, noise=0.0):
    """A picture of a few soft spots in colour, uint8 (side, side, 3), with noise from pixel to pixel as of a JPEG."""
    random = np.random.RandomState(seed)
    rows, columns = np.mgrid[:side, :side] / side
    spots = sum(np.exp(-(((rows - a) ** 2 + (columns - b) ** 2) * 45)) for a, b in random.rand(4, 2))
    grainy = np.clip(spots, 0, 1)[..., None] * 200 + 25 + noise * np.random.RandomState(seed + 999).randn(side, side, 3)
    return np.clip(grainy, 0, 255).astype(np.uint8)


def test_fine_grain_is_no_difference_in_a_larger_image():
    """Of twelve JPEG copies that were said of an upload Health of the images found seven."""
    images = np.stack([soft(n, 64) for n in range(30)] + [soft(n, 64, noise=12) for n in range(12)])
    groups = near_copies.near_images(near_copies.small_copies([images[:30], images[30:]], 255), np.arange(42), [])
    assert [group.tolist() for group in groups] == [[n, 30 + n] for n in range(12)]


def test_the_same_shape_in_another_colour_is_no_copy():
    """A blue field was nearly the same as a red one, which are two classes."""
    red, blue, light = (np.full((40, 40, 3), 255, np.uint8) for _ in range(3))
    red[:10], blue[:10], light[:10] = (250, 0, 0), (0, 0, 250), (255, 40, 40)
    copies = near_copies.small_copies([np.stack([red, blue, light])], 255)
    assert [group.tolist() for group in near_copies.near_images(copies, np.arange(3), [])] == [[0, 2]]


def test_a_grey_picture_beside_others_in_colour_is_found_again():
    grey = Image.fromarray(soft(1, 40)[..., 0])
    copies = near_copies.stacked([near_copies.small_copy(each) for each in (grey, grey.convert("RGB"))])
    (group,) = near_copies.near_images(copies, np.arange(2), [])
    assert group.tolist() == [0, 1]


def test_no_copy_is_missed_where_each_can_be_compared_with_each():
    """Buckets miss some pairs; what an upload says and what is found of the dataset differed by them."""
    random = np.random.RandomState(4)
    images = random.randint(20, 236, (600, 64))
    copies = np.concatenate([images, images + 3 * random.randn(600, 64)]).astype(np.uint8)
    found = near_copies.near_images(copies, np.arange(1200), [])
    like = np.corrcoef(copies) > near_copies.ALIKE
    assert {tuple(group.tolist()) for group in found} == {(n, 600 + n) for n in range(600) if like[n, 600 + n]}
    assert len(found) > 500
