"""A plan is made from the desk: what varies, the values, how many seeds; and what it will take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from cnn_core.engine import is_small
from cnn_core.errors import LabError
from cnn_core.plan.draft import Draft
from cnn_core.plan.plan import MAX_RUNS, MAX_SEEDS, Case, repetitions
from cnn_core.plan.record import cases_of
from cnn_core.plan.suggest import label, what_can_vary
from cnn_core.summary import summarise
from cnn_core.text import page_words, plural
from pages.widgets.compare.forget_plan import CHOSEN_PLAN
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.at_once import at_once, done_at_once
from pages.widgets.state.forecast import between, forecast
from pages.widgets.state.laboratory import plans
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.start_run import obstacle

OPEN, PATHS, HOW, SEEDS, SPLIT = "plan form", "plan paths", "plan how", "plan seeds", "plan split"
VALUES_OF = "plan values "
"""Keys of the widgets; those of the values end with their path."""
MADE = "experiments of the plan form"
MAX_VARIED = 3
GRID, ALONE = "every combination", "one at a time"
VALUES = "values separated by commas, as 8, 16, 32, or the first, the last and the step, as 8:32:8"
WHY = (
    "Change one thing and see whether it helps: every value is trained with several seeds, since half a percent between two runs is "
    "often chance. The runs wait in a queue, and runs of other people go between them."
)


@dataclass(frozen=True)
class Wanted:
    """What the widgets say; `problem` if no plan can be made of it."""

    vary: tuple[str, ...]
    seeds: int
    one_at_a_time: bool
    split_too: bool
    cases: tuple[Case, ...] = ()
    problem: str = ""


def plan_form() -> None:
    """An expander that leads from the desk to a plan. What it says is kept with the desk; once a plan has begun it is closed."""
    _fill()
    with st.expander("Vary the network on the desk", icon=":material/tune:", key=OPEN, on_change=_keep):
        st.caption(WHY)
        wanted = _wanted()
        if not wanted.vary:
            return
        if wanted.problem:
            st.caption(f":red[:material/error:] {escape_markdown(wanted.problem)}")
        else:
            st.caption(_takes(wanted))
            if once := repetitions(wanted.cases, lambda path: label(path, session().experiment)):
                st.caption(escape_markdown(once))
        st.button(
            f"Train {plural(len(wanted.cases), 'run')}" if wanted.cases else "Train",
            icon=":material/playlist_play:",
            disabled=bool(wanted.problem),
            on_click=_begin,
            key="begin plan",
        )


def _fill() -> None:
    """Widgets that the browser has not shown yet say what was kept, as after a visit to another page or a reload."""
    base, draft, said = session().experiment, session().draft, st.session_state
    if PATHS not in said:
        choices = what_can_vary(base)
        typed = {path: values for path, values in draft.typed(base).items() if path in choices}
        said.update({PATHS: list(typed), **{f"{VALUES_OF}{path}": values for path, values in typed.items()}})
    for key, value in {OPEN: draft.open, SEEDS: draft.seeds, SPLIT: draft.split_too}.items():
        said.setdefault(key, value)


def _keep() -> None:
    """Keeps what the widgets say, with all that was typed, also where no plan can be made of it."""
    said, mine = st.session_state, session()
    choices = what_can_vary(mine.experiment)
    typed = {path: said.get(f"{VALUES_OF}{path}", choices[path]) for path in said[PATHS] if path in choices}
    alone = said[HOW] == ALONE if HOW in said else mine.draft.one_at_a_time
    draft = Draft(seeds=said[SEEDS], one_at_a_time=alone, split_too=said[SPLIT], open=said[OPEN])
    mine.keep_draft(draft.varying(typed, mine.experiment))


def _wanted() -> Wanted:
    """The widgets, and what they say."""
    base = session().experiment
    choices = what_can_vary(base)
    chosen = st.multiselect(
        "What varies",
        list(choices),
        key=PATHS,
        on_change=_keep,
        max_selections=MAX_VARIED,
        format_func=lambda path: label(path, base),
        placeholder="Choose fields of layers, settings or data",
        select_all=False,
        help="Layers are called by their row on Build. Whole networks are under preset, with the data and settings of the desk.",
    )
    paths = [path for path in chosen if path in choices]
    for path in paths:
        st.session_state.setdefault(f"{VALUES_OF}{path}", choices[path])
        st.text_input(
            f"Values of {label(path, base)}",
            key=f"{VALUES_OF}{path}",
            on_change=_keep,
            width=480,
            help=f"Give {VALUES}.",
        )
    if len(paths) > 1:
        st.session_state.setdefault(HOW, ALONE if session().draft.one_at_a_time else GRID)
        st.segmented_control(
            "Trained are",
            [GRID, ALONE],
            required=True,
            key=HOW,
            on_change=_keep,
            help="One at a time: each field alone takes its values, and the others stay as they are on the desk: fewer runs.",
        )
    st.slider(
        "Seeds",
        1,
        MAX_SEEDS,
        key=SEEDS,
        on_change=_keep,
        width=320,
        help="Each combination is trained so many times, with other first weights and another order of images: more seeds, a "
        "narrower interval, and a longer wait.",
    )
    st.checkbox(
        "Draw subset and validation images anew with each seed",
        key=SPLIT,
        on_change=_keep,
        help="By split_seed, and of one class against the rest the others, too. Then means and intervals hold over other splits, and "
        "vary more. Without it all runs learn from the same images.",
    )
    return _said()


def _said() -> Wanted:
    """What the widgets say now: when a button is pressed that may be more than was drawn, such as a value typed right before."""
    said, choices = st.session_state, what_can_vary(session().experiment)
    paths = [path for path in said[PATHS] if path in choices]
    vary = tuple(f"{path}={said.get(f'{VALUES_OF}{path}', choices[path])}" for path in paths)
    return _checked(vary, int(said[SEEDS]), len(paths) > 1 and said.get(HOW) == ALONE, said[SPLIT])


def _checked(vary: tuple[str, ...], seeds: int, one_at_a_time: bool, split_too: bool) -> Wanted:
    base = session().experiment
    wanted = Wanted(vary, seeds, one_at_a_time, split_too)
    if not vary:
        return wanted
    if empty := [path for path, _, values in (each.partition("=") for each in vary) if not values.strip()]:
        return replace(wanted, problem=f"{label(empty[0], base)} has no values yet: {VALUES}.")
    try:
        cases = _cases(base, vary, seeds, one_at_a_time, split_too)
        problem = obstacle(cases[0].experiment)
    except LabError as error:
        problem = str(error)
        for path, _, _ in (each.partition("=") for each in vary):
            problem = problem.replace(f"{path}: ", f"{label(path, base)} ").replace(path, label(path, base))
        cases, problem = (), page_words(problem)
    return replace(wanted, cases=cases, problem=problem)


def _cases(*asked: Any) -> tuple[Case, ...]:
    """What `cases_of` makes of this, once: 200 of a deep network take seconds, and every click on the page asks."""
    known = st.session_state.get(MADE)
    if known is None or known[0] != asked:
        known = st.session_state[MADE] = asked, tuple(cases_of(*asked))
    made: tuple[Case, ...] = known[1]
    return made


def _takes(wanted: Wanted) -> str:
    """How many runs, and how long on this machine."""
    combinations = len(wanted.cases) // wanted.seeds
    runs = f"{plural(combinations, 'combination')}, {plural(wanted.seeds, 'seed')} each: {plural(len(wanted.cases), 'run')} of at most {MAX_RUNS}"
    found = [
        forecast(case.experiment, summarise(case.experiment.architecture, session().classes))
        for case in wanted.cases[:: wanted.seeds]
    ]
    seconds = [each.total for each in found if each is not None]
    if len(seconds) < combinations:
        return f"{runs}. How long they take is said once this machine has been measured."
    small = all(is_small(case.experiment) for case in wanted.cases[:: wanted.seeds])
    time = between(sum(seconds) * wanted.seeds / done_at_once(small), all(each.sure for each in found if each is not None))
    places = min(at_once(small), len(wanted.cases))
    return f"{runs}, {time} on this machine{f', up to {places} at a time' if places > 1 else ''}."


def _begin() -> None:
    mine, wanted = session(), _said()
    if mine.overtaken():
        return
    if wanted.problem or not wanted.vary:
        refuse(wanted.problem or "Nothing varies any more: choose a field first.")
        return
    try:
        plan = plans().begin(mine.owner, mine.experiment, wanted.vary, wanted.seeds, wanted.one_at_a_time, wanted.split_too)
    except LabError as error:
        refuse(str(error))
        return
    st.session_state[CHOSEN_PLAN] = plan
    st.session_state[OPEN] = False  # what comes next is below it
    _keep()
