"""The map of test images: near each other where the network, or the pixels, make them alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from cnn_core.data.dataset import Dataset
from cnn_core.data.load import find
from cnn_core.data.task import labels_for
from cnn_core.engine import Inspection
from cnn_core.explain.image_map import aligned, principal_plane
from cnn_core.figures.tiles import tiles
from cnn_core.runs import RunFolder
from cnn_core.summary import summarise
from pages.widgets.components.image_map import image_map
from pages.widgets.explain.computed import computed
from pages.widgets.explain.neighbour_map import neighbours
from pages.widgets.state.datasets import dataset
from pages.widgets.state.view import Look

MAX_MACS = 10**10
"""Work of all predictions of one map in NumPy: about half a second."""

MIN_IMAGES, MAX_IMAGES = 100, 2000
HIDDEN, PIXELS = "the last hidden layer", "the pixels"
PLANE, NEIGHBOURS = "PCA", "t-SNE"
WORDS = {
    PLANE: "PCA: the two directions in which they differ most. What lies apart here is apart; what lies together may still differ in "
    "other directions.",
    NEIGHBOURS: "t-SNE: those that are most alike are put next to each other. Distances between groups, and how large a group is, say "
    "nothing.",
}


def map_of_images(folder: RunFolder, look: Look, chosen: int | None, opened: Callable[[int], None]) -> None:
    """A point per test image; `opened` is called with the number of one that is clicked."""
    choice = folder.meta.experiment.data
    if find(choice.dataset) is None:
        st.info(
            "The test images of this network are not on this machine: see the Data page.", icon=":material/image_not_supported:"
        )
        return
    data = dataset(choice.dataset)
    affordable = max(MIN_IMAGES, min(MAX_IMAGES, MAX_MACS // max(1, summarise(look.architecture).macs)))
    count = min(affordable, len(data.x_test))
    images, labels = data.x_test[:count], labels_for(data.y_test[:count], choice)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.segmented_control("Alike by", (HIDDEN, PIXELS), default=HIDDEN, required=True, key="map by")
        drawn = st.segmented_control("Arranged by", (PLANE, NEIGHBOURS), default=PLANE, required=True, key="map arranged by")
    final = Inspection(folder)
    features, probabilities = _seen(look.inspection, data, look, count)
    first = images.reshape(len(images), -1) if by == PIXELS else _seen(final, data, look, count)[0]
    points = None
    if drawn == NEIGHBOURS:
        points = neighbours(first, None if by == PIXELS or look.inspection.key == final.key else features)
    if points is None:  # also until t-SNE is there
        key = (by, data.name if by == PIXELS else final.key, count)
        points = computed(("plane", *key), lambda: principal_plane(first))
        if by == HIDDEN and look.inspection.key != final.key:
            reference = points
            points = computed(("plane", by, look.inspection.key, count), lambda: aligned(principal_plane(features), reference))
    sheet = f"{data.name} {count}"
    image_map(
        "map of images",
        points,
        labels,
        probabilities,
        look.class_names,
        (sheet, lambda: computed(("tiles", sheet), lambda: tiles(images, data.pixel_max))),
        chosen,
        opened,
    )
    wrong = int((probabilities.argmax(1) != labels).sum())
    st.caption(f"The first {len(images):,} test images. A ring: classified wrongly ({wrong:,}). {WORDS[drawn]}")


def _seen(network: Inspection, data: Dataset, look: Look, count: int) -> tuple[np.ndarray, np.ndarray]:
    """What goes into the layer that gives the classes (the images where that is the first one), and the probabilities."""

    def compute() -> tuple[np.ndarray, np.ndarray]:
        scaled = look.scaling.apply(data.x_test[:count])
        rows = summarise(network.architecture).rows
        last = max((k for k, row in enumerate(rows) if row.weights), default=len(rows) - 1)
        features, probabilities = network.features(scaled, rows[max(0, last - 1)].index)
        return (features if last else scaled).reshape(count, -1), probabilities

    return computed(("features", network.key, data.name, count), compute)
