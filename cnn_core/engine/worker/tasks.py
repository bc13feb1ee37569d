"""What runs inside a worker. TensorFlow comes in through cnn_core.keras_backend, when a task needs it."""

from __future__ import annotations

import logging
import traceback
from collections import OrderedDict

import psutil
from distributed import Worker, get_worker

from cnn_core.data.dataset import Dataset
from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.data.task import class_names
from cnn_core.engine.protocol import failure_words
from cnn_core.engine.protocol.job import Checkpoint, Failure, Job, Report
from cnn_core.engine.worker.checkpoint_buffer import CheckpointBuffer
from cnn_core.engine.worker.priority import lower_training
from cnn_core.engine.worker.scratch import make_scratch
from cnn_core.engine.worker.signals import Signals, begin
from cnn_core.errors import DatasetError
from cnn_core.experiment import Experiment
from cnn_core.metrics.evaluation import evaluate
from cnn_core.training.events import Event, download_phases, event
from cnn_core.training.interface import Arrays, Resume

MAX_PROCESS_BYTES = 2 * 2**30
BEHIND_SECONDS = 2.0
CHECKPOINTS = CheckpointBuffer()
DATASETS: OrderedDict[str, Dataset] = OrderedDict()
log = logging.getLogger("distributed.worker.cnn_lab")


class Messages:
    """The Sink of a training in a worker: numbers its messages and sends them to the app's topic.

    The end of an epoch is told once the checkpoint of the epoch before it is on the disk, so that whoever is killed loses one epoch at
    the most. A disk that needs more than 2 s is not waited for until it has caught up.
    """

    def __init__(self, worker: Worker, job: Job) -> None:
        self.worker, self._job = worker, job
        self.sent = 0
        self._disk_is_late = False

    def _send(self, **content: object) -> None:
        self.worker.log_event(self._job.topic, {"run": self._job.run, "seq": self.sent, **content})
        self.sent += 1

    def emit(self, event: Event) -> None:
        if event["event"] == "epoch":
            self._disk_is_late = not CHECKPOINTS.wait_saved(self._job.run, 0.0 if self._disk_is_late else BEHIND_SECONDS)
        self._send(event=event)

    def checkpoint(self, epoch: int, weights: Arrays, state: Arrays) -> None:
        CHECKPOINTS.put(self._job.run, epoch, (weights, state))
        self._send(checkpoint=epoch, worker=self.worker.address)


def train_task(job: Job, resume: Resume | None, images: Dataset | None = None) -> Report:
    """Trains, evaluates, and reports; sends events and checkpoints on the way. Never raises: a failure is a report too.

    `images` are the dataset where this worker could not find it by name.
    """
    worker = get_worker()
    messages = Messages(worker, job)
    lower_training()
    make_scratch()
    try:
        if not begin(worker, job.run):
            return Report(failure=Failure(sentence=failure_words.dead_worker(None), lost=True))
        with Signals(worker, job.run) as signals:
            return _train(job, resume, images, messages, signals)
    except Exception as error:  # whatever goes wrong in here ends on the run's page in words, not in Dask's log
        report = traceback.format_exc()
        log.error("Run %s failed:\n%s", job.run, report)
        return Report(messages=messages.sent, failure=failure_words.failure(error, report))


def _train(job: Job, resume: Resume | None, images: Dataset | None, messages: Messages, signals: Signals) -> Report:
    from cnn_core.keras_backend.train import train

    experiment = Experiment.from_json(job.experiment)
    dataset = images or _dataset(experiment.data.dataset, job.fingerprint, messages)
    prepared = prepare(dataset, experiment.data)
    outcome = train(experiment, prepared, messages, signals, resume)
    evaluation = None
    if outcome.probabilities is not None:
        evaluation = evaluate(outcome.labels, outcome.probabilities, class_names(experiment.data, dataset.class_names))
    restart_worker = messages.worker.address if needs_restart(messages.worker.memory_manager.memory_limit) else ""
    return Report(messages=messages.sent, outcome=outcome, evaluation=evaluation, restart_worker=restart_worker)


def needs_restart(memory_limit: int | None) -> bool:
    """Whether this process has grown too large: TensorFlow keeps some 10 MB of every network that it ever trained."""
    return bool(psutil.Process().memory_info().rss > min(MAX_PROCESS_BYTES, (memory_limit or 2 * MAX_PROCESS_BYTES) // 2))


def _dataset(name: str, fingerprint: str, messages: Messages) -> Dataset:
    """The dataset by name, if its content is what the app means by that name. The last two stay in memory."""
    if name not in DATASETS:
        messages.emit(event("phase", words=f"loading {name}"))
        while len(DATASETS) > 1:
            DATASETS.popitem(last=False)
        DATASETS[name] = load(name, download_phases(name, messages.emit))
    dataset = DATASETS[name]
    if fingerprint and dataset.fingerprint != fingerprint:
        raise DatasetError(
            f"{name} on the worker holds other images than {name} in the app: both need the same version of the laboratory."
        )
    return dataset


def collect(run: str, epoch: int) -> Checkpoint | None:
    """A checkpoint in the buffer of this worker."""
    return CHECKPOINTS.get(run, epoch)


def release(run: str, epoch: int) -> None:
    """Lets a checkpoint go that is saved."""
    CHECKPOINTS.drop(run, epoch)
