"""The values to begin with can all be read, and make experiments that differ."""

import pytest

from cnn_core.errors import LabError
from cnn_core.plan.plan import expand
from cnn_core.plan.suggest import label, named, what_can_vary
from cnn_core.plan.vary import read_variation
from cnn_core.presets import PRESETS


@pytest.mark.parametrize("name", ["small-cnn", "notebook-4", "mlp"])
def test_every_suggestion_can_be_read(name):
    base = PRESETS[name].experiment
    found = what_can_vary(base)
    assert {"layers[0].enabled", "preset", "optimizer", "learning_rate", "batch_size", "train_size", "rotation"} <= set(found)
    assert not {"seed", "dataset", f"layers[{base.architecture.head}].units"} & set(found)
    for path, values in found.items():
        assert read_variation(f"{path}={values}", base).values


def test_most_suggestions_make_experiments_that_differ():
    base = PRESETS["small-cnn"].experiment
    differing = 0
    for path, values in what_can_vary(base).items():
        try:
            cases = expand(base, [read_variation(f"{path}={values}", base)])
        except LabError:  # a stack without its Flatten, say: refused in words
            continue
        differing += len({str(case.experiment.to_json()) for case in cases}) == len(cases) > 1
    assert differing > 30


def test_a_layer_is_called_by_its_row_and_its_kind():
    base = PRESETS["small-cnn"].experiment
    assert label("layers[0].filters", base) == "1 Conv2D: filters"
    assert label("architecture.layers[0].filters", base) == "1 Conv2D: filters"  # `sweep --vary` takes both forms
    assert label("batch_size", base) == "batch_size"
    assert named({"layers[0].filters": 8, "batch_size": 4}, base) == {"1 Conv2D: filters": 8, "batch_size": 4}
