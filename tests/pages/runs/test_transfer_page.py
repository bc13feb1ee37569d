"""Layers of a trained network, reused for other images, without a browser."""

import numpy as np

from cnn_core.training.transfer import Transfer
from tests.engine.fake_engine import looked_inside
from tests.pages.build.test_layer_outputs_page import seen


def button(app, label):
    return next(each for each in app.button if each.label == label)


def reused(visit, dataset="mnist-mini"):
    app = visit(page="evaluate")
    app.selectbox(key="reuse dataset").set_value(dataset).run()
    button(app, "Put it on the Build page").click().run()
    assert not app.exception
    return app


def test_the_network_comes_to_the_build_page_with_its_layers_frozen(visit, lab):
    app = reused(visit)
    experiment = app.session_state["session"].experiment
    assert experiment.transfer == Transfer(run="pretrained", layers=4)
    assert [layer.trainable for layer in experiment.architecture.layers if hasattr(layer, "trainable")] == [
        False,
        False,
        True,
        True,
    ]
    assert any("first 4 layers begin with the weights of small" in each.value for each in app.markdown)
    app.button(key="sidebar-train").click().run()
    run = app.session_state["session"].run
    beginning = lab.folder(run).resume()
    assert beginning.epoch == 0
    np.testing.assert_array_equal(beginning.weights["0.kernel"], lab.folder("pretrained").weights()["0.kernel"])
    assert set(beginning.weights) == {"0.kernel", "0.bias", "2.kernel", "2.bias"}


def test_the_picture_shows_what_the_reused_weights_make_of_an_image(visit, engines):
    asked = []

    def looked(architecture, weights, seed, image, channels, layers):
        asked.append((sorted(weights), layers))
        return looked_inside(architecture, weights, seed, image, channels, layers)

    engines.nth_client(1).side_tasks["layer_outputs"] = looked
    told = seen(reused(visit).switch_page("pages/build.py").run())
    assert "with the reused weights in the first 4 layers and random ones in the others" in told["words"]
    assert asked[-1] == (["0.bias", "0.kernel", "2.bias", "2.kernel"], 4)


def test_fresh_weights_thaw_the_layers(visit):
    app = reused(visit)
    button(app, "Start with fresh weights instead").click().run()
    experiment = app.session_state["session"].experiment
    assert not experiment.transfer.active
    assert all(layer.trainable for layer in experiment.architecture.layers if hasattr(layer, "trainable"))
    assert not [each for each in app.button if each.label == "Start with fresh weights instead"]


def test_a_changed_layer_stops_the_training_in_words(visit):
    app = reused(visit)
    mine = app.session_state["session"]
    experiment = mine.experiment
    mine.put(mine.desk.edit(type(experiment)(**{**vars(experiment), "architecture": experiment.architecture.edit(0, filters=8)})))
    app.switch_page("pages/build.py").run()
    assert app.button(key="sidebar-train").disabled
    assert any("has changed" in each.value for each in app.markdown)
