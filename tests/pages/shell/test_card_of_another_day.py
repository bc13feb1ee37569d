"""The card of the sidebar beside a run of another day: what it says is whole, in a sidebar of the usual width."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event

ADA = "ada-" + "x" * 24
YESTERDAY = time.mktime((*time.localtime()[:3], 18, 23, 0, 0, 0, -1)) - 86_400
LARGE, SMALL = 33, 40
"""So many letters have room in a line of the card, in either type."""


def trained(lab: Laboratory, name: str, seconds: float, filters: int) -> None:
    experiment = PRESETS["small-cnn"].experiment
    experiment = replace(experiment, architecture=experiment.architecture.edit(0, filters=filters))
    meta = RunMeta(id=name, experiment=experiment, owner=owner_mark(ADA), created=YESTERDAY + seconds)
    folder = RunFolder.create(lab.root, meta)
    ended = event("finished", reason="completed", epochs=1, seconds=1.0)
    folder.append([event("evaluated", test_loss=0.1, test_accuracy=0.977), ended])
    folder.save_weights(RunFolder(PRETRAINED_PATH).weights())


def rows(app: AppTest) -> list[str]:
    """The line on the desk, and those of its runs."""
    card = str(app.sidebar.markdown[0].value).replace("\\", "")
    (_, standing), shown = (part.split("  \n") for part in card.split("\n\n"))
    return [standing.partition(" ")[2], *shown]


def test_no_line_of_the_card_is_longer_than_its_room(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """The minute was cut off: "Edited since the run of 28 Nov, 18:..."."""
    for seconds, filters in enumerate((8, 48)):
        trained(lab, f"run-{filters}", float(seconds), filters)
    app, day = visit(ADA), time.strftime("%d %b", time.localtime(YESTERDAY))
    mine = app.session_state["session"]
    mine.show_run("run-48")
    for filters in (8, 48):
        mine.put(mine.desk.edit(lab.folder(f"run-{filters}").meta.experiment))
        app.run()
        standing, *shown = rows(app)
        assert standing == f"Same as run {day}, 18:23{':01' if filters == 48 else ''}"
        assert len(standing) <= LARGE
        assert all(len(each) <= SMALL for each in shown)
        if filters == 8:
            assert shown == ["97.70% right on the test images", f"Shown: run {day}, 18:23:01, 97.70%"]
    mine.put(mine.desk.edit(replace(mine.experiment, architecture=mine.experiment.architecture.edit(0, filters=24))))
    assert rows(app.run())[0] == f"Edited since {day}, 18:23:01"
