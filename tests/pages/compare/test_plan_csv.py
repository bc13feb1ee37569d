"""The CSV of a plan, read by pandas."""

from __future__ import annotations

from io import StringIO

import pandas as pd

from cnn_core.engine import PlanRun
from cnn_core.plan.plan import expand
from cnn_core.plan.suggest import named
from cnn_core.plan.vary import read_variation
from cnn_core.presets import PRESETS
from cnn_core.training.state import RunState
from pages.widgets.compare.plan_csv import plan_csv

BASE = PRESETS["small-cnn"].experiment


def test_its_columns_are_called_as_on_the_page_and_each_run_is_a_line() -> None:
    cases = expand(BASE, [read_variation(text, BASE) for text in ("layers[5].enabled=on,off", "batch_size=32")], seeds=2)
    ended = RunState(status="finished", test_accuracy=0.5, test_loss=1.5)
    runs = [(named(case.varied, BASE), PlanRun(case, f"run{n}", ended if n else None)) for n, case in enumerate(cases)]
    read = pd.read_csv(StringIO(plan_csv(runs)))
    assert list(read.columns[:4]) == ["6 Dropout: enabled", "batch_size", "seed", "run"]
    assert list(read["6 Dropout: enabled"]) == [True, True, False, False]
    assert list(read["seed"]) == [1, 2, 1, 2]
    assert list(read["test_accuracy"].fillna(-1)) == [-1, 0.5, 0.5, 0.5]
