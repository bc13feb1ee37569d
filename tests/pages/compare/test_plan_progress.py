"""A plan that is on: how far it is and how long it takes, what counts of it, and the way back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.training.events import event
from pages.widgets.state.laboratory import plans
from tests.engine.fake_engine import FakeEngines, FakeJob, batches, done, epoch, started


def texts(app: Any) -> str:
    """Of the app, or of its sidebar."""
    said = [*app.markdown, *app.error, *app.caption, *app.header]
    bars = [each.proto.text for each in app.get("progress")]
    return " ".join([each.value.replace("\\", "") for each in said] + [each.replace("\\", "") for each in bars])


def button(app: AppTest, label: str) -> object:
    return next(each for each in app.button if each.label.startswith(label))


def begun(app: AppTest, path: str = "batch_size", values: str = "32,64", seeds: int = 1) -> AppTest:
    app.session_state["plan form"] = True
    app.run().multiselect(key="plan paths").set_value([path]).run()
    app.text_input(key=f"plan values {path}").set_value(values).run()
    app.slider(key="plan seeds").set_value(seeds).run()
    return button(app, "Train ").click().run()  # type: ignore[no-any-return, attr-defined]


def end(job: FakeJob, lab: Laboratory, accuracy: float, reason: str = "completed") -> None:
    sent = [started(), batches(1, 2.0, 1.0), epoch(1), event("evaluated", test_loss=0.1, test_accuracy=accuracy)]
    job.send(*sent)
    job.end(done(len(sent), reason))
    lab.wait(job.run, timeout=10)


def until(app: AppTest, words: str) -> str:
    limit = time.monotonic() + 10
    while words not in texts(app):
        assert time.monotonic() < limit, texts(app)
        app.run()
    return texts(app)


def test_the_form_closes_when_the_plan_begins_and_stays_open_when_it_is_refused(visit: Callable[..., AppTest]) -> None:
    app = begun(visit(page="compare"))
    assert app.session_state["plan form"] is False
    app = begun(app, values="16,128")
    assert app.session_state["plan form"] is True
    assert "A plan of yours is under way" in texts(app)
    assert not app.exception


def test_it_says_how_long_it_takes_what_trains_and_stops_at_its_head(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    limit = time.monotonic() + 10
    while lab.machine.slowness is None:
        assert time.monotonic() < limit
        time.sleep(0.05)
    app = begun(visit(page="compare"), seeds=2)
    assert re.search(r" s to .* s left", until(app, " left"))
    assert "0 of 4 runs done" in texts(app)
    engines.nth_client(1).nth_job(1).send(started(), batches(1, 2.0, 1.0))
    assert "batch_size 32, seed 1: Epoch 1 of 2" in until(app, "Epoch 1 of 2")
    labels = [each.label for each in app.main.button]
    assert labels.index("Stop the plan") < labels.index("Compare its runs")
    aside = texts(app.switch_page("pages/build.py").run().sidebar)
    assert "A plan trains, 0 of 4 runs done: stop or watch it on Compare" in aside


def test_the_plan_that_was_begun_last_is_the_one_that_is_shown(visit: Callable[..., AppTest]) -> None:
    app = begun(visit(page="compare"))
    button(app, "Stop the plan").click().run()
    app = begun(app, "learning_rate", "0.001,0.01")
    assert "small-cnn: learning_rate" in texts(app)
    button(app, "Stop the plan").click().run()
    app.selectbox(key="chosen plan").select_index(1).run()
    assert "small-cnn: batch_size" in texts(app)
    app = begun(app, "epochs", "1,2")
    assert "small-cnn: epochs" in texts(app)
    assert not app.exception


def test_the_plan_that_is_on_is_shown_when_one_comes_back(visit: Callable[..., AppTest]) -> None:
    app = begun(visit(page="compare"))
    button(app, "Stop the plan").click().run()
    app = begun(app, "learning_rate", "0.001,0.01")
    app.switch_page("pages/build.py").run()
    app.switch_page("pages/compare.py").run()
    assert "Stop the plan" in [each.label for each in app.main.button]
    app.selectbox(key="chosen plan").select_index(1).run()
    app.switch_page("pages/build.py").run()
    app.switch_page("pages/compare.py").run()
    assert "small-cnn: batch_size" in texts(app)
    assert not app.exception


def test_a_plan_that_goes_on_is_shown_to_who_opens_the_page_and_the_sidebar_counts_all_its_runs(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = begun(visit(page="compare"), seeds=3)
    button(app, "Stop the plan").click().run()
    app = begun(app, "learning_rate", "0.001,0.01")
    button(app, "Stop the plan").click().run()
    assert "small-cnn: learning_rate" in texts(app)
    older = plans().of(app.session_state["owner"])[1]
    plans().go_on(older.id, app.session_state["owner"])  # in another tab
    app.switch_page("pages/build.py").run()
    assert "A plan trains, 0 of 6 runs done; 1 other trains: see Compare" in texts(
        app.sidebar
    )  # a run of the plan that was stopped
    app.switch_page("pages/compare.py").run()
    assert "small-cnn: batch_size" in texts(app)
    assert "0 of 6 runs done" in texts(app)
    plans().stop(older.id, app.session_state["owner"])


def test_a_run_that_was_stopped_counts_nowhere_until_it_is_trained_anew(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """It has trained for less time than the others: its 50% would say of its value what is not so."""
    app = begun(visit(page="compare"), seeds=2)
    client = engines.nth_client(1)
    for number, (accuracy, reason) in enumerate(
        [(0.9, "completed"), (0.5, "stopped"), (0.8, "completed"), (0.84, "completed")], 1
    ):
        end(client.nth_job(number), lab, accuracy, reason)
    said = until(app, "3 of 4 runs done; the plan is stopped; 1 run stopped, which does not count")
    table = next(each.value for each in app.dataframe if "standard deviation" in each.value)
    assert list(table["runs"]) == [1, 2]
    assert list(table["mean"]) == pytest.approx([0.9, 0.82])
    assert "percentage points" not in said  # of one run of 32 nothing can be said
    button(app, "Continue the plan: 1 run left").click().run()
    end(client.nth_job(5), lab, 0.92)
    said = until(app, "percentage points")
    assert "4 of 4 runs done" in said
    assert "does not count" not in said


def test_while_it_is_on_nothing_is_said_of_chance(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    """A look at every moment finds p below 5% sooner or later."""
    app = begun(visit(page="compare"), seeds=3)
    client = engines.nth_client(1)
    for number, accuracy in enumerate((0.9, 0.91, 0.92, 0.8, 0.81), 1):
        end(client.nth_job(number), lab, accuracy)
    assert "p = " not in until(app, "5 of 6 runs done")
    assert "What it showed is said in words when all runs have ended" in texts(app)
    button(app, "Stop the plan").click().run()
    assert "if it was stopped because of what they showed, p is too small" in until(app, "p = ")


def test_a_plan_that_was_stopped_before_any_result_promises_no_words_and_no_p(visit: Callable[..., AppTest]) -> None:
    app = begun(visit(page="compare"), values="16,32,64", seeds=2)
    button(app, "Stop the plan").click().run()
    said = texts(app)
    assert "the plan is stopped" in said
    assert "What each field did" not in said
    assert "p is too small" not in said
    table = next(each for each in app.dataframe if "standard deviation" in each.value)
    assert table.proto.placeholder == "–"  # in columns without any number a table would say None


def test_runs_that_were_deleted_are_not_called_done(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    app = begun(visit(page="compare"), seeds=2)
    client = engines.nth_client(1)
    for number in range(1, 5):
        end(client.nth_job(number), lab, 0.9)
    until(app, "4 of 4 runs done")
    owner = app.session_state["owner"]
    for run in lab.runs(owner)[:2]:
        lab.delete(run.id, owner)
    said = until(app.run(), "2 of 4 runs done; 2 runs deleted, which do not count")
    assert "the plan is stopped" not in said
    assert not app.exception


def test_a_run_whose_learning_rate_was_changed_while_it_trained_does_not_count_and_is_trained_again(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """What it reads right is not what the settings of the plan give."""
    app = begun(visit(page="compare"))
    client = engines.nth_client(1)
    steered = client.nth_job(1)
    sent = [started(), batches(1, 2.0), event("rate", epoch=1, step=1, learning_rate=0.0005), epoch(1)]
    steered.send(*sent, event("evaluated", test_loss=0.1, test_accuracy=0.7))
    steered.end(done(len(sent) + 1))
    lab.wait(steered.run, timeout=10)
    end(client.nth_job(2), lab, 0.9)
    said = "1 of 2 runs done; the plan is stopped; 1 run whose learning rate was changed by hand, which does not count"
    until(app, said)
    table = next(each.value for each in app.dataframe if "standard deviation" in each.value)
    assert list(table["runs"]) == [0, 1]
    button(app, "Continue the plan: 1 run left").click().run()
    end(client.nth_job(3), lab, 0.8)
    until(app, "2 of 2 runs done")
    assert lab.result(steered.run).title == "batch_size 32, seed 1 (rate by hand, 1 epoch)"
