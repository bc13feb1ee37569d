"""Popovers are opened and closed by the browser, and by Python closed alone."""

from __future__ import annotations

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from pages.widgets.shell.streamlit_patches import SHIPPED, patch_streamlit


def with_a_popover() -> None:
    import streamlit as st

    st.popover("Menu", key="menu", on_change="rerun")


@pytest.mark.parametrize("shipped", [True, False])
def test_that_a_popover_is_open_is_not_said_to_the_browser_that_opened_it(shipped: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    patch_streamlit()
    if shipped:  # when this fails, Streamlit says it no more: take ours out
        monkeypatch.setattr(DeltaGenerator, "_block", SHIPPED["block"])
    app = AppTest.from_function(with_a_popover)
    for opened in (True, False):
        app.session_state["menu"] = opened
        popover = app.run().main.children[0].proto.popover
        assert popover.HasField("open") == (shipped or not opened)
        assert popover.open == (shipped and opened)
