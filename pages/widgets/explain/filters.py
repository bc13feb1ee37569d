"""The filters of a convolution: their kernels, which are silent, what excites them, and the network without some of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from cnn_core.data.load import find
from cnn_core.data.task import labels_for
from cnn_core.explain.filters import FilterLayer, Responses, filter_layers
from cnn_core.explain.windows import receptive_field
from cnn_core.figures.heat_map import framed_picture, signed_picture
from cnn_core.figures.sheet import sheet, sheet_alt
from cnn_core.runs import RunFolder
from cnn_core.summary import Row, summarise
from cnn_core.text import plural
from pages.widgets.explain.computed import computed
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.datasets import dark, dataset, show_sheet
from pages.widgets.state.view import Look

MAX_MACS = 25 * 10**8
MIN_IMAGES, MAX_IMAGES = 50, 500
"""Test images that filters are tried on: as many as half a second allows."""

MAX_KERNELS = 128
KERNEL, EXCITING = 84, 112
BEST = 9


def filters(folder: RunFolder, look: Look) -> None:
    """Everything about the filters of one layer."""
    rows = summarise(look.architecture).rows
    layers = filter_layers(rows)
    if not layers:
        st.info("This network has no convolution, so it has no filters.", icon=":material/grid_off:")
        return
    if find(folder.meta.experiment.data.dataset) is None:
        st.info(
            "The test images of this network are not on this machine: see the Data page.", icon=":material/image_not_supported:"
        )
        return
    tried, labels = _images(folder, look)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer = st.selectbox("Layer", layers, format_func=_name, key="filters layer", width=260)
        count = int(layer.convolution.output_shape[2])
        number = st.number_input(
            f"Filter (0 to {count - 1})", 0, count - 1, 0, key=f"filter of {layer.convolution.index} {count}", width=150
        )
    found = computed(
        ("responses", look.inspection.key, layer.maps.index),
        lambda: look.inspection.responses(look.scaling.apply(tried), layer.maps.index),
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        _kernels(look, layer, found)
    with right:
        _exciting(look, rows, layer, found, tried, int(number))
    _without(look, layer, tried, labels)


def _name(layer: FilterLayer) -> str:
    return f"{layer.convolution.index + 1}. {layer.convolution.label}"


def _images(folder: RunFolder, look: Look) -> tuple[np.ndarray, np.ndarray]:
    """The first test images, as many as the work allows, and their labels."""
    choice = folder.meta.experiment.data
    data = dataset(choice.dataset)
    count = max(MIN_IMAGES, min(MAX_IMAGES, MAX_MACS // max(1, summarise(look.architecture).macs)))
    return data.x_test[:count], labels_for(data.y_test[:count], choice)


def _kernels(look: Look, layer: FilterLayer, found: Responses) -> None:
    """A picture, the norm and the silence of each filter."""
    kernel = look.inspection.weights[f"{layer.convolution.index}.kernel"]
    norms = np.sqrt((kernel**2).sum((0, 1, 2)))
    shares = found.silent_share
    dead = np.flatnonzero(shares == 1)
    shown = range(min(kernel.shape[3], MAX_KERNELS))
    most = float(np.abs(kernel).max())
    pictures = np.stack([_kernel(kernel[..., k], most) for k in shown])
    captions = [f"{k}: {norms[k]:.2f}\n" + ("dead" if shares[k] == 1 else f"{shares[k]:.0%} silent") for k in shown]
    st.subheader("Kernels", anchor=False)
    picture = sheet(pictures, captions, 6, KERNEL, dark=dark(), highlight=[bool(shares[k] == 1) for k in shown])
    show_sheet(picture, sheet_alt(len(captions), "kernels", captions), "kernels")
    channels = kernel.shape[2]
    what = (
        ""
        if channels == 1
        else " as colours around grey"
        if channels == 3
        else f", of its {channels} input channels the strongest"
    )
    some = f" The first {MAX_KERNELS} of {kernel.shape[3]}." if kernel.shape[3] > MAX_KERNELS else ""
    st.caption(
        f"Each filter's weights{what}; white is positive, blue negative. Below: its number, the norm of its weights, and on how many of "
        f"{len(found.silent):,} test images its map is 0 everywhere.{some}"
    )
    if len(dead):
        st.markdown(
            f"**{plural(len(dead), 'dead filter')}**: {', '.join(map(str, dead))}. On no image do they give anything but 0."
        )


def _kernel(weights: np.ndarray, most: float) -> np.ndarray:
    """One filter (height, width, channels) as a small RGB picture."""
    if weights.shape[2] == 3:
        return np.rint(127.5 + 127.5 * weights / most).astype(np.uint8)
    strongest = int((weights**2).sum((0, 1)).argmax())
    return signed_picture(weights[..., strongest], most)


def _exciting(look: Look, rows: tuple[Row, ...], layer: FilterLayer, found: Responses, tried: np.ndarray, number: int) -> None:
    """The test images with the largest values in the filter's map, with the part that gave them."""
    st.subheader(f"What excites filter {number}", anchor=False)
    best = [int(n) for n in found.exciting(number, BEST) if found.strongest[n, number] > 0]
    if not best:
        st.caption("Nothing: on none of these images does its map rise above 0.")
        return
    reached = rows[: rows.index(layer.maps) + 1]
    scale = max(1, EXCITING // max(tried.shape[1:3]))
    pictures, captions = [], []
    for n in best:
        y, x = (int(k) for k in found.places[n, number])
        box = receptive_field(reached, (y, x, number)).box
        pictures.append(framed_picture(tried[n], box, look.pixel_max, scale))
        captions.append(f"{n}: {found.strongest[n, number]:.2f}")
    alt = sheet_alt(len(captions), f"test images that excite filter {number}", captions)
    show_sheet(sheet(np.stack(pictures), captions, 3, EXCITING, dark=dark()), alt, "exciting")
    st.caption("The number of the test image and the largest value of the map; the frame is the part of the image that gave it.")


def _without(look: Look, layer: FilterLayer, tried: np.ndarray, labels: np.ndarray) -> None:
    """The network with some filters switched off: the probabilities of the image, and the accuracy."""
    st.subheader("Without some filters", anchor=False)
    count, index = layer.convolution.output_shape[2], layer.maps.index
    off = tuple(
        st.multiselect(
            "Switched off", range(count), key=f"filters off {index} {count}", placeholder="Choose filters: their maps become 0"
        )
    )
    scaled = look.scaling.apply(tried)

    def accuracy(silenced: tuple[int, ...]) -> float:
        key = ("accuracy", look.inspection.key, index if silenced else -1, silenced)
        return computed(key, lambda: float((look.inspection.predict(scaled, {index: silenced}).argmax(1) == labels).mean()))

    before, after = accuracy(()), accuracy(off)
    left, right = st.columns([2, 3], gap="large")
    with left:
        change = None if not off else f"{100 * (after - before):+.1f} points"
        st.metric(f"Accuracy on {len(tried):,} test images", f"{after:.1%}", change, help="With all filters: " + f"{before:.1%}")
    with right:
        _bars(look, look.inspection.predict(look.scaling.apply(look.pixels[None]), {index: off})[0], bool(off))


def _bars(look: Look, now: np.ndarray, changed: bool) -> None:
    """The probabilities of the image with all filters, and without those."""
    columns = {"all filters": look.probabilities} | ({"without them": now} if changed else {})
    table = pd.DataFrame({"class": look.class_names, **columns})
    bars = {title: st.column_config.ProgressColumn(format="percent", min_value=0.0, max_value=1.0) for title in columns}
    st.dataframe(table, hide_index=True, column_config=bars, width="stretch", alt="The probabilities of the image")
    if changed:
        first, second = (escape_markdown(look.class_names[int(p.argmax())]) for p in (look.probabilities, now))
        st.markdown(
            f"This image stays **{first}**." if first == second else f"This image was **{first}** and is **{second}** now."
        )
