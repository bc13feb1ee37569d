"""Several networks queued together, trained on the same data in the same way."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from pages.widgets.compare.runs_table import CHOSEN
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.start_run import obstacle

MAX_VARIATIONS = 8
OWN, SAME = "each with its own data and settings", "all with the data and settings of the desk"
COURSE = tuple(name for name in PRESETS if name.startswith("notebook-5-") and not name.endswith("few-pools"))


def variations() -> None:
    """A choice of presets and a button that queues them; refused ones are named, the others are queued."""
    with st.expander("Train several networks as one experiment", icon=":material/science:"):
        names = st.multiselect(
            "Networks",
            list(PRESETS),
            key="variations",
            max_selections=MAX_VARIATIONS,
            format_func=lambda name: PRESETS[name].title,
            placeholder="Choose presets",
            help="They wait in the queue and train one after another; runs of other people take turns with them.",
        )
        how = st.radio(
            "Trained",
            (OWN, SAME),
            key="variations how",
            horizontal=True,
            help="Only networks that saw the same images in the same way can be compared fairly; their own settings repeat a course.",
        )
        with st.container(horizontal=True):
            st.button(
                f"Queue {len(names)} trainings" if len(names) != 1 else "Queue 1 training",
                icon=":material/playlist_play:",
                disabled=not names,
                on_click=_queue,
                args=(names, how == SAME),
            )
            st.button(
                "Choose the variations of course notebook 5",
                on_click=lambda: st.session_state.update({"variations": list(COURSE)}),
                help="A baseline without convolution and five networks that differ in one thing each.",
            )


def _queue(names: list[str], same: bool) -> None:
    """Queues the presets. One that waits or trains already, with the same data, settings and seed, is shown and not queued again."""
    mine, lab = session(), laboratory()
    if mine.overtaken():
        return
    on = [(run, lab.folder(run).meta.experiment) for run in lab.active(mine.owner)]
    queued: list[str] = []
    refused: list[str] = []
    for name in names:
        wanted = _with_desk(PRESETS[name].experiment, mine.experiment, mine.classes) if same else PRESETS[name].experiment
        try:
            if twin := next((run for run, experiment in on if experiment == wanted), None):
                queued.append(twin)
            elif blocked := obstacle(wanted):
                refused.append(f"{PRESETS[name].title}: {blocked}")
            else:
                queued.append(lab.submit(wanted, mine.owner))
        except LabError as error:
            refused.append(f"{PRESETS[name].title}: {error}")
    if queued:
        st.session_state[CHOSEN] = queued
        mine.show_run(queued[0])
    if refused:
        refuse(" ".join(refused))


def _with_desk(preset: Experiment, desk: Experiment, classes: int) -> Experiment:
    """The preset's network, with the data and settings of the desk."""
    return replace(desk, architecture=preset.architecture.fit_to(desk.architecture.input_shape, classes))
