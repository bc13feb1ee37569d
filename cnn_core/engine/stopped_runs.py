"""Runs of plans that were stopped, cut off or steered by hand and are begun again: where they go on, and what both are called from then on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from cnn_core.engine.admission import check_images, fingerprint_for
from cnn_core.engine.laboratory import Laboratory
from cnn_core.errors import LabError
from cnn_core.plan.plan import Case, name_of_run
from cnn_core.plan.record import PlanRecord
from cnn_core.plan.suggest import named
from cnn_core.runs.annotation import NAME, Annotation
from cnn_core.text import plural

Runs = tuple[str, ...]
"""The runs of a plan, "" in the places that have none."""
UNFINISHED = ("stopped", "interrupted", "failed")
"""How runs end that count in no mean."""


class StoppedRuns:
    """Remembers them until they are begun again, as long as the app runs: after that they are begun anew."""

    def __init__(self, laboratory: Laboratory) -> None:
        self._laboratory = laboratory
        self._before: dict[tuple[str, int], str] = {}

    def leave(self, record: PlanRecord, again: set[str]) -> Runs:
        """The runs of a plan without those that are begun again."""
        self._before |= {(record.id, number): run for number, run in enumerate(record.runs) if run in again}
        return tuple("" if run in again else run for run in record.runs)

    def begin(self, record: PlanRecord, number: int, case: Case, owner: str) -> Runs:
        """Queues the run of a case in this place of a plan; its runs with that. LabError as `submit`, or if its images were removed.

        It goes on after the last whole epoch of the run that was stopped there, if this gives the figures of a run in one piece; else
        it begins anew. The one that was stopped gets another name, which says so: two would be called alike.
        """
        check_images(case.experiment)
        before = self._before.get((record.id, number), "")
        parent = before if before and self._goes_on(owner, case, before) else None
        run = self._laboratory.submit(case.experiment, owner, parent)
        self._before.pop((record.id, number), None)
        return self._put(record, number, case, owner, run, before)

    def take_place(self, record: PlanRecord, number: int, case: Case, owner: str, run: str) -> Runs:
        """The runs of a plan with one that its owner let go on from the one in this place, if the plan would have begun the same one."""
        before = record.runs[number]
        alike = self._laboratory.folder(run).meta.experiment == case.experiment
        if not alike or not self._goes_on(owner, case, before):
            return record.runs
        return self._put(record, number, case, owner, run, before)

    def _put(self, record: PlanRecord, number: int, case: Case, owner: str, run: str, before: str) -> Runs:
        """With the run in its place, called after its values and its seed, as all are of one network."""
        name = name_of_run(named(case.varied, record.base), case.seed, NAME.maximum)
        with suppress(LabError):  # a name is not worth a plan that stops
            self._laboratory.annotate(run, owner, Annotation(name=name))
            if before:
                self._put_aside(owner, before, name)
        return (*record.runs[:number], run, *record.runs[number + 1 :])

    def _put_aside(self, owner: str, before: str, name: str) -> None:
        """Calls it `name (stopped, 2 epochs)`, or as it ended, unless its owner has given it a name of their own."""
        result = self._laboratory.result(before)
        by_hand = self._laboratory.state(before, batches=False).rates_by_hand
        ended = {"interrupted": "cut off", "failed": "failed", "finished": "rate by hand" if by_hand else "finished"}
        how = ended.get(result.status, "stopped")  # one that has not answered yet was told to stop
        mark = f" ({how}, {plural(result.epochs, 'epoch')})"
        if result.annotation.name == name:
            called = replace(result.annotation, name=name[: NAME.maximum - len(mark)].rstrip() + mark)
            self._laboratory.annotate(before, owner, called)

    def _goes_on(self, owner: str, case: Case, before: str) -> bool:
        """Not from one that has finished, early or not; nor where the learning rate was changed by hand, minutes are counted, or the
        images are others now."""
        with suppress(LabError):
            folder, state = self._laboratory.folder(before), self._laboratory.state(before)
            training = case.experiment.training
            whole = state.status in UNFINISHED and not training.minutes and not state.rates_by_hand
            alike = folder.meta.experiment == case.experiment
            if whole and alike and folder.meta.dataset_fingerprint == fingerprint_for(case.experiment, owner):
                resume = folder.resume()
                return resume is not None and 0 < resume.epoch < training.epochs
        return False
