"""How the weights of a layer begin, and what keeps them small: settings that all layers with kernels share."""

from __future__ import annotations

from typing import Annotated, Any

from cnn_core.spec.fields import ADVANCED, Choice, Real

ALIKE = ("zeros", "ones")
"""Initial weights that make all units of a layer alike."""
INITIALIZERS = (
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_uniform",
    "lecun_normal",
    "orthogonal",
    "random_normal",
    "random_uniform",
    "truncated_normal",
    *ALIKE,
)
PENALTIES = (0.0, 1e-6, 1e-5, 1e-4, 5e-4, 1e-3, 1e-2, 0.1)

Initializer = Annotated[
    str,
    Choice(INITIALIZERS),
    "The first weights, before training. he suits relu, glorot tanh and sigmoid; with zeros or ones all filters stay alike.",
    ADVANCED,
]
L1 = Annotated[
    float,
    Real(0.0, 1.0, stops=PENALTIES, most=100.0),
    "Adds l1 times the sum of the weights' sizes to the loss: more of them become 0.",
    ADVANCED,
]
L2 = Annotated[
    float,
    Real(0.0, 1.0, stops=PENALTIES, most=100.0),
    "Adds l2 times the sum of the squared weights to the loss: they stay small, and the network overfits less.",
    ADVANCED,
]


def penalty(l1: float, l2: float) -> tuple[str, dict[str, float]] | None:
    """The Keras regularizer of these strengths and its arguments; None for none."""
    given = {name: value for name, value in (("l1", l1), ("l2", l2)) if value}
    return ("".join(given).upper(), given) if given else None


def penalty_config(l1: float, l2: float) -> dict[str, Any] | None:
    """The same as Keras writes it in a configuration: `{"class_name": "L2", "config": {"l2": 0.01}}`."""
    found = penalty(l1, l2)
    return None if found is None else {"class_name": found[0], "config": found[1]}
