"""What a run is called among others."""

from __future__ import annotations

import time

from cnn_core.runs import PRETRAINED, RunResult
from pages.widgets.state.began import began


def title_in_list(run: RunResult) -> str:
    """Its title. The network that came with the app says so: whoever trains the default network has one that is called the same."""
    return f"{run.title}, the app's own" if run.id == PRETRAINED else run.title


def name_in_list(run: RunResult) -> str:
    """The same with when it began, as other pages call a run that nobody has named: `mlp of 16:17`, and of another day with that."""
    if run.annotation.name or run.id == PRETRAINED:
        return title_in_list(run)
    day = time.localtime(run.created)
    return f"{run.network} of {'' if day[:3] == time.localtime()[:3] else time.strftime('%d %b, ', day)}{began(run)}"
