"""The bars of probabilities say the same figures as the sentences beside them."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest


def _table() -> None:
    import pandas as pd

    from pages.widgets.runs.probability_bars import probability_bars

    probability_bars(pd.DataFrame({"class": ["3", "8"], "before": [0.9999, 0.0001], "after": [0.5, None]}), "Probabilities")


def test_they_have_one_decimal_as_every_sentence_has() -> None:
    """A bar of 99.99% stood below "Prediction: 3, 100.0%"."""
    app = AppTest.from_function(_table).run()
    assert not app.exception
    (table,) = app.dataframe
    columns: dict[str, Any] = json.loads(table.proto.columns)
    shown: pd.DataFrame = table.value
    for name in ("before", "after"):
        how = columns[name]["type_config"]
        assert (how["type"], how["format"], how["max_value"]) == ("progress", "%.1f%%", 100.0)
    assert how["format"] % shown["before"][0] == f"{0.9999:.1%}" == "100.0%"
    assert pd.isna(shown["after"][1])
