"""The map of test images: near each other where the network, or the pixels, make them alike."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.data.load import find
from cnn_core.data.task import labels_for
from cnn_core.engine import Inspection
from cnn_core.explain.image_map import aligned, principal_plane
from cnn_core.figures.image_map import image_map
from cnn_core.figures.sheet import sheet, sheet_alt
from cnn_core.figures.theme import CONFIG
from cnn_core.runs import RunFolder
from cnn_core.summary import summarise
from cnn_core.text import plural
from pages.widgets.explain.computed import computed
from pages.widgets.runs.look_inside import look_inside
from pages.widgets.state.datasets import dark, dataset, show_sheet
from pages.widgets.state.view import Look

MAX_MACS = 5 * 10**9
MIN_IMAGES, MAX_IMAGES = 100, 1000
MAX_SHOWN = 24
HIDDEN, PIXELS = "the last hidden layer", "the pixels"


def map_of_images(folder: RunFolder, look: Look, chosen: int | None) -> None:
    """A point per test image; a click or a lasso shows the images, and one of them can be looked into."""
    choice = folder.meta.experiment.data
    if find(choice.dataset) is None:
        st.info(
            "The test images of this network are not on this machine: see the Data page.", icon=":material/image_not_supported:"
        )
        return
    data = dataset(choice.dataset)
    count = max(MIN_IMAGES, min(MAX_IMAGES, MAX_MACS // max(1, summarise(look.architecture).macs)))
    images, labels = data.x_test[:count], labels_for(data.y_test[:count], choice)
    by = st.segmented_control("Alike by", (HIDDEN, PIXELS), default=HIDDEN, required=True, key="map by")
    scaled = look.scaling.apply(images)
    points, predicted = _aligned(folder, look.inspection, scaled)
    if by == PIXELS:
        points = computed(("pixels", choice.dataset, count), lambda: principal_plane(images))
    figure = image_map(points, labels, predicted, look.class_names, dark(), chosen)
    wrong = int((predicted != labels).sum())
    alt = f"{len(images)} test images as points, alike by {by}; {wrong} are classified wrongly"
    picked = st.plotly_chart(
        figure, key=f"map {folder.id}", theme=None, on_select="rerun", selection_mode=("points", "lasso"), config=CONFIG, alt=alt
    )
    st.caption(
        f"The first {len(images):,} test images, on the two directions in which their values in {by} differ most (PCA). A ring: classified wrongly "
        f"({wrong:,}). Click a point, or draw around some, to see the images. What lies apart here is apart; what lies together may "
        "still differ in other directions."
    )
    numbers = [int(point["customdata"][0]) for point in picked.selection.points if point.get("customdata")]
    if numbers:
        shown = numbers[:MAX_SHOWN]
        captions = [f"{n}: {look.class_names[labels[n]]}" for n in shown]
        alt = sheet_alt(len(shown), "the chosen test images", captions)
        show_sheet(sheet(images[shown], captions, 12, 84, dark=dark(), pixel_max=data.pixel_max), alt, "map")
        st.caption(f"{plural(len(numbers), 'image')}" + (f", the first {MAX_SHOWN} shown" if len(numbers) > MAX_SHOWN else ""))
        look_inside(shown, "map inside", here=True)


def _seen(network: Inspection, scaled: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The plane of what goes into the layer that gives the classes (of the images where that is the first one), and the predicted
    classes."""
    rows = summarise(network.architecture).rows
    last = max((k for k, row in enumerate(rows) if row.weights), default=len(rows) - 1)
    features, probabilities = network.features(scaled, rows[max(0, last - 1)].index)
    return principal_plane(features if last else scaled), probabilities.argmax(1)


def _aligned(folder: RunFolder, now: Inspection, scaled: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same, turned as the final weights have it, so that epochs follow one another without jumping."""
    final = Inspection(folder)
    reference, predicted = computed(("plane", final.key), lambda: _seen(final, scaled))
    if now.key == final.key:
        return reference, predicted
    points, predicted = computed(("plane", now.key), lambda: _seen(now, scaled))
    return aligned(points, reference), predicted
