"""How much of a loss is not mistakes but the penalty on large weights."""

from __future__ import annotations

from cnn_core.training.state import RunState


def penalty_words(state: RunState) -> str:
    """A sentence for the curves of a network with regularizers; empty for others, and before the first epoch is over."""
    kept = state.kept
    if kept is None or kept.penalty is None:
        return ""
    alone = "" if kept.val_loss is None else f"; without it the validation loss is {kept.val_loss - kept.penalty:.3f}"
    return f"The losses include what l1 and l2 add for the size of the weights: {kept.penalty:.3f} at the end of epoch {kept.epoch}{alone}."
