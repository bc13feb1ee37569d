"""A dataset that is made of own images while its person is on another page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.own import own_entries
from cnn_core.errors import DatasetError
from pages.widgets.state import upload
from tests.pages.data.uploading import ADA, button, give, names, texts, waited
from tests.pages.timers import Timers
from tests.uploads.make_uploads import TWO, class_folders, zipped

GOOD = zipped(class_folders(TWO, count=20))
Visit = Callable[..., AppTest]


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The making waits for it, once it has told how far it is."""
    may, take = threading.Event(), upload.take

    def slowly(*arguments: object) -> object:
        progress = arguments[5]
        progress(12, 40)  # type: ignore[operator]
        assert may.wait(20)
        return take(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(upload, "take", slowly)
    yield may
    may.set()


def on_desk(app: AppTest) -> str:
    name: str = app.session_state["session"].experiment.data.dataset
    return name


def pressed(app: AppTest) -> AppTest:
    return button(app, "Use these images").click().run()  # type: ignore[attr-defined, no-any-return]


def notices(app: AppTest) -> str:
    return " ".join(each.value.replace("\\", "") for each in app.info)


@pytest.mark.parametrize("page", ["train", "build", "learn", "compare"])
def test_they_are_chosen_and_announced_on_whatever_page_one_is(
    visit: Visit, go_on: threading.Event, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    timers = Timers(monkeypatch)
    app = pressed(give(visit(page="data"), ("flowers.zip", GOOD)))
    app.switch_page(f"pages/{page}.py").run()
    assert on_desk(app) == "mnist-mini"
    assert "Your images are being made: 12 of 40. Until they are ready, MNIST mini is on the desk." in notices(app)
    go_on.set()
    assert app.session_state["upload of own images"].taking.wait(20)
    timers.tick(app, "_notice")
    (entry,) = own_entries(ADA)
    assert on_desk(app) == entry.name
    assert "flowers is ready, and is on the desk now in place of MNIST mini." in notices(app)
    assert "being made" not in notices(app)
    assert not app.exception
    assert "upload of own images" not in app.session_state
    app.switch_page("pages/data.py").run()
    assert "flowers" in names(app)


def test_who_presses_and_is_away_at_once_has_what_was_chosen(visit: Visit) -> None:
    """The run of Data that the press asks for does not come to its end."""
    app = give(visit(page="data"), ("flowers.zip", GOOD))
    next(each for each in app.get("button_group") if each.key == "own colour").set_value(False).run()
    next(each for each in app.text_input if each.label == "Name").set_value("Late").run()
    next(each for each in app.text_input if each.label == "Names of the classes").set_value("rot, blau").run()
    app.session_state["upload of own images"].press()
    waited(app.switch_page("pages/train.py").run())
    (entry,) = own_entries(ADA)
    assert (entry.title, entry.input_shape[2], entry.class_names) == ("Late", 1, ("rot", "blau"))
    assert on_desk(app) == entry.name


def test_back_on_data_their_making_is_followed_on(visit: Visit, go_on: threading.Event) -> None:
    app = pressed(give(visit(page="data"), ("flowers.zip", GOOD)))
    app.switch_page("pages/train.py").run().switch_page("pages/data.py").run()
    assert "Cancel" in [each.label for each in app.button]
    assert "being made" not in notices(app)
    go_on.set()
    waited(app)
    assert on_desk(app) == own_entries(ADA)[0].name


def test_other_data_that_were_chosen_meanwhile_stay(visit: Visit, go_on: threading.Event) -> None:
    app = pressed(give(visit(page="data"), ("flowers.zip", GOOD)))
    choose_digits(app)
    go_on.set()
    waited(app.switch_page("pages/train.py").run())
    assert on_desk(app) == "digits"
    assert "flowers is ready. Digits" in notices(app)
    assert "which you chose meanwhile, stays on the desk: choose your images on Data." in notices(app)


def test_another_tab_that_trains_on_other_data_keeps_them(visit: Visit, go_on: threading.Event) -> None:
    app = pressed(give(visit(page="data"), ("flowers.zip", GOOD)))
    other = visit(page="train")
    choose_digits(other)
    go_on.set()
    waited(app.switch_page("pages/train.py").run())
    assert on_desk(app) == on_desk(other) == "digits"
    assert "flowers is ready. Digits" in notices(app)
    assert "not carried out" not in notices(app)


def choose_digits(app: AppTest) -> None:
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, dataset="digits"))


def test_why_none_could_be_made_is_said_once_where_one_is(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> object:
        raise DatasetError("The disk is full.")

    monkeypatch.setattr(upload, "take", fail)
    app = give(visit(page="data"), ("flowers.zip", GOOD))
    app.session_state["upload of own images"].press()
    said = texts(app.switch_page("pages/train.py").run()) + texts(waited(app))
    assert said.count("No dataset was made of your images. The disk is full. On Data they are as you left them.") == 1
    assert "No dataset was made" not in texts(app.run())
    app.switch_page("pages/data.py").run()
    assert "The disk is full." in texts(app)
    assert "40 pictures in 2 classes" in texts(app)
