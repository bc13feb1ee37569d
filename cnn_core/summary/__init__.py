"""The summary of a network: shapes, parameters, work, memory, and what is wrong with it. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cnn_core.spec.architecture import Architecture
from cnn_core.spec.fields import Shape
from cnn_core.summary.advice import BYTES_OF_A_WEIGHT, RULES
from cnn_core.summary.faults import does_not_fit
from cnn_core.summary.issues import ERROR, Fix, Issue
from cnn_core.summary.output import wrong_output
from cnn_core.summary.rows import Fault, Row, walk

__all__ = ["BYTES_OF_A_WEIGHT", "Fault", "Fix", "Issue", "Row", "Summary", "summarise"]


@dataclass(frozen=True)
class Summary:
    """What follows from a network by arithmetic. `rows` ends before the first layer that does not fit."""

    architecture: Architecture
    rows: tuple[Row, ...]
    fault: Fault | None
    issues: tuple[Issue, ...]

    @cached_property
    def params(self) -> int:
        return sum(row.params for row in self.rows)

    @cached_property
    def trainable(self) -> int:
        return sum(row.trainable for row in self.rows)

    @cached_property
    def macs(self) -> int:
        """Multiply-accumulates for one sample, forward."""
        return sum(row.macs for row in self.rows)

    @cached_property
    def activation_bytes(self) -> int:
        """Bytes of all layers' outputs for one sample in float32: what training keeps for the backward pass."""
        return sum(row.activation_bytes for row in self.rows)

    @property
    def output_shape(self) -> Shape:
        return self.rows[-1].output_shape if self.rows else self.architecture.input_shape

    @property
    def errors(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity == ERROR)

    def to_json(self) -> dict[str, Any]:
        layers = [
            {
                "index": row.index,
                "kind": row.kind,
                "input_shape": list(row.input_shape),
                "output_shape": list(row.output_shape),
                "weights": {w.name: list(w.shape) for w in row.weights},
                "params": row.params,
                "trainable": row.trainable,
                "arithmetic": row.arithmetic,
                "macs": row.macs,
                "receptive_field": list(row.receptive_field),
                "activation_bytes": row.activation_bytes,
            }
            for row in self.rows
        ]
        issues = [
            {"code": i.code, "layer": i.layer, "severity": i.severity, "message": i.message, "fixes": [f.label for f in i.fixes]}
            for i in self.issues
        ]
        totals = {
            "params": self.params,
            "trainable": self.trainable,
            "macs": self.macs,
            "activation_bytes": self.activation_bytes,
        }
        return {"name": self.architecture.name, "layers": layers, **totals, "issues": issues}


def summarise(architecture: Architecture, classes: int | None = None) -> Summary:
    """The summary of any well-formed architecture; never raises.

    With `classes`, the network must end in one number for each; without, its head says how many there are.
    """
    rows, fault = walk(architecture)
    found: list[Issue] = []
    if fault is not None:
        found.append(does_not_fit(architecture, fault, classes))
    else:
        found.extend(wrong_output(architecture, rows, classes))
    for rule in RULES:
        found.extend(rule(architecture, rows))
    return Summary(architecture, rows, fault, tuple(found))
