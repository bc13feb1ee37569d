"""The weights of runs with the keys under which predictions know them, each read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cnn_core.engine.worker.prediction import key_of
from cnn_core.errors import RunError
from cnn_core.runs import RunFolder
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

MAX_RUNS = 16
Network = tuple[Architecture, Arrays, str]


def network_of(folder: RunFolder, epoch: int | None = None) -> Network:
    """Architecture, weights and their key: those after an epoch; or the final ones, or of the last epoch while there are no others."""
    path = folder.path / "weights.npz"
    epochs = folder.epochs()
    if epoch is None and not path.exists() and epochs:
        epoch = epochs[-1]
    if epoch is not None:
        path = folder.path / "epochs" / f"{epoch:03}.npz"
    try:
        stamp = path.stat()
    except OSError:
        if epoch is not None:
            folder.epoch_weights(epoch)  # says which there are
        raise RunError("This run has no weights yet: they come with its first complete epoch.") from None
    return _read(path, epoch, folder.path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=MAX_RUNS)
def _read(path: Path, epoch: int | None, root: Path, changed: int, size: int) -> Network:
    folder = RunFolder(root)
    weights = folder.weights() if epoch is None else folder.epoch_weights(epoch)
    architecture = folder.meta.experiment.architecture
    return architecture, weights, key_of(architecture, weights)
