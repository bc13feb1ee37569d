"""All feature maps of one layer, for the picture that a click on its thumbnail opens."""

from __future__ import annotations

from typing import Any

from cnn_core.errors import LabError
from cnn_core.figures.layer_outputs import all_maps_address
from cnn_core.summary import Summary
from cnn_core.text import shape_text
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.layer_outputs import Subject, scaled, trained
from pages.widgets.state.session import session

EVERY = 4096


def all_maps(summary: Summary, of: Subject | None, wanted: object) -> dict[str, Any] | None:
    """What the network editor shows of the layer that was opened, `{"index"}`: a picture with its size and words. None: nothing is open."""
    index = wanted.get("index") if isinstance(wanted, dict) else None
    row = next((each for each in summary.rows if each.index == index), None)
    if of is None or row is None or summary.fault is not None:
        return None
    title = f"{row.label} (layer {row.index + 1}), {shape_text(row.output_shape)}"
    run, _ = trained()
    try:
        values = laboratory().layer_outputs(session().experiment, run, scaled(of, run), EVERY)[row.index]
    except LabError as error:
        return {"index": index, "title": title, "words": str(error), "address": "", "width": 0, "height": 0}
    address, width, height = all_maps_address(values)
    what = f"All {values.shape[-1]:,} feature maps" if values.ndim == 3 else f"All {len(values):,} numbers, row by row"
    words = f"{what} for {of.name}, on one scale: black is {values.min():.3g}, white is {values.max():.3g}."
    return {"index": index, "title": title, "words": words, "address": address, "width": width, "height": height}
