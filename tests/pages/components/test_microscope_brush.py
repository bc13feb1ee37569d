"""The brush of the microscope: what it tells Python, and of which image."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.pages.components.node import worked_out

SCRIPT = Path(__file__).parents[3] / "pages" / "widgets" / "components" / "microscope" / "brush.js"
PAGE = """
const told = [], heard = {}, pen = { fillRect() {} };
const canvas = {
  getContext: () => pen, getBoundingClientRect: () => ({ left: 0, top: 0 }), setPointerCapture() {},
  addEventListener: (name, deed) => (heard[name] = deed),
};
const component = { setTriggerValue: (name, value) => told.push(value) };
const my = { brush: 255, onto: 1, image: { width: 9, height: 9, lay: { scale: 1 } }, channel: { component } };
brushing({ isConnected: true, querySelector: () => canvas }, my);
const stroke = (x, y) => { heard.pointerdown({ clientX: x, clientY: y }); heard.pointerup({}); };
"""


def messages(deeds: str) -> list[dict[str, Any]]:
    """What Python is told while these deeds are done."""
    found: list[dict[str, Any]] = worked_out(f"{SCRIPT.read_text()}{PAGE}{deeds}", "told")
    return found


def told(deeds: str) -> list[tuple[int, list[set[tuple[int, int]]]]]:
    """The image of each message, and of each of its strokes the (row, column)."""
    said = messages(deeds)
    for each in said:
        numbers = [number for number, _ in each["strokes"]]
        assert numbers == sorted(set(numbers)), "each stroke has a number, larger than those before"
    return [(each["onto"], [{(row, column) for row, column, _ in places} for _, places in each["strokes"]]) for each in said]


FIRST = {(0, 0), (0, 1), (1, 0), (1, 1)}
SECOND = {(5, 5), (5, 6), (6, 5), (6, 6)}


def test_strokes_soon_after_one_another_are_told_together_and_apart() -> None:
    assert told("stroke(0, 0); stroke(5, 5);") == [(1, [FIRST]), (1, [FIRST, SECOND])]


def test_a_stroke_keeps_its_number_while_it_grows() -> None:
    deeds = "stroke(0, 0); heard.pointerdown({ clientX: 5, clientY: 5 }); heard.pointermove({ clientX: 0, clientY: 0 }); heard.pointerup({});"
    assert told(deeds)[-1] == (1, [FIRST, FIRST | SECOND])


def test_what_was_painted_on_another_image_is_not_told_of_this_one() -> None:
    assert told("stroke(0, 0); my.onto = 2; stroke(5, 5);") == [(1, [FIRST]), (2, [SECOND])]
    assert told("heard.pointerdown({ clientX: 0, clientY: 0 }); my.onto = 2; heard.pointerup({});") == []


KEY = "heard.keydown({ preventDefault() { kept.push(1); }, ...{%s} });"


def test_ctrl_z_after_painting_says_which_strokes_there_are_and_that_the_last_is_undone() -> None:
    """In one message, since of two in one run of the page the first may be dropped. Streamlit's own shortcut would take it from text fields."""
    keys = "const kept = []; stroke(0, 0); " + KEY % "key: 'z', ctrlKey: true"
    assert undos(keys + "stroke(5, 5);") == [False, True, False]
    assert told(keys)[-1] == (1, [FIRST])
    for other in (
        "key: 'z'",
        "key: 'y', ctrlKey: true",
        "key: 'z', ctrlKey: true, shiftKey: true",
        "key: 'z', ctrlKey: true, repeat: true",
    ):
        assert undos("const kept = []; stroke(0, 0); " + KEY % other) == [False], other
    assert undos("const kept = []; my.brush = null; " + KEY % "key: 'z', metaKey: true") == []
    assert undos("const kept = []; " + KEY % "key: 'Z', metaKey: true") == [True], "a stroke of long ago, or of before a reload"


def undos(deeds: str) -> list[bool]:
    """Of each message, whether it undoes a stroke."""
    return [each["undo"] for each in messages(deeds)]
