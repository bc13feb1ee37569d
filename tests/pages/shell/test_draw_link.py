"""On a telephone, where the sidebar with the small pad is a drawer, every page leads to the large one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest


@pytest.mark.parametrize("page", ["data", "build", "train", "evaluate", "draw", "explain", "compare", "learn"])
def test_every_page_but_that_of_the_pad_leads_there(visit: Callable[..., AppTest], page: str) -> None:
    links = [each.proto.page for each in visit(page=page).get("page_link") if each.proto.label == "Draw"]
    assert links == ([] if page == "draw" else ["draw"])
