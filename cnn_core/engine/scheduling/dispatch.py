"""Which run trains when and in which slot: the fair queue, and one thread per training run."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from cnn_core.engine.protocol import failure_words
from cnn_core.engine.protocol.client import EngineClient, EngineGone
from cnn_core.engine.protocol.job import Failure, Job, Report
from cnn_core.engine.protocol.status import Slots
from cnn_core.engine.scheduling.fair_queue import FairQueue

log = logging.getLogger("cnn_lab.engine")


@dataclass(frozen=True)
class _Run:
    """A run that waits or trains: whose it is, and whether its network is small."""

    owner: str
    small: bool


@dataclass(frozen=True)
class _Training:
    """Where a run trains: on which engine, and whether in a slot beside another."""

    client: EngineClient
    beside: bool


class Dispatcher:
    """Gives waiting runs to the engine as slots become free. Thread-safe.

    A slot may have one beside it, on the same cores. It is for a small network while another small one trains in the first; a large one
    has the cores for itself. Nobody overtakes: where the next run does not fit, all wait.

    `job` makes the job of a run, `small` says whether its network is, `begun` says whether it has shown a sign of life, `ended` takes the report of one that trained.
    A run whose engine went away before it began waits again, before all others.
    """

    def __init__(
        self,
        job: Callable[[str], Job],
        small: Callable[[str], bool],
        begun: Callable[[str], bool],
        ended: Callable[[str, Report], None],
    ) -> None:
        self._job, self._small, self._begun, self._ended = job, small, begun, ended
        self._queue = FairQueue()
        self._runs: dict[str, _Run] = {}
        self._training: dict[str, _Training] = {}
        self._client: EngineClient | None = None
        self._gone: EngineClient | None = None
        self._asked: EngineClient | None = None
        self._slots = Slots()
        self._lock = threading.Lock()

    def look(self, places: Callable[[], tuple[EngineClient | None, Slots]]) -> None:
        """Asks for the engine and its slots. Of two concurrent calls the later one counts."""
        with self._lock:
            client, self._slots = places()
            self._client = None if client is self._gone else client
            self._start_what_can()

    def add(self, run: str, owner: str) -> None:
        found = _Run(owner, self._is_small(run))
        with self._lock:
            self._runs[run] = found
            self._queue.add(run, owner)
            self._start_what_can()

    def withdraw(self, run: str) -> bool:
        """Takes a waiting run out of the queue; False if it does not wait."""
        with self._lock:
            waited = self._queue.remove(run)
            if waited:
                del self._runs[run]
            return waited

    def place(self, run: str) -> int | None:
        with self._lock:
            return self._queue.place(run)

    def client_of(self, run: str) -> EngineClient | None:
        """The engine that a run trains on, if it does."""
        with self._lock:
            training = self._training.get(run)
            return training.client if training else None

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @property
    def busy(self) -> bool:
        """Whether a run trains or waits."""
        return bool(self._training or self.waiting)

    def _start_what_can(self) -> None:
        while self._client is not None and (order := self._queue.order(1)):
            run, small = order[0], self._runs[order[0]].small
            beside = self._slot_for(small)
            if beside is None:
                self._ask_for_room(small)
                return
            self._queue.take()
            self._training[run] = _Training(self._client, beside)
            try:
                threading.Thread(
                    target=self._follow, args=(run, self._client, beside), name=f"run {run[:6]}", daemon=True
                ).start()
            except RuntimeError:  # the system has no thread left: the run waits until the next look
                del self._training[run]
                self._queue.put_back(run, self._runs[run].owner)
                return

    def _is_small(self, run: str) -> bool:
        try:
            return self._small(run)
        except Exception:  # with the cores for itself it meets its fault alone
            log.exception("Whether the network of run %s is small cannot be told", run)
            return False

    def _slot_for(self, small: bool) -> bool | None:
        """Whether the next run has a slot beside another; None: it has none at all."""
        beside = sum(each.beside for each in self._training.values())
        large = sum(not self._runs[run].small for run in self._training)
        if len(self._training) - beside < self._slots.train and (small or beside + large < self._slots.train):
            return False
        return True if small and beside < min(self._slots.beside, self._slots.train - large) else None

    def _ask_for_room(self, small: bool) -> None:
        """Once of each engine, when a small network has to wait for another small one."""
        client, full = self._client, 0 < self._slots.train <= len(self._training)
        others = all(self._runs[run].small for run in self._training)
        if client is not None and client is not self._asked and full and small and others:
            self._asked = client
            with suppress(RuntimeError):  # the system has no thread left
                threading.Thread(target=client.open_beside, name="open beside", daemon=True).start()

    def _follow(self, run: str, client: EngineClient, beside: bool) -> None:
        report: Report | None
        try:
            report = client.train(replace(self._job(run), beside=beside))
        except EngineGone as gone:
            report = Report(failure=Failure(sentence=str(gone), lost=True)) if self._begun(run) else None
            with self._lock:
                self._gone = client
                self._client = None if self._client is client else self._client
        except Exception as error:  # a run that cannot even be given away ends like one that fails there
            report = Report(failure=failure_words.failure(error, traceback.format_exc()))
        try:
            if report is not None:
                self._ended(run, report)
                if report.restart_worker:
                    client.refresh(report.restart_worker)
        finally:  # whatever happens, the slot is free again
            with self._lock:
                del self._training[run]
                if report is None:
                    self._queue.put_back(run, self._runs[run].owner)
                else:
                    del self._runs[run]
                self._start_what_can()
