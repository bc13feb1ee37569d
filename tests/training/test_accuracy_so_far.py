"""Before the first epoch is over, the accuracy shown is the mean over its batches, and it ends as the figure of the epoch."""

from __future__ import annotations

import pytest

from cnn_core.training.state import Point, RunState


def test_before_any_batch_there_is_none():
    assert RunState(steps_per_epoch=10).accuracy_so_far is None


def test_points_weigh_as_much_as_the_batches_that_they_stand_for():
    points = (Point(4, 2.0, 0.25), Point(8, 1.5, 0.5), Point(10, 1.0, 1.0))
    assert RunState(steps_per_epoch=10, points=points[:1]).accuracy_so_far == 0.25
    assert RunState(steps_per_epoch=10, points=points).accuracy_so_far == pytest.approx((4 * 0.25 + 4 * 0.5 + 2 * 1.0) / 10)


def test_batches_of_the_run_that_it_goes_on_from_do_not_count():
    points = (Point(10, 2.0, 0.1), Point(15, 1.0, 0.8), Point(20, 1.0, 0.9))
    assert RunState(steps_per_epoch=10, initial_epoch=1, points=points).accuracy_so_far == pytest.approx(0.85)
