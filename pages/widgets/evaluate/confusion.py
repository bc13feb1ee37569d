"""The confusion matrix, and the images of the cell that was clicked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from numpy.typing import NDArray

from cnn_core.figures.confusion import confusion_figure
from cnn_core.figures.confusion_files import confusion_csv, confusion_png, confusion_svg
from cnn_core.figures.sheet import sheet_alt
from cnn_core.runs import RunFolder
from cnn_core.text import plural
from pages.widgets.evaluate.results import Results, results
from pages.widgets.runs.correct_images import TEST, correct_images
from pages.widgets.runs.file_stem import file_stem
from pages.widgets.runs.look_inside import look_inside
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.steady_chart import is_drawn, steady_chart
from pages.widgets.state.datasets import dark, drawn_sheet, show_sheet
from pages.widgets.state.fields import controlled, kept
from pages.widgets.state.run_names import in_words
from pages.widgets.state.tables import AT_DESK, type_size

MAX_SHOWN = 24
MIN_COLUMN, BESIDE = 520, 30
"""Pixels: what the buttons below the matrix need, and the room beside it."""
FITTING = 19
"""Pixels of a rem in a window, of a presentation, that has room for the matrix as it is at a desk; larger type comes with a larger window."""
CHOSEN_CELL, FRAMED = "chosen cell of a matrix", "framed cell of the matrix"
Cell = tuple[int, int]


def matrix_and_cell(folder: RunFolder) -> None:
    """Draws both side by side; a click reruns only this part of the page."""
    fragment(_matrix_and_cell)(folder)


def _matrix_and_cell(folder: RunFolder) -> None:
    found = results(folder)
    with st.container(key="stacking matrix"):
        left, right = st.columns([3, 2], gap="large")
    with left:
        with st.container(horizontal=True, vertical_alignment="center", key="matrix-head"):
            st.header("Confusion matrix", anchor=False)
            shown = st.segmented_control(
                "Show", ["counts", "percent"], required=True, label_visibility="collapsed", **kept("matrix shows", "counts")
            )
        drawn = f"{folder.id} {shown}"
        if not is_drawn("matrix", drawn):  # opened, or opened again: the cell that was chosen before is framed
            st.session_state[FRAMED] = _chosen(folder)
        framed = st.session_state[FRAMED]
        scale = matrix_scale()
        figure = confusion_figure(found.evaluation.confusion, found.class_names, shown == "percent", dark(), framed, scale)
        wrong = len(found.evaluation.wrong())
        alt = f"Confusion matrix: rows are the true classes, columns the predicted ones; {wrong} of {len(found.images)} off the diagonal"
        st.html(_fitting(figure, scale))
        with st.container(key="matrix-figure"):
            steady_chart(figure, "matrix", drawn, alt, partial(_choose, folder))
        st.caption("Rows: the true class. Columns: the predicted class. Mistakes are off the diagonal.")
        _by_name(folder, found)
        _files(found, folder, shown == "percent")
    with right:
        _cell(folder, found, _chosen(folder))


def matrix_scale() -> float:
    """How many times as large as at a desk a matrix is drawn in this window."""
    return type_size() / FITTING if type_size() > AT_DESK else 1.0


def _files(found: Results, folder: RunFolder, percent: bool) -> None:
    matrix, names = found.evaluation.confusion, found.class_names
    run = in_words(folder.id, network=True, begins=True)
    title = f"{run}: {found.evaluation.accuracy:.2%} of {len(found.evaluation.labels):,} test images"
    files: dict[str, tuple[Callable[[], str | bytes], str]] = {
        "png": (lambda: confusion_png(matrix, names, percent, title=title), "image/png"),
        "svg": (lambda: confusion_svg(matrix, names, percent, title=title), "image/svg+xml"),
        "csv": (lambda: confusion_csv(matrix, names), "text/csv"),
    }
    with st.container(horizontal=True, gap="small"):
        for ending, (made, mime) in files.items():
            st.download_button(
                f"Matrix as {ending.upper()}",
                made,
                f"matrix-{file_stem(folder)}.{ending}",
                mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"matrix {ending}",
            )


def _fitting(figure: go.Figure, scale: float) -> str:
    """A style for the figure, whose cells are square: its column is as wide as it needs, so that the images stand beside it, and
    where the screen is narrower than that, what is below comes up by the height that it lacks."""
    margin = figure.layout.margin
    wide = int(figure.layout.height - margin.t - margin.b + margin.l + margin.r)
    return (
        f"<style>.st-key-matrix-figure {{ margin-bottom: min(0px, calc(100vw - {wide}px - 2rem)); }} @media (min-width: 1100px) "
        f"{{ .st-key-stacking-matrix [data-testid=stColumn]:first-child {{ max-width: {max(round(scale * MIN_COLUMN), wide + BESIDE)}px; }} }}</style>"
    )


def _chosen(folder: RunFolder) -> Cell | None:
    """The cell of this run that was clicked, also before another page was looked at."""
    run, cell = st.session_state.get(CHOSEN_CELL, ("", None))
    return cell if run == folder.id else None


def _choose(folder: RunFolder, points: list[dict[str, object]]) -> None:
    st.session_state[CHOSEN_CELL] = folder.id, _clicked(points)


def _by_name(folder: RunFolder, found: Results) -> None:
    """The two classes of the cell: a figure has no place for the keyboard, and its cells are small where there are many classes."""
    names = found.class_names
    cell = _chosen(folder) or _worst(found.evaluation.confusion) or (0, 0)
    with st.container(horizontal=True, gap="small", key="cell-by-name"):
        for side, label in enumerate(("True class", "Predicted class")):
            st.selectbox(
                label,
                range(len(names)),
                format_func=names.__getitem__,
                width=170,
                **controlled(f"cell by name {side} {folder.id}", cell[side], partial(_name, folder, cell, side), names),
            )


def _name(folder: RunFolder, cell: Cell, side: int, number: int) -> None:
    st.session_state[FRAMED] = chosen = (number, cell[1]) if side == 0 else (cell[0], number)
    st.session_state[CHOSEN_CELL] = folder.id, chosen


def _worst(matrix: NDArray[np.int64]) -> Cell | None:
    """The most frequent mistake, the first of those that are equally frequent; None if there is no mistake."""
    mistakes = matrix - np.diag(np.diag(matrix))
    true, said = divmod(int(mistakes.argmax()), len(mistakes))
    return (true, said) if mistakes.any() else None


def _clicked(points: list[dict[str, object]]) -> Cell | None:
    if not points:
        return None
    pair = points[0].get("y"), points[0].get("x")
    return (int(pair[0]), int(pair[1])) if isinstance(pair[0], int | float) and isinstance(pair[1], int | float) else None


def _cell(folder: RunFolder, found: Results, cell: Cell | None) -> None:
    if cell is None:
        cell = _worst(found.evaluation.confusion)
        if cell is None:
            st.header("No mistakes", anchor=False)
            return
        mistakes = found.evaluation.confusion - np.diag(np.diag(found.evaluation.confusion))
        equal = int((mistakes == mistakes.max()).sum())
        most = (
            "The most frequent mistake"
            if equal == 1
            else f"One of {equal} mistakes that are equally frequent, and none is more so"
        )
        intro = f"{most}; click any cell for its images."
    else:
        intro = ""
    indices = found.evaluation.cell(*cell)
    true, said = (escape_markdown(found.class_names[k]) for k in cell)
    what = f"{true} read as {said}" if cell[0] != cell[1] else f"{true}, read correctly"
    st.header(f"{what}: {plural(len(indices), 'image')}", anchor=False)
    if intro:
        st.caption(intro)
    if not len(indices):
        st.caption("No test image fell into this cell.")
        return
    chosen = [int(i) for i in indices[:MAX_SHOWN]]
    captions = [f"{found.evaluation.confidence[i]:.0%}\nno. {found.numbers[i]}" for i in chosen]
    show_sheet(
        drawn_sheet(found.images[chosen], captions, 4, 84, pixel_max=found.pixel_max),
        sheet_alt(len(chosen), f"test images: {what}"),
        "cell",
    )
    numbers = [int(found.numbers[i]) for i in chosen]
    look_inside(numbers, f"inside of cell {cell[0]} {cell[1]}")
    correct_images(folder, TEST, numbers, f"cell {cell[0]} {cell[1]}")
    if len(indices) > MAX_SHOWN:
        st.caption(
            f"The first {MAX_SHOWN} of {len(indices)}; under each how sure the network is, and its number in the test set."
        )
