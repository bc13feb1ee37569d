"""A desk that cannot be read for a while is there again once it can be; whatever is made meanwhile does not overwrite it."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.choice import DataChoice
from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.storage.regular import open_regular
from pages.widgets.state import desk_file, unsaved
from pages.widgets.state.desk_file import DeskFile
from tests.faults.bad_disk import BadDisk
from tests.project.small_project import images

ADA = "ada-" + "x" * 24
Visit = Callable[..., AppTest]


class Reading:
    """Opens desks, unless the system refuses."""

    error = 0

    def __call__(self, path: Path) -> BinaryIO:
        if self.error:
            raise OSError(self.error, os.strerror(self.error))
        return open_regular(path)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    found = Reading()
    monkeypatch.setattr(desk_file, "open_regular", found)
    return found


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(unsaved, "RETRY_SECONDS", 0.05)
    yield
    unsaved._waiting.clear()
    unsaved._spared.clear()


@pytest.fixture
def saved(visit: Visit, lab: Laboratory) -> bytes:
    """The file of a desk with another network on it than the default."""
    visit(ADA).session_state["session"].bring(PRESETS["mlp"].experiment)
    return DeskFile(ADA).path.read_bytes()


def name_of(app: AppTest) -> str:
    return str(app.session_state["session"].experiment.architecture.name)


def said(app: AppTest) -> str:
    assert not app.exception
    return " ".join(each.value.replace("\\", "") for each in app.info)


def asides() -> list[Path]:
    return list(DeskFile(ADA).path.parent.glob("*.unreadable-*"))


@pytest.mark.parametrize("error", [errno.EMFILE, errno.EIO, errno.EACCES])
def test_it_is_shown_as_soon_as_it_can_be_read(visit: Visit, saved: bytes, reading: Reading, error: int) -> None:
    reading.error = error
    app = visit(ADA)
    assert "Your saved work cannot be read now, because" in said(app)
    assert name_of(app) == name_of(visit("bob-" + "x" * 24))
    assert (DeskFile(ADA).path.read_bytes(), asides()) == (saved, [])
    reading.error = 0
    app.run()
    assert "Your saved work can be read again: this is it." in said(app)
    assert name_of(app) == PRESETS["mlp"].experiment.architecture.name
    app.session_state["session"].bring(PRESETS["lenet-5"].experiment)
    assert asides() == []  # nothing needs to be kept from it


def test_what_is_made_meanwhile_stands_beside_it(visit: Visit, saved: bytes, reading: Reading) -> None:
    reading.error = errno.EIO
    visit(ADA).session_state["session"].bring(PRESETS["lenet-5"].experiment)
    (aside,) = asides()
    assert aside.read_bytes() == saved
    reading.error = 0
    assert name_of(visit(ADA)) == PRESETS["lenet-5"].experiment.architecture.name


def test_a_disk_that_takes_nothing_either_overwrites_it_no_more_when_it_is_well(
    visit: Visit, saved: bytes, reading: Reading, tmp_path: Path
) -> None:
    reading.error = errno.EIO
    app = visit(ADA)
    with BadDisk(tmp_path / "desks", "EIO").installed():
        app.session_state["session"].bring(PRESETS["lenet-5"].experiment)
    unsaved.save_waiting()
    (aside,) = asides()
    assert aside.read_bytes() == saved


@pytest.fixture
def on_own_images(visit: Visit, lab: Laboratory, tmp_path: Path) -> AppTest:
    """A desk with own images, and a step back."""
    name = images(owner=ADA)
    app = visit(ADA)
    mine = app.session_state["session"]
    mine.bring(replace(PRESETS["mlp"].experiment, data=DataChoice(dataset=name)))
    mine.set_data(DataChoice(dataset=name))
    shutil.rmtree(tmp_path / "datasets" / name)
    return app


def test_of_a_desk_whose_images_somebody_deleted_the_file_is_kept(on_own_images: AppTest) -> None:
    before = json.loads(DeskFile(ADA).path.read_bytes())
    app = on_own_images.run()
    (aside,) = asides()
    assert json.loads(aside.read_bytes()) == before
    assert f"with your steps back, is kept as {aside}" in said(app)


def test_it_is_kept_by_a_disk_that_takes_nothing_now_too(on_own_images: AppTest, tmp_path: Path) -> None:
    before = DeskFile(ADA).path.read_bytes()
    with BadDisk(tmp_path / "desks", "EROFS").installed():
        on_own_images.run()
        assert asides() == []
    unsaved.save_waiting()
    (aside,) = asides()
    assert aside.read_bytes() == before
