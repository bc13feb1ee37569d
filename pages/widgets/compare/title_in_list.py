"""What a run is called among others."""

from __future__ import annotations

from cnn_core.runs import PRETRAINED, RunResult


def title_in_list(run: RunResult) -> str:
    """Its title. The network that came with the app says so: whoever trains the default network has one that is called the same."""
    return f"{run.title}, the app's own" if run.id == PRETRAINED else run.title
