"""What lights up in the microscope of a number inside a block, from the panel that Python makes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnn_core.spec import Architecture, Dense, GlobalAveragePooling2D, InvertedResidual
from pages.widgets.components.microscope import Asked
from pages.widgets.explain.detail import detail
from tests.pages.components.node import worked_out
from tests.pages.explain.test_explained_numbers import looked_at

SCRIPT = Path(__file__).parents[3] / "pages" / "widgets" / "components" / "microscope" / "microscope.js"
PAGE = """
const lit = [];
const light = (over, layer, lay, spot) => lit.push([spot.ys, spot.xs]);
const canvas = { getContext: () => ({ clearRect() {} }), textContent: "" };
const my = { sheets: [], scene: { layers: [] }, image: {} };
"""


def lit(panel: dict[str, Any]) -> list[list[list[int]]]:
    """Rows and columns of the image that light up once the panel shows this number."""
    chosen = json.dumps({"layer": 0, "at": panel["at"], "step": panel["step"]})
    deed = (
        f"my.panel = {json.dumps(json.dumps(panel))}; my.chosen = {chosen}; hover({{ querySelector: () => canvas }}, my, null);"
    )
    script = SCRIPT.read_text().replace("export default function", "function page")
    found: list[list[list[int]]] = worked_out(f"{script}{PAGE}{deed}", "lit")
    return found


def test_of_a_number_whose_filter_is_off_nothing_lights_up_and_of_the_others_their_patch(tmp_path: Path) -> None:
    layers = (InvertedResidual(filters=2), GlobalAveragePooling2D(), Dense(units=3, activation="softmax"))
    look = looked_at(tmp_path, Architecture(name="block", input_shape=(9, 8, 2), layers=layers), 3)
    off = replace(look, inspection=look.inspection.without((((0, "expand_activation"), (1,)),)))
    shown = [detail(off, Asked(0, (4, 4, number), step="expand_activation")) for number in (0, 1)]
    assert shown[0] is not None
    assert shown[1] is not None
    assert "switched off" in shown[1]["blocks"][0]["text"]
    assert lit(shown[0]) == [[[4], [4]]], "a convolution of 1x1 reads that place alone"
    assert lit(shown[1]) == []
