"""A chart that changes is drawn in turns in two slots, so that the drawing before stays as it was until the new one is there."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest


def charts() -> None:
    import plotly.graph_objects as go
    import streamlit as st

    from pages.widgets.shell.steady_chart import is_drawn, steady_chart

    height = st.session_state.get("height", 1)
    st.text(is_drawn("bars", st.session_state.get("thing", "a run")))
    steady_chart(
        go.Figure(go.Bar(y=[height, float("nan")])),
        "bars",
        st.session_state.get("thing", "a run"),
        f"{height} high",
        lambda _: None,
    )


def drawn(app: AppTest) -> dict[str, str]:
    """The words of the drawings by their ids, of which a changed one is another chart in the browser."""
    protos: list[Any] = [each.proto for each in app.get("plotly_chart")]
    return {proto.id: proto.alt for proto in protos}


def newest(app: AppTest) -> str:
    return str(app.get("html")[0].proto.body)


def test_the_drawing_before_stays_the_same_chart_beside_the_new_one() -> None:
    app = AppTest.from_function(charts).run()
    (first,) = drawn(app).items()
    assert first[1] == "1 high"
    for height in (2, 3, 4):
        app.session_state["height"] = height
        app.run()
        both = drawn(app)
        assert sorted(both.values()) == [f"{height - 1} high", f"{height} high"]
        assert first in both.items()
        assert f"newest-drawing-{list(both.values()).index(f'{height} high')}" in newest(app)
        first = next(each for each in both.items() if each[1] == f"{height} high")


def test_nothing_is_drawn_anew_where_nothing_changed() -> None:
    app = AppTest.from_function(charts).run()
    app.session_state["height"] = 2
    before = drawn(app.run())
    assert drawn(app.run()) == before
    assert len(before) == 2


def test_a_drawing_of_another_thing_is_never_seen_in_its_place() -> None:
    app = AppTest.from_function(charts).run()
    app.session_state["height"], app.session_state["thing"] = 2, "another run"
    assert list(drawn(app.run()).values()) == ["2 high"]


def test_it_is_drawn_once_it_was_on_the_page() -> None:
    app = AppTest.from_function(charts).run()
    assert app.text[0].value == "False"
    assert app.run().text[0].value == "True"
    app.session_state["thing"] = "another run"
    assert app.run().text[0].value == "False"
