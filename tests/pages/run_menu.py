"""The menu of runs, whose key changes with every run that the app itself chooses."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest


def run_menu(app: AppTest) -> Any:
    """The menu, with its `value`, `options` and `select`."""
    return next(each for each in app.selectbox if each.label == "Trained network")
