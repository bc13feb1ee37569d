"""Two runs are told apart wherever they are named, also where they began in the same minute."""

from __future__ import annotations

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event
from tests.engine.fake_engine import WEIGHTS
from tests.pages.run_menu import run_menu


def test_runs_that_began_in_one_minute_are_called_by_their_seconds(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """Two networks were trained and changed within a minute: header, sidebar and menus called both `small-cnn of 18:23`."""
    owner, created = "ada-" + "x" * 24, 1_795_000_000.0 // 60 * 60
    for name, after in (("first", 5), ("second", 41)):
        meta = RunMeta(id=name, experiment=PRESETS["small-cnn"].experiment, owner=owner_mark(owner), created=created + after)
        folder = RunFolder.create(lab.root, meta)
        folder.append([event("finished", reason="completed", epochs=1, seconds=1.0)])
        folder.save_weights(WEIGHTS)
    app = visit(owner, "train")
    headers = set()
    for name in ("first", "second"):
        app.session_state["session"].show_run(name)
        headers.add(next(each.value for each in app.run().main.markdown if "Finished" in each.value))
    assert len(headers) == 2
    assert any(re.match(r"small-cnn of \d\d \w+, \d\d:\d\d:41", each) for each in headers)
    app.switch_page("pages/compare.py").run()
    assert len(set(app.dataframe[0].value["name"])) == 3
    app.switch_page("pages/evaluate.py").run()
    labels = [each for each in run_menu(app).options if "came with" not in each]
    assert sorted(":41" in each for each in labels) == [False, True]
