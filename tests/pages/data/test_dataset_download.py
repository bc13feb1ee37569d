"""The download of a dataset on the Data page: it goes on by itself, whoever looks at it and wherever they go."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data import load as load_module
from cnn_core.data import places
from cnn_core.data.background_download import download_of
from cnn_core.data.bundled import bundled_path
from cnn_core.data.catalogue import CATALOGUE
from cnn_core.data.load import find, load
from tests.data.gated_server import GatedServer, gated_server

Visit = Callable[..., AppTest]
BEN = "ben-" + "x" * 24


@pytest.fixture
def gated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GatedServer]:
    """The images of mnist-mini under the name of mnist, on a server that stops in the middle of the file."""
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(places, "SYSTEM_FOLDERS", {})
    mini = load("mnist-mini")
    sizes = {"train_size": len(mini.y_train), "test_size": len(mini.y_test)}
    monkeypatch.setitem(CATALOGUE, "mnist", replace(CATALOGUE["mnist"], fingerprint=mini.fingerprint, **sizes))
    with gated_server(bundled_path("mnist-mini").read_bytes()) as server:
        monkeypatch.setitem(load_module.REMOTE_FILES, "mnist", (server.file("mnist.npz"),))
        monkeypatch.setattr(load_module, "BASE_URL", server.url)
        yield server


def texts(app: AppTest) -> str:
    said = [each.value for each in (*app.info, *app.error, *app.warning, *app.caption)]
    return " ".join([*said, *(each.proto.text for each in app.get("progress"))]).replace("\\", "")


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.button]


def press(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def on_mnist(visit: Visit, *who: str) -> AppTest:
    app = visit(*who, page="data") if who else visit(page="data")
    return next(each for each in app.get("button_group") if each.key == "dataset").set_value("mnist").run()


def half_done() -> None:
    until = time.monotonic() + 20
    while (download := download_of("mnist")) is None or download.part < 0.3:
        assert time.monotonic() < until
        time.sleep(0.01)


def ended() -> None:
    download = download_of("mnist")
    assert download is not None
    assert download.wait(20)


def test_the_page_answers_while_a_download_goes_on_and_shows_the_images_afterwards(visit: Visit, gated: GatedServer) -> None:
    app = on_mnist(visit)
    assert "MNIST is not on this machine yet" in texts(app)
    press(app, "Download it")  # which returns while the server holds the second half back
    half_done()
    app.run()
    assert re.search(rf" of {len(gated.content) / 2**20:.1f} MB \(\d+%\), .+ left", texts(app))
    assert "Cancel" in labels(app)
    assert "Download it" not in labels(app)
    app.switch_page("pages/build.py").run()
    assert not app.exception
    gated.go_on.set()
    ended()
    app.switch_page("pages/data.py").run()
    assert not app.error
    assert find("mnist") is not None
    assert any(each.key == "train_size" for each in app.select_slider)


def test_another_session_finds_the_same_download(visit: Visit, gated: GatedServer) -> None:
    press(on_mnist(visit), "Download it")
    half_done()
    other = on_mnist(visit, BEN)
    assert "Downloading MNIST: " in texts(other)
    assert "Download it" not in labels(other)
    gated.go_on.set()
    ended()
    assert any(each.key == "train_size" for each in other.run().select_slider)
    assert gated.requests == 1


def test_a_cancelled_download_can_be_begun_again(visit: Visit, gated: GatedServer) -> None:
    app = press(on_mnist(visit), "Download it")
    half_done()
    press(app, "Cancel")
    assert "Cancelling…" in texts(app)
    gated.go_on.set()
    ended()
    app.run()
    assert not app.error
    assert "MNIST is not on this machine yet" in texts(app)
    press(app, "Download it")
    ended()
    assert any(each.key == "train_size" for each in app.run().select_slider)


def test_a_download_that_fails_is_a_sentence_and_can_be_tried_again(visit: Visit, gated: GatedServer) -> None:
    gated.closed = True
    app = press(on_mnist(visit), "Download it")
    ended()
    app.run()
    assert "the server answered 503" in texts(app)
    gated.closed = False
    gated.go_on.set()
    press(app, "Download it")
    ended()
    app.run()
    assert not app.error
    assert any(each.key == "train_size" for each in app.select_slider)


def test_damaged_images_are_said_and_can_be_replaced_by_a_download(visit: Visit, gated: GatedServer, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mnist.npz").write_bytes(b"nothing")
    app = on_mnist(visit)
    assert "it is not a whole npz archive" in texts(app)
    assert gated.requests == 0
    gated.go_on.set()
    press(app, "Download it")
    ended()
    app.run()
    assert not app.error
    assert any(each.key == "train_size" for each in app.select_slider)
