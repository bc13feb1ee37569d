"""Runs are deleted on the pages that show them, and no page, tab or reload speaks of them afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs.annotation import Annotation
from cnn_core.training.transfer import Transfer
from tests.engine.fake_engine import FakeEngines, started
from tests.pages.run_menu import run_menu

ADA = "ada-" + "x" * 24
experiment = PRESETS["small-cnn"].experiment


@pytest.fixture
def loaded(lab: Laboratory) -> str:
    """A run of Ada's that has ended."""
    return lab.load(lab.save("pretrained", "bundle"), ADA, experiment)


def delete(app: AppTest) -> AppTest:
    return app.button(key="delete now").click().run()


def offers_deletion(app: AppTest) -> bool:
    return any(each.key == "delete now" for each in app.button)


def texts(app: AppTest) -> str:
    return " ".join(each.value.replace("\\", "") for each in [*app.info, *app.markdown, *app.error, *app.caption])


@pytest.mark.parametrize("page", ["evaluate", "draw"])
def test_the_chosen_run_is_deleted_and_the_network_that_came_with_the_app_takes_its_place(
    visit: Callable[..., AppTest], lab: Laboratory, loaded: str, page: str
) -> None:
    app = visit(page=page)
    app.session_state["session"].show_run(loaded)
    app = delete(app.run())
    assert not app.exception
    assert not app.error
    assert lab.runs(ADA) == []
    assert app.session_state["session"].run == "pretrained"
    assert [label.partition(" (")[2] for label in run_menu(app).options] == ["came with the app)"]
    assert visit(page="train").session_state["session"].run == "pretrained"


def test_before_a_run_goes_the_page_says_what_goes_and_how_many_bytes(
    visit: Callable[..., AppTest], lab: Laboratory, loaded: str
) -> None:
    lab.folder(loaded).save_model(bytes(40 * 2**20))
    app = visit(page="evaluate")
    app.session_state["session"].show_run(loaded)
    app.run()
    stored = sum(file.stat().st_size for file in lab.folder(loaded).path.rglob("*") if file.is_file())
    assert f"({stored / 2**20:.0f} MB)" in app.button(key="delete now").label
    assert "curves, weights and test results are deleted. For 10 minutes this can be undone" in texts(app)
    assert "on the Build page" not in texts(app)
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(replace(experiment, transfer=Transfer(run=loaded, layers=2))))
    assert "The network on the Build page takes its first layers from a run that is deleted" in texts(app.run())


def test_what_this_tab_keeps_of_a_run_goes_with_it(visit: Callable[..., AppTest], loaded: str) -> None:
    app = visit(page="evaluate")
    app.session_state["session"].show_run(loaded)
    app.run()
    app.button(key="test loaded").click().run()
    assert app.session_state["tests of networks"][loaded].wait(10)
    app.run().button(key="make file").click().run()
    assert app.session_state["file being made"].work.wait(10)
    app.run()
    assert [each.wanted[0] for each in app.session_state["saved file"]] == [loaded]
    assert app.session_state["results"][0] == (loaded, None)
    app = delete(app)
    assert app.session_state["saved file"] == []
    assert app.session_state["results"][0] == ("pretrained", None)


def test_the_network_that_came_with_the_app_cannot_be_deleted(visit: Callable[..., AppTest]) -> None:
    assert not offers_deletion(visit(page="evaluate"))
    assert not offers_deletion(visit(page="compare"))


def test_another_tab_that_showed_the_run_goes_on_with_the_network_that_came_with_the_app(
    visit: Callable[..., AppTest], loaded: str
) -> None:
    first, second = visit(page="evaluate"), visit(page="train")
    for app in (first, second):
        app.session_state["session"].show_run(loaded)
        app.run()
    delete(first)
    second.run()
    assert not second.exception
    assert not second.error
    assert second.session_state["session"].run == "pretrained"


