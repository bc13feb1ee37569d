"""How the learning rate changes, as code."""

from __future__ import annotations

from dataclasses import dataclass

from cnn_core.codegen.section import call, lines, literal
from cnn_core.training.config import TrainingConfig
from cnn_core.training.schedule import scheduled


@dataclass(frozen=True)
class Rates:
    """What makes the callbacks, their names, why in a sentence, and the imports."""

    code: str = ""
    callbacks: tuple[str, ...] = ()
    words: str = ""
    imports: tuple[str, ...] = ()


def rate_changes(training: TrainingConfig, monitor: str) -> Rates:
    """A function of the epoch for planned rates, and Keras's own callback for a plateau; nothing for a constant rate."""
    code, callbacks, words = [], [], []
    if scheduled(training):
        code.append(_function(training))
        callbacks.append("keras.callbacks.LearningRateScheduler(rate_of)")
        words.append(" The learning rate is set anew before each epoch.")
    if training.schedule == "plateau":
        given = {"monitor": monitor, "mode": "min", "factor": training.schedule_factor, "patience": training.schedule_epochs}
        code.append(f"plateau = {call('keras.callbacks.ReduceLROnPlateau', **given)}")
        callbacks.append("plateau")
        words.append(" The learning rate falls where the loss no longer does.")
    imports = ("import math",) if training.schedule == "cosine" else ()
    return Rates(lines(*code), tuple(callbacks), "".join(words), imports)


def _function(training: TrainingConfig) -> str:
    """The arithmetic of `cnn_core.training.schedule`, with the numbers of this training."""
    rate, warmup, factor = (
        literal(training.optimizer.values()["learning_rate"]),
        training.warmup,
        literal(training.schedule_factor),
    )
    since = f"(epoch - {warmup})" if warmup else "epoch"
    ends = {
        "constant": rate,
        "plateau": "now",
        "step": f"{rate} * {factor} ** ({since} // {training.schedule_epochs})",
        "exponential": f"{rate} * {factor}**{since}",
        "cosine": f"{rate} * 0.5 * (1 + math.cos(math.pi * {since} / {max(1, training.epochs - warmup)}))",
    }
    return lines(
        "def rate_of(epoch, now):",
        f"    if epoch < {warmup}:" if warmup else "",
        f"        return {rate} * (epoch + 1) / {warmup}  # warm-up" if warmup else "",
        f"    return {ends[training.schedule]}",
    )
