"""The network with filters switched off or a kernel changed by hand: the map of the filter, the answer, and the accuracy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from cnn_core.explain.filters import FilterLayer, filters_of_the_image
from cnn_core.figures.heat_map import signed_picture
from cnn_core.figures.sheet import sheet_alt
from cnn_core.runs import RunFolder
from cnn_core.summary import summarise
from pages.widgets.explain.computed import computed, latest
from pages.widgets.explain.edit_kernel import edit_kernel
from pages.widgets.explain.switched_off import chosen_off, spot_key, switch_off
from pages.widgets.runs.probability_bars import probability_bars
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.fields import controlled
from pages.widgets.state.view import Look

MAP = 168


def accuracies(folder: RunFolder, look: Look, trained: Look, tried: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """The shares of the images that are tried which are classified as labelled, with all filters as trained and as they are now."""
    scaled = look.scaling.apply(tried)
    tried_on = folder.meta.experiment.data, look.scaling, len(tried)
    before = computed(("accuracy", trained.inspection.key, tried_on), lambda: _accuracy(trained, scaled, labels))
    if look.key == trained.key:
        return before, before
    return before, latest("accuracy", (look.inspection.key, tried_on), lambda: _accuracy(look, scaled, labels))


def changed_filters(
    folder: RunFolder, look: Look, trained: Look, layer: FilterLayer, number: int, tried: int, accuracy: tuple[float, float]
) -> None:
    """The widgets for a layer and one of its filters, and what follows for the image and for so many images that are tried."""
    st.header("Change a filter, and watch", anchor=False)
    with st.container(key="stacking changed-filters"):
        left, right = st.columns(2, gap="large")
    with left:
        first = filters_of_the_image(summarise(look.architecture).rows)
        if first == layer:
            st.markdown(f"Weights of filter {number}")
            edit_kernel(folder, number, look, trained, layer.layer.index)
        elif first is not None:
            st.caption(
                f"The kernels of layer {first.layer.index + 1}, which read the image, can be changed by hand: choose it above."
            )
        st.multiselect(
            "Switched off",
            range(layer.count),
            placeholder="Choose filters: their maps become 0",
            filter_mode="prefix",
            select_all=False,  # it would be what Enter takes: thirteen filters for a typed 1
            **controlled(
                f"filters off {spot_key(layer)} {layer.count}",
                chosen_off(folder).get(layer.maps, []),
                lambda numbers: switch_off(folder, layer.maps, numbers),
            ),
        )
        st.button(
            "Switch off the whole layer",
            icon=":material/power_settings_new:",
            key="all filters off",
            on_click=switch_off,
            args=(folder, layer.maps, range(layer.count)),
        )
        st.caption("This page alone computes with such changes, at every epoch. The run keeps what it has learned.")
    (before, after), changed = accuracy, look.key != trained.key
    with right:
        _map(look, trained, layer, number)
        change = f"{100 * (after - before):+.1f} points" if changed else None
        st.metric(f"Accuracy on {tried:,} test images", f"{after:.1%}", change, help=f"As trained: {before:.1%}")
        _bars(look, trained.probabilities, look.probabilities, changed)


def _accuracy(look: Look, scaled: np.ndarray, labels: np.ndarray) -> float:
    return float((look.inspection.predict(scaled).argmax(1) == labels).mean())


def _map(look: Look, trained: Look, layer: FilterLayer, number: int) -> None:
    """What the filter makes of the image, as it was trained and now."""
    maps = [_of_filter(each, layer, number) for each in ([trained] if look.key == trained.key else [trained, look])]
    most = max(float(np.abs(each).max()) for each in maps)
    captions = ["as trained", "now"][: len(maps)]
    picture = drawn_sheet(np.stack([signed_picture(each, most) for each in maps]), captions, 2, MAP)
    show_sheet(picture, sheet_alt(len(maps), f"the map of filter {number} for this image", captions), "changed-map")


def _of_filter(look: Look, layer: FilterLayer, number: int) -> np.ndarray:
    """The map (height, width) of one filter for the image, nothing but 0 if it is off."""
    index, step = layer.maps
    given = look.inspection.inside(look.outputs, index)[step] if step else look.outputs[index]
    return given[..., number]


def _bars(look: Look, before: np.ndarray, now: np.ndarray, changed: bool) -> None:
    """The probabilities of the image as trained, and now."""
    columns = {"as trained": before} | ({"now": now} if changed else {})
    probability_bars(pd.DataFrame({"class": look.class_names, **columns}), "The probabilities of the image")
    if changed:
        first, second = (escape_markdown(look.class_names[int(p.argmax())]) for p in (before, now))
        st.markdown(
            f"This image stays **{first}**." if first == second else f"This image was **{first}** and is **{second}** now."
        )
