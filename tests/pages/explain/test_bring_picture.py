"""A picture from a file on the Explain page, and mistakes while another epoch is looked at."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from pages.widgets.state.explained_image import Picture
from tests.pages.epochs_run import ADA, epochs_run

Visit = Callable[..., AppTest]


def picture_of_a_one(size: tuple[int, int] = (300, 400)) -> bytes:
    paper = Image.new("L", size, 225)
    ImageDraw.Draw(paper).line((size[0] // 2, 80, size[0] // 2, size[1] - 80), fill=30, width=26)
    file = io.BytesIO()
    paper.save(file, "PNG")
    return file.getvalue()


def words_of(app: AppTest) -> str:
    """What the page says of the image, outside the microscope."""
    app.segmented_control(key="explain part").set_value("Map of images").run()
    assert not app.exception
    return next(each.value for each in app.markdown if "Predicted" in each.value).replace("\\", "")


def test_a_file_is_read_prepared_and_followed_through_the_network(visit: Visit) -> None:
    app = visit(ADA, "explain")
    app.segmented_control(key="explain kind").set_value("Picture").run()
    assert "Choose a file above" in app.info[0].value
    app.file_uploader(key="explained file").upload("one.png", picture_of_a_one(), "image/png").run()
    assert app.session_state["explained file being read"][1].wait(20)
    app.run()
    assert not app.exception
    assert not app.error
    picture: Picture = app.session_state["explained picture"]
    assert picture.shape == (28, 28, 1)
    ink = picture.pixels[..., 0] > 128
    rows, columns = np.nonzero(ink)
    assert (np.ptp(rows) + 1, abs(columns.mean() - 13.5) < 1.5) == (20, True), "as large as MNIST's digits, in the middle"
    assert words_of(app).startswith("Your picture one.png. Predicted: 1")


def test_of_a_file_that_is_no_picture_a_sentence_says_so(visit: Visit) -> None:
    app = visit(ADA, "explain")
    app.segmented_control(key="explain kind").set_value("Picture").run()
    app.file_uploader(key="explained file").upload("one.png", b"not a picture", "image/png").run()
    assert app.session_state["explained file being read"][1].wait(20)
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "one" in app.error[0].value
    assert "explained picture" not in app.session_state


def test_mistakes_are_said_to_be_those_of_the_final_weights_while_an_epoch_is_shown(visit: Visit, lab: Laboratory) -> None:
    folder = epochs_run(lab)
    folder.save_evaluation(lab.folder("pretrained").evaluation())
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    app.segmented_control(key="explain kind").set_value("Mistakes").run()

    def said() -> list[str]:
        return [each.value for each in app.caption if " of 32" in each.value]

    assert said() == ["1 of 32"]
    app.select_slider(key="epoch slider").set_value(0).run()
    assert not app.exception
    assert said() == ["1 of 32 of the final weights"]
