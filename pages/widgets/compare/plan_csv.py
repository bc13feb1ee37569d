"""The runs of a plan as CSV, for pandas, scipy or a spreadsheet."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd

from cnn_core.engine import PlanRun
from pages.widgets.compare.plan_figures import Named, costs_of


def plan_csv(runs: Named) -> str:
    """A line for each run: its values, in columns that are called as on the page, its seed, and the figures of the weights it kept."""
    text: str = pd.DataFrame([_row(varied, each) for varied, each in runs]).to_csv(index=False)
    return text


def plain(value: object) -> object:
    """A value in one cell: 3x3 for [3, 3]."""
    return "x".join(map(str, value)) if isinstance(value, list) else value


def _row(varied: dict[str, Any], each: PlanRun) -> dict[str, object]:
    kept = each.state.kept if each.state else None
    figures = asdict(kept) if kept else {}
    return {
        **{name: plain(value) for name, value in varied.items()},
        "seed": each.case.seed,
        "run": each.run,
        "status": each.state.status if each.state else "",
        "test_accuracy": each.state.test_accuracy if each.state else None,
        "test_loss": each.state.test_loss if each.state else None,
        "val_accuracy": figures.get("val_accuracy"),
        "val_loss": figures.get("val_loss"),
        **{name.lower().replace("-", "_"): value for name, value in costs_of(each).items()},
    }
