"""Why this answer: where in the image the probability of a class comes from, by three methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnn_core.explain.arithmetic import IMAGE
from cnn_core.explain.filters import last_maps
from cnn_core.explain.heat_maps import Covered, cover, enlarged, grad_cam, gradient_times_input, occlusion
from cnn_core.figures.heat_map import heat_picture
from cnn_core.figures.sheet import sheet_alt
from cnn_core.summary import summarise
from pages.widgets.explain.computed import computed, then
from pages.widgets.shell.error_boundary import error_boundary, escape_markdown
from pages.widgets.shell.until_ready import until_ready
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.view import Look

PREDICTED, TRUE, NONE = -1, -2, -3
WORDS = {PREDICTED: "the predicted class", TRUE: "the true class", NONE: "no second class"}
CELL, NARROW = 308, 150
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


def why(look: Look, say: Callable[[], None]) -> None:
    """The three maps for one class, and for a second one beside it. All is worked out before `say` says the answer above and a map is
    drawn: while the epochs play, no number stands beside the maps of another epoch."""
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
    with then(say):
        asked = _occluded(look, side)
        units = list(dict.fromkeys(known[choice] for choice in (first, second) if choice != NONE))
        heats = {unit: {"Occlusion": _occlusion(look, asked, unit)} for unit in units}
        if until_ready("The maps by gradients come"):
            with error_boundary():
                for unit in units:
                    heats[unit] |= _by_gradient(look, unit)
        cell, captioned = (CELL, False) if len(units) == 1 else (NARROW, True)
        sheets = [[_sheet(look, unit, name, heat, cell, captioned) for name, heat in heats[unit].items()] for unit in units]
    methods = list(heats[units[0]])
    if len(units) == 1:
        _class(look, units[0])
    else:
        with st.container(key="stacking charts why"):
            columns = st.columns(len(units), gap="large")
        for column, unit, shown in zip(columns, units, sheets, strict=True):
            with column:
                _class(look, unit)
                with st.container(horizontal=True, gap="small"):
                    for k, sheet in enumerate(shown):
                        show_sheet(*sheet, f"why-{unit}-{k}")
                _square(look, unit, asked)
    with st.container(key="stacking maps why"):
        columns = st.columns(len(WHAT), gap="large")
    for k, (column, (name, text)) in enumerate(zip(columns, WHAT.items(), strict=True)):
        with column:
            if len(units) == 1 and name in methods:
                show_sheet(*sheets[0][methods.index(name)], f"why-{k}")
                if name == methods[0]:
                    _square(look, units[0], asked)
            st.caption(f"**{name}.** {text}")


def _sheet(look: Look, unit: int, name: str, heat: np.ndarray, cell: int, captioned: bool) -> tuple[bytes, str]:
    """The map of a class by one method, and what it is, in words."""
    picture = heat_picture(look.pixels, heat, look.pixel_max)[None]
    alt = sheet_alt(1, f"where the answer {look.class_names[unit]} comes from", [name])
    return drawn_sheet(picture, [name] if captioned else None, 1, cell), alt


def _class(look: Look, unit: int) -> None:
    st.header(f"{escape_markdown(look.class_names[unit])}: {look.probabilities[unit]:.1%}", anchor=False)


def _square(look: Look, unit: int, asked: _Asked) -> None:
    """Which square matters most to a class, where one does."""
    before, after = float(look.probabilities[unit]), asked.probabilities[:, unit]
    worst = int(after.argmin())
    top, left = asked.covered.corners[worst]
    if not _changes(before, after):
        st.caption(f"No square changes the answer: whichever is covered, it stays at {before:.1%}.")
    elif f"{after[worst]:.1%}" != f"{before:.1%}" and after[worst] < before:
        st.caption(
            f"The square with its corner at row {top}, column {left} matters most: without it {before:.1%} becomes {after[worst]:.1%}."
        )


def _occlusion(look: Look, asked: _Asked, unit: int) -> np.ndarray:
    """The map; of a probability that no square changes it is empty, since its strongest number would have the full colour."""
    before, after = float(look.probabilities[unit]), asked.probabilities[:, unit]
    found = occlusion(asked.covered, before, after)
    return found if _changes(before, after) else np.zeros_like(found)


def _changes(before: float, after: np.ndarray) -> bool:
    """Whether a probability changes, in the digits that are shown, when a square is covered."""
    return any(f"{each:.1%}" != f"{before:.1%}" for each in after)


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
