"""The buttons that halve and double the learning rate of the run that trains."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines, started
from tests.pages.train.shown_run import PERSON


def test_they_work_until_the_last_batch_is_done(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    app = visit(PERSON, "train")
    run = lab.submit(PRESETS["small-cnn"].experiment, PERSON)
    app.session_state["session"].show_run(run)
    job = engines.nth_client(1).nth_job(1)
    job.send(started())
    for words, disabled in (("training", False), ("saving", True)):
        job.send(event("phase", words=words))
        assert lab.wait(run, lambda state, words=words: state.words == words, 10).words == words
        app.run()
        assert [each.disabled for each in app.button if each.key in ("rate slower", "rate faster")] == [disabled] * 2
    job.end()


def test_the_new_rate_is_said_in_the_line_of_the_run_and_not_in_one_of_its_own(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """A line between the buttons and the figures moved these and the curves; in a pause nothing was said."""
    app = visit(PERSON, "train")
    run = lab.submit(PRESETS["small-cnn"].experiment, PERSON)
    app.session_state["session"].show_run(run)
    job = engines.nth_client(1).nth_job(1)
    job.send(started())
    lab.wait(run, lambda state: state.status == "running", 10)
    captions = len(app.run().main.caption)
    job.send(event("paused"))
    job.send(event("rate", epoch=1, step=1, learning_rate=0.00025))
    lab.wait(run, lambda state: bool(state.rates_by_hand), 10)
    app.run()
    assert any(each.value.endswith(", learning rate 0.00025 from here on**") for each in app.main.markdown)
    assert len(app.main.caption) == captions
    assert app.button(key="rate slower").help.startswith(
        "The learning rate is 0.00025."
    )  # under the pointer it lies on that line
    job.send(event("resumed"))
    lab.wait(run, lambda state: state.status == "running", 10)
    app.run()
    assert any(each.value.endswith(", learning rate 0.00025**") for each in app.main.markdown)
    job.end()
