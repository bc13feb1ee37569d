"""The end of a network from a file: it has to give a probability for each class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnn_core.errors import RunError
from cnn_core.keras_files.found import Placed
from cnn_core.spec import Activation, Architecture, Dense
from cnn_core.spec.architecture import MAX_LAYERS
from cnn_core.summary import summarise
from cnn_core.summary.rows import Row, walk
from cnn_core.training.interface import Arrays

Change = Callable[[Arrays], Arrays]


@dataclass(frozen=True)
class Ended:
    """The network with its new end, how its weights follow, and what is said of it."""

    architecture: Architecture
    weights: Change = lambda weights: weights
    note: str = ""


def with_probabilities(architecture: Architecture, placed: list[Placed]) -> Ended:
    """The network with a softmax over its classes at the end; RunError if there cannot be one."""
    rows, fault = walk(architecture)
    if fault is not None:
        raise RunError(f"Layer {fault.index + 1} does not fit: {fault.problem}.")
    shape = rows[-1].output_shape if rows else architecture.input_shape
    valued = [row for row in rows if row.shapes_values]
    if len(shape) != 1 or not valued:
        raise RunError("The network does not end in one number per class, so it is none that tells classes apart.")
    if len(valued) > 1 and valued[-1].kind == "Activation" and getattr(valued[-1].layer, "activation", "") == "linear":
        return _of(
            architecture.edit(valued[-1].index, activation="softmax"),
            "It gives scores, and got a softmax that makes probabilities of them.",
        )
    last = valued[-1]
    activation = getattr(last.layer, "activation", None)
    dense = next((row for row in reversed(valued) if isinstance(row.layer, Dense)), None)
    if shape == (1,):
        return _two_classes(architecture, valued, dense)
    if activation == "softmax":
        return _of(architecture, "")
    if isinstance(last.layer, Dense | Activation) and activation in ("linear", "sigmoid"):
        words = {
            "linear": "It gives scores, and got a softmax that makes probabilities of them.",
            "sigmoid": "It ends in a sigmoid for each class, which became a softmax: the order of the classes is the same, the probabilities are not.",
        }
        return _of(architecture.edit(last.index, activation="softmax"), words[activation])
    if len(architecture.layers) >= MAX_LAYERS:
        raise RunError(f"The network needs a softmax at its end, and {MAX_LAYERS} layers are the most.")
    ended = architecture.insert(len(architecture.layers), Activation(activation="softmax"))
    return _of(ended, "It gives scores, and got a softmax that makes probabilities of them.")


def _of(architecture: Architecture, note: str, weights: Change = lambda weights: weights) -> Ended:
    errors = [issue for issue in summarise(architecture).errors if issue.code == "all-frozen"]
    if errors:  # the head alone trains, as in every network that is reused
        head = errors[0].layer or 0
        architecture = architecture.edit(head, trainable=True)
    return Ended(architecture, weights, note)


def _two_classes(architecture: Architecture, valued: list[Row], dense: Row | None) -> Ended:
    """One unit with a sigmoid says how much the second class is meant: a softmax of 0 and its score says the same."""
    last = valued[-1]
    own = dense is not None and last.index == dense.index
    if dense is None or not (own or (isinstance(last.layer, Activation) and valued[-2].index == dense.index)):
        raise RunError("The network ends in one number that is no score of a Dense layer, so it tells no classes apart.")
    at, before = dense.index, getattr(dense.layer, "activation", "linear")
    final = before if own else getattr(last.layer, "activation", "linear")
    if final not in ("sigmoid", "linear") or (not own and before != "linear"):
        raise RunError(f"The network ends in one number with the activation {final}, so it tells no classes apart.")
    ended = architecture.edit(at, units=2, activation="softmax")
    if not own:
        ended = ended.remove(last.index)

    def doubled(weights: Arrays) -> Arrays:
        names = (f"{at}.kernel", f"{at}.bias")
        return {name: np.concatenate([0 * each, each], axis=-1) if name in names else each for name, each in weights.items()}

    note = "It ends in one unit with a sigmoid, which became two classes: the probability of the second is what the file answers."
    if final == "linear":
        note = "It ends in one score, which became two classes: above 0 means the second."
    return _of(ended, note, doubled)
