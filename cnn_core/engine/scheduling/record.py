"""One live run in the recorder: its messages are put in order, written and folded."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence

from cnn_core.engine.protocol import failure_words
from cnn_core.engine.protocol.job import Failure, Message, Report
from cnn_core.engine.scheduling.checkpoints import Checkpoints, Fetch, Settled
from cnn_core.runs import RunFolder
from cnn_core.storage.disk import cure, why
from cnn_core.storage.reach import is_gone
from cnn_core.training.events import Event, event
from cnn_core.training.fold import fold
from cnn_core.training.state import RunState

log = logging.getLogger("cnn_lab.recorder")


class Record:
    """Belongs to the recorder's thread; other threads only read `state`, which is replaced as a whole."""

    def __init__(self, folder: RunFolder, fetch: Fetch, settled: Settled) -> None:
        self.folder = folder
        self.owner = folder.meta.owner
        self.state: RunState = folder.state(live=True)
        self.report: Report | None = None
        self.deadline = math.inf
        self.trouble = ""
        self.trouble_told = False
        self.checkpoints = Checkpoints(folder, fetch, settled)
        self._next = 0
        self._early: dict[int, Message] = {}
        self._unwritten: list[Event] = []

    def receive(self, message: Message) -> None:
        """Takes messages in any order; those after a gap wait until it is filled."""
        if message["seq"] >= self._next:
            self._early[message["seq"]] = message
        while self._next in self._early:
            self._next += 1
            self._apply(self._early.pop(self._next - 1))

    def _apply(self, message: Message) -> None:
        if "event" in message:
            self.keep([message["event"]])
        else:
            self.checkpoints.announce(message["worker"], message["checkpoint"])

    def settle_checkpoint(self, epoch: int, refused: OSError | None) -> None:
        """A checkpoint is done with; `refused` is the error of a disk that did not take it."""
        self.checkpoints.done(epoch)
        if refused is not None:
            self._refused(refused)

    def keep(self, events: Sequence[Event]) -> None:
        """Folds events and writes them at the next `flush`."""
        self.state = fold(events, self.state)
        self._unwritten += events

    def flush(self) -> None:
        """Writes events; only then, so that the curve on the disk is never behind the weights, the next checkpoint is fetched.

        What the disk does not take is written by a later call.
        """
        if self._unwritten:
            self._save(self._write)
        if self.trouble:
            self.checkpoints.give_up()
        self.checkpoints.go_on()

    @property
    def unsaved(self) -> bool:
        """Whether the disk has not taken all events."""
        return bool(self._unwritten)

    def try_again(self) -> None:
        """Writes what the disk did not take of a run that has ended; nothing is left to write where its folder is gone."""
        if is_gone(self.folder.path):
            self._unwritten = []
        self.flush()
        if not self.unsaved:
            self.folder.save_result()

    def _write(self) -> None:
        self.folder.append(self._unwritten)
        self._unwritten = []

    def _save(self, write: Callable[[], None]) -> None:
        """Writes, and remembers an error of the disk: the run continues in memory and ends as failed."""
        try:
            write()
        except OSError as error:
            self._refused(error)

    def _refused(self, error: OSError) -> None:
        if not self.trouble:
            log.error("Run %s cannot be saved", self.folder.id, exc_info=error)
            self.trouble = f"The run could not be saved: {why(error)}. {cure(error)}".rstrip()

    def ends(self, report: Report, deadline: float) -> None:
        self.report, self.deadline = report, deadline

    @property
    def complete(self) -> bool:
        """Whether the report is in, and every message that was sent before it, or the time for these is up."""
        if self.report is None:
            return False
        return self.report.messages is None or self._next >= self.report.messages or time.monotonic() > self.deadline

    def take_rest(self) -> None:
        """Takes the messages after a gap that will not be filled."""
        for seq in sorted(self._early):
            self._next = seq + 1
            self._apply(self._early.pop(seq))

    def finish(self) -> None:
        """Saves the results, then the last event."""
        report = self.report or Report()
        outcome, evaluation = report.outcome, report.evaluation
        if outcome is not None:
            self._save(lambda: self.folder.save_weights(outcome.weights))
            if outcome.model_file:
                self._save(lambda: self.folder.save_model(outcome.model_file))
        if evaluation is not None:
            self._save(lambda: self.folder.save_evaluation(evaluation))
        self.flush()
        if report.failure is not None:
            log.error("Run %s failed: %s\n%s", self.folder.id, report.failure.sentence, report.failure.report)
        self.keep([self._last(report)])
        self.flush()
        if not self.trouble:
            self.folder.save_result(self.state)
        elif self.state.status != "failed":
            self.state = fold([event("failed", reason=self.trouble)], self.state)

    def _last(self, report: Report) -> Event:
        failure = Failure(sentence=self.trouble, lost=True) if self.trouble else report.failure
        if failure is not None:
            way_on = f" {failure_words.way_on(self.checkpoints.last)}" if failure.lost else ""
            return event("failed", reason=failure.sentence + way_on)
        if report.outcome is None:
            return event("finished", reason="stopped", epochs=len(self.state.history), seconds=0.0)
        return event("finished", reason=report.outcome.reason, epochs=report.outcome.epochs, seconds=report.outcome.seconds)
