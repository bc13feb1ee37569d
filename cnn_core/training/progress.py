"""Progress of a run: what is happening, how fast, and the time left."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cnn_core.text import duration, plural
from cnn_core.training.state import RunState


@dataclass(frozen=True)
class Progress:
    """Part done (0 to 1), seconds left at most and samples per second (None while unknown), and one line of text."""

    part: float
    seconds_left: float | None
    samples_per_second: float | None
    line: str


def progress(state: RunState) -> Progress:
    """The progress of a run. Speed is that of the last batches, pauses and validation between them included as they come."""
    rate = _steps_per_second(state)
    remaining = state.epochs * state.steps_per_epoch - state.step
    left = remaining / rate if rate and not state.ended else None
    allowed = max(0.0, state.limit - state.seconds_so_far) if state.limit and state.fitting and not state.ended else math.inf
    cut = allowed < (math.inf if left is None else left)
    left = allowed if cut else left
    samples = rate * state.batch_size if rate else None
    words = "" if left is None else f"{'at most ' * cut}{duration(left)} left"
    return Progress(state.progress, left, samples, _line(state, words))


def epoch_under_way(state: RunState) -> int:
    """The epoch that a run is in: the next one as soon as the figures of one are there, or where it goes on from another run, also before its
    first batch."""
    if state.ended or state.status == "queued" or state.epoch >= state.epochs:
        return state.epoch
    whole = state.history[-1].epoch if state.history and state.status == "running" else state.initial_epoch
    return state.epoch + (0 < whole == state.epoch)


def training_seconds(state: RunState) -> float | None:
    """Seconds of training without its pauses, with those of the run that it goes on from; None before it has begun.

    While it trains they are counted as at its end: what is built before it and tested after it is no part. So they never go back.
    """
    began = state.fitting or (state.started if state.ended else 0.0)  # runs of earlier versions have no `fitting`
    if state.seconds or not began:
        return state.seconds or state.seconds_before or None
    return state.seconds_before + max(0.0, state.updated - began - state.pauses)


def seconds_in_tables(state: RunState) -> float | None:
    """Seconds of training as tables have them beside the epochs that are done: while a run goes on, those of its whole epochs."""
    of_epochs = sum(each.seconds for each in state.history) or None
    return training_seconds(state) or of_epochs if state.ended else of_epochs


def cut_within(state: RunState) -> bool:
    """Whether a training ended within an epoch, whose weights are then those of a part of it."""
    cut = state.status == "stopped" or state.reason == "time"
    return cut and max(state.epoch, 1) > len(state.history) and not state.went_back


def stopped_words(state: RunState, of: str = "") -> str:
    """Where a training was stopped and how much of it is whole, with `of` behind the epoch: `stopped in epoch 8 of 40, 7 whole epochs`."""
    whole = plural(len(state.history), "whole epoch") if state.history else "no whole epoch"
    if cut_within(state):
        return f"stopped in epoch {max(state.epoch, 1)}{of}, {whole}"
    return f"stopped after epoch {len(state.history)}{of}"


def _steps_per_second(state: RunState) -> float | None:
    if len(state.pace) < 2:
        return None
    (time0, step0), (time1, step1) = state.pace[0], state.pace[-1]
    return (step1 - step0) / (time1 - time0) if time1 > time0 and step1 > step0 else None


def _line(state: RunState, left: str) -> str:
    if state.status == "queued":
        return sentence(state.words)
    if state.status == "failed":
        return f"Failed: {state.reason}"
    if state.status == "interrupted" and not state.started:
        return f"Not begun: {state.reason}"
    if state.status == "interrupted":
        return f"Cut off after {plural(len(state.history), 'whole epoch')}: {state.reason}"
    if state.status == "stopped" and not state.epochs:
        return "Stopped before it began"
    if state.status == "stopped":
        return sentence(stopped_words(state, f" of {state.epochs}"))
    if state.status == "finished" and state.reason == "loaded":
        return "Loaded from a file" + (f" after {plural(state.epochs, 'epoch')} of training" if state.epochs else "")
    if state.status == "finished":
        loss = "validation loss" if state.validation_size else "training loss"
        early = f" (stopped early: the {loss} no longer fell)" if state.reason == "early" else ""
        if state.reason == "time":
            early = f": the time set was over, in epoch {max(state.epoch, 1)} of {state.epochs}"
        kept = f"; the weights of epoch {state.kept_epoch} are kept" if state.went_back else ""
        return f"Finished {plural(len(state.history), 'epoch')} in {duration(state.seconds)}{early}{kept}"
    if not state.epoch:
        return sentence(state.words)
    where = f"Epoch {epoch_under_way(state)} of {state.epochs}" + (" in all" if state.initial_epoch else "")
    if state.status == "paused":
        whole = state.history[-1].epoch if state.history else state.initial_epoch
        return f"Paused {'after' if whole == state.epoch else 'in'} epoch {state.epoch} of {state.epochs}"
    if state.words != "training":
        return f"{where}, {state.words}"
    return f"{where}, {left}" if left else where


def sentence(words: str) -> str:
    """The words with a capital first letter; names inside them are unchanged."""
    return words[:1].upper() + words[1:]
