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
