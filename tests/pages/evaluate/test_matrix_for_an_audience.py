"""The confusion matrix is as large as the window of a presentation has room for, which the size of its type tells."""

from __future__ import annotations

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def height(app: AppTest) -> int:
    """Pixels of the cells together, of the matrix of the run that is shown: the newest of its drawings."""
    newest = next(
        int(slot) for each in app.get("html") if (slot := each.proto.body.removeprefix('<i class="newest-drawing-')[0]) in "01"
    )
    layout = json.loads(app.get("plotly_chart")[-1 if newest else 0].proto.spec)["layout"]
    return int(layout["height"] - layout["margin"]["t"] - layout["margin"]["b"])


def test_a_matrix_grows_with_the_type_and_is_as_it_was_at_a_desk(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    assert height(app) == 460
    for type_size, pixels in ((17, 410), (19, 460), (26, 630), (15, 460)):
        app.session_state["page watch"] = {"type": type_size}
        app.run()
        assert not app.exception
        assert height(app) == pixels
