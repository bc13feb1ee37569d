"""What exact resumption needs besides the weights: the state of the optimizer and of random layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras

from cnn_core.errors import TrainingError
from cnn_core.training.interface import Arrays


def state_of(model: keras.Sequential) -> Arrays:
    """Copies of the optimizer's variables (`optimizer.0`, ...) and of the random states of layers (`random.3.0`, ...)."""
    return {name: variable.value.numpy() for name, variable in _variables(model)}


def set_state(model: keras.Sequential, state: Arrays) -> None:
    """Puts a state into a compiled model; TrainingError if it was saved with another optimizer or network."""
    variables = dict(_variables(model))
    saved = {name for name in state if name.startswith(("optimizer.", "random."))}
    fits = saved == set(variables) and all(state[name].shape == tuple(v.shape) for name, v in variables.items())
    if not fits:
        raise TrainingError(
            "The saved state is that of another network or optimizer, so this training cannot go on from it: train from scratch."
        )
    for name, variable in variables.items():
        variable.assign(state[name])


def _variables(model: keras.Sequential) -> Iterator[tuple[str, Any]]:
    model.optimizer.build(model.trainable_variables)
    for number, variable in enumerate(model.optimizer.variables):
        yield f"optimizer.{number}", variable
    for index, layer in enumerate(model.layers):
        weights = {id(variable) for variable in layer.weights}
        others = [variable for variable in layer.variables if id(variable) not in weights]
        for number, variable in enumerate(others):
            yield f"random.{index}.{number}", variable
