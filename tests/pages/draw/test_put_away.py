"""What is done with pictures ends when they are put away."""

import threading

import numpy as np

from cnn_core.drawing.picture_input import PictureInput
from pages.widgets.draw import many_pictures, picture_file
from tests.pages.draw.test_picture_file import opened_page, photo_of_a_one, waited


def test_pictures_that_are_put_away_while_their_ink_is_found_are_no_longer_prepared(visit, engines, monkeypatch):
    go_on, made = threading.Event(), []

    def slow(picture, shape, *arguments):
        made.append(picture)
        go_on.wait(20)
        return PictureInput(np.zeros(shape, np.uint8), None)

    monkeypatch.setattr(picture_file, "picture_input", slow)
    monkeypatch.setattr(many_pictures, "PATIENCE", 0.1)
    app = opened_page(visit)
    app.file_uploader(key="own picture").set_value([(f"{n}.png", photo_of_a_one(), "image/png") for n in range(3)]).run()
    waited(app)
    preparing = app.session_state[many_pictures.PREPARED][1]
    app.file_uploader(key="own picture").set_value([]).run()
    go_on.set()
    assert preparing.wait(20)
    assert preparing.cancelled
    assert len(made) == 1
