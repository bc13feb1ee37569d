"""Plans: many runs begun one after another, so that nobody else waits for more than one of them.

    on: runs are begun as places become free      -> done: every run has ended
        -> stopped: by its owner, or since a run could not be begun; "continue" makes it on again

What is on when the app ends is on again when its owner comes back: the file has no key of theirs, only its mark. Runs that were cut
off then are begun anew.
"""

from __future__ import annotations

import atexit
import json
import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cnn_core.engine.laboratory import Laboratory
from cnn_core.errors import LabError, RunError
from cnn_core.experiment import Experiment
from cnn_core.plan.plan import Case
from cnn_core.plan.record import PlanRecord, cases_of
from cnn_core.runs import new_run_id, owner_mark
from cnn_core.spec.strict_json import read_json
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.disk import why
from cnn_core.training.state import RunState

log = logging.getLogger("cnn_lab.plans")
LOOK_EVERY = 0.5
MAX_BYTES = 256 * 2**10
MAX_PLANS = 50


@dataclass(frozen=True)
class PlanRun:
    """One run of a plan. `run` is "" and `state` None while it has not been begun, or once it was deleted."""

    case: Case
    run: str
    state: RunState | None

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it; a run that was cut off is begun anew."""
        return bool(self.run) and (self.state is None or (self.state.ended and self.state.status != "interrupted"))


class Plans:
    """The plans of all owners on one laboratory. Thread-safe. Kept in `folder`, one JSON file each."""

    def __init__(self, folder: Path, laboratory: Laboratory) -> None:
        self._folder, self._laboratory = folder, laboratory
        self._lock = threading.RLock()
        self._keys: dict[str, str] = {}
        self._records = _read_all(folder)
        self._cases: dict[str, list[Case]] = {}
        self._wake = threading.Event()
        self._closed = False
        threading.Thread(target=self._go_on, name="plans", daemon=True).start()
        atexit.register(self.close)  # runs before that of the laboratory, which was registered before: what is on stays on

    def begin(self, owner: str, base: Experiment, vary: tuple[str, ...], seeds: int, one_at_a_time: bool) -> str:
        """Keeps a plan and begins it; its id. LabError, and there is none, if one of its experiments cannot work."""
        cases = cases_of(base, vary, seeds, one_at_a_time)
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
        )
        with self._lock:
            mine = [each for each in self._records.values() if each.owner == mark]
            if any(each.on for each in mine):
                raise RunError("A plan of yours is under way: stop it, or wait until it is done, before you begin another.")
            if len(mine) >= MAX_PLANS:
                raise RunError(f"You have {MAX_PLANS} plans, which is the most: delete one. Its runs stay.")
            self._keys[mark] = owner
            self._put(record)
        self._wake.set()
        return record.id

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
        with self._lock:
            if record.id not in self._cases:
                self._cases[record.id] = record.cases()
            cases = self._cases[record.id]
        return [PlanRun(case, run, self._state(run)) for case, run in zip(cases, record.runs, strict=True)]

    def stop(self, plan: str, owner: str) -> None:
        """Begins no more runs, and stops those that wait or train."""
        with self._lock:
            record = self._mine(plan, owner)
            self._put(replace(record, on=False, problem=""))
        for run in record.runs:
            state = self._state(run)
            if state is not None and not state.ended:
                self._laboratory.stop(run)

    def go_on(self, plan: str, owner: str) -> None:
        """Begins the runs that are missing. Those that were stopped are begun anew."""
        with self._lock:
            record = self._mine(plan, owner)
            runs = tuple("" if self._was_stopped(run) else run for run in record.runs)
            self._keys[record.owner] = owner
            self._put(replace(record, runs=runs, on=True, problem=""))
        self._wake.set()

    def delete(self, plan: str, owner: str) -> None:
        """Forgets a plan that is not on; its runs stay."""
        with self._lock:
            record = self._mine(plan, owner)
            if record.on:
                raise RunError("This plan is under way: stop it first.")
            with suppress(OSError):
                self._path(record).unlink()
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

    def _was_stopped(self, run: str) -> bool:
        state = self._state(run)
        return state is not None and state.status in ("stopped", "interrupted")

    def _state(self, run: str) -> RunState | None:
        with suppress(LabError):
            return self._laboratory.state(run) if run else None
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
            runs = self.runs(record)
            open_ = [each for each in runs if each.run and not each.ended]
            lost = [each for each in open_ if each.state is not None and each.state.status == "interrupted"]
            if all(each.ended for each in runs):
                self._change(record, on=False)
            elif lost:
                self._change(record, runs=tuple("" if each in lost else each.run for each in runs))
            elif len(open_) <= self._laboratory.status.train_slots:  # one waits, and begins in the moment that another ends
                number = next((n for n, each in enumerate(runs) if not each.run), None)
                if number is not None:
                    run = self._laboratory.submit(runs[number].case.experiment, self._keys[record.owner])
                    self._change(record, runs=(*record.runs[:number], run, *record.runs[number + 1 :]))
        except LabError as error:
            self._change(record, on=False, problem=str(error))

    def _change(self, record: PlanRecord, **values: Any) -> None:
        """Changes a plan unless its owner has done so meanwhile; a run that was begun for nothing is then stopped."""
        with self._lock:
            if self._closed:
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
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                with atomic_write(self._path(record)) as file:
                    file.write(json.dumps(record.to_json()).encode())
            except OSError as error:
                log.warning("The plan %s cannot be saved: %s", record.id, why(error))

    def _path(self, record: PlanRecord) -> Path:
        return self._folder / f"{record.id}.json"


def _read_all(folder: Path) -> dict[str, PlanRecord]:
    """The plans in a folder by id; files that cannot be read are passed over, which the log says."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            with path.open("rb") as file:
                record = PlanRecord.from_json(read_json(file.read(MAX_BYTES)))
            if record.id == path.stem:
                found[record.id] = record
        except (OSError, LabError) as error:
            log.warning("%s is no plan that can be read: %s", path.name, error)
    return found
