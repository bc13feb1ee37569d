"""Plans: many runs begun one after another, so that nobody else waits for more than one of them.

    on: runs are begun as places become free      -> done: every run has ended
        -> stopped: by its owner, or since a run could not be begun; "continue" makes it on again

What is on when the app ends is on again when its owner comes back: the file has no key of theirs, only its mark. Runs that were cut
off then, or stopped with their plan, are begun again: see `stopped_runs`.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnn_core.engine.admission import MAX_UNFINISHED
from cnn_core.engine.forgotten_plans import ForgottenPlans
from cnn_core.engine.laboratory import Laboratory
from cnn_core.engine.plan_files import read_plans, write_plan
from cnn_core.engine.plan_run import PlanRun
from cnn_core.engine.small_networks import is_small
from cnn_core.engine.stopped_runs import StoppedRuns
from cnn_core.errors import LabError, QueueFull, RunError
from cnn_core.experiment import Experiment
from cnn_core.plan.plan import Case
from cnn_core.plan.record import MAX_PLANS, PlanRecord, cases_of
from cnn_core.runs import new_run_id, owner_mark
from cnn_core.training.state import RunState

log = logging.getLogger("cnn_lab.plans")
LOOK_EVERY = 0.5


class Plans:
    """The plans of all owners on one laboratory. Thread-safe. Kept in `folder`, one JSON file each."""

    def __init__(self, folder: Path, laboratory: Laboratory) -> None:
        self._folder, self._laboratory, self.forgotten = folder, laboratory, ForgottenPlans(folder)
        self._lock = threading.RLock()
        self._keys: dict[str, str] = {}
        self._records = read_plans(folder)
        self._cases: dict[str, list[Case]] = {}
        self._done: set[str] = set()
        """Runs that have ended for good: nobody asks for their state again."""
        self._told: set[str] = set()
        """Runs that were told to stop with their plan, which they do after their batch."""
        self._stopped = StoppedRuns(laboratory)
        self._wake = threading.Event()
        self._closed = False
        threading.Thread(target=self._go_on, name="plans", daemon=True).start()
        atexit.register(self.close)  # runs before that of the laboratory, which was registered before: what is on stays on

    def begin(
        self, owner: str, base: Experiment, vary: tuple[str, ...], seeds: int, one_at_a_time: bool, split_too: bool = False
    ) -> str:
        """Keeps a plan and begins it; its id. LabError, and there is none, if one of its experiments cannot work."""
        cases = cases_of(base, vary, seeds, one_at_a_time, split_too)
        mark = owner_mark(owner)
        record = PlanRecord(
            id=new_run_id(),
            owner=mark,
            created=time.time(),
            base=base,
            vary=vary,
            seeds=seeds,
            one_at_a_time=one_at_a_time,
            runs=("",) * len(cases),
            split_too=split_too,
        )
        with self._lock:
            self._refuse_a_second(mark)
            self._keep(record)
            self._keys[mark] = owner
        self._wake.set()
        return record.id

    def add(self, owner: str, plan: PlanRecord) -> bool:
        """Keeps a plan that was begun elsewhere as the owner's, not under way; False if they have it: runs new to it come. RunError as `begin`."""
        record = replace(plan, id=new_run_id(), owner=owner_mark(owner), on=False, problem="")
        with self._lock:
            known = next((each for each in self._records.values() if each.owner == record.owner and each.same_plan(record)), None)
            self._put(known.filled(record)) if known else self._keep(record)
            return known is None

    def _keep(self, record: PlanRecord) -> None:
        if sum(each.owner == record.owner for each in self._records.values()) >= MAX_PLANS:
            raise RunError(f"You have {MAX_PLANS} plans, which is the most: delete one. Its runs stay.")
        self._put(record)

    def of(self, owner: str) -> list[PlanRecord]:
        """The owner's plans, newest first. What was on when the app ended goes on from here."""
        mark = owner_mark(owner)
        with self._lock:
            if self._keys.get(mark) != owner:
                self._keys[mark] = owner
                self._wake.set()
            mine = [each for each in self._records.values() if each.owner == mark]
        return sorted(mine, key=lambda each: each.created, reverse=True)

    def runs(self, record: PlanRecord) -> list[PlanRun]:
        """The runs of a plan as they are now; LabError if its experiments cannot be made any more."""
        return [PlanRun(case, run, self._state(run)) for case, run in zip(self._cases_of(record), record.runs, strict=True)]

    def stop(self, plan: str, owner: str) -> None:
        """Begins no more runs, and stops those that wait or train."""
        with self._lock:
            record = self._mine(plan, owner)
            self._put(replace(record, on=False, problem=""))
            running = [run for run in record.runs if (state := self._state(run)) is not None and not state.ended]
            self._told.update(running)
        for run in running:
            self._laboratory.stop(run)

    def go_on(self, plan: str, owner: str) -> None:
        """Begins the runs that are missing. Those that were stopped are begun again, also where they have not answered yet."""
        with self._lock:
            record = self._mine(plan, owner)
            if not record.on:
                self._refuse_a_second(record.owner)
            runs = self._stopped.leave(record, {run for run in record.runs if self._was_stopped(run)})
            self._keys[record.owner] = owner
            self._put(replace(record, runs=runs, on=True, problem=""))
        self._wake.set()

    def take_place(self, owner: str, before: str, run: str) -> None:
        """A person let a run go on: if that is the experiment of a plan in which the one `before` did not finish, it stands there instead."""
        with self._lock, suppress(LabError):
            for record in [each for each in self.of(owner) if before in each.runs]:
                number = record.runs.index(before)
                case = self._cases_of(record)[number]
                self._put(replace(record, runs=self._stopped.take_place(record, number, case, owner, run)))

    def delete(self, plan: str, owner: str) -> None:
        """Forgets a plan that is not on, which `forgotten` can undo for a while; its runs stay."""
        with self._lock:
            record = self._mine(plan, owner)
            if record.on:
                raise RunError("This plan is under way: stop it first.")
            self.forgotten.set_aside(record)
            del self._records[record.id]

    def close(self) -> None:
        """Begins no more runs. Plans that are on are on again in the next process."""
        atexit.unregister(self.close)
        with self._lock:
            self._closed = True
        self._wake.set()

    def _mine(self, plan: str, owner: str) -> PlanRecord:
        record = self._records.get(plan)
        if record is None or record.owner != owner_mark(owner):
            raise RunError("There is no such plan.")
        return record

    def _refuse_a_second(self, mark: str) -> None:
        if any(each.on and each.owner == mark for each in self._records.values()):
            raise RunError("A plan of yours is under way: stop it, or wait until it is done, before you begin another.")

    def _cases_of(self, record: PlanRecord) -> list[Case]:
        with self._lock:
            if record.id not in self._cases:
                cases = record.cases()
                if len(cases) != len(record.runs):
                    raise RunError(f"The plan now makes {len(cases)} experiments, and was begun with {len(record.runs)}.")
                self._cases[record.id] = cases
            return self._cases[record.id]

    def _was_stopped(self, run: str) -> bool:
        """Or steered by hand, so that it has to be trained again."""
        state = self._state(run)
        if state is None or not state.ended:
            return state is not None and run in self._told
        return state.status in ("stopped", "interrupted") or bool(state.rates_by_hand)

    def _state(self, run: str) -> RunState | None:
        with suppress(LabError):
            return self._laboratory.state(run, batches=False) if run else None
        return None

    def _go_on(self) -> None:
        """The thread: looks at all plans that are on, and sleeps while there are none."""
        while not self._closed:
            with self._lock:
                on = [each for each in self._records.values() if each.on and each.owner in self._keys]
            if not on:
                self._wake.wait()
                self._wake.clear()
                continue
            for record in on:
                try:
                    self._look(record)
                except Exception:  # a fault in one plan must not end those of others
                    log.exception("The plan %s cannot go on", record.id)
                    self._change(record, on=False, problem="It could not go on; app.log has the report.")
            time.sleep(LOOK_EVERY)

    def _look(self, record: PlanRecord) -> None:
        try:
            cases = self._cases_of(record)
            asked = [
                PlanRun(case, run, self._state(run))
                for case, run in zip(cases, record.runs, strict=True)
                if run not in self._done
            ]
            self._done |= {each.run for each in asked if each.ended}
            open_ = [each for each in asked if each.run and not each.ended]
            lost = {each.run for each in open_ if each.state is not None and each.state.status == "interrupted"}
            if all(each.ended for each in asked):
                self._change(record, on=False)
            elif lost:
                self._change(record, runs=self._stopped.leave(record, lost))
            elif "" in record.runs:
                self._begin_next(record, cases, len(open_))
        except QueueFull:  # other runs of its owner, or of everybody: the plan waits for a place as a person would
            pass
        except LabError as error:
            self._change(record, on=False, problem=str(error))

    def _begin_next(self, record: PlanRecord, cases: list[Case], open_: int) -> None:
        """Unless more than one waits: that one begins in the moment that another ends."""
        owner, slots, number = self._keys[record.owner], self._laboratory.status.slots, record.runs.index("")
        at_once = slots.train + slots.beside * is_small(cases[number].experiment)
        if open_ <= at_once and len(self._laboratory.active(owner)) < MAX_UNFINISHED:
            self._change(record, runs=self._stopped.begin(record, number, cases[number], owner))

    def _change(self, record: PlanRecord, **values: Any) -> None:
        """Changes a plan unless its owner has done so meanwhile; a run that was begun for nothing is then stopped."""
        with self._lock:
            if self._closed and "runs" not in values:
                return
            if self._records.get(record.id) == record:
                self._put(replace(record, **values))
                return
        for run in set(values.get("runs", ())) - set(record.runs) - {""}:
            self._laboratory.stop(run)

    def _put(self, record: PlanRecord) -> None:
        """In memory at once, and in its file where the disk takes it."""
        with self._lock:
            self._records[record.id] = record
            write_plan(self._folder, record)
