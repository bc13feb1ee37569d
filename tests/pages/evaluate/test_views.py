"""Galleries of several sizes, and the tables of a trained network."""

from dataclasses import replace

import pytest

from cnn_core.data.catalogue import entry_of
from pages.widgets.state.drawing import part_of_field


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
    assert list(weights["shape"]) == ["3x3x1x32", "32", "3x3x32x64", "64", "1600x64", "64", "64x10", "10"]
    assert weights["numbers"].sum() == 121_930


def counted(app):
    return next(caption.value for caption in app.caption if "a class." in caption.value).replace("\\", "")


def test_the_class_counts_before_a_choice_are_shown_only_where_images_are_left_out(visit):
    app = visit(page="data")
    assert "before the choice" not in counted(app)
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, train_size=1_000))
    assert "before the choice: 10,000 images, 1,000 a class; training: 900 images" in counted(app.run())
    mine.set_data(replace(mine.experiment.data, train_size=0, task="one-against-rest", target=6))
    assert "before the choice: 10,000 images, 1,000 to 9,000 a class; training: 1,800 images, 900 a class" in counted(app.run())
    assert not app.exception


@pytest.mark.parametrize(("name", "part"), [("mnist-mini", 20 / 28), ("fashion_mnist", 1.0)])
def test_a_drawing_is_as_large_as_the_pictures_that_a_network_knows(name, part):
    assert part_of_field(entry_of(name)) == part
