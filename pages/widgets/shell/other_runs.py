"""A line on what this person has under way beside the run that the pages show."""

from __future__ import annotations

from contextlib import suppress

from cnn_core.errors import LabError
from cnn_core.text import plural
from pages.widgets.state.laboratory import laboratory, plans
from pages.widgets.state.session import session

PLAN = "a plan trains"


def other_runs() -> str:
    """`a plan trains, 3 of 8 runs done; 1 other waits`; empty if nothing is under way. Of a plan those count, too, that have not been begun."""
    mine, lab = session(), laboratory()
    on = next((each for each in plans().of(mine.owner) if each.on), None)
    of_plan = set(on.runs) if on else set()
    others = [run for run in lab.active(mine.owner) if run != mine.run and run not in of_plan]
    waiting = sum(lab.place(run) is not None for run in others)
    said = []
    if on:
        said.append(PLAN)
        with suppress(LabError):  # its images are gone
            runs = plans().runs(on)
            said[0] += f", {sum(each.done for each in runs)} of {plural(len(runs), 'run')} done"
    return "; ".join([*said, *filter(None, [others_text(len(others) - waiting, waiting)])])


def where_to_see(others: str) -> str:
    """What can be done with them, in as many words as there is room for beside theirs."""
    if PLAN in others:
        return "see Compare" if ";" in others else "stop or watch it on Compare"
    return "stop or watch them on Compare"


def others_text(training: int, waiting: int) -> str:
    """So many other runs that train and that wait, in words."""
    trains = f"{training} {_others(training)} {'trains' if training == 1 else 'train'}" if training else ""
    noun = "" if training else f" {_others(waiting)}"
    waits = f"{waiting}{noun} {'waits' if waiting == 1 else 'wait'}" if waiting else ""
    return ", ".join(each for each in (trains, waits) if each)


def _others(number: int) -> str:
    return "other" if number == 1 else "others"
