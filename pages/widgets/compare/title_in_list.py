"""What a run is called among others."""

from __future__ import annotations

from cnn_core.runs import PRETRAINED, RunResult
from pages.widgets.state.run_names import called


def title_in_list(run: RunResult) -> str:
    """Its title. The network that came with the app says so: whoever trains the default network has one that is called the same."""
    return f"{run.title}, the app's own" if run.id == PRETRAINED else run.title


def name_in_list(run: RunResult) -> str:
    """The same with when it began, as other pages call a run that nobody has named: `mlp of 16:17`, and of another day with that."""
    return title_in_list(run) if run.id == PRETRAINED else called(run)
