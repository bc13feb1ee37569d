"""The ways to give a network something to read begin with one that it can use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.events import event
from pages.widgets.draw.ways import FILES, PEN, WAY, WAY_IN_COLOUR
from tests.pages.data.uploading import texts
from tests.pages.draw.test_picture_file import photo_of_a_one, uploaded


def ways(app: AppTest) -> Any:
    return next(each for each in app.get("button_group") if each.key in (WAY, WAY_IN_COLOUR))


def test_a_network_for_colour_begins_with_pictures_and_says_why_the_pen_is_of_no_use(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    """It began with the pen."""
    app = visit(page="draw")
    assert ways(app).value == PEN
    experiment = next(each.experiment for each in PRESETS.values() if each.experiment.data.dataset == "cifar10")
    owner = owner_mark(app.session_state["owner"])
    folder = RunFolder.create(lab.root, RunMeta(id="run", experiment=experiment, owner=owner))
    folder.append([event("evaluated", test_loss=0.25, test_accuracy=1.0)])
    folder.append([event("finished", reason="completed", epochs=1, seconds=2.0)])
    app.session_state["session"].show_run("run")
    assert ways(app.run()).value == FILES
    assert "takes colour pictures" not in texts(app)
    ways(app).set_value(PEN).run()
    assert "takes colour pictures" in texts(app)
    app.session_state["session"].show_run("pretrained")
    assert ways(app.run()).value == PEN


def test_the_answer_comes_before_the_switches(visit: Callable[..., AppTest], engines: object) -> None:
    """On a telephone six switches stood between the picture and the answer."""
    app = uploaded(visit, photo_of_a_one())
    order = [each.label for each in app.main if each.type in ("toggle", "button")]
    assert order.index("Look inside the network at this picture") < order.index("Writing on paper")
