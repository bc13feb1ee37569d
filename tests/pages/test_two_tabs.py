"""Two tabs of one browser: the newer desk wins and is seen to, and no edit is lost without a word."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED, PRETRAINED_PATH, RunFolder, list_runs
from pages.widgets.state import start_run
from pages.widgets.state.session import NEWER, VOID, Session
from pages.widgets.state.session import _open as open_session
from tests.pages.epochs_run import ADA, epochs_run
from tests.pages.run_menu import run_menu
from tests.pages.timers import Timers

Visit = Callable[..., AppTest]


def work(app: AppTest) -> Session:
    mine: Session = app.session_state["session"]
    return mine


def notes(app: AppTest) -> list[str]:
    return [each.value.replace("\\", "") for each in app.info]


def press(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def set_epochs(app: AppTest, number: int) -> AppTest:
    return next(each for each in app.number_input if each.label.lower() == "epochs").set_value(number).run()


def send(app: AppTest, *commands: dict[str, Any]) -> AppTest:
    """What the network editor does with commands, since AppTest cannot speak for a component."""

    def script() -> None:
        from pages.widgets.components.network_editor import _obey

        _obey()

    editor = AppTest.from_function(script)
    for key in ("owner", "session"):
        editor.session_state[key] = app.session_state[key]
    editor.session_state["network editor commands"] = {
        "commands": [{"seq": number, **each} for number, each in enumerate(commands, 1)]
    }
    editor.run()
    assert not editor.exception
    assert editor.session_state["edits done"] == len(commands)
    return editor


def filters(app: AppTest, *values: int) -> AppTest:
    first = work(app).desk.ids[0]
    return send(app, *({"op": "set", "id": first, "field": "filters", "value": value} for value in values))


def test_a_tab_that_is_behind_shows_the_newer_desk_in_place_of_its_edit(visit: Visit) -> None:
    one, two = visit(page="train"), visit(page="train")
    set_epochs(one, 7)
    set_epochs(two, 9)
    assert notes(two)[0] == NEWER + VOID
    assert work(two).experiment.training.epochs == work(visit()).experiment.training.epochs == 7
    set_epochs(two.switch_page("pages/train.py").run(), 9)
    assert NEWER not in "".join(notes(two))
    assert work(visit()).experiment.training.epochs == 9


def test_a_tab_that_is_only_looked_at_again_follows_and_says_so_once(visit: Visit) -> None:
    one, two = visit(), visit()
    work(one).put(work(one).desk.edit(PRESETS["lenet-5"].experiment))
    assert notes(two.run()) == [NEWER]
    assert work(two).experiment == PRESETS["lenet-5"].experiment
    assert notes(two.run()) == []
    assert notes(one.run()) == []


def test_commands_of_an_editor_that_is_behind_are_for_layers_that_are_gone(visit: Visit) -> None:
    one, two = visit(), visit()
    filters(one, 8)
    editor = filters(two, 16, 17)
    assert editor.session_state["notice"] == NEWER + VOID
    assert "refused" not in editor.session_state
    assert work(two).experiment == work(one).experiment == work(visit()).experiment
    filters(two, 24)
    assert work(visit()).experiment.architecture.layers[0].filters == 24


def test_train_in_a_tab_that_is_behind_shows_the_run_of_the_other(visit: Visit, lab: Laboratory) -> None:
    one, two = visit(), visit()
    one.button(key="sidebar-train").click().run()
    two.button(key="sidebar-train").click().run()
    assert notes(two)[0] == NEWER + VOID
    assert work(two).run == work(one).run
    assert [folder.id for folder in list_runs(lab.root)] == [work(one).run]


def test_a_run_chosen_in_a_tab_that_is_behind_is_shown_on_the_newer_desk(visit: Visit, lab: Laboratory) -> None:
    one, two = visit(), visit()
    run = lab.submit(PRESETS["mlp"].experiment, work(one).owner)
    work(one).put(work(one).desk.edit(PRESETS["lenet-5"].experiment))
    work(two).show_run(run)
    again = work(visit())
    assert (again.run, again.experiment) == (run, PRESETS["lenet-5"].experiment)


def test_a_desk_that_was_damaged_from_outside_does_not_replace_the_one_in_a_tab(visit: Visit) -> None:
    app = visit()
    work(app).put(work(app).desk.edit(PRESETS["lenet-5"].experiment))
    work(app).file.path.write_text("{")
    app.run()
    assert not app.error
    assert notes(app) == []
    assert work(app).experiment == PRESETS["lenet-5"].experiment


def test_each_step_of_a_slider_can_be_found_again_and_only_the_last_waits_for_the_disk(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, synced = visit(), []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(handle), real(handle))[1])
    for value in (8, 9, 10):
        filters(app, value)
        assert work(visit()).experiment.architecture.layers[0].filters == value
    assert synced == []
    work(app).settle()
    assert len(synced) == 2  # the file and its name
    work(app).settle()
    assert len(synced) == 2


def test_an_edit_on_a_page_that_is_left_before_the_hand_has_rested_is_on_the_disk(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, synced = visit(), []
    filters(app, 8)
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(handle), real(handle))[1])
    app.switch_page("pages/train.py").run()
    assert len(synced) == 2


def test_two_tabs_that_train_at_the_same_moment_make_one_run(
    lab: Laboratory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each tab's callback runs in a thread of its own; neither knows of the other's run before it asks."""
    tabs = {f"tab {number}": open_session("ada-xxxxxxxxxxxxxxxxxxxxxxxx") for number in (1, 2)}
    monkeypatch.setattr(start_run, "session", lambda: tabs[threading.current_thread().name])
    submit = lab.submit

    def slow_submit(*arguments: Any) -> str:
        time.sleep(0.2)
        return submit(*arguments)

    monkeypatch.setattr(lab, "submit", slow_submit)
    monkeypatch.setattr(start_run, "laboratory", lambda: lab)
    threads = [threading.Thread(target=start_run.train, name=name) for name in tabs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(list_runs(lab.root)) == 1


@pytest.mark.parametrize(("page", "playing"), [("explain", "_inside"), ("evaluate", "_time_machine"), ("draw", "_time_machine")])
def test_a_run_that_another_tab_deletes_while_its_epochs_play_gives_way_to_another(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch, page: str, playing: str
) -> None:
    timers = Timers(monkeypatch)
    monkeypatch.setattr("pages.widgets.runs.choose_epoch.PLAY_EVERY", 60.0)
    folder, tested = epochs_run(lab), RunFolder(PRETRAINED_PATH).evaluation()
    folder.save_evaluation(tested)
    for epoch in (0, 1):  # so that a play on Evaluate begins at once
        folder.save_epoch_evaluation(epoch, tested, 0.5)
    app = visit(ADA, page)
    app.selectbox(key="run choice").select("epochs").run()
    app.button(key="play epochs").click().run()
    app.run()
    lab.delete("epochs", ADA)
    timers.tick(app, playing)
    assert not app.exception
    assert not app.error
    assert run_menu(app).value == PRETRAINED
    assert playing not in timers.on(app)
