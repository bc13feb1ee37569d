"""The filters of a convolution: their kernels, which are silent, what excites them, and the network with some of them changed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from cnn_core.data.corrections import numbers_tested
from cnn_core.data.load import find
from cnn_core.data.task import all_test_labels
from cnn_core.explain.filters import FilterLayer, Responses, filter_layers
from cnn_core.explain.windows import receptive_field
from cnn_core.figures.heat_map import framed_picture, signed_picture
from cnn_core.figures.sheet import sheet_alt
from cnn_core.runs import RunFolder
from cnn_core.spec import SeparableConv2D
from cnn_core.summary import summarise
from cnn_core.text import plural
from pages.widgets.explain.changed_filters import accuracies, changed_filters
from pages.widgets.explain.computed import latest, then
from pages.widgets.explain.switched_off import spot_key
from pages.widgets.runs.correct_images import TEST, correct_images
from pages.widgets.state.datasets import dataset, drawn_sheet, show_sheet
from pages.widgets.state.fields import kept_number
from pages.widgets.state.view import Look

MAX_MACS = 25 * 10**8
MIN_IMAGES, MAX_IMAGES = 50, 500
"""Test images that filters are tried on: as many as half a second allows."""

MAX_KERNELS = 128
KERNEL, EXCITING, LARGE = 84, 112, 144
BEST = 9


def filters(folder: RunFolder, look: Look, trained: Look, say: Callable[[], None]) -> None:
    """Everything about the filters of one layer; `trained` is the look with all filters as they were trained. `say` says the answer above,
    once what takes time is worked out, so that no number stands beside a picture of another epoch."""
    layers = filter_layers(summarise(look.architecture).rows)
    if not layers:
        say()
        st.info("This network has no convolution, so it has no filters.", icon=":material/grid_off:")
        return
    choice = folder.meta.experiment.data
    if find(choice.dataset) is None:
        say()
        st.info(
            "The test images of this network are not on this machine: see the Data page.", icon=":material/image_not_supported:"
        )
        return
    tried, labels, numbers = _images(folder, look)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer = st.selectbox("Layer", layers, format_func=lambda each: each.label, key="filters layer", width=380)
        most, key = layer.count - 1, f"filter of {spot_key(layer)} {layer.count}"
        number = kept_number(f"Filter (0 to {most})", 0, most, key, 0, width=160)
    if layer.step:
        st.caption("Inside a block. Its maps are looked at where they are normalised and, if the block does so there, activated.")
    with then(say):
        found = latest(
            "responses",
            (choice.dataset, choice.left_out_test, look.scaling, look.inspection.key, layer.maps, len(tried)),
            lambda: look.inspection.responses(look.scaling.apply(tried), layer),
        )
        accuracy = accuracies(folder, look, trained, tried, labels)
    with st.container(key="filters"):  # three beside each other where the screen is wide
        with st.container():
            _kernels(look, layer, found)
        with st.container():
            if best := _exciting(look, layer, found, tried, numbers, number):
                correct_images(folder, TEST, best, "exciting")
        with st.container():
            changed_filters(folder, look, trained, layer, number, len(tried), accuracy)


def _images(folder: RunFolder, look: Look) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first images that the run was tested with, as many as the work allows, their labels and their numbers in the test part."""
    choice = folder.meta.experiment.data
    data = dataset(choice.dataset)
    count = max(MIN_IMAGES, min(MAX_IMAGES, MAX_MACS // max(1, summarise(look.architecture).macs)))
    numbers = numbers_tested(choice, len(data.x_test))[:count]
    return data.x_test[numbers], all_test_labels(data, choice)[numbers], numbers


def _kernels(look: Look, layer: FilterLayer, found: Responses) -> None:
    """A picture, the norm and the silence of each filter."""
    kernel = look.inspection.kernels(layer)
    norms = np.sqrt((kernel**2).sum((0, 1, 2)))
    shares = found.silent_share
    off = dict(look.inspection.off).get(layer.maps, ())
    dead = np.flatnonzero(shares == 1)
    shown = range(min(kernel.shape[3], MAX_KERNELS))
    most = float(np.abs(kernel).max())
    pictures = np.stack([_kernel(kernel[..., k], most) for k in shown])
    captions = [
        f"{k}: {norms[k]:.2f}\n" + ("off" if k in off else "dead" if shares[k] == 1 else f"{shares[k]:.0%} silent") for k in shown
    ]
    st.header("Kernels", anchor=False)
    picture = drawn_sheet(pictures, captions, 6, KERNEL, highlight=[bool(shares[k] == 1) for k in shown])
    show_sheet(picture, sheet_alt(len(captions), "kernels", captions), "kernels")
    channels = kernel.shape[2]
    which, signs = "", "white is positive, blue negative"
    if channels == 3:
        which, signs = (
            " as colours around grey",
            "brighter than grey is positive, darker negative, for each of red, green and blue",
        )
    elif channels > 1:
        which = f", of its {channels} input channels the strongest"
    both = " (its two steps together)" if isinstance(layer.convolution.layer, SeparableConv2D) else ""
    some = f" The first {MAX_KERNELS} of {kernel.shape[3]}." if kernel.shape[3] > MAX_KERNELS else ""
    st.caption(
        f"Each filter's weights{both}{which}; {signs}. Below: its number, the norm of its weights, and on how many of "
        f"{len(found.silent):,} test images its map is 0 everywhere.{some}"
    )
    if len(dead):
        does = "does it" if len(dead) == 1 else "do they"
        st.markdown(
            f"**{plural(len(dead), 'dead filter')}**: {', '.join(map(str, dead))}. On no image {does} give anything but 0."
        )


def _kernel(weights: np.ndarray, most: float) -> np.ndarray:
    """One filter (height, width, channels) as a small RGB picture."""
    if weights.shape[2] == 3:
        return np.rint(127.5 + 127.5 * weights / (most or 1)).astype(np.uint8)
    strongest = int((weights**2).sum((0, 1)).argmax())
    return signed_picture(weights[..., strongest], most)


def _exciting(look: Look, layer: FilterLayer, found: Responses, tried: np.ndarray, numbers: np.ndarray, number: int) -> list[int]:
    """The test images with the largest values in the filter's map, with the part that gave them; returns their numbers."""
    st.header(f"What excites filter {number}", anchor=False)
    best = [int(n) for n in found.exciting(number, BEST) if found.strongest[n, number] > 0]
    if not best:
        st.caption("Nothing: on none of these images does its map rise above 0.")
        return []
    side = max(tried.shape[1:3])
    scale, cell = max(1, EXCITING // side), EXCITING if side <= EXCITING else LARGE
    pictures, captions = [], []
    for n in best:
        y, x = (int(k) for k in found.places[n, number])
        box = receptive_field(layer.way, (y, x, number)).box
        pictures.append(framed_picture(tried[n], box, look.pixel_max, scale))
        captions.append(f"{numbers[n]}: {found.strongest[n, number]:.2f}")
    alt = sheet_alt(len(captions), f"test images that excite filter {number}", captions)
    columns = 3 if cell == EXCITING else 2  # beside the kernels, at 1440 pixels, there is no room for three large ones
    show_sheet(drawn_sheet(np.stack(pictures), captions, columns, cell), alt, "exciting")
    st.caption("The number of the test image and the largest value of the map; the frame is the part of the image that gave it.")
    return [int(numbers[n]) for n in best]