def test_compare_deletes_the_chosen_runs_and_keeps_the_one_that_trains(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, loaded: str
) -> None:
    running = lab.submit(experiment, ADA)
    engines.nth_client(1).nth_job(1).send(started())
    lab.wait(running, lambda state: state.status == "running", 10)
    app = visit(page="compare")
    app.session_state["compared"] = [loaded, running, "pretrained"]
    app.run()
    assert "Delete 1 run (" in app.button(key="delete now").label
    assert "so do those that wait or train" in texts(app)
    app = delete(app)
    assert not app.exception
    assert not app.error
    assert [run.id for run in lab.runs(ADA)] == [running]
    assert "**2 chosen**" in texts(app)
    assert len(app.dataframe[0].value) == 2
    app.button(key="undo deletion").click().run()
    assert not app.error
    assert {run.id for run in lab.runs(ADA)} == {running, loaded}
    assert all(each.key != "undo deletion" for each in app.button)


def test_compare_without_any_chosen_run_left_asks_for_some(visit: Callable[..., AppTest], loaded: str) -> None:
    app = visit(page="compare")
    app.session_state["compared"] = [loaded]
    app.run()
    assert "Tick runs above" in texts(delete(app))


def test_two_runs_of_the_same_minute_have_different_labels_and_only_the_chosen_one_goes(
    visit: Callable[..., AppTest], lab: Laboratory, loaded: str
) -> None:
    second = lab.load(lab.save("pretrained", "bundle"), ADA, experiment)
    for run in (loaded, second):  # both as if they had come at the same moment
        path = lab.folder(run).path / "run.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "created": 1e9}))
    app = visit(page="evaluate")
    options = run_menu(app).options
    assert len(set(options)) == 3
    run_menu(app).set_value(loaded).run()
    app = delete(app)
    assert [run.id for run in lab.runs(ADA)] == [second]
    assert app.session_state["session"].run == "pretrained"


def test_after_a_reload_and_on_another_page_a_deletion_can_still_be_undone(
    visit: Callable[..., AppTest], lab: Laboratory, loaded: str
) -> None:
    app = visit(page="evaluate")
    app.session_state["session"].show_run(loaded)
    delete(app.run())
    assert all(each.key != "undo deletion" for each in visit("ben-" + "x" * 24, page="compare").button)
    later = visit(page="compare")  # the session of the first is not known to it
    later.button(key="undo deletion").click().run()
    assert not later.error
    assert [run.id for run in lab.runs(ADA)] == [loaded]
    assert all(each.key != "undo deletion" for each in visit(page="evaluate").button)


def test_before_an_audience_nothing_is_deleted(visit: Callable[..., AppTest], loaded: str) -> None:
    for page in ("compare", "evaluate"):
        app = visit(page=page)
        app.session_state["session"].show_run(loaded)
        app.session_state["compared"] = [loaded]
        assert offers_deletion(app.run())
        app.session_state["presenting"] = True
        assert not offers_deletion(app.run())


def test_a_deletion_that_is_undone_brings_back_the_run_that_was_shown(
    visit: Callable[..., AppTest], lab: Laboratory, loaded: str
) -> None:
    app = visit(page="evaluate")
    run_menu(app).set_value(loaded).run()
    app = delete(app)
    assert app.session_state["session"].run == "pretrained"
    app.button(key="undo deletion").click().run()
    assert not app.exception
    assert app.session_state["session"].run == loaded


def test_a_run_that_was_chosen_since_a_deletion_stays_chosen(visit: Callable[..., AppTest], lab: Laboratory, loaded: str) -> None:
    other = lab.load(lab.save("pretrained", "bundle"), ADA, experiment)
    app = visit(page="evaluate")
    run_menu(app).set_value(loaded).run()
    app = delete(app)
    run_menu(app).set_value(other).run()
    app.button(key="undo deletion").click().run()
    assert app.session_state["session"].run == other


def test_a_chosen_run_that_the_search_hides_is_not_deleted(visit: Callable[..., AppTest], lab: Laboratory, loaded: str) -> None:
    other = lab.load(lab.save("pretrained", "bundle"), ADA, experiment)
    lab.annotate(loaded, ADA, Annotation(name="Ahead"))
    app = visit(page="compare")
    app.session_state["compared"] = [loaded, other]
    app.text_input(key="words of runs").set_value("Ahead").run()
    assert "**2 chosen**, 1 not in the table now" in texts(app)
    assert "Delete 1 run (" in app.button(key="delete now").label
    app = delete(app)
    assert [each.id for each in lab.runs(ADA)] == [other]
