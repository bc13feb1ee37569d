"""Which columns of the table of runs come first, how wide they are, and how they say accuracies; and which rows are chosen at first."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.runs.annotation import Annotation
from cnn_core.training.events import event
from tests.pages.compare.conftest import ADA, BASE


def test_runs_on_several_datasets_are_told_apart_before_what_is_behind_the_edge(
    visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]
) -> None:
    assert "dataset" not in visit(page="compare").dataframe[0].value
    experiment = replace(BASE, data=replace(BASE.data, dataset="digits"))
    folder = RunFolder.create(lab.root, RunMeta(id="other", experiment=experiment, owner=owner_mark(ADA), created=2e9))
    folder.append([event("finished", reason="completed", epochs=1, seconds=1.0)])
    shown = visit(page="compare").dataframe[0].value
    columns = list(shown.columns)
    assert columns.index("val_accuracy") < columns.index("dataset") < columns.index("tags") < columns.index("batch size")
    assert shown["dataset"].nunique() == 2


def test_what_nobody_has_written_takes_little_room(visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]) -> None:
    def widths() -> tuple[int, int]:
        heads = json.loads(visit(page="compare").dataframe[0].proto.columns)
        return heads["tags"]["width"], heads["note"]["width"]

    assert widths() == (80, 80)
    lab.annotate(runs[0], ADA, Annotation(note="slow"))
    assert widths() == (80, 180)


def test_those_that_are_compared_at_first_have_finished(visit: Callable[..., AppTest], lab: Laboratory, runs: list[str]) -> None:
    """One that was stopped before it began was among them: charts and table were empty."""
    meta = RunMeta(id="run-9", experiment=BASE, owner=owner_mark(ADA), created=2e9)
    RunFolder.create(lab.root, meta).append([event("queued"), event("finished", reason="stopped", epochs=0, seconds=0.0)])
    app = visit(page="compare")
    shown = app.dataframe[0].value
    assert shown["ended"][0] == "stopped"
    assert list(shown.columns).index("ended") < list(shown.columns).index("tags"), "before what is behind the edge"
    assert app.session_state["compared"] == runs[:2]


def test_accuracies_are_in_percent_in_both_tables(visit: Callable[..., AppTest]) -> None:
    app = visit(page="compare")
    above, below = app.dataframe[0].value, next(each for each in app.dataframe if "parameters" in each.value)
    assert list(above["test_accuracy"]) == list(below.value["test_accuracy"]) == [pytest.approx(98.4)]
    assert json.loads(below.proto.columns)["test_accuracy"]["type_config"]["format"] == "%.2f%%"


def test_the_epochs_that_are_done_are_not_headed_as_the_setting(visit: Callable[..., AppTest], runs: list[str]) -> None:
    heads = json.loads(visit(page="compare").dataframe[0].proto.columns)
    assert heads["epochs_done"]["label"] == "epochs done"


def test_only_columns_in_which_runs_differ_are_shown(visit: Callable[..., AppTest], runs: list[str]) -> None:
    app = visit(page="compare")
    assert list(app.dataframe[0].value["batch size"]) == [64, 32, 16, 64]
    assert "padding" not in " ".join(app.dataframe[0].value.columns)
    app.text_input(key="words of runs").set_value("small-cnn batches").run()
    assert len(app.dataframe[0].value) == 2
    app.text_input(key="words of runs").set_value("nothing like it").run()
    assert "No run has all of this" in app.info[0].value
    assert not app.exception


def test_the_downloaded_csv_says_in_what_the_runs_differ_as_the_table_does(
    visit: Callable[..., AppTest], runs: list[str], downloads: dict[str, Callable[[], str]]
) -> None:
    visit(page="compare")
    table = pd.read_csv(io.StringIO(downloads["comparison.csv"]()))
    assert list(table["batch size"]) == [64, 32, 16][: len(table)]
    assert len(table) > 1
