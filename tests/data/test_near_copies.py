"""Images that hang together by pairs are one group, found in time that grows with their number."""

import sys

import numpy as np
import pytest

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
        groups = near_copies._groups(np.concatenate([pairs[::-1] if backwards else pairs, spokes]))
    finally:
        sys.settrace(before)
    assert [group.tolist() for group in groups] == [list(range(count))]
    assert steps < 100 * count


def test_all_of_a_large_group_are_told():
    random = np.random.RandomState(1)
    grey = np.concatenate([random.rand(64) + random.rand(40, 64) / 1000, random.rand(40, 64)]).astype(np.float32)
    (group,) = near_copies.near_images(grey, np.arange(80), [])
    assert group.tolist() == list(range(40))
