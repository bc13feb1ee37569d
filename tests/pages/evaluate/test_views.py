"""Galleries of several sizes, and the tables of a trained network."""

import io
import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.data.load import load_local
from cnn_core.metrics.evaluation import evaluate
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.events import event
from pages.widgets.evaluate.results import caption
from pages.widgets.state.drawing import training_images_of
from tests.pages.data.uploading import ADA


def test_the_gallery_shows_one_image_ten_or_twenty_four(visit):
    app = visit(page="data")
    for view in ("one", "2x5", "4x6"):
        app.segmented_control(key="gallery view").set_value(view).run()
        assert not app.exception


def test_wrong_and_right_images_come_in_galleries_of_nine_too(visit):
    app = visit(page="evaluate")
    frames = [len(each.value) for each in app.dataframe]
    app.segmented_control(key="samples grid").set_value("3x3").run()
    assert not app.exception
    assert 24 in frames
    assert 9 in [len(each.value) for each in app.dataframe]


def test_the_tables_of_the_network_give_shapes_and_weights(visit):
    tables = [each.value for each in visit(page="evaluate").dataframe]
    shapes = next(table for table in tables if list(table.columns) == ["layer", "input", "output"])
    weights = next(table for table in tables if "array" in table.columns)
    assert shapes["input"][0] == "28x28x1"
    assert shapes["output"].iloc[-1] == "10"
    assert len(shapes) == 8
    assert list(weights["shape"]) == ["3x3x1x32", "32", "3x3x32x64", "64", "1,600x64", "64", "64x10", "10"]
    assert weights["numbers"].sum() == 121_930
    arrays = next(each for each in visit(page="evaluate").dataframe if "array" in each.value.columns)
    assert json.loads(arrays.proto.columns)["numbers"]["type_config"]["format"] == "localized"


@pytest.mark.parametrize(("more", "words"), [(2, "One of 2 mistakes that are equally"), (1, "The most frequent mistake")])
def test_a_mistake_is_called_the_most_frequent_where_no_other_is_as_frequent(visit, lab, more, words):
    labels = load_local("digits").y_test
    answers = labels.copy()
    for true, read, count in ((4, 9, 2), (3, 5, more)):
        answers[np.flatnonzero(labels == true)[:count]] = read
    meta = RunMeta(
        id="tied", experiment=replace(PRESETS["mlp"].experiment, data=DataChoice(dataset="digits")), owner=owner_mark(ADA)
    )
    folder = RunFolder.create(lab.root, meta)
    folder.save_evaluation(evaluate(labels, np.eye(10, dtype=np.float32)[answers], tuple("0123456789")))
    folder.append(
        [event("evaluated", test_loss=1.0, test_accuracy=0.9), event("finished", reason="completed", epochs=1, seconds=1.0)]
    )
    app = visit(ADA, "evaluate")
    app.session_state["session"].show_run("tied")
    app.run()
    assert not app.exception
    assert any(each.value.startswith(words) for each in app.caption)


@pytest.mark.parametrize("page", ["evaluate", "compare"])
def test_no_csv_is_made_before_somebody_downloads_it(visit, monkeypatch, page):
    monkeypatch.setattr(pd.DataFrame, "to_csv", None)
    app = visit(page=page)
    assert not app.exception
    assert not app.error
    assert any("CSV" in each.label for each in app.get("download_button"))
    assert not app.run().exception
    assert not app.error


def test_the_downloaded_csv_has_every_image_and_every_class(visit, downloads):
    app = visit(page="evaluate")
    app.segmented_control(key="samples grid").set_value("3x3").run()
    wrong = pd.read_csv(io.StringIO(downloads["wrong-small-cnn.csv"]()))
    assert list(wrong.columns) == ["no.", "true", "predicted", *(f"p({digit})" for digit in range(10))]
    assert len(wrong) == 32  # 98.40% of the 2,000 test images are right
    assert (wrong["predicted"] != wrong["true"]).all()
    report = pd.read_csv(io.StringIO(downloads["report-small-cnn.csv"]()))
    assert list(report["class"]) == list(range(10))
    assert report["test images"].sum() == 2_000


def test_every_caption_says_the_class_how_it_is_read_and_how_surely(visit):
    found = visit(page="evaluate").session_state["results"][1]
    wrong = int(found.evaluation.wrong()[0])
    row = found.evaluation.probabilities[wrong]
    said, sure = caption(found, wrong).split("\n")
    assert said == f"{found.evaluation.labels[wrong]}, read as {row.argmax()}"
    assert sure == f"{row.max():.0%}, no. {wrong}"
    right = int(found.evaluation.right()[0])
    assert caption(found, right).startswith(f"{found.evaluation.labels[right]}\n100%")


def test_the_matrix_is_offered_as_three_files(visit, downloads):
    visit(page="evaluate")
    counts = downloads["matrix-small-cnn.csv"]().splitlines()[1:]
    assert sum(int(number) for line in counts for number in line.split(",")[1:]) == 2_000
    assert downloads["matrix-small-cnn.svg"]().startswith("<svg")
    assert downloads["matrix-small-cnn.png"]().startswith(b"\x89PNG")


@pytest.mark.parametrize(("asked", "opened"), [("Mistakes", "Mistakes"), ("nothing", "Matrix")])
def test_a_link_can_name_the_tab_that_it_opens(visit, asked, opened):
    app = visit(page="evaluate")
    app.query_params["tab"] = asked
    app.run()
    assert not app.exception
    (container,) = app.get("tab_container")
    assert [each.label for each in app.tabs] == ["Matrix", "Classes", "Mistakes", "Network"]
    assert container.proto.tab_container.default_tab_index == ["Matrix", "Classes", "Mistakes", "Network"].index(opened)


def test_any_run_can_be_opened_on_the_desk_and_undone(visit):
    app = visit(page="evaluate")
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, seed=77))
    app.run().button(key="open on the desk").click().run()
    assert not app.exception
    assert mine.experiment.training.seed == 1
    assert mine.desk.undo().experiment.training.seed == 77
    assert any("Undo brings back" in each.value for each in app.info)


def counted(app):
    return next(each.value for each in app.caption if re.search(r"\d per class\.", each.value)).replace("\\", "")


def test_the_class_counts_before_a_choice_are_shown_only_where_images_are_left_out(visit):
    app = visit(page="data")
    assert "before the choice" not in counted(app)
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, train_size=1_000))
    assert "training and validation before the choice: 10,000 images, 1,000 per class; training: 900 images" in counted(app.run())
    mine.set_data(replace(mine.experiment.data, train_size=0, task="one-against-rest", target=6))
    assert "before the choice: 10,000 images, 1,000 to 9,000 per class; training: 1,800 images, 900 per class" in counted(
        app.run()
    )
    assert not app.exception


@pytest.mark.parametrize(("name", "part"), [("mnist-mini", 20 / 28), ("fashion_mnist", 1.0)])
def test_a_drawing_is_as_large_as_the_pictures_that_a_network_knows(name, part):
    assert training_images_of(name).fill == part


def test_the_report_is_made_when_somebody_downloads_it(visit, downloads):
    app = visit(page="evaluate")
    assert not app.exception
    name = next(name for name in downloads if name.endswith(".html"))
    text = downloads[name]().decode()
    assert name == "small-cnn.html"
    assert "98.40%" in text
    assert text.count("data:image/png") == 24
