"""Errors and warnings about a network, and the changes that resolve them."""

from __future__ import annotations

from dataclasses import dataclass

from cnn_core.spec.architecture import Architecture

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Fix:
    """A change that one click applies: what it does, and the architecture after it."""

    label: str
    architecture: Architecture


@dataclass(frozen=True)
class Issue:
    """An error (the network cannot be trained) or a warning (it can, with a known weakness).

    `layer` is an index into the architecture's layers, or None for the network as a whole; `code` names the rule.
    """

    code: str
    layer: int | None
    severity: str
    message: str
    fixes: tuple[Fix, ...] = ()


def name_of(architecture: Architecture, index: int) -> str:
    """How sentences name a layer: its label and its place, counted from 1."""
    return f"{architecture.layers[index].label} (layer {index + 1})"
