"""An engine of no processes: a test says what its jobs send and how they end."""

import threading
import time
from contextlib import contextmanager

import numpy as np

from cnn_core.engine.protocol.client import EngineGone
from cnn_core.engine.protocol.job import Report
from cnn_core.engine.protocol.status import Slots
from cnn_core.engine.worker.side_tasks import Examined, ScalingTrials
from cnn_core.metrics.evaluation import Evaluation
from cnn_core.metrics.scaling_trials import Tried, candidates
from cnn_core.spec import Architecture
from cnn_core.summary import summarise
from cnn_core.training.events import event
from cnn_core.training.interface import Outcome

WEIGHTS = {"1.kernel": np.ones((64, 10), np.float32), "1.bias": np.zeros(10, np.float32)}
STARTED = {
    "epochs": 2,
    "steps_per_epoch": 2,
    "train_size": 8,
    "validation_size": 2,
    "test_size": 2,
    "initial_epoch": 0,
    "parameters": 650,
    "worker": "fake:1",
}
NO_VALIDATION = {"val_loss": None, "val_accuracy": None}


def started(**values):
    return event("started", **{**STARTED, **values})


def batches(epoch, *losses):
    steps = list(range(1, len(losses) + 1))
    return event("batches", epoch=epoch, step=steps, loss=list(losses), accuracy=[0.5] * len(losses), batch_size=4)


def epoch(number):
    return event("epoch", epoch=number, loss=1.0, accuracy=0.5, seconds=0.1, samples_per_second=80.0, **NO_VALIDATION)


def outcome(reason="completed", epochs=2):
    probabilities = np.eye(10, dtype=np.float32)[[1, 2]]
    figures = {"probabilities": probabilities, "test_loss": 0.1, "test_accuracy": 1.0}
    return Outcome(
        reason=reason,
        epochs=epochs,
        seconds=1.5,
        weights=WEIGHTS,
        model_file=b"keras",
        labels=np.array([1, 2]),
        classes=10,
        **figures,
    )


def evaluation():
    labels = np.array([1, 2])
    return Evaluation(labels, np.eye(10, dtype=np.float32)[labels], labels, np.zeros((10, 10), np.int64), {}, tuple("0123456789"))


def done(messages, reason="completed"):
    return Report(messages=messages, outcome=outcome(reason), evaluation=evaluation())


def looked_inside(architecture, weights, seed, image, channels, layers):
    """What a network of nothing but ones gives out."""
    rows = summarise(Architecture.from_json(architecture)).rows
    shapes = {row.index: (*row.output_shape[:2], min(channels, row.output_shape[-1])) for row in rows}
    return {row.index: np.ones(shapes[row.index] if len(row.output_shape) == 3 else row.output_shape, np.float32) for row in rows}


def tried(architecture, weights, data, layer, any_target, given):
    """Each usual scaling does a little worse than the one before."""
    known = candidates(255, 30.0, 70.0, layer)
    return ScalingTrials(tuple(Tried(each, 0.9 - place / 10, 1.0, 0.8) for place, each in enumerate(known)), 200)


def until(what, seconds=10.0):
    """Waits for what comes of another thread."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


class FakeJob:
    """A job that a test drives: sends messages, then ends."""

    def __init__(self, job, listener):
        self.job, self.run, self._listener = job, job.run, listener
        self._sent = 0
        self._report = None
        self._ended = threading.Event()

    def send(self, *events):
        for each in events:
            self._listener.message({"run": self.run, "seq": self._sent, "event": each})
            self._sent += 1

    def checkpoint(self, number):
        self._listener.message({"run": self.run, "seq": self._sent, "checkpoint": number, "worker": "fake"})
        self._sent += 1

    def end(self, report=None):
        self._report = report or done(self._sent)
        self._ended.set()

    def wait(self):
        assert self._ended.wait(10)
        if isinstance(self._report, Exception):
            raise self._report
        return self._report


class FakeLink:
    """A Link whose jobs are FakeJobs."""

    def __init__(self, listener):
        self._listener = listener
        self._came = threading.Condition()
        self._over = threading.Event()
        self.asked_for_room = threading.Event()
        self.jobs, self.signals, self.refreshed, self.checkpoints = [], [], [], {}
        self.may_collect = threading.Event()
        self.may_collect.set()
        self.side_tasks = {
            "layer_outputs": looked_inside,
            "export": b"a file",
            "measure": 1.5,
            "judge": Examined(evaluation(), 0.1, 1.0),
            "try_scalings": tried,
            "neighbour_map": lambda features, start, stage: start[:, ::-1] + stage,
        }

    def train(self, job):
        fake = FakeJob(job, self._listener)
        with self._came:
            self.jobs.append(fake)
            self._came.notify_all()
        return fake.wait()

    def nth_job(self, number):
        """The job that was given away as the nth, from 1; waits for it."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.jobs) >= number, 10)
            return self.jobs[number - 1]

    def open_beside(self):
        self.asked_for_room.set()

    def refresh(self, worker):
        with self._came:
            self.refreshed.append((worker, len(self.jobs)))
            self._came.notify_all()

    def refreshes(self, number):
        """Waits until so many workers were started anew."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.refreshed) >= number, 10)

    def signal(self, run, name, on):
        self.signals.append((run, name, on))

    @contextmanager
    def collect(self, worker, run, epoch):
        assert self.may_collect.wait(10)
        yield self.checkpoints.get(epoch, (WEIGHTS, {}))

    def predict(self, architecture, weights, key, images, timeout):
        return np.full((len(images), 10), 0.1, np.float32)

    def tell(self, slots):
        """There are other slots now."""
        self._listener.slots(slots)

    def lose_predictions(self):
        """The prediction process ends, and does not come back."""
        self._listener.slots(Slots(1))
        self.predict = self.run_side_task = None

    def run_side_task(self, function, *arguments, timeout):
        answer = self.side_tasks[function.__name__]
        if isinstance(answer, Exception):
            raise answer
        return answer(*arguments) if callable(answer) else answer

    def wait(self):
        assert self._over.wait(60)
        return "was killed (signal 9)"

    def die(self):
        """The engine ends, and all its jobs with it; the jobs are the first to notice."""
        for job in self.jobs:
            job.end(EngineGone("The engine was killed."))
        self._over.set()

    def close(self):
        self._over.set()


class FakeEngines:
    """The `connect` of a Laboratory: a new FakeLink every time the last one ended."""

    def __init__(self, slots=1, beside=0):
        self.slots, self.beside = slots, beside
        self._links = []
        self._came = threading.Condition()

    def __call__(self, listener):
        client = FakeLink(listener)
        listener.slots(Slots(self.slots, 1, self.beside, self.beside))
        with self._came:
            self._links.append(client)
            self._came.notify_all()
        return client

    def nth_client(self, number):
        with self._came:
            assert self._came.wait_for(lambda: len(self._links) >= number, 10)
            return self._links[number - 1]
