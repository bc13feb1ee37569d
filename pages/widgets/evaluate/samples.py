"""Single test images: misclassified ones first, sorted by confidence, with all probabilities."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from cnn_core.figures.sheet import sheet_alt
from cnn_core.runs import RunFolder
from cnn_core.text import plural
from pages.widgets.evaluate.results import Results, caption, results
from pages.widgets.runs.correct_images import TEST, correct_images
from pages.widgets.runs.file_stem import file_stem
from pages.widgets.runs.look_inside import look_inside
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.fields import kept, kept_number
from pages.widgets.state.tables import show_table

GRIDS = {"3x3": (9, 3, 168), "4x6": (24, 6, 112), "3x8": (24, 8, 112)}
"""Name of a gallery -> its pictures, its columns, and the pixels of a picture's side."""


SHOWN = {"wrong": "Wrong", "right": "Right"}
"""Without the numbers of images: a browser knows a choice by its words, and loses it when they change, as with every epoch that plays."""


def samples(folder: RunFolder) -> None:
    """A gallery and a table of wrong or right test images; turning its pages reruns only this part."""
    fragment(_samples)(folder)


def _samples(folder: RunFolder) -> None:
    found = results(folder)
    wrong, right = found.evaluation.wrong(), found.evaluation.right()
    st.header("Image by image, the most confident first", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.segmented_control(
            "Show", list(SHOWN), required=True, format_func=SHOWN.__getitem__, **kept("samples show", "wrong", SHOWN.__contains__)
        )
        grid = st.segmented_control("Gallery", list(GRIDS), required=True, **kept("samples grid", "3x8"))
        per_page, columns, side = GRIDS[grid]
        indices = wrong if which == "wrong" else right
        pages = max(1, -(-len(indices) // per_page))
        key = f"samples page {which} {per_page} {folder.id}"
        number = kept_number(f"Page (of {pages:,})", 1, pages, key, 1, width=140) if pages > 1 else 1
        st.caption(f"{len(wrong):,} wrong, {len(right):,} right")
    if not len(indices):
        st.caption("None. Look at the others." if which == "wrong" else "None yet: train longer.")
        return
    chosen = indices[(number - 1) * per_page : number * per_page]
    captions = [caption(found, int(i)) for i in chosen]
    show_sheet(
        drawn_sheet(found.images[chosen], captions, columns, side, pixel_max=found.pixel_max),
        sheet_alt(len(captions), f"{which} test images", captions),
        "samples",
    )
    numbers = [int(number) for number in found.numbers[chosen]]
    look_inside(numbers, "inside of samples")
    correct_images(folder, TEST, numbers, "samples")
    digits = st.slider("Decimal places", 2, 10, width=180, **kept("samples digits", 4), help="Of the probabilities in the table.")
    _table(found, chosen, int(digits))
    st.download_button(
        f"Download all {plural(len(indices), f'{which} image')} as CSV",
        lambda: _frame(found, indices).to_csv(index=False),
        f"{which}-{file_stem(folder)}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _frame(found: Results, indices: np.ndarray) -> pd.DataFrame:
    e = found.evaluation
    names = np.array(found.class_names)
    frame = pd.DataFrame(
        {"no.": found.numbers[indices], "true": names[e.labels[indices]], "predicted": names[e.predicted[indices]]}
    )
    return pd.concat(
        [frame, pd.DataFrame(e.probabilities[indices], columns=[f"p({name})" for name in found.class_names])], axis=1
    )


def _table(found: Results, chosen: np.ndarray, digits: int) -> None:
    formats = {f"p({name})": st.column_config.NumberColumn(format=f"%.{digits}f") for name in found.class_names}
    show_table(
        _frame(found, chosen),
        hide_index=True,
        column_config=formats,
        width="stretch",
        alt="Number, truth, prediction and all probabilities",
    )
