"""What is wrong with a training, judged by its settings, its curves and a few figures of the images."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cnn_core.doctor import cures
from cnn_core.doctor.answers import answer_findings
from cnn_core.doctor.average import average_lags
from cnn_core.doctor.by_heart import looks_like_overfitting
from cnn_core.doctor.facts import Facts
from cnn_core.doctor.finding import Cure, Finding
from cnn_core.doctor.fit import underfitting
from cnn_core.doctor.gap import generalisation_gap
from cnn_core.doctor.guesses import diverged, gravest_first, thrown_far, why_it_guesses
from cnn_core.doctor.parts import parts_findings
from cnn_core.doctor.slow import near_guessing
from cnn_core.experiment import Experiment
from cnn_core.runs.result import LOADED
from cnn_core.spec.blocks import NORMALISED
from cnn_core.spec.normalisation import BatchNormalization, LayerNormalization
from cnn_core.spec.shaping import Flatten
from cnn_core.training.batch_norm_lag import QUICK_MOMENTUM, Lag, batch_norm_lag
from cnn_core.training.chance import interval
from cnn_core.training.guessing import FAR_ABOVE, FAR_BELOW, at_chance, guessing
from cnn_core.training.lasting import lasting
from cnn_core.training.overfitting import STANDARD_ERRORS, overfitting_onset, standard_error
from cnn_core.training.state import Epoch, RunState

BLANK, LARGE = 1e-6, 5.0
"""Standard deviations of scaled pixels: those of pixels from 0 to 1 lie about 0.3, of 0 to 255 about 80."""
STILL_FALLING, STILL_RISING, CLEARLY_RISING = 0.15, 0.01, 0.05
STANDING, LEARNT = 0.1, 0.9
CREEPING = 0.02
MANY_EPOCHS = 6
UNFINISHED = {"average", "slow", "batch-norm", "too-few-epochs", "rate-large", "rate-small", "underfitting", "sorted"}
"""With these a network has not learned what it can, or not from all classes: that it misses a class is no news."""
MEMORISED = 0.2
"""How far training may lie above chance while validation does not, before the labels are doubted."""
LOOKED_AT = 1_000
"""The training images, at most, that are looked at outside training."""


def diagnose(experiment: Experiment, state: RunState, facts: Facts, classes: int) -> list[Finding]:
    """The findings about a training of so many classes, causes before symptoms; empty if nothing is wrong so far,
    and of a network from a file that does not say how it was trained."""
    if state.reason == LOADED and not state.epochs:
        return []
    found = [*_images(experiment, facts), *parts_findings(experiment, state, facts)]
    if state.status == "failed" and "learning rate" in state.reason:
        return gravest_first(experiment, [*found, diverged(experiment)])
    guess = guessing(state.history, state.train_size, classes, experiment.training.loss, state.validation_size)
    codes = {each.code for each in found}
    if "blank" in codes:
        return found
    if guess is not None:  # after a few steps of one batch it may well guess
        only_short = "batch-large" in codes and not thrown_far(experiment, guess)
        return found if only_short else gravest_first(experiment, [*found, why_it_guesses(experiment, guess, facts, state)])
    lag = _lag(state)
    if lag is not None:
        found.append(Finding("batch-norm", lag.words(experiment.architecture, state.steps_per_epoch), _for_averages(experiment)))
    elif "sorted" not in codes and (labels := _labels(state, classes)):
        return [*found, labels]
    if stands := _stands(
        experiment, state
    ):  # its validation loss may well rise, but there is nothing that it has learned by heart
        found.append(stands)
    elif turn := overfitting_onset(state.history, state.validation_size):
        averages = experiment.training.optimizer.use_ema  # which excludes early stopping
        offered = (*cures.with_dropout(experiment), *(() if averages else cures.with_early_stopping(experiment)))
        found.append(Finding("overfitting", turn.words(averages or bool(experiment.training.early_stopping)), offered))
    elif lag is None:
        found += (
            looks_like_overfitting(experiment, state)
            or generalisation_gap(experiment, state, facts)
            or _too_short(experiment, state)
            or near_guessing(experiment, state, classes)
            or underfitting(experiment, state)
        )
    found += average_lags(experiment, state)
    learnt = UNFINISHED.isdisjoint(each.code for each in found)
    return gravest_first(experiment, [*found, *answer_findings(experiment, facts, learnt)])


def _images(experiment: Experiment, facts: Facts) -> list[Finding]:
    if facts.spread is None:
        return []
    if facts.spread < BLANK:
        return [
            Finding("blank", "All pixels of all training images are equal: the images are blank, and there is nothing to learn.")
        ]
    if facts.spread > LARGE and not _normalises_first(experiment):
        said = (
            f"The pixels are not scaled: their standard deviation is {facts.spread:.0f}, and the usual first weights are made for about 1. "
            "The first steps throw the weights far, and learning is slow or fails. Scale them to 0 to 1."
        )
        return [Finding("scaling", said, cures.with_unit_scaling(experiment))]
    return []


def _normalises_first(experiment: Experiment) -> bool:
    layers = [each for each in experiment.architecture.layers if each.enabled and not isinstance(each, Flatten)]
    return bool(layers) and isinstance(layers[0], (BatchNormalization, LayerNormalization))


def _lag(state: RunState) -> Lag | None:
    """The lag, where what was looked at is read worse, or with a larger loss, than chance allows."""
    images = min(LOOKED_AT, state.train_size)

    def seen(history: Sequence[Epoch], part: float) -> Lag | None:
        lag = batch_norm_lag(history, part)
        if lag and lag.losses:
            learned, used = lag.losses
            return lag if used - learned > part * STANDARD_ERRORS * standard_error(lag.checked, images) * used else None
        return lag if lag and part * (interval(lag.checked, images)[1] - lag.checked) < lag.training - lag.checked else None

    return lasting(state.history, seen)


def _labels(state: RunState, classes: int) -> Finding | None:
    """Of validation images so many that what the best epoch tells of all others is nearer to chance than to the training accuracy."""
    last = state.history[-1] if state.history else None
    validated = [epoch.val_accuracy for epoch in state.history if epoch.val_accuracy is not None]
    if last is None or last.val_accuracy is None or not at_chance(max(validated), state.validation_size, classes):
        return None  # a network that ever knew something of other images has labels to learn from
    if at_chance(last.accuracy, state.train_size, classes) or last.accuracy - last.val_accuracy < MEMORISED:
        return None
    if interval(max(validated), state.validation_size)[1] > (last.accuracy + 1 / classes) / 2:
        return None
    return Finding(
        "labels",
        f"It learns its training images by heart ({last.accuracy:.0%} right) and knows nothing of others ({last.val_accuracy:.0%}, which is "
        "chance). What it sees has nothing to do with the labels: look at images and labels side by side on the Data page.",
    )


def _for_averages(experiment: Experiment) -> tuple[Cure, ...]:
    slow = any(each.momentum > QUICK_MOMENTUM for each in experiment.architecture.layers if isinstance(each, NORMALISED))
    longer = cures.with_epochs(experiment, 2)
    return (*cures.with_quick_averages(experiment, QUICK_MOMENTUM), *longer) if slow else longer


def _too_short(experiment: Experiment, state: RunState) -> list[Finding]:
    """Of a training that did all its epochs: whether it was still getting better, and whether that is for want of larger steps."""
    if state.status != "finished" or state.reason != "completed" or len(state.history) < 2:
        return []
    rate, usual = cures.rates(experiment)
    before, last = state.history[-2:]
    if rate <= FAR_BELOW * usual and last.loss < before.loss * (1 - CREEPING):
        said = f"It learns, but slowly: its learning rate {rate:g} is far below the usual {usual:g}, and the loss still falls. Take {usual:g}."
        return [Finding("rate-small", said, cures.with_rate(experiment, usual))]
    if _still_better(state):
        figures = f"{_validated(before)[1]:.1%} to {_validated(last)[1]:.1%}"
        longer = cures.with_epochs(experiment, 3)
        helps = "Give it more epochs." if longer else "There cannot be more epochs: try a larger learning rate."
        said = f"It stopped while it was still getting better: from {figures} right in the last epoch. {helps}"
        return [Finding("too-few-epochs", said, longer)]
    return []


def _stands(experiment: Experiment, state: RunState) -> Finding | None:
    """A rate far too large with which the loss fell by less than a tenth after the second epoch, with much left to learn. While it trains,
    six epochs are waited for; after its end, three are enough."""
    rate, usual = cures.rates(experiment)
    enough = 3 if state.reason == "completed" else MANY_EPOCHS
    if rate < FAR_ABOVE * usual:
        return None

    def seen(history: Sequence[Epoch], part: float) -> Epoch | None:
        if len(history) < enough or history[-1].accuracy >= LEARNT:
            return None
        return history[-1] if history[-1].loss > (1 - STANDING / part) * history[1].loss else None

    last = lasting(state.history, seen)
    if last is None:
        return None
    said = f"It does not get on: since epoch 2 the loss has stood at {last.loss:.2f}. Its learning rate {rate:g} is {rate / usual:,.0f} times the usual {usual:g}: each step overshoots what the one before reached. Take {usual:g}."
    return Finding("rate-large", said, cures.with_rate(experiment, usual))


def _still_better(state: RunState) -> bool:
    """In each of the last two steps, or the only one, five percent more came right, or one and the loss fell by 15%; from the first to the
    last of these epochs it is more than chance makes of so many images."""
    figures = [_validated(each) for each in state.history[-3:]]
    images = state.train_size if state.history[-1].val_accuracy is None else state.validation_size
    if figures[-1][1] <= interval(figures[0][1], images)[1]:
        return False
    steps = list(pairwise(figures))
    much = all(now[1] > then[1] + CLEARLY_RISING for then, now in steps)
    return much or all(now[0] < then[0] * (1 - STILL_FALLING) and now[1] > then[1] + STILL_RISING for then, now in steps)


def _validated(epoch: Epoch) -> tuple[float, float]:
    """(loss, accuracy) on images that it does not learn from, where there are any."""
    if epoch.val_loss is None or epoch.val_accuracy is None:
        return epoch.loss, epoch.accuracy
    return epoch.val_loss, epoch.val_accuracy
