"""Where the network looks, while somebody draws: Grad-CAM for the class that it predicts."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.engine import Inspection
from cnn_core.explain.filters import last_maps
from cnn_core.explain.heat_maps import enlarged, grad_cam
from cnn_core.figures.heat_map import heat_picture
from cnn_core.figures.sheet import sheet_alt
from cnn_core.runs import RunFolder
from cnn_core.summary import summarise
from pages.widgets.shell.until_ready import until_ready
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.drawing import PATIENCE, DrawingPrediction, names_of
from pages.widgets.state.epoch import epoch_shown
from pages.widgets.state.laboratory import laboratory

SIDE = 168
BEST = 2


def where_it_looks(folder: RunFolder, reading: DrawingPrediction) -> None:
    """The drawing with what speaks for the likeliest class and, beside it, for the second."""
    network = Inspection(folder, epoch_shown(folder))
    layer = last_maps(summarise(network.architecture).rows)
    if layer is None:
        st.caption("This network has no convolution, so Grad-CAM has no maps to weigh.")
        return
    if not until_ready("Where it looks comes"):
        return
    names, size = names_of(folder), (reading.pixels.shape[0], reading.pixels.shape[1])
    maps = network.outputs(reading.scaled)[layer]
    units = [int(unit) for unit in np.argsort(-reading.probabilities, kind="stable")[:BEST]]
    slopes = laboratory().gradients(network, maps, units, PATIENCE, after=layer)[layer]
    pictures, captions = [], []
    for unit, slope in zip(units, slopes, strict=True):
        heat = enlarged(grad_cam(maps, slope), size)
        pictures.append(heat_picture(reading.pixels, heat, entry_of(folder.meta.experiment.data.dataset).pixel_max))
        captions.append(f"for {names[unit]}: {reading.probabilities[unit]:.1%}")
    alt = sheet_alt(len(captions), "where the network looks", captions)
    show_sheet(drawn_sheet(np.stack(pictures), captions, BEST, SIDE), alt, "where-it-looks")
    st.caption(
        "Amber: the maps of the last convolution or block there raise the score of the class (Grad-CAM). Explain has more ways to ask, for any class."
    )
