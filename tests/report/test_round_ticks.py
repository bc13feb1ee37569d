"""The lines of the report's charts stand at round numbers."""

import pytest

from cnn_core.figures.axes import TOPS
from cnn_core.report.curves import MOST_TICKS, ticks


@pytest.mark.parametrize("top", TOPS)
def test_every_end_of_the_loss_has_round_steps(top):
    for power in (0.01, 1.0, 100.0):
        steps = ticks(0.0, top * power)
        assert steps[-1] == pytest.approx(top * power)
        assert 2 <= len(steps) <= MOST_TICKS + 1
        assert all(f"{value / power:.3g}" == f"{round(value / power, 1):g}" for value in steps)


def test_accuracies_have_them_too():
    assert ticks(0.4, 1.0) == pytest.approx([0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
