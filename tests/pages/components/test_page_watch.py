"""What is scrolled to when another page, or another run, is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.components.node import worked_out

SCRIPT = (Path(__file__).parents[3] / "pages" / "widgets" / "components" / "page_watch" / "page_watch.js").read_text()
# A window in which nothing is told to Python.
WINDOW = """
const window = { innerWidth: 1440 }, keepHistory = () => {}, keepFocus = () => {}, focusPopovers = () => {}, watchRefusal = () => {}, keepTheme = () => {}, handOver = () => {}, scrolled = [];
const document = { documentElement: {}, querySelector: () => ({ scrollTo: ({ top }) => scrolled.push(top) }), createElement: () => ({ style: {}, addEventListener() {}, remove() {} }) };
const getComputedStyle = () => ({ fontSize: "15px", backgroundColor: "white" });
class ResizeObserver { observe() {} disconnect() {} }
"""


@pytest.mark.parametrize(
    ("first", "second", "steps"),
    [
        ("Data", "Train", 1),
        ("Train", "Evaluate", 1),
        ("Data", "Data", 0),
    ],
)
def test_another_page_begins_at_its_top_and_the_same_stays_where_it_is(first: str, second: str, steps: int) -> None:
    """Train, pressed at the end of Data, opened in its middle, with the curves and Stop above the window."""
    script = SCRIPT.replace("export default function", "function shows")
    shown = "".join(
        f"shows({{ data: {{ page: '{page}', run: 'r', presenting: false }}, parentElement: {{ appendChild: (e) => e }}, setStateValue() {{}} }});"
        for page in (first, second)
    )
    assert worked_out(f"{WINDOW}{script}{shown}", "scrolled") == [0] * steps


def test_another_run_on_train_brings_its_curves_into_view_and_on_another_page_moves_nothing() -> None:
    script = SCRIPT.replace("export default function", "function shows")
    for page, steps in (("Train", 1), ("Evaluate", 0)):
        shown = "".join(
            f"shows({{ data: {{ page: '{page}', run: '{run}', presenting: false }}, parentElement: {{ appendChild: (e) => e }}, setStateValue() {{}} }});"
            for run in ("one", "two")
        )
        assert worked_out(f"{WINDOW}{script}{shown}", "scrolled") == [0] * steps


@pytest.mark.parametrize(("width", "closed"), [(390, 1), (1440, 0)])
def test_a_page_that_is_loaded_anew_on_a_narrow_screen_closes_the_menu_that_lay_over_it(width: int, closed: int) -> None:
    """Streamlit remembers that it was open."""
    script = SCRIPT.replace("export default function", "function shows")
    window = WINDOW.replace("1440", str(width)).replace("scrollTo:", "click: () => clicks.push(1), scrollTo:")
    shown = "shows({ data: { page: 'Build', run: 'r', presenting: false }, parentElement: { appendChild: (e) => e }, setStateValue() {} });"
    found = worked_out(
        f"const clicks = [];{window}{script}{shown}{shown}",
        "[clicks.length, scrolled.length]",
    )
    assert found == [closed, 0]
