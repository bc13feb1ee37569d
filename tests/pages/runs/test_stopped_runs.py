"""Which stopped runs can be chosen as a trained network."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event

ADA = "ada-" + "x" * 24


def test_a_run_that_was_stopped_while_it_waited_is_no_trained_network(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    _, waiting = (lab.submit(PRESETS[name].experiment, ADA) for name in ("mlp", "small-cnn"))
    lab.stop(waiting)
    assert lab.wait(waiting, timeout=10).status == "stopped"
    options = visit(page="evaluate").selectbox(key="run choice").options
    assert len(options) == 1
    assert "came with the app" in options[0]


@pytest.fixture
def cut_off(lab: Laboratory) -> str:
    """A run of Ada's that the server left after its first epoch, and a newer one that had not begun."""
    made = []
    for created in (1e9, 2e9):
        meta = RunMeta(
            id=f"run-{created:.0f}", experiment=PRESETS["small-cnn"].experiment, owner=owner_mark(ADA), created=created
        )
        made.append(RunFolder.create(lab.root, meta))
        made[-1].append([event("queued")])
    sizes = {"steps_per_epoch": 2, "train_size": 8, "validation_size": 2, "test_size": 4, "parameters": 650}
    figures = {"loss": 1.0, "accuracy": 0.5, "val_loss": None, "val_accuracy": None, "seconds": 0.1, "samples_per_second": 80.0}
    made[0].append([event("started", epochs=3, worker="w", scaling=[0.0, 255.0], **sizes), event("epoch", epoch=1, **figures)])
    weights = lab.weights("pretrained")
    made[0].save_checkpoint(1, weights, {"step": np.zeros(1)})
    return made[0].id


def test_a_run_that_was_cut_off_is_found_on_evaluate_and_trains_on(visit: Callable[..., AppTest], cut_off: str) -> None:
    app = visit(page="evaluate")
    option = next(each for each in app.selectbox(key="run choice").options if "came with the app" not in each)
    app.selectbox(key="run choice").select(option).run()
    assert app.session_state["session"].run == cut_off
    assert any("was cut off before its test was done" in each.value for each in app.info)
    assert app.button(key="test loaded").label == "Test it here"
    app.switch_page("pages/train.py").run()
    (on,) = [each for each in app.button if each.label == "Train on"]
    assert not on.disabled


def test_a_run_that_is_opened_on_the_desk_is_the_one_that_trains_on(visit: Callable[..., AppTest], cut_off: str) -> None:
    app = visit(page="compare")
    app.session_state["compared"] = [cut_off]
    app.run()
    app.button(key="open on the desk").click().run()
    assert app.session_state["session"].run == cut_off


def test_where_there_is_nothing_to_go_on_from_the_button_says_so(visit: Callable[..., AppTest], cut_off: str) -> None:
    app = visit(page="train")
    app.session_state["session"].show_run("run-2000000000")
    app.run()
    (on,) = [each for each in app.button if each.label == "Train on"]
    assert on.disabled
    assert "nothing to go on from" in on.help
