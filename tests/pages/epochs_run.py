"""A run whose weights after every epoch are known, and the weights of one that trains."""

from __future__ import annotations

import time
from dataclasses import replace

from cnn_core.engine import Laboratory
from cnn_core.runs import PRETRAINED_PATH, RunFolder, owner_mark
from cnn_core.training.events import event

ADA = "ada-" + "x" * 24


def epochs_run(lab: Laboratory) -> RunFolder:
    """A finished run of Ada's with the weights of the epochs 0, 1 and 2, each twice those before."""
    pretrained = RunFolder(PRETRAINED_PATH)
    folder = RunFolder.create(lab.root, replace(pretrained.meta, id="epochs", owner=owner_mark(ADA)))
    weights = pretrained.weights()
    for epoch in range(3):
        folder.save_checkpoint(epoch, {name: array * 2**epoch for name, array in weights.items()}, {})
    folder.save_weights(folder.epoch_weights(2))
    folder.append(
        [event("evaluated", test_loss=0.5, test_accuracy=0.75), event("finished", reason="completed", epochs=2, seconds=1.0)]
    )
    folder.save_result()
    return folder


def weights_come(lab: Laboratory, run: str, number: int) -> bool:
    """Waits until the weights of an epoch are on the disk, which is after its figures."""
    for _ in range(1000):
        if number in lab.folder(run).epochs():
            return True
        time.sleep(0.01)
    return False
