"""Pictures that came with own images without a class are offered on Draw, where the network says what they are."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
from streamlit.testing.v1 import AppTest

from cnn_core.data.own import own_entries
from cnn_core.engine import Laboratory
from cnn_core.runs.bundle import weight_shapes
from pages.widgets.draw.ways import FILES, WAY
from tests.engine.fake_engine import started
from tests.pages.data.test_own_images_page import finished_run
from tests.pages.data.uploading import ADA, give, use
from tests.uploads.make_uploads import RED, TWO, class_folders, picture, zipped

TOGGLE = "Read the 4 pictures that came with flowers without a class"


def test_the_network_says_what_pictures_without_a_class_are(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    members = [
        *class_folders(TWO, count=20, before="train/"),
        *class_folders({"predict": RED}, count=3),
        ("predict/red.png", picture(RED)),
    ]
    app = use(give(visit(page="data"), ("flowers.zip", zipped(members))))
    folder = finished_run(lab, own_entries(ADA)[0].name, app)
    events = folder.path / "events.jsonl"
    events.write_text(json.dumps(started(scaling=[0.0, 255.0])) + "\n" + events.read_text())
    shapes = weight_shapes(folder.meta.experiment.architecture)
    folder.save_weights({name: np.zeros(shape, np.float32) for name, shape in shapes.items()})
    app.switch_page("pages/draw.py").run()
    app.session_state[WAY] = FILES
    app.run()
    assert not app.exception
    next(each for each in app.toggle if each.label == TOGGLE).set_value(True).run()
    assert not app.exception
    assert not app.error
    table = next(each.value for each in app.dataframe if "picture" in each.value)
    assert list(table["picture"]) == ["predict/0.png", "predict/1.png", "predict/2.png", "predict/red.png"]
    assert all(each.startswith("data:image/png;base64,") for each in table["seen"])
    assert set(table["class"]) <= {"blue", "red"}
    assert "4 pictures read." in [each.value for each in app.caption], "there are no switches"
    assert "in its name" not in table  # a name among pictures of which no class is known tells none
    assert not [each for each in app.markdown if "are read correctly" in each.value]


def test_where_there_are_none_nothing_is_offered(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """Of the network that came with the app, and of own images that all have a class."""
    app = visit(page="draw")
    app.session_state[WAY] = FILES
    app.run()
    assert not offered(app)
    app.switch_page("pages/data.py").run()
    app = use(give(app, ("flowers.zip", zipped(class_folders(TWO, count=20, before="train/")))))
    folder = finished_run(lab, own_entries(ADA)[0].name, app)
    assert app.session_state["session"].run == folder.id
    app.switch_page("pages/draw.py").run()
    app.session_state[WAY] = FILES
    app.run()
    assert not app.exception
    assert not offered(app)


def offered(app: AppTest) -> list[str]:
    return [each.label for each in app.toggle if "without a class" in each.label]
