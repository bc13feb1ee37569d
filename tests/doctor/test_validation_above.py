"""Why validation may lie above training."""

from dataclasses import replace

import pytest

from cnn_core.data.augmentation import Augmentation
from cnn_core.doctor.fit import validation_above
from cnn_core.presets import PRESETS
from cnn_core.spec import Dropout
from cnn_core.training.state import Epoch, RunState

BASE = PRESETS["mlp"].experiment


def state(figures, validation_size=100):
    history = tuple(Epoch(number, *each, 1.0, 100.0) for number, each in enumerate(figures, 1))
    return RunState(history=history, train_size=900, validation_size=validation_size)


@pytest.mark.parametrize(
    ("experiment", "why"),
    [
        (BASE, "training figures are means over the epoch"),
        (replace(BASE, architecture=BASE.architecture.insert(1, Dropout(rate=0.5))), "Dropout makes it harder while it learns"),
        (replace(BASE, augmentation=Augmentation(rotation=0.05)), "augmentation makes it harder while it learns"),
    ],
)
def test_validation_above_training_is_explained(experiment, why):
    """Of 1,000 images 95% have a standard error of 0.7 points: 3 points are no chance, of 100 images they can be."""
    above = state([(0.3, 0.92, 0.2, 0.95)], validation_size=1_000)
    assert why in validation_above(experiment, above)
    assert validation_above(experiment, replace(above, validation_size=100)) == ""
    assert validation_above(experiment, state([(0.3, 0.96, 0.2, 0.95)])) == ""
    assert validation_above(experiment, RunState()) == ""
