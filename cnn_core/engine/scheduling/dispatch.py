"""Which run trains when: the fair queue, the slots, and one thread per training run."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable

from cnn_core.engine.protocol import failure_words
from cnn_core.engine.protocol.client import EngineClient, EngineGone
from cnn_core.engine.protocol.job import Failure, Job, Report
from cnn_core.engine.scheduling.fair_queue import FairQueue


class Dispatcher:
    """Gives waiting runs to the engine as slots become free. Thread-safe.

    `job` makes the job of a run, `begun` says whether it has shown a sign of life, `ended` takes the report of one that trained.
    A run whose engine went away before it began waits again, before all others.
    """

    def __init__(self, job: Callable[[str], Job], begun: Callable[[str], bool], ended: Callable[[str, Report], None]) -> None:
        self._job, self._begun, self._ended = job, begun, ended
        self._queue = FairQueue()
        self._owners: dict[str, str] = {}
        self._training: dict[str, EngineClient] = {}
        self._client: EngineClient | None = None
        self._gone: EngineClient | None = None
        self._slots = 0
        self._lock = threading.Lock()

    def look(self, places: Callable[[], tuple[EngineClient | None, int]]) -> None:
        """Asks for the engine and its number of slots. Of two concurrent calls the later one counts."""
        with self._lock:
            client, self._slots = places()
            self._client = None if client is self._gone else client
            self._start_what_can()

    def add(self, run: str, owner: str) -> None:
        with self._lock:
            self._owners[run] = owner
            self._queue.add(run, owner)
            self._start_what_can()

    def withdraw(self, run: str) -> bool:
        """Takes a waiting run out of the queue; False if it does not wait."""
        with self._lock:
            waited = self._queue.remove(run)
            if waited:
                del self._owners[run]
            return waited

    def place(self, run: str) -> int | None:
        with self._lock:
            return self._queue.place(run)

    def client_of(self, run: str) -> EngineClient | None:
        """The engine that a run trains on, if it does."""
        with self._lock:
            return self._training.get(run)

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @property
    def busy(self) -> bool:
        """Whether a run trains or waits."""
        return bool(self._training or self.waiting)

    def _start_what_can(self) -> None:
        while self._client is not None and len(self._training) < self._slots:
            run = self._queue.take()
            if run is None:
                return
            self._training[run] = self._client
            try:
                threading.Thread(target=self._follow, args=(run, self._client), name=f"run {run[:6]}", daemon=True).start()
            except RuntimeError:  # the system has no thread left: the run waits until the next look
                del self._training[run]
                self._queue.put_back(run, self._owners[run])
                return

    def _follow(self, run: str, client: EngineClient) -> None:
        report: Report | None
        try:
            report = client.train(self._job(run))
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
                    self._queue.put_back(run, self._owners[run])
                else:
                    del self._owners[run]
                self._start_what_can()
