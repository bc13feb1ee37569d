"""Why this answer: where in the image the probability of a class comes from, by three methods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnn_core.explain.arithmetic import IMAGE
from cnn_core.explain.filters import last_maps
from cnn_core.explain.heat_maps import Covered, cover, enlarged, grad_cam, gradient_times_input, occlusion
from cnn_core.figures.heat_map import heat_picture
from cnn_core.figures.sheet import sheet_alt
from cnn_core.summary import summarise
from pages.widgets.explain.computed import computed
from pages.widgets.shell.error_boundary import error_boundary, escape_markdown
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.view import Look

PREDICTED, TRUE, NONE = -1, -2, -3
WORDS = {PREDICTED: "the predicted class", TRUE: "the true class", NONE: "no second class"}
CELL, NARROW = 224, 150
"""Pixels of a map, and of one where a second class stands beside the first."""

MAX_MACS = 10**10
"""Work of all predictions of one occlusion: about a second."""

WHAT = {
    "Occlusion": "Each square is covered with the image's median colour in turn, and the network asked again: amber where the "
    "probability falls, blue where it rises. It cannot tell what two places do only together, and the edges of the square are new to "
    "the network.",
    "Grad-CAM": "The feature maps of the last convolution or block, weighted by how much the score of the class grows with each. It cannot tell "
    "anything finer than those maps, nor what speaks against the class.",
    "Gradient x input": "Each pixel times the change of the score with it: amber speaks for the class, blue against. It holds for small "
    "changes only, and a pixel that is 0 counts as nothing, even where its being 0 matters.",
}


@dataclass(frozen=True, eq=False)
class _Asked:
    """The covered images and the probabilities (n, classes) that the network gives them."""

    covered: Covered
    probabilities: np.ndarray


def why(look: Look) -> None:
    """The three maps for one class, and for a second one beside it."""
    names = look.class_names
    best = int(look.probabilities.argmax())
    known = {PREDICTED: best} | ({TRUE: look.truth} if look.truth is not None else {}) | {k: k for k in range(len(names))}

    def words(choice: int) -> str:
        return WORDS.get(choice) or names[choice]

    height, width = look.pixels.shape[:2]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.selectbox("What speaks for", list(known), key="why first", format_func=words, width=220)
        second = st.selectbox("Beside it, for", [NONE, *known], key="why second", format_func=words, width=220)
        most = max(2, min(height, width) // 2)
        side = st.slider(
            "Side of the covering square", 1, most, max(1, min(height, width) // 7), key=f"why side {most}", width=260
        )
    asked = _occluded(look, side)
    units = list(dict.fromkeys(known[choice] for choice in (first, second) if choice != NONE))
    with st.container(key="stacking charts why"):
        columns = st.columns(len(units), gap="large")
    for column, unit in zip(columns, units, strict=True):
        with column:
            _maps(look, unit, asked, CELL if len(units) == 1 else NARROW)
    for name, text in WHAT.items():
        st.caption(f"**{name}.** {text}")


def _maps(look: Look, unit: int, asked: _Asked, cell: int) -> None:
    before = float(look.probabilities[unit])
    after = asked.probabilities[:, unit]
    worst = int(after.argmin())
    name = look.class_names[unit]
    st.subheader(f"{escape_markdown(name)}: {before:.1%}", anchor=False)
    heats = {"Occlusion": occlusion(asked.covered, before, after)}
    with error_boundary():
        heats |= _by_gradient(look, unit)
    pictures = np.stack([heat_picture(look.pixels, heat, look.pixel_max) for heat in heats.values()])
    captions = list(heats)
    alt = sheet_alt(len(captions), f"where the answer {name} comes from", captions)
    show_sheet(drawn_sheet(pictures, captions, len(captions), cell), alt, f"why-{unit}")
    top, left = asked.covered.corners[worst]
    if after[worst] < before:
        st.caption(
            f"The square with its corner at row {top}, column {left} matters most: without it {before:.1%} becomes {after[worst]:.1%}."
        )


def _by_gradient(look: Look, unit: int) -> dict[str, np.ndarray]:
    """Grad-CAM, where there is a convolution, and gradient x input; both need the engine."""
    image = look.outputs[IMAGE]
    found = computed(("gradients", look.key, unit), lambda: laboratory().gradients(look.inspection, image, (unit,)))
    heats, layer = {}, last_maps(summarise(look.architecture).rows)
    if layer is not None:
        heats["Grad-CAM"] = enlarged(grad_cam(look.outputs[layer], found[layer][0]), (image.shape[0], image.shape[1]))
    return heats | {"Gradient x input": gradient_times_input(image, found[IMAGE][0])}


def _occluded(look: Look, side: int) -> _Asked:
    """One prediction per square; squares overlap by half unless that is too much work."""
    work = summarise(look.architecture).macs

    def ask() -> _Asked:
        step = max(1, side // 2)
        covered = cover(look.outputs[IMAGE], side, step)
        if work * len(covered.corners) > MAX_MACS:
            covered = cover(look.outputs[IMAGE], side, side)
        return _Asked(covered, look.inspection.predict(covered.images))

    return computed(("occlusion", look.key, side), ask)
