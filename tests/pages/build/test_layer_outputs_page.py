"""One image on its way through the network, in the picture on the Build page."""

import json
import re
import shutil
from concurrent.futures import wait

import pytest

from cnn_core.drawing import Drawing
from cnn_core.errors import EngineError
from cnn_core.spec.layer import Layer
from pages.widgets.state import layer_outputs
from tests.engine.fake_engine import looked_inside


def seen(app, asked=5):
    """What the network editor is told of the layers' outputs once they are there, or after so many looks: it asks again, as the browser does."""
    told = _told(app)
    for _ in range(asked):
        if not told["pending"]:
            break
        if app.session_state["layer outputs on their way"] is not None:
            wait([app.session_state["layer outputs on their way"]], timeout=20)
        told = _told(app.run())
    return told


def _told(app):
    return sent(app)["seen"]


def sent(app):
    """All that the network editor was sent."""
    editor = next(part.proto for part in app.get("bidi_component") if part.proto.component_name == "cnn_lab.network_editor")
    return json.loads(editor.json)


def edit(app, **fields):
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(type(mine.experiment)(architecture=mine.experiment.architecture.edit(0, **fields))))
    app.switch_page("pages/build.py").run()


def test_the_trained_network_answers_and_an_edited_one_has_random_weights(visit):
    app = visit()
    told = seen(app)
    assert "The app's own network predicts 0" in told["words"]
    assert told["best"] == 0
    assert set(told["pictures"]) == {"0", "1", "2", "3", "4", "5", "6", "7"}
    assert all(address.startswith("data:image/png;base64,") for address in told["pictures"].values())
    edit(app, filters=8)
    assert not app.exception
    told = seen(app)
    assert told["words"].startswith("Outputs for ")
    assert told["best"] is None


def test_an_undone_edit_has_the_weights_of_the_run_that_trained_it_although_another_one_is_in_hand(visit, lab, engines):
    app = visit()
    edit(app, filters=8)
    app.button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    job.end()
    lab.wait(job.run, timeout=10)
    mine = app.session_state["session"]
    mine.put(mine.desk.undo())
    app.switch_page("pages/build.py").run()
    assert mine.run == job.run
    assert "The app's own network predicts 0" in seen(app)["words"]
    mine.put(mine.desk.redo())
    app.switch_page("pages/build.py").run()
    assert re.search(r"small-cnn of \d\d:\d\d predicts 0", seen(app)["words"])  # both are called small-cnn


def test_while_edits_come_in_the_last_pictures_stay_and_nothing_is_worked_out(visit, engines, monkeypatch):
    app = visit()
    assert seen(app)["pictures"]
    app.session_state["editing"] = True
    edit(app, filters=8)
    monkeypatch.setattr(type(app), "run", None)
    told = seen(app)
    assert told["stale"]
    assert not told["pending"]
    assert told["pictures"] is None


def test_the_answer_to_an_edit_repeats_nothing_that_the_browser_has(visit):
    app = visit()
    seen(app)
    whole = sent(app)
    assert set(whole["lasting"]["palette"]) == set(Layer.kinds)
    app.session_state["editing"] = True
    edit(app, filters=8)
    answer = sent(app)
    assert answer["layers"][0]["values"]["filters"] == 8
    assert set(answer) == set(whole) - {"lasting"}
    assert len(json.dumps(answer)) < len(json.dumps(whole)) - 6_000
    assert set(sent(app.run())) == set(whole)


def test_nothing_is_shown_of_a_network_that_does_not_fit(visit):
    app = visit()
    assert seen(app)["pictures"]
    edit(app, strides=(4, 4))
    assert not app.exception
    told = seen(app)
    assert told["pictures"] == {}
    assert "as soon as every layer fits" in told["words"]


def test_a_drawing_takes_the_place_of_the_test_image_until_another_is_wanted(visit):
    app = visit()
    app.session_state["drawn"] = Drawing((((0.3, 0.3), (0.7, 0.7)),))
    app.run()
    assert "your drawing" in seen(app)["words"]
    app.session_state["image of layer outputs"] = 1
    app.run()
    told = seen(app)["words"]
    assert "your drawing" not in told
    assert "for this " in told


def test_what_fails_once_is_tried_again(visit, engines):
    engines.nth_client(1).side_tasks["layer_outputs"] = EngineError("Nothing came within 10 s.")
    app = visit()
    assert "within 10 s" in seen(app)["words"]
    engines.nth_client(1).side_tasks["layer_outputs"] = looked_inside
    assert "The app's own network predicts" in seen(app)["words"]


def test_a_fault_of_ours_costs_the_pictures_and_not_the_editor(visit, monkeypatch, tmp_path):
    def broken(values):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(layer_outputs, "layer_address", broken)
        app = visit()
        assert f"could not be computed; {tmp_path / 'app.log'} has the details" in seen(app)["words"]
    edit(app, filters=8)
    assert seen(app)["pictures"]


def test_while_nothing_can_predict_the_network_that_came_with_the_app_answers(visit, engines):
    engines.nth_client(1).lose_predictions()
    app = visit()
    assert len(seen(app)["pictures"]) == 8
    edit(app, filters=8)
    assert "in a moment: starting the prediction process again" in seen(app)["words"]


def test_a_run_whose_dataset_is_gone_leaves_the_pad_to_the_network_that_came_with_the_app(visit, lab):
    copied = shutil.copytree(lab.folder("pretrained").path, lab.root / "copied")
    meta = (copied / "run.json").read_text()
    assert '"mnist-mini"' in meta
    (copied / "run.json").write_text(meta.replace('"mnist-mini"', '"own-000000000000"'))
    app = visit()
    app.session_state["session"].run = "copied"
    app.run()
    assert not app.exception
    assert not app.sidebar.error
    pad = next(part.proto for part in app.get("bidi_component") if part.proto.component_name == "cnn_lab.pad")
    assert json.loads(pad.json)["source"] == "pretrained"


@pytest.mark.parametrize("page", ["data", "train", "evaluate", "compare", "learn"])
def test_there_is_a_pad_beside_every_page_but_the_one_with_the_large_pad(visit, page):
    for name, wanted in ((page, [True]), ("draw", [False])):
        pads = [
            json.loads(part.proto.json) for part in visit(page=name).get("bidi_component") if "pad" in part.proto.component_name
        ]
        assert [pad.get("small", False) for pad in pads] == wanted
