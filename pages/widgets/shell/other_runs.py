"""A line on this person's runs beside the one that the pages show."""

from __future__ import annotations

from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session


def other_runs() -> str:
    """`1 other trains, 2 wait`; empty if none does either."""
    mine, lab = session(), laboratory()
    others = [run for run in lab.active(mine.owner) if run != mine.run]
    waiting = sum(lab.place(run) is not None for run in others)
    return others_text(len(others) - waiting, waiting)


def others_text(training: int, waiting: int) -> str:
    """So many other runs that train and that wait, in words."""
    trains = f"{training} {_others(training)} {'trains' if training == 1 else 'train'}" if training else ""
    noun = "" if training else f" {_others(waiting)}"
    waits = f"{waiting}{noun} {'waits' if waiting == 1 else 'wait'}" if waiting else ""
    return ", ".join(each for each in (trains, waits) if each)


def _others(number: int) -> str:
    return "other" if number == 1 else "others"
