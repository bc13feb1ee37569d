"""What files of a run are called, so that their owner knows them again in a folder of downloads."""

from __future__ import annotations

import re

from cnn_core.runs import PRETRAINED, RunFolder
from pages.widgets.state.began import moment_of
from pages.widgets.state.laboratory import laboratory


def file_stem(folder: RunFolder) -> str:
    """Its name or network, and when it began: `small-cnn-2026-11-29-2308`; of the network that came with the app the network alone."""
    run = laboratory().result(folder.id)
    name = re.sub(r"[^A-Za-z0-9]+", "-", run.title).strip("-") or "network"
    if run.id == PRETRAINED:
        return name
    day, time = moment_of(run)
    return f"{name}-{day:%Y-%m-%d}-{time.replace(':', '')}"
