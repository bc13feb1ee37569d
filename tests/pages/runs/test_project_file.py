"""The project of one browser is saved and opened in another, on the Compare page."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.plan.record import PlanRecord
from cnn_core.presets import PRESETS
from cnn_core.project import saved as project_saved
from cnn_core.project import sizes, writing
from cnn_core.project.sizes import EVERY, LAST, run_sizes
from cnn_core.runs import PRETRAINED_PATH, RunFolder, RunMeta, list_runs
from cnn_core.runs.annotation import Annotation
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.text import bytes_text
from pages.widgets.runs import project_file, project_weights
from pages.widgets.runs.project_file import KEY, OPENING, SAVING
from pages.widgets.state.laboratory import plans

ADA, BEN = "ada-" + "x" * 24, "ben-" + "x" * 24


@pytest.fixture
def run(lab: Laboratory) -> str:
    """A run of Ada's that has ended."""
    meta: RunMeta = replace(RunFolder(PRETRAINED_PATH).meta, id="run-1", owner=owner_mark(ADA))
    folder = RunFolder.create(lab.root, meta)
    for name in ("events.jsonl", "weights.npz", "evaluation.npz"):
        shutil.copy(PRETRAINED_PATH / name, folder.path / name)
    return folder.id


@pytest.fixture
def opened(visit: Callable[..., AppTest]) -> Callable[[str], AppTest]:
    """Compare with the expander open."""

    def of(person: str) -> AppTest:
        app = visit(person, "compare")
        app.session_state[KEY] = True
        return app.run()

    return of


def waited(app: AppTest, key: str) -> AppTest:
    until = time.monotonic() + 60
    work = app.session_state[key].work if key == SAVING else app.session_state[key]
    while not work.ended:
        assert time.monotonic() < until
        time.sleep(0.1)
    return app.run()


def loader(app: AppTest):  # type: ignore[no-untyped-def]
    return next((each for each in app.file_uploader if each.label.startswith("A project")), None)


def words(app: AppTest) -> str:
    found = [*app.success, *app.info, *app.error, *app.caption]
    return " ".join([each.value.replace("\\", "") for each in found] + [each.proto.text for each in app.get("progress")])


def saved(app: AppTest) -> bytes:
    waited(app.button(key="save project").click().run(), SAVING)
    found = app.session_state[SAVING].work.answer
    assert found.written.left_out == ()
    return bytes(found.content())


def test_what_one_browser_saves_another_opens_and_its_desk_is_asked_for(
    opened: Callable[[str], AppTest], lab: Laboratory, run: str
) -> None:
    ada = opened(ADA)
    mine = ada.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=9))
    plan = {"owner": owner_mark(ADA), "created": 1e9, "seeds": 1, "one_at_a_time": False}
    plans().add(
        ADA, PlanRecord(id="plan-1", **plan, base=PRESETS["mlp"].experiment, vary=("batch_size=16,32",), runs=("run-1", ""))
    )
    content = saved(ada.run())
    assert "It holds 1 run, 1 plan, the desk with its steps of undo." in " ".join(each.value for each in ada.caption).replace(
        "\\", ""
    )
    ben = opened(BEN)
    before = ben.session_state["session"].experiment
    ben = waited(loader(ben).set_value(("ada.zip", content, "application/zip")).run(), OPENING)
    assert not ben.exception
    assert "Added: 1 run, 1 plan." in ben.success[0].value.replace("\\", "")
    assert [each.value.replace("\\", "") for each in ben.toast] == ["Added: 1 run, 1 plan."]
    assert not ben.run().toast
    (there,) = list_runs(lab.root, BEN)
    assert there.id != run
    assert [each.runs for each in plans().of(BEN)] == [(there.id, "")]
    assert lab.state(there.id) == lab.state(run)
    theirs = ben.session_state["session"]
    assert theirs.experiment == before
    ben.button(key="take desk").click().run()
    assert theirs.experiment.training.epochs == 9
    assert "brings your own back" in ben.info[0].value
    assert before in theirs.desk.past


def test_the_number_of_runs_follows_a_project_that_was_opened_and_the_choice_stays_as_it_is(
    opened: Callable[[str], AppTest], lab: Laboratory, run: str
) -> None:
    """A browser knows a choice by its words: with the number in them it kept saying "all (0)"."""
    content = saved(opened(ADA))
    ben = opened(BEN)
    before = ben.selectbox(key="project runs").options
    assert "0 runs" in words(ben)
    ben = waited(loader(ben).set_value(("ada.zip", content, "application/zip")).run(), OPENING)
    assert "1 run" in [each.value for each in ben.caption]
    assert ben.selectbox(key="project runs").options == before
    assert ben.selectbox(key="project runs").value == "all"


