"""Several networks queued together, trained on the same data in the same way."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.summary import summarise
from cnn_core.text import plural
from cnn_core.training.progress import sentence
from pages.widgets.compare.chosen_runs import CHOSEN
from pages.widgets.state.forecast import forecast, roughly
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.start_run import obstacle

MAX_VARIATIONS = 8
OWN, SAME = "each with its own data and settings", "all with the data and settings of the desk"
QUEUED = "queued variations"
"""Which networks were queued last, and the sentence on it."""
COURSE = tuple(name for name in PRESETS if name.startswith("notebook-5-") and not name.endswith("few-pools"))
COURSE_NAME = f"the course notebook “{PRESETS[COURSE[0]].source}”"


def variations() -> None:
    """A choice of presets and a button that queues them; refused ones are named, the others are queued."""
    with st.expander("Train several networks as one experiment", icon=":material/science:"):
        names = st.multiselect(
            f"Networks, at most {MAX_VARIATIONS} at a time",
            list(PRESETS),
            key="variations",
            max_selections=MAX_VARIATIONS,
            format_func=_title,
            placeholder="Choose presets",
            select_all=False,
            help="They wait in the queue and train one after another; runs of other people take turns with them.",
        )
        how = st.radio(
            "Trained",
            (OWN, SAME),
            key="variations how",
            horizontal=True,
            help="Only networks that saw the same images in the same way can be compared fairly; their own settings repeat a course.",
        )
        if names:
            st.caption(_takes([_wanted(name, how == SAME) for name in names]))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                f"Queue {len(names)} trainings" if len(names) != 1 else "Queue 1 training",
                icon=":material/playlist_play:",
                disabled=not names,
                on_click=_queue,
                args=(names, how == SAME),
            )
            st.button(
                "Choose a baseline and its variations",
                on_click=lambda: st.session_state.update({"variations": list(COURSE)}),
                help=f"A network without convolution and five with it that differ in one thing each, from {COURSE_NAME}.",
            )
    chosen, said = st.session_state.get(QUEUED, ((), ""))
    if chosen == (tuple(names), how):  # below it, since the first steps vanish with the first training, which closes it
        st.markdown(f":material/check: {said}")


def _title(name: str) -> str:
    """The title of a preset, and what its runs are called if that is another name."""
    title, network = PRESETS[name].title, PRESETS[name].experiment.architecture.name
    return title if network == title.lower().replace(" ", "-") else f"{title}: {network}"


def _takes(wanted: list[Experiment]) -> str:
    """How long they take one after another, as far as that can be said."""
    found = [forecast(each, summarise(each.architecture, len(class_names(each.data)))) for each in wanted]
    seconds = [each.total for each in found if each is not None]
    if not seconds:
        return "How long they take is said once this machine has been measured."
    left = "" if len(seconds) == len(wanted) else f" for {len(seconds)} of them"
    return f"{sentence(roughly(sum(seconds)))}{left} on this machine, one after another."


def _queue(names: list[str], same: bool) -> None:
    """Queues the presets. One that waits or trains already, with the same data, settings and seed, is shown and not queued again."""
    mine, lab = session(), laboratory()
    if mine.overtaken():
        return
    on = [(run, lab.folder(run).meta.experiment) for run in lab.active(mine.owner)]
    queued: list[str] = []
    refused: list[str] = []
    for name in names:
        wanted = _wanted(name, same)
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
        before = f", {already} waited or trained already" if (already := sum(run in dict(on) for run in queued)) else ""
        said = f"{plural(len(queued) - already, 'training')} queued{before}; they are chosen in the table of runs"
        st.session_state[QUEUED] = (tuple(names), SAME if same else OWN), said
    if refused:
        refuse(" ".join(refused))


def _wanted(name: str, same: bool) -> Experiment:
    """The preset or, if they all have the data and settings of the desk, its network with those."""
    preset, mine = PRESETS[name].experiment, session()
    if not same:
        return preset
    return replace(
        mine.experiment, architecture=preset.architecture.fit_to(mine.experiment.architecture.input_shape, mine.classes)
    )
