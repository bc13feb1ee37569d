"""How weights, activations and gradients of each layer spread, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from cnn_core.data.background import Background, Progress
from cnn_core.data.balance import balanced_weights
from cnn_core.data.divided import divided
from cnn_core.data.load import find
from cnn_core.data.task import for_task
from cnn_core.engine import Inspection, Spreads
from cnn_core.figures.ridges import ridges
from cnn_core.runs import RunFolder
from cnn_core.summary import Row, summarise
from cnn_core.training.config import BALANCED
from pages.widgets.explain.blocks import number
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.shell.steady_chart import steady_chart
from pages.widgets.state.datasets import dark, dataset
from pages.widgets.state.epoch import epoch_number, epoch_shown, settled_epoch, shown_epochs
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.tables import show_table
from pages.widgets.state.view import Look

MAX_EPOCHS = 12
MIN_IMAGES, MAX_IMAGES, MAX_NUMBERS = 16, 256, 2 * 10**7
"""Training images that activations and gradients are of: as many as 80 MB of activations allow."""

GRACE = 0.2
WORKING = "spreads"
PARTS = {
    "weights": "What the layer has learned, biases too. Before training they are as the initializer drew them; learning moves them.",
    "activations": "What the layer gives for {} training images. If nearly all of it were 0, or near the ends of a sigmoid, the layer would "
    "say little.",
    "gradients": "How the loss changes with each weight, for the same images. If all were far nearer to 0 than those of other layers, the "
    "layer would hardly learn.",
}


def weights(folder: RunFolder, look: Look) -> None:
    """Three histograms of one layer over the epochs, and a table of all layers after the epoch that is shown."""
    choice = folder.meta.experiment.data
    if find(choice.dataset) is None:
        st.info(
            "The training images of this network are not on this machine: see the Data page.",
            icon=":material/image_not_supported:",
        )
        return
    newest, chosen_epoch = settled_epoch(folder, None), epoch_shown(folder)
    shown = newest if chosen_epoch is None else chosen_epoch
    there = list(dict.fromkeys(newest if each is None else each for each in shown_epochs(folder)))
    epochs = _some(there, shown)
    found, count = _spreads(folder, look, epochs)
    if found is None:
        return
    rows = [row for row in summarise(look.architecture).rows if row.index in found[0]]
    if not rows:
        st.info("No layer of this network learns.", icon=":material/lock:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        layer = st.selectbox("Layer", rows, format_func=_name, key="weights layer", width=260)
        if len(epochs) < len(there):
            st.caption(f"{len(epochs)} of {len(there)} epochs have a line, evenly from the first to the last.", width="content")
    chosen = epochs.index(shown)
    numbers = [epoch_number(folder, epoch) for epoch in epochs]
    names = ["final" if each is None else str(each) for each in numbers]
    with st.container(key="stacking weights"):
        columns = st.columns(3, gap="large")
    for column, (part, words) in zip(columns, PARTS.items(), strict=True):
        now = found[chosen][layer.index][part]
        lines = [
            (name, each[layer.index][part].edges, each[layer.index][part].counts) for name, each in zip(names, found, strict=True)
        ]
        with column:
            st.header(part.capitalize(), anchor=False)
            figures = f"mean {number(now.mean, 3)}, standard deviation {number(now.deviation, 3)}, {now.zeros:.0%} are 0"
            steady_chart(
                ridges(lines, chosen, dark()),
                f"ridges {part}",
                folder.id,
                f"Histograms of the {part} of {_name(layer)} by epoch ({len(epochs)}). {_when(numbers[chosen])}: {figures}",
            )
            st.caption(f"{_when(numbers[chosen])}: {figures}. {words.format(count)}")
    show_table(
        _table(rows, found[chosen]), hide_index=True, width="stretch", alt="Weights, activations and gradients of each layer"
    )
    st.caption(
        "Gradients that fall by a factor of ten or more from one layer to the one before vanish: the first layers then learn slowly.",
        width=620,
    )


def _name(row: Row) -> str:
    return f"{row.index + 1}. {row.label}"


def _when(epoch: int | None) -> str:
    return "Final weights" if epoch is None else f"Epoch {epoch}"


def _some(epochs: Sequence[int | None], shown: int | None) -> list[int | None]:
    """At most twelve epochs, evenly from the first to the last, and the one that is shown."""
    places = {round(k) for k in np.linspace(0, len(epochs) - 1, min(len(epochs), MAX_EPOCHS))} | {epochs.index(shown)}
    return [epochs[k] for k in sorted(places)]


def _spreads(folder: RunFolder, look: Look, epochs: list[int | None]) -> tuple[list[Spreads] | None, int]:
    """For each epoch, and the number of images; None while they are worked out, with their progress, or with a sentence."""
    key = (folder.id, look.inspection.key, tuple(epochs))
    kept: tuple[object, Background[list[Spreads]], int] | None = st.session_state.get(WORKING)
    if kept is None or kept[0] != key or kept[1].cancelled:
        if kept is not None:
            kept[1].cancel()
        kept = (key, *_begin(folder, look, epochs))
        st.session_state[WORKING] = kept
    work = kept[1]
    if not work.wait(GRACE):
        follow(work, _progress)
    elif work.problem:
        st.error(escape_markdown(work.problem), icon=":material/error:")
        st.button("Try again", icon=":material/refresh:", key="spreads again", on_click=work.cancel)
    return work.answer, kept[2]


def _begin(folder: RunFolder, look: Look, epochs: list[int | None]) -> tuple[Background[list[Spreads]], int]:
    experiment = folder.meta.experiment
    choice, training = experiment.data, experiment.training
    whole = dataset(choice.dataset)
    data, learned = for_task(whole, choice), divided(whole, choice).train
    numbers = sum(int(np.prod(row.output_shape)) for row in summarise(look.architecture).rows)
    some = learned[: max(MIN_IMAGES, min(MAX_IMAGES, MAX_NUMBERS // numbers))]
    scaled, labels = look.scaling.apply(data.x_train[some]), data.y_train[some]
    even = training.class_weight != BALANCED
    counts = None if even else balanced_weights(data.y_train[learned], data.classes)
    lost, lab = (training.loss, training.label_smoothing, counts), laboratory()

    def work(progress: Progress) -> list[Spreads]:
        found = []
        for done, epoch in enumerate(epochs):
            progress(done, len(epochs))
            found.append(lab.spreads(Inspection(folder, epoch), scaled, labels, lost))
        return found

    return Background(work), len(scaled)


def _progress(work: Background[list[Spreads]]) -> None:
    status = laboratory().status
    words = f"{work.done} of {work.total} epochs" if status.ready else f"waits: {status.words}"
    st.progress(work.part, escape_markdown(f"Weights, activations and gradients are worked out: {words}"))


def _table(rows: Sequence[Row], found: Spreads) -> pd.DataFrame:
    lines = []
    for row in rows:
        weight, output, slope = (found[row.index][part] for part in PARTS)
        lines.append(
            {
                "layer": _name(row),
                "weights: mean": number(weight.mean, 3),
                "standard deviation": number(weight.deviation, 3),
                "outputs: mean": number(output.mean, 3),
                "of them 0": f"{output.zeros:.0%}",
                "gradients: mean size": f"{slope.size:.2e}".replace("-", "−"),
            }
        )
    return pd.DataFrame(lines)
