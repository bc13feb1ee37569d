"""What a dataset looks like: facts, pictures, class counts, one label."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from cnn_core.data.dataset import Dataset
from cnn_core.data.scaling import Scaling, scaling_of
from cnn_core.data.task import class_names, labels_for
from cnn_core.figures.colour_maps import COLOUR_MAPS
from cnn_core.figures.histogram import class_histogram
from cnn_core.figures.sheet import sheet_alt
from cnn_core.figures.theme import CONFIG
from cnn_core.text import shape_text
from pages.widgets.data.task_choice import data_split, task_dataset, task_labels
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.datasets import dark, dataset, drawn_sheet, show_sheet
from pages.widgets.state.session import session
from pages.widgets.state.tables import show_table

VIEWS = {"one": (1, 1, 336), "2x5": (2, 5, 112), "4x6": (4, 6, 84)}
"""Name of a gallery -> its rows, its columns, and the pixels of a picture's side."""


def facts() -> None:
    """Shapes, types and ranges of each part before and after scaling."""
    data = task_dataset()
    scaling, parts = _scaling(data), data_split()
    rows = []
    low, high = int(data.x_train.min()), int(data.x_train.max())
    counts = {"training": len(data.x_train) if parts is None else len(parts.train)}
    if parts is not None and len(parts.validation):
        counts["validation"] = len(parts.validation)
    for name, count in {**counts, "test": len(data.x_test)}.items():
        x = data.x_test if name == "test" else data.x_train
        if name == "test":
            low, high = int(x.min()), int(x.max())
        scaled = None if scaling is None else np.sort(scaling.apply(np.array([low, high], x.dtype)))
        rows.append(
            {
                "part": name,
                "images": f"{count:,}",
                "shape": shape_text((count, *x.shape[1:])),
                "before scaling": f"{x.dtype}, {low} to {high}",
                "after scaling": "–" if scaled is None else f"{scaled.dtype}, {scaled[0]:.2f} to {scaled[1]:.2f}",
            }
        )
    show_table(pd.DataFrame(rows), hide_index=True, width="stretch")
    st.caption(
        "A batch has the shape (images, height, width, channels). Grey pictures have one channel; colour has three: red, green, blue."
    )


def _scaling(data: Dataset) -> Scaling | None:
    parts = data_split()
    if parts is None:
        return None
    choice = session().experiment.data
    pixels = data.x_train[parts.train] if choice.scaling == "standard" else data.x_train  # many to copy, and the others need none
    return scaling_of(choice, pixels, data.pixel_max)


def gallery() -> None:
    """A sheet of random training images, with a button for other ones."""
    data = task_dataset()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.header("Training images", anchor=False)
        view = st.segmented_control("View", list(VIEWS), default="4x6", required=True, key="gallery view")
        colour_map = st.selectbox(
            "Colour map",
            COLOUR_MAPS,
            key="colour map",
            width=150,
            disabled=data.input_shape[2] != 1,
            help="Changes only how grey values are displayed, not the input of the network.",
        )
        if st.button("Draw others", icon=":material/casino:"):
            st.session_state["gallery draw"] = st.session_state.get("gallery draw", 0) + 1
    draw = st.session_state.get("gallery draw", 0)
    rows, columns, side = VIEWS[view]
    few = min(rows * columns, len(data.x_train))
    chosen = np.random.default_rng(draw).choice(len(data.x_train), few, replace=False)
    names = [data.class_names[label] for label in data.y_train[chosen]]
    if few == 1:
        names = [f"image {chosen[0]}: {names[0]}"]
    grey = data.input_shape[2] == 1
    picture = drawn_sheet(
        data.x_train[chosen],
        names,
        columns,
        side,
        colour_map=colour_map if grey else None,
        pixel_max=data.pixel_max,
    )
    show_sheet(picture, sheet_alt(len(names), "training images", names), "training")


def histogram() -> None:
    """How many images of each class are trained on, validate and test; before that, how many there are, if not all are used."""
    (trained, tested), parts = task_labels(), data_split()
    choice = session().experiment.data
    names = class_names(choice)
    st.header("Images of each class", anchor=False)
    trained_on = {"training": trained} if parts is None else {}
    if parts is not None:
        trained_on = {"training": trained[parts.train], "validation": trained[parts.validation]}
    everything = labels_for(dataset(choice.dataset).y_train, choice)
    all_of_them = " and ".join(name for name, labels in trained_on.items() if len(labels)) + " before the choice"
    before = {all_of_them: everything} if len(everything) > sum(map(len, trained_on.values())) else {}
    counts = {**before, **trained_on, "test": tested}
    table = {name: np.bincount(labels, minlength=len(names)).tolist() for name, labels in counts.items() if len(labels)}
    figure = class_histogram(table, names, dark())
    counts_text = "; ".join(f"{name}: {sum(row):,} images, {_range(min(row), max(row))} per class" for name, row in table.items())
    st.plotly_chart(figure, key="class histogram", theme=None, config=CONFIG, alt=f"Images of each class. {counts_text}")
    st.caption(escape_markdown(f"{counts_text}."))


def _range(least: int, most: int) -> str:
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def label_view() -> None:
    """One label as the loss functions take it."""
    trained, _ = task_labels()
    names = class_names(session().experiment.data)
    with st.expander("Labels for the loss: sparse and one-hot"):
        label = int(trained[0])
        one_hot = [int(i == label) for i in range(len(names))]
        st.markdown(
            f"The first training image is **{escape_markdown(names[label])}**. "
            f"sparse_categorical_crossentropy takes the index `{label}`; categorical_crossentropy takes the row "
            f"`{one_hot}`: 1 in place {label}, 0 elsewhere. Both give the same loss."
        )
