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
