"""What the doctor says where a training looks like overfitting, and its validation images are too few to prove it."""

from __future__ import annotations

from cnn_core.doctor import cures
from cnn_core.doctor.finding import Finding
from cnn_core.experiment import Experiment
from cnn_core.training.by_heart import learned_by_heart
from cnn_core.training.state import RunState


def looks_like_overfitting(experiment: Experiment, state: RunState) -> list[Finding]:
    """The finding, with what would prove it; none where nothing is seen."""
    seen = learned_by_heart(state.history)
    if seen is None:
        return []
    wrong = round((1 - (state.history[-1].val_accuracy or 0.0)) * state.validation_size)
    stops = bool(cures.with_early_stopping(experiment)) and not experiment.training.optimizer.use_ema
    dropout, augmentation = cures.with_dropout(experiment), cures.with_augmentation(experiment)
    helps = ", ".join([*(["Dropout"] if dropout else []), *(["augmentation"] if augmentation else []), "more images"])
    stop = f", or early_stopping, which would have stopped soon after epoch {seen.epoch}" if stops else ""
    more = cures.with_all_images(experiment) or cures.with_larger_validation(experiment)
    sure = " Validate with more images to be sure." if more and cures.splits(experiment) else ""
    said = (
        f"{seen.words()} {state.validation_size:,} validation images, of which it reads {wrong:,} wrong, are too few to be sure. "
        f"Try {helps}{stop}.{sure}"
    )
    offered = (
        *dropout,
        *(cures.with_early_stopping(experiment) if stops else ()),
        *augmentation,
        *more,
    )
    return [Finding("by-heart", said, offered)]
