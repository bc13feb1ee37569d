"""The exported scripts of drawn experiments, run beside the laboratory. TensorFlow works eagerly, which saves two thirds of the time."""

import pytest
from as_a_script import as_a_script, assert_the_same, few_images, in_the_laboratory
from drawn import drawn

from cnn_core.data.augmentation import Augmentation
from cnn_core.spec import Layer, fields_of
from cnn_core.training.config import LOSSES, SCHEDULES
from cnn_core.training.optimizers import Optimizer

STACKS = 56


@pytest.mark.usefixtures("eagerly")
@pytest.mark.parametrize("number", range(STACKS))
def test_a_drawn_experiment_gives_the_same_run_as_a_script(number):
    experiment = drawn(number)
    assert_the_same(experiment, in_the_laboratory(experiment, few_images("digits")), as_a_script(experiment, "# %% Each class"))


def test_the_drawn_experiments_leave_nothing_out():
    experiments = [drawn(number) for number in range(STACKS)]
    assert {layer.kind for each in experiments for layer in each.architecture.layers} >= set(Layer.kinds)
    assert {each.training.optimizer.kind for each in experiments} == set(Optimizer.kinds)
    assert {each.training.loss for each in experiments} == set(LOSSES)
    assert {each.data.validation for each in experiments} == {"stratified", "last", "test", "none"}
    assert {(each.data.task, each.data.scaling) for each in experiments} == {
        (task, scaling) for task in ("all", "one-against-rest") for scaling in ("unit", "standard")
    }
    assert {each.training.class_weight for each in experiments} == {"none", "balanced"}
    assert {each.training.schedule for each in experiments} == set(SCHEDULES)
    assert any(each.training.early_stopping for each in experiments)
    assert any(getattr(each.training.optimizer, "decay", 0) for each in experiments)
    changed = {f.name for each in experiments for f in fields_of(Augmentation) if getattr(each.augmentation, f.name)}
    assert changed == {field.name for field in fields_of(Augmentation)}
