"""Two runs on the same test images: whether the difference is chance, what each confuses, and what only one reads right."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn_core.data.corrections import numbers_tested
from cnn_core.data.load import find
from cnn_core.figures.confusion import confusion_figure, difference_figure
from cnn_core.figures.sheet import sheet_alt
from cnn_core.figures.theme import CONFIG
from cnn_core.metrics.evaluation import Evaluation
from cnn_core.metrics.paired import Paired, paired
from cnn_core.runs import RunFolder
from cnn_core.runs.differing import differing, settings_of
from cnn_core.text import plural
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.datasets import dark, dataset, drawn_sheet, show_sheet
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.run_state import run_state

MAX_SHOWN = 15
COLUMNS, CELL = 5, 56
"""No wider than the narrowest column that the page makes: 22rem, in `style.css`."""
CHANCE = (
    "With other seeds, the same two networks would differ on other images. The test asks how often two equally good networks would "
    "differ as unevenly as these; it says nothing of how a network trained anew would do: for that, train each with several seeds."
)

SEEDS = {"seed", "split_seed"}
SEED_ALONE = (
    "No setting differs in these two but a seed, so a seed made the difference. That it is hardly chance says only that other test images "
    "would show it too: no setting is better for it."
)


def two_runs(chosen: tuple[str, ...], names: list[str]) -> None:
    """The section for exactly two tested runs; with more, or on other images, there is none."""
    if len(chosen) != 2:
        return
    folders = [laboratory().folder(name) for name in chosen]
    if any(run_state(name).test_accuracy is None for name in chosen):
        return
    first, second = (folder.evaluation() for folder in folders)
    choices = [folder.meta.experiment.data for folder in folders]
    images = [
        (folder.meta.dataset_fingerprint, of.left_out_test, of.relabelled_test)
        for folder, of in zip(folders, choices, strict=True)
    ]
    same = images[0] == images[1]
    found = paired(first, second) if same else None
    if found is None:
        return
    st.header("Is the difference chance?", anchor=False, help=CHANCE)
    st.markdown(escape_markdown(found.words(*names)))
    different = differing([settings_of(folder.path) for folder in folders])
    if different and SEEDS.issuperset(different):
        st.caption(SEED_ALONE)
    _images(folders[0], found, first, second, names)
    fragment(_matrices)(first, second, names)


def _matrices(first: Evaluation, second: Evaluation, names: list[str]) -> None:
    """One of three matrices; choosing another reruns only this part."""
    difference = f"{names[0]} minus {names[1]}"
    shown = st.segmented_control(
        "Confusion matrix",
        [difference, *names],
        default=difference,
        required=True,
        format_func=escape_markdown,
        key=f"matrix of two {names}",
    )
    if shown == difference:
        figure = difference_figure(first.confusion - second.confusion, first.class_names, dark())
        words = f"Orange: {names[0]} has more images in this cell. Blue: {names[1]} has more. Rows: true. Columns: predicted."
    else:
        which = first if shown == names[0] else second
        figure = confusion_figure(which.confusion, which.class_names, dark=dark())
        words = "Rows: the true class. Columns: the predicted class. Mistakes are off the diagonal."
    st.plotly_chart(figure, key=f"two runs {shown}", theme=None, config=CONFIG, alt=f"Confusion matrix: {shown}")
    st.caption(escape_markdown(words))


def _images(folder: RunFolder, found: Paired, first: Evaluation, second: Evaluation, names: list[str]) -> None:
    name = folder.meta.experiment.data.dataset
    if find(name) is None:
        return
    data = dataset(name)
    numbers = numbers_tested(folder.meta.experiment.data, len(data.x_test))
    sides = ((names[0], found.only_first, second), (names[1], found.only_second, first))
    with st.container(key="stacking two runs"):
        columns = st.columns(2, gap="large")
    for column, (who, indices, other) in zip(columns, sides, strict=True):
        with column:
            st.markdown(f"**Only {escape_markdown(who)} reads {plural(len(indices), 'image')} right**")
            if len(indices):
                shown = indices[:MAX_SHOWN]
                captions = [_caption(int(index), other) for index in shown]
                show_sheet(
                    drawn_sheet(data.x_test[numbers[shown]], captions, COLUMNS, CELL, pixel_max=data.pixel_max),
                    sheet_alt(len(shown), f"test images that only {who} reads right", captions),
                    f"only {who}",
                )
                first_of = f"The first {MAX_SHOWN} of {len(indices):,}. " if len(indices) > MAX_SHOWN else ""
                st.caption(f"{first_of}Under each what the other network answers.")


def _caption(index: int, other: Evaluation) -> str:
    return str(np.asarray(other.class_names)[other.predicted[index]])