def test_what_is_too_large_with_the_weights_of_every_epoch_is_saved_without_them_and_the_size_is_said_before(
    opened: Callable[[str], AppTest], lab: Laboratory, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven trainings of the app's own network were 278 MB: the file was refused once it was nearly written."""
    folder = lab.folder(run)
    for epoch in range(5):
        folder.save_epoch(epoch, folder.weights())
    app = opened(ADA)
    assert app.selectbox(key=f"project weights {EVERY}").value == EVERY
    every, last = (run_sizes(folder.path)[each] for each in (EVERY, LAST))
    assert f"About {bytes_text(every)}: runs {bytes_text(every)}." in words(app)
    for module in (sizes, writing, project_weights):
        monkeypatch.setattr(module, "MAX_BYTES", 2 * last)
    app = app.run()
    assert app.selectbox(key=f"project weights {LAST}").value == LAST
    assert (
        f"About {bytes_text(last)}: runs {bytes_text(last)}. With the weights of every epoch it would be {bytes_text(every)}"
        in words(app)
    )
    assert not app.warning
    assert len(saved(app)) <= last + 20_000
    app = app.selectbox(key=f"project weights {LAST}").set_value(EVERY).run()
    assert "Choose fewer weights, or give the runs that matter a star" in app.warning[0].value
    assert f"The largest: {folder.meta.experiment.architecture.name} {bytes_text(every)}." in app.warning[0].value.replace(
        "\\", ""
    )


def test_a_file_that_is_no_project_is_a_sentence(opened: Callable[[str], AppTest]) -> None:
    app = opened(ADA)
    app = waited(loader(app).set_value(("photo.jpg", b"\xff\xd8", "image/jpeg")).run(), OPENING)
    assert "The project cannot be opened: it is no zip archive" in app.error[0].value.replace("\\", "")


def test_nothing_is_read_for_it_while_it_is_closed(visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr(project_file, "_ways", lambda: read.append("runs") or {})
    app = visit(ADA, "compare").run()
    assert read == []
    app.session_state[KEY] = True
    app.run()
    assert read == ["runs"]


def test_a_cancelled_save_says_so_until_it_has_ended_and_can_begin_anew(
    opened: Callable[[str], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, written = threading.Event(), project_saved.write_project

    def slowly(file, contents, progress):  # type: ignore[no-untyped-def]
        progress(0, 1)
        assert go_on.wait(30)
        return written(file, contents, progress)

    monkeypatch.setattr(project_saved, "write_project", slowly)
    app = opened(ADA).button(key="save project").click().run()
    app = app.button(key="cancel saving project").click().run()
    assert "Cancelling" in words(app)
    go_on.set()
    app = waited(app, SAVING)
    assert app.button(key="save project")
    assert not app.error
    assert not app.exception


def test_a_saved_file_goes_with_a_change_of_what_it_holds_and_with_closing(
    opened: Callable[[str], AppTest], lab: Laboratory, run: str
) -> None:
    app = opened(ADA)
    saved(app)
    assert app.get("download_button")
    assert app.run().get("download_button")
    lab.annotate(run, ADA, Annotation(name="renamed"))
    assert app.run().button(key="save project")
    assert SAVING not in app.session_state
    saved(app)
    file = app.session_state[SAVING].work.answer.file
    assert os.fstat(file.fileno()).st_nlink == 0 or os.name == "nt"  # nobody else finds it, and nothing is left of it
    states = app._tree.get_widget_states()
    expander = next(each.proto for each in app.expander if each.label.startswith("Your whole project"))
    states.widgets.append(WidgetState(id=expander.id, bool_value=False))
    app._run(states)
    assert SAVING not in app.session_state


def test_a_cancelled_opening_is_waited_for_before_another_begins(
    opened: Callable[[str], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(file, name, owner, root, drawings, progress, add_plan):  # type: ignore[no-untyped-def]
        progress(0, 1)
        assert go_on.wait(30)
        progress(1, 1)

    monkeypatch.setattr(project_file, "open_project", slowly)
    app = opened(ADA)
    app = loader(app).set_value(("a.zip", b"PK", "application/zip")).run()
    app = app.button(key="cancel opening project").click().run()
    assert "Cancelling" in words(app)
    assert loader(app) is None
    go_on.set()
    app = waited(app, OPENING)
    assert "Cancelled; what had been added until then stays." in words(app)
    assert loader(app) is not None
