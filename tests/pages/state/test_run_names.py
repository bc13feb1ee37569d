"""What pages call a run that nobody has named: others of the same network have other names, and it keeps its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.runs.annotation import Annotation
from cnn_core.training.events import event

ADA = "ada-" + "x" * 24
NOON = time.mktime((*time.localtime()[:3], 12, 0, 0, 0, 0, -1))


def trained(lab: Laboratory, name: str, created: float) -> str:
    meta = RunMeta(id=name, experiment=PRESETS["small-cnn"].experiment, owner=owner_mark(ADA), created=created)
    RunFolder.create(lab.root, meta).append([event("finished", reason="completed", epochs=1, seconds=1.0)])
    return name


def header(app: AppTest, run: str) -> str:
    """What Train says above the curves of a run."""
    app.session_state["session"].show_run(run)
    app.run()
    return next(each.value.split(": ")[0].lstrip("*") for each in app.main.markdown if "inished" in each.value)


def test_a_run_of_another_day_is_called_by_that_too(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """The one of yesterday and the one of today were both small-cnn of 12:00."""
    runs = [trained(lab, "yesterday", NOON - 86_400), trained(lab, "today", NOON)]
    app = visit(ADA, "train")
    day = time.strftime("%d %b", time.localtime(NOON - 86_400))
    assert [header(app, run) for run in runs] == [f"small-cnn of {day}, 12:00", "small-cnn of 12:00"]


def test_a_run_keeps_its_name_when_an_earlier_one_is_deleted_in_other_tabs_too(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    first, second = trained(lab, "first", NOON + 5), trained(lab, "second", NOON + 41)
    app = visit(ADA, "train")
    assert [header(app, run) for run in (first, second)] == ["small-cnn of 12:00", "small-cnn of 12:00:41"]
    lab.delete(first, ADA)
    assert header(app, trained(lab, "third", NOON + 300)) == "small-cnn of 12:05"
    assert header(app, second) == "small-cnn of 12:00:41"
    assert header(visit(ADA, "train"), second) == "small-cnn of 12:00:41"


def test_a_name_that_somebody_gave_begins_a_sentence_as_it_is(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """A run called "the best" was "The best" there, beside "the best" everywhere else."""
    run = trained(lab, "run", NOON)
    lab.annotate(run, ADA, Annotation(name="the best"))
    app = visit(ADA)
    mine = app.session_state["session"]
    mine.show_run(run)
    edited = mine.experiment.architecture.edit(0, filters=8)
    mine.put(mine.desk.edit(replace(mine.experiment, architecture=edited)))
    card = str(app.run().sidebar.markdown[0].value)
    assert "\n\nthe best: " in card
