"""Whether a network that knows little so far is on its way, which larger or more steps help, or thrown about by steps too large."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cnn_core.doctor import cures
from cnn_core.doctor.finding import Finding
from cnn_core.experiment import Experiment
from cnn_core.training.chance import interval
from cnn_core.training.guessing import HARDLY_BELOW, loss_of_guessing
from cnn_core.training.state import Epoch, RunState

STEPS, FALLS = 3, 0.003
"""The last steps from epoch to epoch, in each of which the loss fell, and by what part together: that of a network that guesses moves to and fro."""
FAR, JUMP = 1.2, 0.02
"""How many times the loss of guessing usual first weights do not reach, and by what part of it small steps do not raise a loss."""
FLATTER = 2 / 3
LARGER = 3


def still_falls(history: Sequence[Epoch]) -> bool:
    """Whether the loss fell steadily up to the last epoch: that of validation images, where there are any, and with it that of training."""
    last = history[-STEPS - 1 :]
    losses = [each.loss if each.val_loss is None else each.val_loss for each in last]
    if len(losses) < 2 or not all(now < before for before, now in pairwise(losses)):
        return False
    return losses[-1] < (1 - FALLS) * losses[0] and last[-1].loss < (1 - FALLS) * last[0].loss


def levels_off(history: Sequence[Epoch]) -> bool:
    """Whether the training loss fell far less in the second half of the epochs than in the first."""
    first, middle, last = (history[at].loss for at in (0, (len(history) - 1) // 2, -1))
    return middle - last < FLATTER * (first - middle)


def still_rises(history: Sequence[Epoch], learned: int, validated: int) -> bool:
    """Whether the accuracy on so many training or validation images rose over the second half of the epochs by more than chance makes of them."""
    then, now = history[(len(history) - 1) // 2], history[-1]
    trained = _apart(then.accuracy, now.accuracy, learned)
    return trained or (then.val_accuracy is not None and _apart(then.val_accuracy, now.val_accuracy or 0.0, validated))


def _apart(then: float, now: float, images: int) -> bool:
    return interval(now, images)[0] > interval(then, images)[1]


def thrown_about(history: Sequence[Epoch], level: float) -> bool:
    """Whether a loss was far above that of guessing, `level`, or jumped up: what too large steps do, and too small ones never."""
    training = [each.loss for each in history]
    validation = [each.val_loss for each in history if each.val_loss is not None]
    jumps = [now - before for losses in (training, validation) for before, now in pairwise(losses)]
    return max([*training, *validation]) > FAR * level or max(jumps, default=0.0) > JUMP * level


def near_guessing(experiment: Experiment, state: RunState, classes: int) -> list[Finding]:
    """Of a network that no longer guesses, as its accuracy tells, while its loss is still that of guessing."""
    history, level = state.history, loss_of_guessing(experiment.training.loss, classes)
    if not still_falls(history) or thrown_about(history, level):
        return []
    last = history[-1]
    near = min(last.loss, last.loss if last.val_loss is None else last.val_loss) > HARDLY_BELOW * level
    return [learns_slowly(experiment, state)] if near else []


def learns_slowly(experiment: Experiment, state: RunState, seen: str = "") -> Finding:
    """What to do with a network that still learns and knows little; after what else is `seen`."""
    last = state.history[-STEPS - 1 :]
    first, end = last[0], last[-1]
    which = "training" if end.val_loss is None else "validation"
    losses = [each.loss if each.val_loss is None else each.val_loss for each in (first, end)]
    falls = f"the {which} loss {'still falls' if losses[1] < losses[0] else 'has gone'} from {losses[0]:.3f} after epoch {first.epoch} to {losses[1]:.3f}"
    right = ""
    if first.val_accuracy is not None and end.val_accuracy is not None and end.val_accuracy > first.val_accuracy:
        right = f", and {end.val_accuracy:.0%} of the validation images come right, where it was {first.val_accuracy:.0%}"
    rate, _ = cures.rates(experiment)
    larger = cures.with_rate(experiment, float(f"{LARGER * rate:g}"))
    adam = cures.with_adam(experiment)
    ways = [*([f"a learning rate of {LARGER * rate:g}"] if larger else []), *(["Adam"] if adam else [])]
    helps = f", or take larger steps: {' or '.join(ways)}" if ways else ""
    said = f"It learns, but slowly: {falls}{right}. {seen}It has not finished: train on{helps}."
    return Finding("slow", said, (*cures.with_epochs(experiment, 2), *larger, *adam))
