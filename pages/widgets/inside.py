"""One image on its way through the network: what each layer makes of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnn_core.data.dataset import Dataset
from cnn_core.data.load import find
from cnn_core.data.scaling import Scaling, scaling_for
from cnn_core.engine.known_weights import network_of
from cnn_core.errors import RunError
from cnn_core.figures.inside import CHANNELS, layer_picture
from cnn_core.figures.sheet import sheet, sheet_alt
from cnn_core.summary import Row, shape_text
from pages.widgets.laboratory import laboratory
from pages.widgets.notices import fragment, plain
from pages.widgets.pictures import dark, show_sheet
from pages.widgets.session import session
from pages.widgets.task_choice import asked

INSIDE = "inside"
WHICH = "image inside"
SIDE = 84
COLUMNS = 10
REFRESH = 1.0
LONG = 12
"""Letters that fit under a picture."""


def inside() -> None:
    """A strip of pictures, drawn anew after every edit; a fragment of its own, since the bench must not wait for it."""
    ready = laboratory().status.ready
    fragment(_inside, None if ready else REFRESH, key=INSIDE)(ready)


def _inside(was_ready: bool) -> None:
    mine, lab = session(), laboratory()
    if lab.status.ready and not was_ready:
        st.rerun()  # the clock of this fragment stops
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("One image on its way", anchor=False)
        if st.button("Another image", icon=":material/casino:", key="another inside"):
            st.session_state[WHICH] = st.session_state.get(WHICH, 0) + 1
    summary = mine.summary()
    if find(mine.entry.name) is None or summary.fault is not None or not summary.rows:
        st.caption("Each layer's output is shown here as soon as the images are on this machine and every layer fits.")
        return
    if not lab.status.ready:
        st.caption(plain(f"Each layer's output is shown here in a moment: {lab.status.words}."))
        return
    data = asked()
    which = int(np.random.default_rng(st.session_state.get(WHICH, 0)).integers(len(data.x_test)))
    run = _trained()
    scaling = Scaling(*lab.state(run).scaling) if run else _scaling(data)
    image = scaling.apply(data.x_test[which][None])[0]
    seen = lab.look_inside(mine.experiment, run, image, CHANNELS)
    truth = data.class_names[data.y_test[which]]
    strip(image, truth, [(row, seen[row.index]) for row in summary.rows], "inside")
    last = list(seen.values())[-1]
    st.caption(plain(_words(run is not None, last, data, truth)))


def strip(image: np.ndarray, title: str, layers: Sequence[tuple[Row, np.ndarray]], key: str) -> None:
    """The scaled image and what each of these layers makes of it, side by side."""
    captions = [f"{title}\n{shape_text(image.shape)}"]
    captions += [f"{_short(row.label)}\n{shape_text(row.output_shape)}" for row, _ in layers]
    pictures = np.stack([layer_picture(values, SIDE) for values in (image, *(values for _, values in layers))])
    alt = sheet_alt(len(captions), "outputs of layers", captions)
    show_sheet(sheet(pictures, captions, COLUMNS, SIDE, dark=dark()), alt, key)


def _short(label: str) -> str:
    return label.rsplit(" ", 1)[0] if len(label) > LONG else label


def _trained() -> str | None:
    """The chosen run, if it is of this very network and this question and has weights."""
    mine, lab = session(), laboratory()
    folder = lab.folder(mine.run)
    theirs, ours = folder.meta.experiment, mine.experiment
    same = (
        theirs.architecture.layers == ours.architecture.layers
        and theirs.architecture.input_shape == ours.architecture.input_shape
    )
    question = (theirs.data.dataset, theirs.data.task, theirs.data.target) == (
        ours.data.dataset,
        ours.data.task,
        ours.data.target,
    )
    if not (same and question):
        return None
    try:
        network_of(folder)
    except RunError:
        return None
    return mine.run


def _scaling(data: Dataset) -> Scaling:
    """That of the choice, from the first 1,000 images: enough for a picture."""
    return scaling_for(data.x_train[:1000], session().experiment.data.scaling, data.pixel_max)


def _words(trained: bool, last: np.ndarray, data: Dataset, truth: str) -> str:
    shown = "Up to four feature maps a layer, black the least and white the greatest value; vectors as squares, a square a unit."
    if not trained:
        return f"With the random weights that training begins with. {shown}"
    best = int(np.argmax(last))
    answer = (
        f"The trained network says {data.class_names[best]} ({last[best]:.1%}) to this {truth}. "
        if last.shape == (data.classes,)
        else ""
    )
    return f"{answer}{shown}"
