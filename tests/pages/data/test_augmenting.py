"""Augmentation on the Data page."""

import numpy as np

from cnn_core.data.augmentation import Augmentation
from cnn_core.engine.worker.side_tasks import _augment


def texts(app):
    return " ".join([*(each.value for each in app.info), *(each.label for each in app.expander)])


def test_a_slider_turns_it_on_and_shows_draws(visit, engines):
    app = visit(page="data")
    assert "(off)" in texts(app)
    assert "Move a slider" in texts(app)
    engines.nth_client(1).side_tasks["augment"] = np.full((12, 28, 28, 1), 0.5, np.float32)
    app.select_slider(key="augmentation.rotation").set_value(0.1).run()
    assert not app.exception
    assert "(in use)" in texts(app)
    assert "Move a slider" not in texts(app)
    assert any("training images are changed at random" in each.value for each in app.sidebar.markdown)
    assert [button.label for button in app.button if button.label == "Another image"]
    assert app.select_slider(key="augmentation.rotation").options[:3] == ["0°", "4°", "7°"]
    assert app.session_state["session"].experiment.augmentation == Augmentation(rotation=0.1)


def test_what_is_trained_has_it(visit, lab):
    app = visit(page="data")
    app.toggle(key="augmentation.horizontal_flip").set_value(True).run()
    app.button(key="sidebar-train").click().run()
    run = app.session_state["session"].run
    assert lab.folder(run).meta.experiment.augmentation == Augmentation(horizontal_flip=True)


def test_the_worker_draws_what_was_asked_for():
    image = np.linspace(0, 1, 64, dtype=np.float32).reshape(8, 8, 1)
    seen = _augment(Augmentation(horizontal_flip=True).to_json(), image, 16)
    assert seen.shape == (16, 8, 8, 1)
    assert {np.array_equal(each, image) or np.array_equal(each, image[:, ::-1]) for each in seen} == {True}
    assert len({each.tobytes() for each in seen}) == 2
