"""Links without a browser: made from the desk, opened onto a desk, refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnn_core.data.choice import DataChoice
from cnn_core.presets import PRESETS
from cnn_core.training.transfer import Transfer
from cnn_core.workspace.share_link import from_link, to_link

ROOT = Path(__file__).resolve().parents[3]
ADA, BEN = "ada-" + "x" * 24, "ben-" + "x" * 24
lenet, small = PRESETS["lenet-5"].experiment, PRESETS["small-cnn"].experiment


def arrive(visit: Callable[..., AppTest], text: str, person: str = ADA) -> AppTest:
    """A person opens the app through a link."""
    app = visit(person)
    app.query_params["x"] = text
    return app.run()


def said(app: AppTest) -> str:
    return " ".join(each.value for each in [*app.info, *app.error]).replace("\\", "")


def has_code(app: AppTest) -> bool:
    return any("QR code of the link" in str(each.proto) for each in app.get("image"))


def test_a_link_puts_its_experiment_on_the_desk_as_one_edit(visit: Callable[..., AppTest]) -> None:
    app = arrive(visit, to_link(lenet))
    assert not app.exception
    assert not app.error
    mine = app.session_state["session"]
    assert mine.experiment == lenet
    assert mine.desk.undo().experiment == small
    assert not mine.desk.undo().past
    assert "Opened from a link: lenet-5 on MNIST mini. Undo" in said(app)
    assert "x" not in app.query_params


def test_a_reload_finds_it_and_does_not_open_it_again(visit: Callable[..., AppTest]) -> None:
    arrive(visit, to_link(lenet))
    again = visit()
    mine = again.session_state["session"]
    assert mine.experiment == lenet
    assert len(mine.desk.past) == 1
    assert "link" not in said(again)


def test_the_same_address_again_does_not_undo_an_undo(visit: Callable[..., AppTest]) -> None:
    """As a rerun that was asked for before the browser had the new address would do."""
    app = arrive(visit, to_link(lenet))
    mine = app.session_state["session"]
    mine.put(mine.desk.undo())
    app.query_params["x"] = to_link(lenet)
    app.run()
    assert mine.experiment == small
    assert "x" not in app.query_params


def test_the_notice_goes_with_the_page_or_the_next_edit(visit: Callable[..., AppTest]) -> None:
    app = arrive(visit, to_link(lenet))
    assert "Opened from a link" in said(app.run())
    mine = app.session_state["session"]
    mine.put(mine.desk.undo())
    assert "Opened from a link" not in said(app.run())
    app = arrive(visit, to_link(lenet), BEN)
    assert "Opened from a link" not in said(app.switch_page("pages/train.py").run())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is empty"),
        ("<script>alert(1)</script>", "characters that no link has"),
        (to_link(lenet)[:-4], "a part of it is missing or changed"),
        (to_link(replace(lenet, data=DataChoice(dataset="cifar"))), "dataset: must be one of"),
        (to_link(replace(lenet, data=DataChoice(task="one-against-rest", target=10))), "has 10 classes"),
        (
            to_link(replace(lenet, data=DataChoice(dataset="own-0123456789ab"))),
            "ask for their project, one file with the images in it",
        ),
    ],
)
def test_a_link_that_cannot_be_opened_is_a_sentence_and_changes_nothing(
    visit: Callable[..., AppTest], text: str, words: str
) -> None:
    app = arrive(visit, text)
    assert not app.exception
    assert words in said(app)
    assert app.session_state["session"].experiment == small
    assert not app.session_state["session"].desk.past
    assert "x" not in app.query_params
    assert app.title[0].value == "Build"


def test_images_of_somebody_else_cannot_be_opened_through_a_link(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sender's dataset is on this very server, and still not the receiver's."""
    from pages.widgets.shell import sharing

    monkeypatch.setattr(sharing, "belongs", lambda name, owner: owner == ADA)
    text = to_link(replace(lenet, data=DataChoice(dataset="own-0123456789ab")))
    assert "links carry no images" in said(arrive(visit, text, BEN))


def test_a_network_that_does_not_suit_its_images_is_fitted_to_them(visit: Callable[..., AppTest]) -> None:
    app = arrive(visit, to_link(replace(lenet, architecture=lenet.architecture.fit_to((50, 40, 3), 7))))
    assert app.session_state["session"].experiment == lenet


def test_layers_of_a_run_that_is_not_here_begin_anew_and_the_notice_says_so(visit: Callable[..., AppTest]) -> None:
    frozen = replace(lenet, architecture=lenet.architecture.edit(0, trainable=False))
    app = arrive(visit, to_link(replace(frozen, transfer=Transfer(run="somebodys-run", layers=1))))
    assert app.session_state["session"].experiment == lenet
    assert "all layers now start with random weights" in said(app)
    app = arrive(visit, to_link(replace(frozen, transfer=Transfer(run="pretrained", layers=1))), BEN)
    assert app.session_state["session"].experiment.transfer.active


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("http://127.0.0.1:8501", "http://127.0.0.1:8501/?x="),
        ("https://lab.example/class/?topic=kernel#part", "https://lab.example/class/?x="),
    ],
)
def test_the_shared_link_is_the_desk_under_the_address_of_the_browser(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, here: str, there: str
) -> None:
    monkeypatch.setattr(type(st.context), "url", property(lambda self: here))
    app = visit()
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(lenet))
    app.session_state["share"] = True
    app.run()
    assert not app.exception
    link = app.code[0].value
    assert link.startswith(there)
    assert from_link(link.removeprefix(there)) == lenet
    assert has_code(app) == ("127.0.0.1" not in here)


@pytest.mark.parametrize(
    ("here", "reachable"),
    [
        ("http://127.0.0.1:8501", False),
        ("http://localhost:8501/train", False),
        ("http://lab.localhost:8501", False),
        ("http://127.1.2.3:8501", False),
        ("http://[::1]:8501", False),
        ("http://0.0.0.0:8501", False),
        ("http://192.168.1.20:8501", True),
        ("http://[2001:db8::1]:8501", True),
        ("https://lab.example", True),
    ],
)
def test_a_qr_code_is_shown_only_where_another_machine_can_open_it(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, here: str, reachable: bool
) -> None:
    """Where it cannot, the page says how to start the app so that it can, in the words of README."""
    monkeypatch.setattr(type(st.context), "url", property(lambda self: here))
    app = visit()
    app.session_state["share"] = True
    app.run()
    assert not app.exception
    assert has_code(app) == reachable
    commands = [each.value for each in app.code[1:]]
    assert commands == (
        [] if reachable else ["python -m streamlit run app.py --server.address=0.0.0.0 --server.allowedHosts=HOST"]
    )
    assert all(command in (ROOT / "README.md").read_text() for command in commands)
