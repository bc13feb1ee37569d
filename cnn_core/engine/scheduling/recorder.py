"""The one thread that writes what happens in runs into their folders, events and results, each in its order."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from cnn_core.engine.protocol.job import Message, Report
from cnn_core.engine.scheduling.checkpoints import Fetch
from cnn_core.engine.scheduling.record import Record
from cnn_core.runs import RunFolder
from cnn_core.storage.reach import is_gone
from cnn_core.training.events import Event
from cnn_core.training.state import RunState

MAX_ENDED = 32
WAIT_FOR_MESSAGES = 10.0
LOOK_EVERY = 0.25
RETRY_SECONDS = 2.0
CLOSE_SECONDS = 2.0
log = logging.getLogger("cnn_lab.recorder")

Work = Callable[[], "Record | None"]


class Recorder:
    """Takes messages and reports from any thread, at once; writes them in its own, once started, and keeps every live run's state folded.

    A run's last event is written only after all messages that its job sent have come (or `patience` seconds have passed) and its
    checkpoints and results are saved. `fetch` gets an announced checkpoint, in a thread of its own, since it may take long;
    `trouble` is told, with the run's id, when nothing can be saved.
    """

    def __init__(self, fetch: Fetch, trouble: Callable[[str], None], patience: float = WAIT_FOR_MESSAGES) -> None:
        self._fetch, self._trouble, self._patience = fetch, trouble, patience
        self._live: dict[str, Record] = {}
        self._ended: OrderedDict[str, RunState] = OrderedDict()
        self._unsaved: dict[str, Record] = {}
        self._retry_at = 0.0
        self._inbox: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="recorder", daemon=True)

    def start(self) -> None:
        """Begins to write what has come and what comes."""
        self._thread.start()

    def open(self, folder: RunFolder) -> None:
        """Begins to keep a run; the state is that of the events in its folder."""

        def settled(epoch: int, refused: OSError | None) -> None:
            self._inbox.put(lambda: self._on(folder.id, lambda record: record.settle_checkpoint(epoch, refused)))

        self._live[folder.id] = Record(folder, self._fetch, settled)

    def receive(self, message: Message) -> None:
        """A message of a running job. Those of runs that have ended are dropped."""
        self._inbox.put(lambda: self._on(message["run"], lambda record: record.receive(message)))

    def note(self, run: str, event: Event) -> None:
        """An event of the app's own, such as the words for a click."""
        self._inbox.put(lambda: self._on(run, lambda record: record.keep([event])))

    def end(self, run: str, report: Report) -> None:
        """The job has ended; its last messages may still be on their way."""
        deadline = time.monotonic() + self._patience
        self._inbox.put(lambda: self._on(run, lambda record: record.ends(report, deadline)))

    def state(self, run: str) -> RunState | None:
        """The state of a live run, or of one of the last that ended; None for others: their folder knows it."""
        record = self._live.get(run) or self._unsaved.get(run)
        return record.state if record else self._ended.get(run)

    def forget(self, run: str) -> None:
        """Of a run that has ended, the state."""
        self._unsaved.pop(run, None)
        self._ended.pop(run, None)

    def live(self, owner: str) -> list[str]:
        """The runs with this owner's mark that have not ended, in the order in which they were opened."""
        return [run for run, record in list(self._live.items()) if record.owner == owner and not record.state.ended]

    def wait(self, run: str, until: Callable[[RunState], bool], timeout: float | None) -> bool:
        """Waits until a live run's state is as wanted or the run is live no more; False if that takes too long."""

        def reached() -> bool:
            record = self._live.get(run)
            return record is None or until(record.state)

        with self._changed:
            return self._changed.wait_for(reached, timeout)

    def close(self) -> None:
        """Writes what has come so far, and ends. Runs without a last event are found as interrupted."""
        self._inbox.put(None)
        deadline = time.monotonic() + CLOSE_SECONDS
        if self._thread.is_alive():
            self._thread.join(CLOSE_SECONDS)
        for record in list(self._live.values()):
            record.checkpoints.join(max(0.0, deadline - time.monotonic()))

    def _on(self, run: str, action: Callable[[Record], None]) -> Record | None:
        record = self._live.get(run)
        if record is not None:
            action(record)
        return record

    def _work(self) -> None:
        """Takes everything that has arrived, so that a burst of events is one write per run."""
        while True:
            works = self._take()
            touched = {record.folder.id for work in works if work is not None and (record := self._do(work))}
            for run, record in list(self._live.items()):
                if run in touched or record.report is not None:
                    self._do(partial(self._settle, record))
            if self._unsaved and (None in works or time.monotonic() >= self._retry_at):
                self._do(self._try_again)
            with self._changed:
                self._changed.notify_all()
            if None in works:
                return

    def _take(self) -> list[Work | None]:
        works: list[Work | None] = []
        try:
            works.append(self._inbox.get(timeout=LOOK_EVERY))
            while True:
                works.append(self._inbox.get_nowait())
        except queue.Empty:
            return works

    def _do(self, work: Work) -> Record | None:
        try:
            return work()
        except Exception:  # one message that cannot be understood must not end the recording of all runs
            log.exception("A message was dropped")
            return None

    def _settle(self, record: Record) -> None:
        """Writes what is due; ends the record once its report is in and nothing is missing or on its way."""
        complete = record.complete
        if complete:
            record.take_rest()
        record.flush()
        if complete and not record.checkpoints.under_way:
            try:
                record.finish()
            finally:
                self._retire(record)
        elif record.trouble and not record.trouble_told:
            record.trouble_told = True
            self._trouble(record.folder.id)

    def _try_again(self) -> None:
        """What the disk did not take of runs that have ended is written once it does."""
        for run, record in list(self._unsaved.items()):
            record.try_again()
            if not record.unsaved:
                self._unsaved.pop(run, None)
                if not is_gone(record.folder.path):
                    self._ended.pop(run, None)  # it knows now, and may know better: the last event alone had been refused
        self._retry_at = time.monotonic() + RETRY_SECONDS

    def _retire(self, record: Record) -> None:
        if record.unsaved:
            self._unsaved[record.folder.id] = record
        if record.state.ended:  # if not even the last event could be written, the folder knows best
            self._ended[record.folder.id] = record.state
        while len(self._ended) > MAX_ENDED:
            self._ended.popitem(last=False)
        self._live.pop(record.folder.id, None)
