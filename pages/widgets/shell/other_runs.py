"""A line on what this person has under way beside the run that the pages show."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from cnn_core.errors import LabError
from cnn_core.plan.record import PlanRecord
from cnn_core.text import plural
from pages.widgets.state.laboratory import laboratory, plans
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session

PLAN = "a plan trains"
ONE = ("1 other trains", "1 other is paused", "1 other waits")


def other_runs(told: str) -> str:
    """`a plan trains, 3 of 8 runs done; 1 other is paused`; empty if nothing is under way. Of a plan those count, too, that have not been begun.
    The run in hand is none of the others, nor is that of which the card has `told`."""
    lab, on = laboratory(), _plan_on()
    beside = [run for run in of_no_plan(others()) if run != told]
    waiting = sum(lab.place(run) is not None for run in beside)
    paused = sum(run_state(run).status == "paused" for run in beside)
    said = []
    if on:
        said.append(PLAN)
        with suppress(LabError):  # its images are gone
            runs = plans().runs(on)
            said[0] += f", {sum(each.done for each in runs)} of {plural(len(runs), 'run')} done"
    return "; ".join([*said, *filter(None, [others_text(len(beside) - paused - waiting, paused, waiting)])])


def of_no_plan(runs: Sequence[str]) -> list[str]:
    """These runs without those of the plan that is on, which has its own buttons."""
    on = _plan_on()
    return [run for run in runs if on is None or run not in on.runs]


def others_on() -> bool:
    """Whether there is such a line; quicker, as the runs of a plan are not looked at."""
    return bool(_plan_on() or others())


def _plan_on() -> PlanRecord | None:
    return next((each for each in plans().of(session().owner) if each.on), None)


def others() -> list[str]:
    """Those that train or wait, by their ids, in the order in which they were submitted."""
    mine = session()
    return [run for run in laboratory().active(mine.owner) if run != mine.run]


def where_to_see(line: str) -> str:
    """What can be done with them, in as many words as there is room for beside theirs."""
    if PLAN in line:
        return "see Compare" if ";" in line else "stop or watch it on Compare"
    return f"stop or watch {'it' if line in ONE else 'them'} on Compare"


def others_text(training: int, paused: int, waiting: int) -> str:
    """So many other runs that train, are paused and wait, in words: `1 other trains, 2 wait`."""
    does = ((training, "trains", "train"), (paused, "is paused", "are paused"), (waiting, "waits", "wait"))
    said = [f"{number} {one if number == 1 else more}" for number, one, more in does if number]
    if said:
        number, _, verb = said[0].partition(" ")
        said[0] = f"{number} {'other' if number == '1' else 'others'} {verb}"
    return ", ".join(said)
