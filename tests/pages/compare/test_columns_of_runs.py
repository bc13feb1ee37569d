"""Which columns of the table of runs come first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import RunFolder, RunMeta, owner_mark
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
