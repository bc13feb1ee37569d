"""Checkpoints as plain named arrays, and back."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cnn_core.errors import RunError
from cnn_core.training.interface import Arrays, Resume


def pack_checkpoint(checkpoint: Resume) -> Arrays:
    """One dict of arrays: `epoch`, `weights|...`, `state|...`."""
    parts = {"weights": checkpoint.weights, "state": checkpoint.state}
    flat = {f"{part}|{name}": array for part, arrays in parts.items() for name, array in arrays.items()}
    return {"epoch": np.asarray(checkpoint.epoch, np.int64), **flat}


def unpack_checkpoint(arrays: Arrays, path: Path) -> Resume:
    """The checkpoint that was packed, perhaps without weights; RunError if these are other arrays."""
    parts: dict[str, Arrays] = {"weights": {}, "state": {}}
    try:
        epoch = int(arrays.pop("epoch"))
        for key, array in arrays.items():
            part, name = key.split("|", 1)
            parts[part][name] = array
    except (KeyError, ValueError, TypeError):
        raise RunError(f"{path} is damaged: it is no checkpoint.") from None
    return Resume(epoch=epoch, weights=parts["weights"], state=parts["state"])
