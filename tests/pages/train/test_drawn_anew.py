"""Two runs whose training images were corrected otherwise: what lies between them is not the correction alone, and that is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.events import event
from tests.pages.train.shown_run import PERSON, SEVEN, STARTED, show


@pytest.mark.parametrize(("left_out", "said"), [((3, 7), True), ((), False)])
def test_it_is_said_below_the_curves_where_other_images_validate(
    visit: Callable[..., AppTest], tmp_path: Path, left_out: tuple[int, ...], said: bool
) -> None:
    before = PRESETS["small-cnn"].experiment
    folder = RunFolder.create(tmp_path / "runs", RunMeta(id="before", experiment=before, owner=owner_mark(PERSON), created=1.0))
    folder.append([event("started", **STARTED), *SEVEN])
    app = show(visit, tmp_path, SEVEN, replace(before, data=replace(before.data, left_out=left_out)))
    assert any("the split was drawn anew" in each.value for each in app.caption) == said
    app.toggle(key="ghost").set_value(False).run()
    assert not any("drawn anew" in each.value for each in app.caption)
