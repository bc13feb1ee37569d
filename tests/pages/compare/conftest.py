"""Three runs of one person, for the tests of Compare."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event

ADA = "ada-" + "x" * 24
BASE = PRESETS["small-cnn"].experiment


@pytest.fixture
def runs(lab: Laboratory) -> list[str]:
    """Three ended runs of Ada's, newest first, with other batch sizes."""
    for number, size in enumerate((64, 32, 16)):
        experiment = replace(BASE, training=replace(BASE.training, batch_size=size))
        meta = RunMeta(id=f"run-{number}", experiment=experiment, owner=owner_mark(ADA), created=1e9 - number)
        folder = RunFolder.create(lab.root, meta)
        folder.append([event("finished", reason="completed", epochs=1, seconds=1.0)])
    return ["run-0", "run-1", "run-2"]
