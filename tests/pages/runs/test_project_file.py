"""The project of one browser is saved and opened in another, on the Compare page."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import PRETRAINED_PATH, RunFolder, RunMeta, list_runs
from cnn_core.storage.owner_mark import owner_mark
from pages.widgets.runs.project_file import OPENING, SAVING

ADA, BEN = "ada-" + "x" * 24, "ben-" + "x" * 24


@pytest.fixture
def run(lab: Laboratory) -> str:
    """A run of Ada's that has ended."""
    meta: RunMeta = replace(RunFolder(PRETRAINED_PATH).meta, id="run-1", owner=owner_mark(ADA))
    folder = RunFolder.create(lab.root, meta)
    for name in ("events.jsonl", "weights.npz", "evaluation.npz"):
        shutil.copy(PRETRAINED_PATH / name, folder.path / name)
    return folder.id


def waited(app: AppTest, key: str) -> AppTest:
    until = time.monotonic() + 60
    work = app.session_state[key].work if key == SAVING else app.session_state[key]
    while not work.ended:
        assert time.monotonic() < until
        time.sleep(0.1)
    return app.run()


def saved(app: AppTest) -> bytes:
    waited(app.button(key="save project").click().run(), SAVING)
    content, written = app.session_state[SAVING].work.answer
    assert written.left_out == ()
    return bytes(content)


def test_what_one_browser_saves_another_opens_and_its_desk_is_asked_for(
    visit: Callable[..., AppTest], lab: Laboratory, run: str
) -> None:
    ada = visit(ADA, "compare")
    mine = ada.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=9))
    content = saved(ada.run())
    assert "It holds 1 run, the desk with its steps of undo." in " ".join(each.value for each in ada.caption).replace("\\", "")
    ben = visit(BEN, "compare")
    before = ben.session_state["session"].experiment
    loader = next(each for each in ben.file_uploader if each.label.startswith("A project"))
    ben = waited(loader.set_value(("ada.zip", content, "application/zip")).run(), OPENING)
    assert not ben.exception
    assert "Came: 1 run." in ben.success[0].value.replace("\\", "")
    (there,) = list_runs(lab.root, BEN)
    assert there.id != run
    assert lab.state(there.id) == lab.state(run)
    theirs = ben.session_state["session"]
    assert theirs.experiment == before
    ben.button(key="take desk").click().run()
    assert theirs.experiment.training.epochs == 9
    assert "brings your own back" in ben.info[0].value
    assert before in theirs.desk.past


def test_a_file_that_is_no_project_is_a_sentence(visit: Callable[..., AppTest]) -> None:
    app = visit(ADA, "compare")
    loader = next(each for each in app.file_uploader if each.label.startswith("A project"))
    app = waited(loader.set_value(("photo.jpg", b"\xff\xd8", "image/jpeg")).run(), OPENING)
    assert "The project cannot be opened: it is no zip archive" in app.error[0].value.replace("\\", "")
