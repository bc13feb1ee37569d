"""What the card of the sidebar says: what is known of the network on the desk, and how the run in hand stands, which may be of another."""

from __future__ import annotations

import re
from dataclasses import replace

from cnn_core.runs import PRETRAINED
from cnn_core.text import plural
from cnn_core.training.progress import progress, sentence
from cnn_core.workspace.standing import OTHER_DATA, OTHER_SETTINGS, SAME, asks, standing
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.run_in_hand import data_of, in_words, name_of_run
from pages.widgets.state.began import began
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.run_of_desk import EDITED, Kin
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session

NAMED = 20
"""So many letters of a name have room in the line below the network's."""
ENDED = re.compile(r"^(First batch|Paused|Stopped|Finished|Cut off|Failed)\b.*")
"""How a run stands, without where."""
ROW = 39
"""So many letters have room in a row of the smaller type."""


def standing_line(kin: Kin | None) -> str:
    """Which run trained what is on the desk, or how it differs from it; short, since a line of the sidebar has some 30 letters."""
    mine, lab = session(), laboratory()
    if mine.summary().errors:
        return ":red[:material/error: Does not work yet]"
    if kin is None:
        foreign = mine.run == PRETRAINED or lab.result(mine.run).loaded
        return f":material/edit: Not {in_words(mine.run)}" if foreign else ":material/edit: Not trained yet"
    trained = lab.folder(kin.run).meta.experiment
    if kin.how == EDITED:
        return f":material/edit: Edited since {_when(kin.run) or in_words(kin.run)}"
    if kin.how == OTHER_DATA:
        asked = mine.experiment.data.dataset == trained.data.dataset and asks(mine.experiment) != asks(trained)
        return ":material/edit: Not the question of its run" if asked else ":material/edit: Not the data it was trained on"
    if kin.how == OTHER_SETTINGS:
        whose = "the app's own" if kin.run == PRETRAINED else "its run"
        longer = replace(mine.experiment, training=replace(mine.experiment.training, epochs=trained.training.epochs))
        if standing(longer, trained) == SAME:  # as after Train on
            return f":material/tune: {sentence(whose)} has {plural(trained.training.epochs, 'epoch')}"
        return f":material/tune: Not the settings of {whose}"
    when = _when(kin.run)
    return f":material/check: Same as {f'run {when}' if when else in_words(kin.run)}"


def _when(run: str) -> str:
    """When a run began, if it is called so in the card: without a name, and so long that `the run of` would have no room beside it, on another
    day; or with a name that would be cut off. Else empty."""
    result = laboratory().result(run)
    if run == PRETRAINED or result.loaded:
        return ""
    when = began(result)
    if name := result.annotation.name:
        return when if len(name) > NAMED else ""
    return when if len(when) > len("18:23:45") else ""


def runs_lines(kin: Kin | None, others: str) -> str:
    """How the run stands that trained what is on the desk, and below it the run in hand where that is another: by its network, since its figures
    would read as if they were of the desk. What else is on is said with a run that is. Two lines at most."""
    mine, lab = session(), laboratory()
    run, state = lab.folder(mine.run).meta.experiment, run_state(mine.run)
    more = f"; {others}" if others and not state.ended else ""
    of = data_of(run.data, mine.experiment.data)
    if kin is not None and kin.run != mine.run:
        shown = _shown(mine.run, of)
        return f"{_words(kin.run)}  \n{shown}" if kin.how == SAME else f"{shown}{more}"
    words = _words(mine.run) + more
    if kin is not None and kin.how == SAME and not of:
        return words
    by_itself = kin is not None or mine.run == PRETRAINED
    name = in_words(mine.run, begins=True) if by_itself else f"Shown: {name_of_run(mine.run)}"
    return f"{name}{of}: {words[:1].lower()}{words[1:]}"


def _shown(run: str, of: str) -> str:
    """The run in hand in one row: by its network, or where that has no room by its time, or by what it learned from alone."""
    result = laboratory().result(run)
    name = in_words(run) if run == PRETRAINED else name_of_run(run)
    shorter = () if run == PRETRAINED or result.annotation.name else (f"run {began(result)}", *(["a run"] if of else []))
    ways = [f"Shown: {each}{of}, {_briefly(run)}" for each in (name, *shorter)]
    return next((each for each in ways if len(each.replace("\\", "")) <= ROW), ways[-1])


def _words(run: str) -> str:
    state, place = run_state(run), laboratory().place(run)
    if state.status == "queued" and place is not None:
        return f"Waiting: number {place} in the queue"
    if state.test_accuracy is not None and state.ended:
        return f"{state.test_accuracy:.2%} right on the test images"
    return escape_markdown(progress(state).line)


def _briefly(run: str) -> str:
    """The same in as few words as there is room for behind the name of a run."""
    if laboratory().place(run) is not None:
        return "waits"
    words = ENDED.sub(r"\1", _words(run)).split(",")[0].removesuffix(" right on the test images")
    return words[:1].lower() + words[1:]
