"""A picture from a file on the Explain page, and mistakes while another epoch is looked at."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.errors import DatasetError
from cnn_core.runs import PRETRAINED_PATH, RunFolder, owner_mark
from cnn_core.spec import Architecture, Dense, Flatten
from cnn_core.training.events import event
from pages.widgets.shell.read_files import READING
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
    assert app.session_state[READING][1].wait(20)
    app.run()
    assert not app.exception
    assert not app.error
    picture: Picture = app.session_state["explained picture"]
    assert picture.shape == (28, 28, 1)
    ink = picture.pixels[..., 0] > 128
    rows, columns = np.nonzero(ink)
    assert (np.ptp(rows) + 1, abs(columns.mean() - 13.5) < 1.5) == (20, True), "as large as MNIST's digits, in the middle"
    assert words_of(app).startswith("Your picture one.png. Predicted: 1")


def test_a_file_that_is_larger_than_is_read_is_not_sent(visit: Visit) -> None:
    """At most 50 MB are read; browsers count 10^6 or 2^20 bytes to the MB."""
    app = visit(ADA, "explain")
    app.segmented_control(key="explain kind").set_value("Picture").run()
    most = app.file_uploader(key="explained file").proto.max_upload_size_mb
    assert 50 * 2**20 <= most * 10**6 < most * 2**20 < 60 * 2**20


def test_of_a_file_that_is_no_picture_a_sentence_says_so(visit: Visit) -> None:
    app = visit(ADA, "explain")
    app.segmented_control(key="explain kind").set_value("Picture").run()
    app.file_uploader(key="explained file").upload("one.png", b"not a picture", "image/png").run()
    assert app.session_state[READING][1].wait(20)
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "one" in app.error[0].value
    assert "explained picture" not in app.session_state


def test_a_picture_that_could_not_be_prepared_is_tried_again_and_none_stands_in_its_place(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit(ADA, "explain")
    app.segmented_control(key="explain kind").set_value("Picture").run()

    def broken(*_: object) -> None:
        raise DatasetError("No room for it.")

    monkeypatch.setattr("pages.widgets.explain.bring_picture.picture_input", broken)
    app.file_uploader(key="explained file").upload("one.png", picture_of_a_one(), "image/png").run()
    assert app.session_state[READING][1].wait(20)
    for _ in range(2):
        app.run()
        assert "No room for it." in app.error[0].value
    monkeypatch.undo()
    app.run()
    assert not app.error
    assert app.session_state["explained picture"].name == "Your picture one.png"


def of_colours(lab: Laboratory) -> None:
    """A finished run of Ada's of images of 32x32x3."""
    meta = RunFolder(PRETRAINED_PATH).meta
    layers = (Flatten(), Dense(units=10, activation="softmax"))
    architecture = Architecture(name="colours", input_shape=(32, 32, 3), layers=layers)
    experiment = replace(meta.experiment, architecture=architecture, data=replace(meta.experiment.data, dataset="cifar10"))
    folder = RunFolder.create(lab.root, replace(meta, id="colours", owner=owner_mark(ADA), experiment=experiment))
    folder.save_weights({"1.kernel": np.zeros((3072, 10), np.float32), "1.bias": np.zeros(10, np.float32)})
    folder.append(
        [event("evaluated", test_loss=0.5, test_accuracy=0.75), event("finished", reason="completed", epochs=2, seconds=1.0)]
    )
    folder.save_result()


def asks_for_a_file(app: AppTest) -> bool:
    assert not app.exception
    return any("Choose a file above" in each.value for each in app.info)


def test_a_picture_that_does_not_fit_the_next_run_leaves_no_empty_page(visit: Visit, lab: Laboratory) -> None:
    of_colours(lab)
    app = visit(ADA, "explain")
    app.session_state["explained picture"] = Picture("Mine", (28, 28, 1), bytes(784))
    app.segmented_control(key="explain kind").set_value("Picture").run()
    assert words_of(app).startswith("Mine. ")
    app.selectbox(key="run choice").select("colours").run()
    assert not asks_for_a_file(app)
    choose = next(each for each in app.segmented_control if each.label == "Image")
    assert choose.value != "Picture"
    choose.set_value("Picture").run()
    assert asks_for_a_file(app), "another can be chosen"
    app.run()
    assert asks_for_a_file(app)


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
