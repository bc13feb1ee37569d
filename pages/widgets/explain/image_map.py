"""The map of test images: near each other where the network, or the pixels, make them alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from cnn_core.data.background import Progress
from cnn_core.data.corrections import numbers_tested
from cnn_core.data.load import find
from cnn_core.data.task import all_test_labels
from cnn_core.engine import Inspection
from cnn_core.explain.image_map import Points, aligned, principal_plane
from cnn_core.figures.tiles import tiles
from cnn_core.runs import RunFolder
from pages.widgets.components.image_map import image_map
from pages.widgets.explain.computed import computed, then
from pages.widgets.explain.made import Key, made
from pages.widgets.explain.neighbour_map import neighbours
from pages.widgets.explain.seen_images import Seen, how_many, pixels_seen, seen_by
from pages.widgets.state.datasets import dataset
from pages.widgets.state.epoch import epoch_number, is_live
from pages.widgets.state.view import Look

DRAWN = "map drawn"
"""What the map has shown last: of which images, and points, probabilities and words."""

REFERENCE = "map arranged like"
"""A run, and the epoch like whose map those of its others are arranged."""

READABLE = 620
"""Pixels of a line."""

HIDDEN, PIXELS = "the last hidden layer", "the pixels"
PLANE, NEIGHBOURS = "PCA", "t-SNE"
WORDS = {
    PLANE: "PCA: the two directions in which they differ most. What lies apart here is apart; what lies together may still differ in "
    "other directions.",
    NEIGHBOURS: "t-SNE: those that are most alike are put next to each other. Distances between groups, and how large a group is, say "
    "nothing.",
}
WAITING = "The images go through the network."


def map_of_images(
    folder: RunFolder, look: Look, chosen: int | None, opened: Callable[[int], None], say: Callable[[], None]
) -> None:
    """A point per test image; `opened` is called with the number of one that is clicked. `say` says the answer above, once the map is
    worked out."""
    choice = folder.meta.experiment.data
    if find(choice.dataset) is None:
        say()
        st.info(
            "The test images of this network are not on this machine: see the Data page.", icon=":material/image_not_supported:"
        )
        return
    data = dataset(choice.dataset)
    numbers = numbers_tested(choice, len(data.x_test))[: how_many(look.architecture)]
    images, labels = data.x_test[numbers], all_test_labels(data, choice)[numbers]
    with st.container(horizontal=True, vertical_alignment="bottom", key="map-choices"):
        by = st.segmented_control("Alike by", (HIDDEN, PIXELS), default=HIDDEN, required=True, key="map by")
        drawn = st.segmented_control("Arranged by", (PLANE, NEIGHBOURS), default=PLANE, required=True, key="map arranged by")
    sheet = f"{data.name} {len(numbers)}" + (f" without {choice.left_out_test}" if choice.left_out_test else "")
    with then(say):
        shown = _arranged(folder, look, images, sheet, by == PIXELS, drawn == NEIGHBOURS)
    last: tuple[Any, tuple[Points, np.ndarray, str]] | None = st.session_state.get(DRAWN)
    of, before = (sheet, look.class_names), ""
    if shown is not None:
        st.session_state[DRAWN] = of, shown
    elif last is not None and last[0] == of:
        shown, before = last[1], "Still the map before this one. "
    else:
        return
    points, probabilities, words = shown
    image_map(
        "map of images",
        points,
        labels,
        probabilities,
        look.class_names,
        numbers,
        (sheet, lambda: computed(("tiles", sheet), lambda: tiles(images, data.pixel_max))),
        chosen,
        opened,
    )
    wrong = int((probabilities.argmax(1) != labels).sum())
    st.caption(f"{before}The first {len(images):,} test images. A ring: classified wrongly ({wrong:,}). {words}", width=READABLE)


def _arranged(
    folder: RunFolder, look: Look, images: np.ndarray, sheet: str, by_pixels: bool, by_neighbours: bool
) -> tuple[Points, np.ndarray, str] | None:
    """Points (n, 2), probabilities (n, classes), and how the points are arranged, in words; None while the first of these is made."""
    others_like = Inspection(folder, _reference(folder))

    def work(network: Inspection) -> Callable[[Progress], Seen]:
        return lambda progress: seen_by(network, look.scaling, images, progress)

    now: Key = ("seen", look.inspection.key, look.scaling, sheet)
    first: Key = ("pixels", sheet) if by_pixels else ("seen", others_like.key, look.scaling, sheet)
    works = {
        first: (lambda progress: pixels_seen(images, progress)) if by_pixels else work(others_like),
        now: work(look.inspection),
    }
    found = made(works, WAITING)
    if found is None:
        return None
    reference, (features, probabilities) = found[first][0], found[now]
    alone = by_pixels or now == first
    points = neighbours((first, now, alone), reference, None if alone else features) if by_neighbours else None
    if points is not None:
        return points, probabilities, WORDS[NEIGHBOURS]
    points = principal_plane(reference)  # also until t-SNE is there
    return points if alone else aligned(principal_plane(features), points), probabilities, WORDS[PLANE]


def _reference(folder: RunFolder) -> int | None:
    """The epoch like whose map all others are arranged: the final one (None), but where the run trained when its map was first looked at
    the newest one of then, so that the points do not jump with every epoch."""
    kept: tuple[str, int | None] = st.session_state.get(REFERENCE, ("", None))
    run, epoch = kept
    if run != folder.id or epoch not in (None, *folder.epochs()):
        epoch = epoch_number(folder, None) if is_live(folder) else None
        st.session_state[REFERENCE] = folder.id, epoch
    return epoch
