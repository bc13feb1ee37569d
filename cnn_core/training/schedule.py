"""The learning rate of each epoch, as far as it is planned."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cnn_core.training.config import TrainingConfig


def scheduled(config: TrainingConfig) -> bool:
    """Whether the rate of each epoch is set before it begins."""
    return config.warmup > 0 or config.schedule in ("step", "exponential", "cosine")


def by_hand(config: TrainingConfig) -> bool:
    """Whether a person may change the rate while it trains: not where each epoch or step sets it anew."""
    return not scheduled(config) and not getattr(config.optimizer, "decay", 0)


def rate_of(config: TrainingConfig, epoch: int, now: float) -> float:
    """The learning rate of an epoch, counted from 0; `now` is the one before, which "plateau" leaves as it is.

    step: the rate times factor^(epoch // every); exponential: times factor^epoch; cosine: times (1 + cos(pi * epoch / epochs)) / 2
    (Loshchilov and Hutter, SGDR, 2017). With a warm-up of w epochs these begin after it, and epoch e of it has (e + 1) / w of the rate.
    """
    rate = float(config.optimizer.values()["learning_rate"])
    if epoch < config.warmup:
        return rate * (epoch + 1) / config.warmup
    epoch -= config.warmup
    if config.schedule == "step":
        return rate * config.schedule_factor ** (epoch // config.schedule_epochs)
    if config.schedule == "exponential":
        return rate * config.schedule_factor**epoch
    if config.schedule == "cosine":
        return rate * 0.5 * (1 + math.cos(math.pi * epoch / max(1, config.epochs - config.warmup)))
    return now if config.schedule == "plateau" else rate


def planned_rates(config: TrainingConfig) -> list[float]:
    """The rate of every epoch; with "plateau" that of a training whose loss falls all the time."""
    rate = float(config.optimizer.values()["learning_rate"])
    return [rate_of(config, epoch, rate) for epoch in range(config.epochs)]


def rates_words(changes: Sequence[tuple[int, float]]) -> str:
    """What a person did to the rate: `Changed by hand: to 0.0005 in epoch 3, to 0.00025 in epoch 5`."""
    return "Changed by hand: " + ", ".join(f"to {rate:.3g} in epoch {epoch}" for epoch, rate in changes)
