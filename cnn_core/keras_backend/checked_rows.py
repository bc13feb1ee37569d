"""The rows of a network that is to be built: those of the summary, all of them or an error. Imports no Keras."""

from __future__ import annotations

from cnn_core.errors import TrainingError
from cnn_core.spec.architecture import Architecture
from cnn_core.summary.rows import Row, walk


def checked_rows(architecture: Architecture) -> tuple[Row, ...]:
    """The enabled layers with their shapes and weights; TrainingError names the first one that does not fit."""
    rows, fault = walk(architecture)
    if fault is not None:
        kind = architecture.layers[fault.index].kind
        raise TrainingError(f"Layer {fault.index + 1} ({kind}) does not fit: {fault.problem}.")
    return rows
