"""The events of a run, as plain JSON objects: what a worker sends and a run folder keeps.

Each has `event` (its name) and `time` (seconds since 1970). The rest, by name:

queued      nothing more
started     epochs, steps_per_epoch, train_size, validation_size, test_size, initial_epoch, parameters, scaling, precision, worker,
            limit (seconds that the training may take; 0 for no limit)
phase       words: what is happening, for people ("building the network")
fitting     nothing more: what was to be built and read is there, and the seconds of training count from now
batches     epoch (from 1), step (list: batches done in this epoch), loss, accuracy (lists: one point for each entry of
            step; the mean over the samples since the entry before it), batch_size
epoch       epoch (from 1), loss, accuracy, val_loss, val_accuracy (None without validation), seconds, samples_per_second,
            checked_loss, checked_accuracy (of training images at inference; None where there was no reason to look),
            penalty (what regularizers add to the losses, with the weights at its end; None without any),
            learning_rate (with which it ended),
            watched ([class, probability] that the network gives for each of the watched images; none after every quick epoch)
rate        epoch, step (batches done in it), learning_rate: a person has changed it
paused, resumed
restored    epoch: early stopping brought back the weights of this epoch; those of later ones are discarded
fitted      seconds (of training): it is over, however it ended; test and saving follow
evaluated   test_loss, test_accuracy, balanced_accuracy (mean recall; None where the classes are of about the same size)
finished    reason: "completed", "stopped", "early" or "time" (its minutes were over); epochs (whole ones done), seconds (of training);
            or reason "loaded": the run came from a file, with figures: what the file says of it, by name
failed      reason: a sentence for people
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

Event = dict[str, Any]


def event(name: str, **values: Any) -> Event:
    """An event with the current time."""
    return {"event": name, "time": time.time(), **values}


def download_phases(name: str, emit: Callable[[Event], object]) -> Callable[[int, int], None]:
    """Takes bytes done and bytes in all of a dataset's download, and emits a phase for each new percent."""
    shown = -1

    def progress(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // total if total else 0
        if percent != shown:
            shown = percent
            emit(event("phase", words=f"downloading {name}, {percent}%"))

    return progress
