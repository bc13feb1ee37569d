"""The charts in words, for those who do not see them: one or two sentences with the figures that matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from cnn_core.training.state import RunState


def curves_alt(state: RunState, metric: str) -> str:
    """`Accuracy over 5 epochs. After epoch 3: training 0.979, validation 0.972.`"""
    span = f"{metric.capitalize()} over {state.epochs} epoch{'' if state.epochs == 1 else 's'}."
    if not state.history:
        last = f" So far: training {getattr(state.points[-1], metric):.3f}." if state.points else ""
        return span + (last or " No points yet.")
    epoch = state.history[-1]
    validation = getattr(epoch, f"val_{metric}")
    held = "" if validation is None else f", validation {validation:.3f}"
    return f"{span} After epoch {epoch.epoch}: training {getattr(epoch, metric):.3f}{held}."


def confusion_alt(confusion: np.ndarray, class_names: Sequence[str], most: int = 3) -> str:
    """How many are right, and the most frequent mistakes."""
    counts = np.asarray(confusion, np.int64)
    right, total = int(np.trace(counts)), int(counts.sum())
    wrong = counts - np.diag(np.diag(counts))
    order = np.argsort(-wrong, axis=None, kind="stable")[:most]
    places = [(int(t), int(p)) for t, p in zip(*np.unravel_index(order, wrong.shape), strict=True) if wrong[t, p]]
    said = ", ".join(f"{class_names[t]} taken for {class_names[p]} ({wrong[t, p]:,})" for t, p in places)
    frequent = f" Most frequent mistakes: {said}." if said else ""
    return f"Confusion matrix of {len(counts)} classes: {right:,} of {total:,} right.{frequent}"


def histogram_alt(counts_by_part: Mapping[str, Sequence[int]], class_names: Sequence[str]) -> str:
    """`Images in each of 10 classes: training 880 to 920, validation 100.`"""
    parts = [
        f"{part} {min(counts):,}" + ("" if min(counts) == max(counts) else f" to {max(counts):,}")
        for part, counts in counts_by_part.items()
        if len(counts)
    ]
    return f"Images in each of {len(class_names)} classes: {', '.join(parts)}."


def probability_alt(probabilities: Sequence[float] | np.ndarray | None, class_names: Sequence[str], most: int = 3) -> str:
    """`Most probable: 7 (95.0 %), 5 (2.0 %), 9 (1.5 %).`"""
    if probabilities is None:
        return "No probabilities yet."
    order = np.argsort(-np.asarray(probabilities), kind="stable")[:most]
    return f"Most probable: {', '.join(f'{class_names[i]} ({100 * probabilities[i]:.1f} %)' for i in order)}."
