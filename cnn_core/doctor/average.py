"""Whether the average of the weights, with which a run ends if it is asked to, has forgotten the first of them."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.doctor.cures import offered
from cnn_core.doctor.finding import Cure, Finding
from cnn_core.experiment import Experiment
from cnn_core.training.state import RunState

FORGOTTEN, GOOD = 0.05, 0.01
"""Parts of the average that the weights of the first step may still have: for nothing to be said, and after the cure."""
MOMENTA = (0.99, 0.95, 0.9, 0.5)


def average_lags(experiment: Experiment, state: RunState) -> list[Finding]:
    """A finding of a run that was tested with an average of too few steps; none of others.

    Keras begins the average with the weights after the first step; each step keeps `ema_momentum` of it: after n steps the first have a
    part of ema_momentum^(n - 1).
    """
    optimizer = experiment.training.optimizer
    steps = len(state.history) * state.steps_per_epoch
    if not optimizer.use_ema or not state.ended or state.test_accuracy is None or not steps:
        return []
    momentum = optimizer.ema_momentum
    left = momentum ** (steps - 1)
    if left < FORGOTTEN:
        return []
    last = state.history[-1].val_accuracy
    seen = "" if last is None else f", and the last weights {last:.0%} of the validation images"
    said = (
        f"The average of the weights is behind: {left:.0%} of it are still the weights of the first step (use_ema with ema_momentum "
        f"{momentum:g}, {steps:,} steps). The network that was kept is that average: it reads {state.test_accuracy:.0%} of the test images"
        f"{seen}. Train longer, or average over fewer steps."
    )
    return [Finding("average", said, _cures(experiment, steps))]


def _cures(experiment: Experiment, steps: int) -> tuple[Cure, ...]:
    training = experiment.training
    better = next((each for each in MOMENTA if each < training.optimizer.ema_momentum and each ** (steps - 1) <= GOOD), None)
    label, values = (
        ("No average", {"use_ema": False}) if better is None else (f"ema_momentum {better:g}", {"ema_momentum": better})
    )
    changed = replace(training, optimizer=replace(training.optimizer, **values))
    return offered(label, experiment, lambda: replace(experiment, training=changed))
