"""Downloads of a run are called by its network and when it began, and not by its internal id alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.widgets.runs import run_report
from tests.pages.train.shown_run import SEVEN, show


def test_the_report_of_a_run_says_which_network_and_when(
    visit: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    monkeypatch.setattr(run_report.st, "download_button", lambda label, data, file_name, *rest, **others: names.append(file_name))
    app = show(visit, tmp_path, SEVEN)
    app.session_state["compared"] = ["run"]
    app.switch_page("pages/compare.py").run()
    assert any(re.fullmatch(r"small-cnn-\d{4}-\d\d-\d\d-\d{4,6}\.html", name) for name in names), names
