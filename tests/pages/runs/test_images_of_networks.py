"""The images of a network that is loaded from a file: those of the desk, others that fit, or chosen ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs.listing import list_runs
from tests.pages.data.uploading import ADA, texts
from tests.pages.runs.test_save_network import upload


def test_a_keras_file_is_taken_for_images_of_this_machine_that_fit_where_those_of_the_desk_do_not(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    """It was refused, with the name of the images that fit."""
    app = visit(page="evaluate")
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, dataset="digits"))
    before = mine.experiment
    app.run()
    upload(app, lab.folder("pretrained").model_path.read_bytes(), "mine.keras")
    assert not app.error
    assert lab.folder(mine.run).meta.experiment.data.dataset == "mnist-mini"
    assert "MNIST mini is taken as its images: those of digits are 8x8x1 in 10 classes, and it takes 28x28x1" in texts(app)
    assert any("with MNIST mini as its images" in each.value for each in app.toast)
    assert mine.experiment == before


def test_a_keras_file_for_other_images_than_were_chosen_is_refused_with_both_sizes(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    app = visit(page="evaluate")
    next(each for each in app.selectbox if each.label == "Its images").set_value("digits").run()
    upload(app, lab.folder("pretrained").model_path.read_bytes(), "mine.keras")
    assert "takes images of 28x28x1, but those of digits are 8x8x1: choose MNIST mini" in texts(app)
    assert "as its images, and load it again" in texts(app)
    assert "command line" not in texts(app)
    assert list_runs(lab.root, ADA) == []
