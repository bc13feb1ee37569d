"""The laboratory: submits, follows, stops and queries runs. The facade for pages and scripts."""

from __future__ import annotations

import atexit
import shutil
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from pathlib import Path

from cnn_core.data.augmentation import Augmentation
from cnn_core.engine import answers
from cnn_core.engine.admission import check_continuation, check_limits, fingerprint_for
from cnn_core.engine.dask_client.start import start
from cnn_core.engine.deleted_runs import DeletedRuns
from cnn_core.engine.insides import Insides
from cnn_core.engine.known_weights import network_of
from cnn_core.engine.machine import Machine
from cnn_core.engine.network_files import NetworkFiles
from cnn_core.engine.protocol.client import Connect
from cnn_core.engine.protocol.job import Batch, Checkpoint, Job, Report
from cnn_core.engine.protocol.status import EngineStatus
from cnn_core.engine.reused_weights import first_weights
from cnn_core.engine.scheduling.dispatch import Dispatcher
from cnn_core.engine.scheduling.recorder import Recorder
from cnn_core.engine.scheduling.supervisor import Supervisor
from cnn_core.engine.small_networks import is_small_run
from cnn_core.engine.worker.side_tasks import Outputs
from cnn_core.errors import EngineError, RunError
from cnn_core.experiment import Experiment
from cnn_core.runs import RunFolder, RunMeta, new_run_id, owner_mark
from cnn_core.runs.annotation import Annotation, annotate
from cnn_core.runs.known_states import epochs_of, result_of, state_of
from cnn_core.runs.listing import find_run, is_own_run, list_runs
from cnn_core.runs.result import RunResult
from cnn_core.spec.architecture import MAX_LAYERS
from cnn_core.storage.disk import why
from cnn_core.training.events import event
from cnn_core.training.interface import Arrays, Step
from cnn_core.training.state import RunState

RESTART_SECONDS, SAVING_SECONDS = 60.0, 5.0


