"""Weights of the classes that came along to images of which one class has few: it is said how much these weigh."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from streamlit.testing.v1 import AppTest

from cnn_core.data.divided import divided
from cnn_core.data.load import load
from tests.pages.data.uploading import button, give, texts, use
from tests.uploads.make_uploads import class_folders, zipped

UNEVEN = zipped([*class_folders({"red": (90, 9, 9)}, 90, size=(28, 28)), *class_folders({"blue": (9, 9, 90)}, 5, size=(28, 28))])


def test_that_a_few_images_weigh_much_is_said_where_the_images_change(visit: Callable[..., AppTest]) -> None:
    """One triangle weighed as much as 28 circles, since the weights of the classes had been on for other images."""
    app = visit(page="data")
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, class_weight="balanced"))
    app.run()
    assert "Each class counts the same" not in texts(app)  # of MNIST mini all classes have as many
    use(give(app, ("uneven.zip", UNEVEN)))
    data = load(mine.experiment.data.dataset)
    blue, red = np.bincount(data.y_train[divided(data, mine.experiment.data).train])
    words = f"with {blue} training images of blue, each counts as much as {red / blue:.0f} of red."
    assert words in texts(app)
    button(app, "Let each image count the same again").click().run()
    assert mine.experiment.training.class_weight == "none"
    assert "Each class counts the same" not in texts(app)
    assert not app.exception


def test_that_classes_are_uneven_is_said_where_they_are_taken_and_on_data_with_what_can_be_done(
    visit: Callable[..., AppTest],
) -> None:
    """Of 120, 30 and 6 images nothing was said unless somebody had their health checked."""
    shades = {"red": (90, 9, 9), "blue": (9, 9, 90), "green": (9, 90, 9)}
    counts = dict(zip(shades, (120, 30, 6), strict=True))
    folders = [each for name, shade in shades.items() for each in class_folders({name: shade}, counts[name])]
    app = give(visit(page="data"), ("uneven.zip", zipped(folders)))
    assert "The classes are uneven: the largest has 120 to learn from, the smallest 6." in texts(app)
    use(app)
    mine = app.session_state["session"]
    data = load(mine.experiment.data.dataset)
    _, green, red = np.bincount(data.y_train[divided(data, mine.experiment.data).train])
    assert f"The classes are uneven, {red} training images of red and {green} of green: accuracy speaks mostly" in texts(app)
    button(app, "Let each class count the same in training").click().run()
    assert mine.experiment.training.class_weight == "balanced"
    assert "each counts as much as" in texts(app)
    button(app, "Let each image count the same again").click().run()
    assert mine.experiment.training.class_weight == "none"
    assert not app.exception


def test_nothing_is_said_of_even_classes(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    assert "uneven" not in texts(app)
    app = give(app, ("even.zip", zipped(class_folders({"red": (90, 9, 9), "blue": (9, 9, 90)}, 20))))
    assert "uneven" not in texts(app)
