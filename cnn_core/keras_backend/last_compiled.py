"""The network that this process compiled last: a training of an equal one goes on with its compiled functions.

To trace a network and to optimise its graph takes longer than all else on the way to the first point. Two networks are equal here when
Keras says the same of both, but for the learning rate: like first weights and the states of random layers it is the value of a
variable, and those are set anew.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from math import prod
from typing import Any

import keras

from cnn_core.keras_backend.state import set_state, state_of

MAX_NUMBERS = 16 * 1_000_000
"""Of all variables, 64 MB: a larger network is not kept."""


@dataclass(frozen=True, eq=False)
class Compiled:
    """A network, the model for `fit` (behind layers that augment), what Keras says of it, and whether it has trained before."""

    network: keras.Sequential
    learner: keras.Sequential
    description: str
    has_trained: bool = False


def described(network: keras.Sequential, learner: keras.Sequential) -> Compiled:
    """New models, with their description."""
    said = keras.saving.serialize_keras_object(learner)
    optimizer = said["compile_config"]["optimizer"]["config"]
    if not isinstance(optimizer["learning_rate"], dict):  # a schedule of the optimizer's own is a part of the graph
        optimizer["learning_rate"] = None
    return Compiled(network, learner, json.dumps(_without_names(said), sort_keys=True))


def _without_names(said: Any) -> Any:
    """Keras counts the optimizers and layers of a process in their names. The name of a precision is its only setting."""
    if isinstance(said, dict):
        if said.get("class_name") == "DTypePolicy":
            return said
        return {key: _without_names(value) for key, value in said.items() if key != "name"}
    return [_without_names(each) for each in said] if isinstance(said, list | tuple) else said


class LastCompiled:
    """Keeps one. Whoever takes it has it alone, until it is kept again. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: Compiled | None = None

    def equal_to(self, new: Compiled) -> Compiled:
        """What is kept, in the state of the new one, if they are equal; else the new one. Nothing is kept from here on."""
        with self._lock:
            kept, self._kept = self._kept, None
        if kept is None or kept.description != new.description:
            return new
        for mine, wanted in zip(kept.learner.weights, new.learner.weights, strict=True):
            mine.assign(wanted.value)
        set_state(kept.learner, state_of(new.learner))
        return kept

    def keep(self, compiled: Compiled) -> None:
        """Keeps one that has trained, if it is small enough."""
        learner = compiled.learner
        learner._eval_epoch_iterator = None  # where `fit` was left by a stop it still has the validation images
        numbers = sum(prod(each.shape) for each in (*learner.variables, *learner.optimizer.variables))
        kept = Compiled(compiled.network, learner, compiled.description, has_trained=True)
        with self._lock:
            self._kept = kept if numbers <= MAX_NUMBERS else None

    def forget(self) -> None:
        """Lets go of what is kept."""
        with self._lock:
            self._kept = None


LAST = LastCompiled()
