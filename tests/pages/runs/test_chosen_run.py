"""Which run a page shows where the one in hand cannot be used yet."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED, RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event

ADA = "ada-" + "x" * 24
SIZES = {"steps_per_epoch": 2, "train_size": 8, "validation_size": 2, "test_size": 4, "parameters": 650}


def made(lab: Laboratory, number: int, reason: str = "") -> RunFolder:
    """Ada's run of this number, later ones newer: tested and ended so, or with one epoch and no end."""
    meta = RunMeta(id=f"run-{number}", experiment=PRESETS["small-cnn"].experiment, owner=owner_mark(ADA), created=1e9 + number)
    folder = RunFolder.create(lab.root, meta)
    folder.append([event("started", epochs=3, worker="w", scaling=[0.0, 255.0], **SIZES)])
    folder.save_checkpoint(1, lab.weights(PRETRAINED), None)
    if reason:
        folder.save_weights(lab.weights(PRETRAINED))
        tested = event("evaluated", test_loss=0.5, test_accuracy=0.75)
        folder.append([tested, event("finished", reason=reason, epochs=1, seconds=1.0)])
    return folder


def shown(app: AppTest) -> str:
    assert not app.exception
    (menu,) = [each for each in app.selectbox if each.label == "Trained network"]
    return str(menu.value)


def with_waiting(app: AppTest, lab: Laboratory) -> AppTest:
    """The run in hand waits for another."""
    for name in ("mlp", "small-cnn"):
        waiting = lab.submit(PRESETS[name].experiment, ADA)
    app.session_state["session"].show_run(waiting)
    return app.run()


def test_a_page_stays_with_its_run_while_those_of_a_plan_end(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    made(lab, 1, "completed")
    app = visit(ADA, page="explain")
    app.session_state["session"].show_run("run-1")
    app = with_waiting(app.run(), lab)
    assert shown(app) == "run-1"
    made(lab, 2, "completed")
    assert shown(app.run()) == "run-1"


def test_one_who_comes_back_meanwhile_sees_the_last_finished_run(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    made(lab, 1, "completed")
    made(lab, 2, "stopped")
    app = visit(ADA, page="build")
    waiting = [lab.submit(PRESETS[name].experiment, ADA) for name in ("mlp", "small-cnn")][-1]
    app.session_state["session"].show_run(waiting)
    del app.session_state["reader of the small pad"]
    assert shown(app.switch_page("pages/explain.py").run()) == "run-1"


def test_a_run_that_trains_stays_on_the_page_while_another_waits(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    first = made(lab, 1)
    app = visit(ADA, page="explain")
    app.session_state["session"].show_run(first.id)
    assert shown(app.run()) == first.id
    assert shown(with_waiting(app, lab)) == first.id
