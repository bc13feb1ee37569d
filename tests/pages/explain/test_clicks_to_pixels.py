"""Every number of the microscope can be clicked, back to the pixels: of all kinds of layer, inside blocks, and of every preset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn_core.explain.arithmetic import IMAGE
from cnn_core.presets import PRESETS
from cnn_core.spec import Architecture
from cnn_core.summary import summarise
from pages.widgets.explain.detail import detail
from pages.widgets.explain.scene import scene
from tests.pages.explain.test_explained_numbers import ALL_KINDS, OTHER_KINDS, looked_at

Asks = tuple[int, tuple[int, ...], int, str]


def links(shown: dict[str, Any]) -> list[Asks]:
    """What the clicks in the panel ask for, as its JavaScript finds it."""
    found, usual = [], shown["sourceStep"]
    for block in shown["blocks"]:
        if block["type"] == "terms":
            found += [(tuple(row["at"]), row.get("step", usual)) for row in block["rows"]]
        elif block["type"] in ("products", "window"):
            for k, value in enumerate(block["values"]):
                row, column = divmod(k, block["columns"])
                if value is not None:
                    down, right = block["step"]
                    found.append(((block["top"] + row * down, block["left"] + column * right, block["channel"]), usual))
    return [(shown["layer"] if step else shown["source"], at, 0, step) for at, step in found]


@pytest.mark.parametrize("which", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("layers", [ALL_KINDS, OTHER_KINDS], ids=["some kinds", "the others"])
def test_from_any_layer_clicks_lead_back_to_the_pixels(tmp_path: Path, layers: Any, which: int) -> None:
    look = looked_at(tmp_path, Architecture(name="all", input_shape=(13, 11, 3), layers=layers), 3)
    titles = set()
    for index, values in look.outputs.items():
        spot: Any = (index, tuple(size // 2 for size in values.shape), 0, "")
        way: list[str] = []
        while spot[0] != IMAGE:
            shown = detail(look, spot)
            assert shown is not None, (way, spot)
            json.dumps(shown, allow_nan=False)
            way.append(shown["title"])
            if "ZeroPadding" in way[-1] and not links(shown):
                break  # a 0 that was put there
            assert links(shown), f"nothing to click in {way[-1]}"
            spot = links(shown)[which]
        assert detail(look, spot) is not None, way
        titles |= set(way)
    inside = {"first_norm", "expand_conv", "pointwise_norm"} if layers is OTHER_KINDS and which == 0 else set()
    assert {name for name in inside if any(f", {name}, " in title for title in titles)} == inside


def test_of_a_block_only_what_is_inside_it_can_be_asked_for(tmp_path: Path) -> None:
    look = looked_at(tmp_path, Architecture(name="others", input_shape=(9, 8, 3), layers=OTHER_KINDS), 3)
    assert detail(look, (9, (0, 0, 0), 0, "first_conv")) is not None
    for wrong in [
        (9, (0, 0, 0), 0, "expand_conv"),
        (1, (0, 0, 0), 0, "first_conv"),
        (9, (99, 0, 0), 0, "first_conv"),
        (9, (0,), 0, "first_conv"),
    ]:
        assert detail(look, wrong) is None


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_goes_under_the_microscope(tmp_path: Path, name: str) -> None:
    architecture = PRESETS[name].experiment.architecture
    look = looked_at(tmp_path, architecture, summarise(architecture).rows[-1].output_shape[-1])
    assert len(json.dumps(scene(look, "an image"), allow_nan=False)) < 4.5 * 2**20
    for index, values in look.outputs.items():
        place = tuple(size // 2 for size in values.shape)
        shown = detail(look, (index, place, 0))
        assert shown is not None
        assert shown["blocks"]
        if index != IMAGE:
            most = max(1.0, float(np.abs(values).max()))
            assert look.inspection.origin(look.outputs, index, place).value == pytest.approx(values[place], abs=1e-4 * most)
