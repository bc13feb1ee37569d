"""Whether a network is too small for its images, and why validation may lie above training."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cnn_core.doctor import cures
from cnn_core.doctor.finding import Finding
from cnn_core.doctor.slow import learns_slowly, levels_off, still_falls, still_rises
from cnn_core.experiment import Experiment
from cnn_core.spec import Dropout, GaussianNoise, SpatialDropout2D
from cnn_core.training.chance import interval
from cnn_core.training.lasting import lasting
from cnn_core.training.state import Epoch, RunState

WELL_LEARNT, FALLING, APART, LONG = 0.8, 0.03, 0.05, 4
LEAST = 0.01


def underfitting(experiment: Experiment, state: RunState) -> list[Finding]:
    """Of a training that did all its epochs: it stands below 80% of its own training images, and reads others as well as these.

    It stands if the loss fell by less than 3% in each of the last two of at least four epochs. Where it falls as steadily as before, or ever
    more images come right, it is slow and not too small.
    """
    if state.status != "finished" or state.reason != "completed" or len(state.history) < LONG:
        return []
    last = state.history[-1]
    right = max(last.checked_accuracy or last.accuracy, last.val_accuracy or 0.0)
    if right >= WELL_LEARNT or not _no_longer_falls(state.history[-3:]):
        return []
    if last.val_accuracy is not None and last.accuracy - last.val_accuracy > APART:
        return []
    falls = still_falls(state.history)
    if (falls and not levels_off(state.history)) or still_rises(state.history, state.train_size, state.validation_size):
        return [learns_slowly(experiment, state)]
    why = _held_back(experiment)
    if last.checked_accuracy is None:
        read = f"{last.accuracy:.0%} of its own training images right{f' in training, with {_and(why)} on' if why else ''}"
    else:
        read = f"{last.checked_accuracy:.0%} of its own training images right"
    stands = "hardly falls any more" if falls else "no longer falls"
    seen = f"It underfits: it reads {read}, and the loss {stands} ({last.loss:.2f})."
    if why:
        said = f"{seen} What is to keep it from memorising ({_and(why)}) may be too much: take less of it."
        return [Finding("underfitting", said, cures.with_half_dropout(experiment))]
    said = f"{seen} More epochs do not help; it has too few filters or units for these images. Give it twice as many."
    return [Finding("underfitting", said, cures.with_width(experiment, 2))]


def _and(names: list[str]) -> str:
    return " and ".join(names)


def _no_longer_falls(history: Sequence[Epoch]) -> bool:
    return all(now.loss > before.loss * (1 - FALLING) for before, now in pairwise(history))


def validation_above(experiment: Experiment, state: RunState) -> str:
    """Why the last validation accuracy lies above the training accuracy, by more than chance (the 95% interval of so many
    images) and a percentage point, or while it trains did so and is not back yet; empty if it does not."""
    ends = state.history[-1:] if state.ended else state.history
    last = lasting(ends, lambda so_far, part: _above(so_far[-1], state.validation_size, part))
    if last is None:
        return ""
    why = [f"{each} makes it harder while it learns, and is off while it is validated" for each in _held_back(experiment)]
    why.append("training figures are means over the epoch, while the weights still got better, and validation comes at its end")
    return (
        f"Validation ({last.val_accuracy or 0.0:.1%}) lies above training ({last.accuracy:.1%}) in epoch {last.epoch}, which is no fault: "
        f"{'; '.join(why)}."
    )


def _above(last: Epoch, images: int, part: float) -> Epoch | None:
    if last.val_accuracy is None or not images:
        return None
    least = max(last.val_accuracy - interval(last.val_accuracy, images)[0], LEAST)
    return last if last.val_accuracy - last.accuracy > part * least else None


def _held_back(experiment: Experiment) -> list[str]:
    layers = [each for each in experiment.architecture.layers if each.enabled]
    found = ["Dropout"] if any(isinstance(each, Dropout | SpatialDropout2D) and each.rate > 0 for each in layers) else []
    found += ["GaussianNoise"] if any(isinstance(each, GaussianNoise) for each in layers) else []
    return [*found, "augmentation"] if experiment.augmentation.active else found
