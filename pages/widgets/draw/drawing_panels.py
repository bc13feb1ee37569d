"""Panels about a drawing while it is drawn: its steps, feature maps, neighbours, and a second network."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from cnn_core.drawing import drawing_steps, ink
from cnn_core.engine import Inspection
from cnn_core.figures.layer_outputs import CHANNELS, layer_picture
from cnn_core.figures.sheet import sheet_alt
from cnn_core.runs import RunFolder
from cnn_core.summary import summarise
from pages.widgets.components.pad import sent_by
from pages.widgets.draw.layer_strip import strip
from pages.widgets.draw.neighbours import neighbours
from pages.widgets.draw.where_it_looks import where_it_looks
from pages.widgets.runs.choose_run import tested_runs
from pages.widgets.runs.kept_drawings import keep_drawing
from pages.widgets.runs.probability_bars import probability_bars
from pages.widgets.runs.run_label import run_labels
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.drawing import (
    STEPS,
    DrawingPrediction,
    names_of,
    pixels_of,
    predict_drawing,
    steps,
    training_images_of,
)
from pages.widgets.state.epoch import epoch_shown
from pages.widgets.state.laboratory import laboratory

PAD = "pad"
SHOWN = "shown of the drawing"
PARTS = ("The steps", "Feature maps", "Where it looks", "Nearest training images", "A second network")
SIDE = 84
MAX_MAPS = 6


def drawing_panels(folder: RunFolder, reading: DrawingPrediction | None) -> None:
    """Switches, and below them what was switched on for this drawing (None: nothing drawn, or not read yet)."""
    shown = st.pills(
        "Show while drawing",
        PARTS,
        selection_mode="multi",
        key=SHOWN,
        help="Each takes some time, so the probabilities update less often.",
    )
    draw = {PARTS[1]: _feature_maps, PARTS[2]: where_it_looks, PARTS[3]: neighbours, PARTS[4]: _second}
    if shown and reading is None and PARTS[0] not in shown:
        st.caption("They appear with the first stroke.")
    if PARTS[0] in shown:
        _steps(folder, reading)
    for part in PARTS[1:]:
        if part in shown and reading is not None:
            draw[part](folder, reading)
    keep_drawing(folder, reading)


def _steps(folder: RunFolder, reading: DrawingPrediction | None) -> None:
    """A switch for each step of the centring, and the drawing after each."""
    with st.container(horizontal=True):
        for name, label in STEPS.items():
            st.toggle(label, value=True, key=f"step {name}", help="Used while the drawing is centred.")
    if reading is None:
        st.caption("The pictures of the steps appear with the first stroke.")
        return
    height, width, _ = reading.pixels.shape
    like = training_images_of(folder.meta.experiment.data.dataset)
    made = drawing_steps(reading.drawing, (height, width), like=like, **steps(True))
    pictures = {
        "drawn": ink(reading.drawing),
        f"kept\n{made.cropped.shape[0]}x{made.cropped.shape[1]}": made.cropped,
        f"small\n{made.scaled.shape[0]}x{made.scaled.shape[1]}": made.scaled,
        f"placed\n{height}x{width}": made.result,
    }
    _show([layer_picture(each[:, :, None] / 255, SIDE) for each in pictures.values()], list(pictures), "steps")


def _feature_maps(folder: RunFolder, reading: DrawingPrediction) -> None:
    """The outputs of the first layers for the drawing, with the weights after the epoch that is shown."""
    rows = [row for row in summarise(folder.meta.experiment.architecture).rows if len(row.output_shape) == 3][:MAX_MAPS]
    if not rows:
        st.caption("This network has no layer that gives images.")
        return
    seen = Inspection(folder, epoch_shown(folder)).outputs(reading.scaled)
    strip(reading.scaled, "drawing", [(row, seen[row.index][..., :CHANNELS]) for row in rows], "drawn")


def _second(folder: RunFolder, reading: DrawingPrediction) -> None:
    """The same drawing, read by another run with its own input size."""
    others = {run.id: run for run in tested_runs() if run.id != folder.id and run.input_shape[2] == 1}
    if not others:
        st.caption("There is no other trained network yet: train one, and it can predict too.")
        return
    labels = run_labels(list(others.values()))
    chosen = st.selectbox("Reads along", list(others), key="second network", format_func=lambda run: labels[run], width=520)
    other = laboratory().folder(chosen)
    answer = predict_drawing(other, reading.drawing, pixels_of(other, reading.drawing, steps(reading_centred())))
    columns = {"this network": (names_of(folder), reading.probabilities), "the second": (names_of(other), answer.probabilities)}
    first, second = (f"{names[int(np.argmax(p))]} ({p.max():.1%})" for names, p in columns.values())
    st.markdown(f"This network reads **{escape_markdown(first)}**, the second **{escape_markdown(second)}**.")
    names = list(dict.fromkeys([*names_of(folder), *names_of(other)]))
    table = pd.DataFrame(
        {"class": names, **{title: pd.Series(p, index=n).reindex(names).to_numpy() for title, (n, p) in columns.items()}}
    )
    probability_bars(table, "The probabilities of both networks")


def reading_centred() -> bool:
    """Whether the pad is told to centre."""
    return bool((sent_by(PAD) or {}).get("centre"))


def _show(pictures: list[np.ndarray], captions: list[str], key: str) -> None:
    alt = sheet_alt(len(captions), "steps of the centring", captions)
    show_sheet(drawn_sheet(np.stack(pictures), captions, len(captions), SIDE), alt, key)
