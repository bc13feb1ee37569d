"""Filters and the feature maps that they make of a real image."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.figures.sheet import sheet_alt
from cnn_core.lessons.convolution import KERNELS, convolve
from cnn_core.text import shape_text
from pages.widgets.learn.own_filters import another_image, own_filters
from pages.widgets.learn.words import instrument, note, say
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.datasets import dataset, drawn_sheet, show_sheet

CELL = 156
MAX_MAPS = 8
BY_HAND, LEARNED = "made by hand", "learned"


def maps() -> None:
    """One image under the filters of the run in hand, or one digit under the four classical kernels."""
    say(
        "A filter is a kernel that responds to one pattern, and its feature map shows where in the image that pattern is: bright "
        "where the filter responds. A Conv2D layer with 32 filters makes 32 such maps, which the next layer reads as 32 channels. "
        "Four classical filters were made by hand; a network learns its own. With **groups** above 1 each filter reads only the channels of its group. ReLU sets what is below 0 to 0; LeakyReLU, PReLU and ELU let a part of it through."
    )
    with instrument():
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            draw = another_image("maps draw")
            own = own_filters(draw)
            kinds = [BY_HAND, *([LEARNED] if own else [])]
            kind = st.segmented_control("Filters", kinds, default=kinds[-1], required=True, key="maps filters")
            relu = st.toggle(
                "ReLU",
                key="maps relu",
                help="Sets everything below 0 to 0: the pattern of the filter stays, its opposite disappears.",
            )
        if own is not None and kind == LEARNED:
            chosen = own.filters.widest(own.scaled, MAX_MAPS)
            image, pixel_max, name = own.image, own.pixel_max, own.label
            found = [own.filters.map(own.scaled, number) for number in chosen]
            names = [f"filter {number + 1}" for number in chosen]
            which = (
                "Its filters"
                if len(chosen) == own.filters.count
                else f"The {len(chosen)} of its {own.filters.count} filters whose"
            )
            rest = "." if len(chosen) == own.filters.count else " maps vary most on this image."
            whose = f"{which}{rest} They belong to the first layer of {escape_markdown(own.whose)}; stride 1, no padding. "
        else:
            data = dataset("mnist-mini")
            index = draw % len(data.x_train)
            image, pixel_max, name = data.x_train[index], data.pixel_max, data.class_names[data.y_train[index]]
            found = [convolve(image[:, :, 0] / 255, kernel.array) for kernel in KERNELS.values()]
            names, whose = list(KERNELS), ""
        if relu:
            found = [np.maximum(each, 0) for each in found]
        captions = [
            f"{each}\n{_tenths(values.min())} to {_tenths(values.max())}" for each, values in zip(names, found, strict=True)
        ]
        pictures = np.stack([(each - each.min()) / (np.ptp(each) or 1.0) for each in found])[..., None]
        with st.container(horizontal=True, gap="medium"):
            with st.container(width="content"):
                size = shape_text(image.shape[:2])
                show_sheet(
                    drawn_sheet(image[None], [f"{name}\n{size}"], 1, CELL, pixel_max=pixel_max),
                    sheet_alt(1, "training images", [name]),
                    "maps-digit",
                )
            with st.container(width="content"):
                show_sheet(
                    drawn_sheet(pictures, captions, 4 if len(found) > 4 else 2, CELL),
                    sheet_alt(len(found), f"feature maps of {name}", captions),
                    "maps-found",
                )
        size = shape_text(found[0].shape)
        note(
            f"{whose}Each map is {size} and drawn from its smallest number (black) to its largest (white); both are given below it."
        )


def _tenths(value: float) -> str:
    return f"{round(float(value), 1) + 0.0:.1f}"  # no -0.0
