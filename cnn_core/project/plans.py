"""Plans in a project: which of them travel, what is read of one, and what it is where its runs have other names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from cnn_core.errors import RunError
from cnn_core.experiment import Experiment
from cnn_core.plan.record import MAX_BYTES, PlanRecord
from cnn_core.project.parts import is_member, json_of, plan_file
from cnn_core.text import plural

AddPlan = Callable[[PlanRecord], bool]
"""Keeps a plan as the opener's; False if it is there already. LabError if there is no room."""


def travelling(plans: Iterable[PlanRecord], runs: Sequence[str]) -> list[PlanRecord]:
    """The plans of which at least one run is among these."""
    return [each for each in plans if is_member(plan_file(each.id)) and set(each.runs) & set(runs)]


def read_plan(content: bytes, name: str) -> PlanRecord:
    """The plan in a member of this name; LabError says what is wrong with it."""
    if len(content) > MAX_BYTES:
        raise RunError(f"{name} has more than {MAX_BYTES >> 10} KB, and no plan takes so much.")
    return PlanRecord.from_json(json_of(content, name))


def plan_here(record: PlanRecord, runs: Mapping[str, str], here: Callable[[Experiment], Experiment]) -> PlanRecord:
    """The plan with the names that its runs and its images have here, not under way; runs that did not come count as not begun.

    LabError if its experiments cannot be made.
    """
    made = replace(record, base=here(record.base), runs=tuple(runs.get(run, "") for run in record.runs), on=False, problem="")
    count = len(made.cases())
    if count != len(made.runs):
        raise RunError(f"it makes {count} experiments, and names {plural(len(made.runs), 'run')}.")
    return made
