"""The activation functions of Keras in NumPy, with the formula that a page shows of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating[Any]]

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
"""Klambauer et al., "Self-Normalizing Neural Networks" (2017)."""

FORMULAS = {
    "linear": "x",
    "relu": "max(0, x)",
    "softmax": "exp(x) / sum of exp over all units",
    "sigmoid": "1 / (1 + exp(-x))",
    "tanh": "tanh(x)",
    "elu": "x if x > 0, else exp(x) - 1",
    "selu": "1.0507 · (x if x > 0, else 1.6733 · (exp(x) - 1))",
    "gelu": "x · Φ(x), Φ the normal distribution function",
    "silu": "x / (1 + exp(-x))",
    "softplus": "log(1 + exp(x))",
    "relu6": "min(6, max(0, x))",
}


def activate(name: str, x: Values) -> Values:
    """The activation of values (..., units); softmax runs over the last axis. KeyError for a name that the spec does not have."""
    return _FUNCTIONS[name](x)


def _sigmoid(x: Values) -> Values:
    share: Values = 0.5 * (1 + np.tanh(0.5 * x))
    return share


def _softmax(x: Values) -> Values:
    powers = np.exp(x - x.max(-1, keepdims=True))
    shares: Values = powers / powers.sum(-1, keepdims=True)
    return shares


def _elu(x: Values) -> Values:
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


def _gelu(x: Values) -> Values:
    """The normal distribution function by formula 7.1.26 of Abramowitz and Stegun (1964), right to 1.5e-7."""
    z = np.abs(x) / np.sqrt(2.0)
    t = 1 / (1 + 0.3275911 * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    gated: Values = (0.5 * x * (1 + erf)).astype(x.dtype)
    return gated


_FUNCTIONS: dict[str, Callable[[Values], Values]] = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "softmax": _softmax,
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
    "elu": _elu,
    "selu": lambda x: (SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * np.expm1(np.minimum(x, 0)))).astype(x.dtype),
    "gelu": _gelu,
    "silu": lambda x: x * _sigmoid(x),
    "softplus": lambda x: np.logaddexp(x, 0).astype(x.dtype),
    "relu6": lambda x: np.clip(x, 0, 6),
}