class Laboratory(NetworkFiles, Insides):
    """Runs of all owners on one engine. Thread-safe; one per process. Everything is kept below `home`.

    `start` starts the engine in the background; runs submitted before it is ready wait. `connect` replaces the engine, for tests.
    """

    def __init__(self, home: Path, connect: Connect | None = None) -> None:
        self.root = Path(home) / "runs"
        self._submitting = threading.Lock()
        self._deleted = DeletedRuns(self.root)
        self._recorder = Recorder(self._collect, self.stop)
        self._dispatcher = Dispatcher(
            self._job, partial(is_small_run, self.root), lambda run: self.state(run).status != "queued", self._on_ended
        )
        self._supervisor = Supervisor(connect or partial(start, Path(home)), self._recorder.receive, self._on_engine)
        self.machine = Machine(Path(home) / "machine.json", self._supervisor, self._dispatcher)

    def start(self) -> Laboratory:
        """Starts the engine, which loads in the background, and the recording of runs; to be called once."""
        self._recorder.start()
        self._supervisor.start()
        self._deleted.look()
        atexit.register(self.close)
        return self

    @property
    def status(self) -> EngineStatus:
        return self._supervisor.status

    def wait_ready(self, timeout: float | None = None) -> bool:
        """Waits until the engine can train and predict; False if that takes longer than `timeout` seconds."""
        return self._supervisor.wait_ready(timeout)

    def submit(self, experiment: Experiment, owner: str, parent: str | None = None) -> str:
        """Queues an experiment and returns the id of its run. `owner` is any text that stands for a person.

        With `parent`, training goes on after that run's last whole epoch (`epochs` counts from the very start); a parent
        without one makes this a run from scratch. RunError or DatasetError if it cannot work or if there are too many runs.
        """
        fingerprint = fingerprint_for(experiment, owner)
        before = None
        if parent is not None:
            before = self.folder(parent)
            check_continuation(before, experiment, self.state(parent))
        first = None if before is not None else self.first_weights(experiment)
        mark = owner_mark(owner)
        meta = RunMeta(id=new_run_id(), experiment=experiment, owner=mark, dataset_fingerprint=fingerprint, parent=parent)
        with self._submitting:  # one at a time, so that nobody gets past the limits
            if parent is not None:
                self.folder(parent)  # it may have been deleted meanwhile
            check_limits(self.root, mark, len(self._recorder.live(mark)), self._dispatcher.waiting)
            try:
                folder = RunFolder.create(self.root, meta)
                if before is not None:
                    folder.inherit(before)
                elif first:
                    folder.save_beginning(first)
                folder.append([event("queued")])
            except OSError as error:
                shutil.rmtree(self.root / meta.id, ignore_errors=True)
                raise RunError(f"The run cannot be saved in {self.root}: {why(error)}.") from None
            self._recorder.open(folder)
            self._dispatcher.add(meta.id, mark)
        return meta.id

    def first_weights(self, experiment: Experiment) -> Arrays:
        """The weights that the experiment reuses from another run; RunError if they are not there or do not fit."""
        return first_weights(self.folder(experiment.transfer.run), experiment) if experiment.transfer.active else {}

    def stop(self, run_id: str) -> None:
        """Ends a run: at once if it waits, after the batch if it trains. Nothing happens to a run that has ended."""
        if self._dispatcher.withdraw(run_id):
            self._recorder.end(run_id, Report())
        else:
            self._signal(run_id, "stop", True, "stopping")

    def pause(self, run_id: str) -> None:
        """Pauses a run that trains; it keeps its slot."""
        self._signal(run_id, "pause", True, "pausing")

    def resume(self, run_id: str) -> None:
        """Continues a paused run."""
        self._signal(run_id, "pause", False, "going on")

    def step(self, run_id: str, what: Step) -> None:
        """Lets a paused run do one execution, or the rest of its epoch, before it is paused again."""
        if self.state(run_id).status == "paused":
            self._signal(run_id, what, True, "paused")

    def change_rate(self, run_id: str, how: str) -> None:
        """Makes the steps of a running training "slower" or "faster": its learning rate halves or doubles, and its events say so."""
        self._signal(run_id, how, True, "changing the learning rate")

    def state(self, run_id: str, batches: bool = True) -> RunState:
        """What is known of a run now; RunError if there is none. Without `batches`, one long ended has not their figures, but many fit."""
        return self._recorder.state(run_id) or (state_of if batches else epochs_of)(self.folder(run_id))

    def wait(self, run_id: str, until: Callable[[RunState], bool] = lambda s: s.ended, timeout: float | None = None) -> RunState:
        """The state of the run once `until` holds, the run has ended, or `timeout` seconds have passed."""
        self._recorder.wait(run_id, until, timeout)
        return self.state(run_id)

    def place(self, run_id: str) -> int | None:
        """1 for the run that trains next, 2 for the one after; None if the run does not wait."""
        return self._dispatcher.place(run_id)

    def active(self, owner: str) -> list[str]:
        """The owner's runs that wait or train, in the order in which they were submitted."""
        return self._recorder.live(owner_mark(owner))

    def runs(self, owner: str) -> list[RunResult]:
        """The owner's runs, newest first, as lists show them; fast for any number of runs of any length."""
        return list_runs(self.root, owner, self._recorder.state)

    def result(self, run_id: str) -> RunResult:
        """A run as lists show it; RunError if there is no such run."""
        return result_of(self.folder(run_id).path, self._recorder.state(run_id))

    def delete(self, run_id: str, owner: str) -> None:
        """Deletes a run of the owner's, which `undelete` undoes for a while; RunError if they have no such run, or if it waits or trains."""
        with self._submitting:  # no run goes on from one that is being deleted
            live = self._recorder.state(run_id)
            if live is not None and live.ended and not self._recorder.wait(run_id, lambda state: False, SAVING_SECONDS):
                raise RunError("That run is still being saved: delete it in a moment.")
            self._deleted.add(self.folder(run_id), owner, live)
            self._recorder.forget(run_id)

    def undelete(self, run_id: str, owner: str) -> None:
        """Brings a deleted run of the owner's back; RunError if it is gone for good."""
        self._deleted.bring_back(run_id, owner)

    def annotate(self, run_id: str, owner: str, annotation: Annotation) -> None:
        """Writes a name, a note, tags or a star on a run of the owner's; RunError if they have no such run."""
        if not is_own_run(self.root, run_id, owner):
            raise RunError(f"There is no run called {run_id[:64]!r}.")
        annotate(self.folder(run_id).path, annotation)

    def folder(self, run_id: str) -> RunFolder:
        """The run's folder; "pretrained" is the one that comes with the laboratory. RunError if there is none."""
        return find_run(self.root, run_id)

    def predict(self, run_id: str, images: Batch, timeout: float = 10.0) -> Batch:
        """Probabilities (n, classes) for images (n, height, width, channels) that are scaled as the run's own were.

        A run that still trains answers with the weights of its last epoch. While the engine is not ready, a small network answers
        without it, and a large one is an EngineError at once; EngineError, too, if nothing answers in `timeout` seconds.
        """
        return answers.predict(self._supervisor, self.folder(run_id), images, timeout)

    def weights_key(self, run_id: str) -> str:
        """What tells the weights that `predict` uses from all others; RunError while the run has none."""
        return network_of(self.folder(run_id))[2]

    def weights(self, run_id: str) -> Arrays:
        """The weights that `predict` uses, by layer index and name (`0.kernel`); RunError while the run has none."""
        return network_of(self.folder(run_id))[1]

    def augment(self, augmentation: Augmentation, image: Batch, count: int, timeout: float = 10.0) -> Batch:
        """`count` random changes (count, height, width, channels) of one image (height, width, channels), pixels 0 to 1."""
        return answers.augment(self._supervisor, augmentation, image, count, timeout)

    def layer_outputs(
        self, experiment: Experiment, run_id: str | None, image: Batch, channels: int, timeout: float = 10.0
    ) -> Outputs:
        """Layer index -> what it gives for one scaled image (height, width, channels): at most so many channels, or (units,).
        With the weights of a run, or those that a training begins with, reused ones among them; before the engine is ready, as `predict`."""
        layers = MAX_LAYERS if run_id is not None else experiment.transfer.layers
        weights = self.weights(run_id) if run_id is not None else self.first_weights(experiment) or None
        return answers.layer_outputs(self._supervisor, experiment, weights, image, channels, timeout, layers)

    def close(self) -> None:
        """Ends the engine. Unfinished runs are interrupted then, and can be resumed."""
        atexit.unregister(self.close)
        self._deleted.close()
        if not self._supervisor.closing:
            self._supervisor.close()
            self._recorder.close()

    def _signal(self, run_id: str, name: str, on: bool, words: str) -> None:
        client = self._dispatcher.client_of(run_id)
        if client is not None and not self.state(run_id).ended:
            self._recorder.note(run_id, event("phase", words=words))
            with suppress(EngineError):  # an engine that is gone ends the run by itself
                client.signal(run_id, name, on)

    def _job(self, run_id: str) -> Job:
        folder, meta = self.folder(run_id), self.folder(run_id).meta
        settings = meta.experiment.in_precision(folder.state().precision).to_json()  # one that goes on keeps what it began with
        return Job(run=run_id, topic="", experiment=settings, fingerprint=meta.dataset_fingerprint, resume=folder.resume())

    def _collect(self, worker: str, run_id: str, epoch: int) -> AbstractContextManager[Checkpoint | None]:
        client = self._dispatcher.client_of(run_id) or self._supervisor.client
        return client.collect(worker, run_id, epoch) if client else nullcontext()

    def _on_engine(self) -> None:
        self._dispatcher.look(lambda: (self._supervisor.client, self._supervisor.status.slots))

    def _on_ended(self, run_id: str, report: Report) -> None:
        if not self._supervisor.closing:
            self._recorder.end(run_id, report)
            if report.restart_worker:  # it holds the run's last checkpoints until they are fetched
                self._recorder.wait(run_id, lambda state: state.ended, RESTART_SECONDS)
