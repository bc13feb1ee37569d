"""One image on its way through the network, in the picture on the Build page."""

import json
import time

import pytest

from cnn_core.drawing import Drawing


def seen(app, patience=20.0):
    """What the bench is told of the layers' outputs, once they are there: it asks again while they are on their way."""
    end = time.monotonic() + patience
    while True:
        bench = next(part.proto for part in app.get("bidi_component") if part.proto.component_name == "cnn_lab.bench")
        told = json.loads(bench.json)["seen"]
        if not told["pending"] or time.monotonic() > end:
            return told
        time.sleep(0.02)
        app.run()


def edit(app, **fields):
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(type(mine.experiment)(architecture=mine.experiment.architecture.edit(0, **fields))))
    app.switch_page("pages/build.py").run()


def test_the_trained_network_answers_and_an_edited_one_has_random_weights(visit):
    app = visit()
    told = seen(app)
    assert told["words"].startswith("The trained network says 0")
    assert told["best"] == 0
    assert set(told["pictures"]) == {"0", "1", "2", "3", "4", "5", "6", "7"}
    assert all(address.startswith("data:image/png;base64,") for address in told["pictures"].values())
    edit(app, filters=8)
    assert not app.exception
    told = seen(app)
    assert told["words"].startswith("What the random weights")
    assert told["best"] is None


def test_while_edits_come_in_the_last_pictures_stay_and_nothing_is_worked_out(visit, engines, monkeypatch):
    app = visit()
    before = seen(app)
    app.session_state["editing"] = True
    edit(app, filters=8)
    monkeypatch.setattr(type(app), "run", None)
    told = seen(app)
    assert told["stale"]
    assert not told["pending"]
    assert told["pictures"] == before["pictures"]


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
    app.session_state["image inside"] = 1
    app.run()
    told = seen(app)["words"]
    assert "your drawing" not in told
    assert "to this " in told


@pytest.mark.parametrize("page", ["data", "train", "evaluate", "compare", "learn"])
def test_there_is_a_pad_beside_every_page_but_the_one_with_the_large_pad(visit, page):
    for name, wanted in ((page, [True]), ("draw", [False])):
        pads = [
            json.loads(part.proto.json) for part in visit(page=name).get("bidi_component") if "pad" in part.proto.component_name
        ]
        assert [pad.get("small", False) for pad in pads] == wanted
