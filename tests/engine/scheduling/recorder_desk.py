"""A recorder with one open run, for tests."""

import threading
from contextlib import contextmanager

import numpy as np
from fake_engine import WEIGHTS

from cnn_core.engine.scheduling.recorder import Recorder
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.training.events import event


class Desk:
    """A recorder with one open run, and what a test asks of it. `held` is what its worker gives as weights."""

    held = WEIGHTS

    def __init__(self, root, experiment, patience=10.0):
        self.folder = RunFolder.create(root, RunMeta(id="run-1", experiment=experiment))
        self.folder.append([event("queued")])
        self.fetched, self.written = [], []
        self.troubled, self.free = threading.Event(), threading.Event()
        self.free.set()
        self.recorder = Recorder(self.fetch, lambda run: self.troubled.set(), patience)
        self.recorder.start()
        self.recorder.open(self.folder)

    @contextmanager
    def fetch(self, worker, run, number):
        """A checkpoint, once the worker is free to give it; nothing, if the worker holds it no longer, or an error."""
        self.fetched.append((worker, run, number))
        self.written.append(self.names())
        assert self.free.wait(10)
        if isinstance(self.held, BaseException):
            raise self.held
        yield self.held and (self.held, {"optimizer.0": np.int64(number)})

    def message(self, seq, **content):
        self.recorder.receive({"run": "run-1", "seq": seq, **content})

    def events(self, *events):
        for seq, each in enumerate(events):
            self.message(seq, event=each)

    def until(self, wanted=lambda state: state.ended, timeout=10):
        assert self.recorder.wait("run-1", wanted, timeout)
        return self.recorder.state("run-1")

    def names(self):
        return [each["event"] for each in self.folder.events()]
