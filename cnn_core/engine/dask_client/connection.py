"""The app's connection to a Dask scheduler, of its own engine process or of a cluster."""

from __future__ import annotations

import logging
import random
import secrets
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from distributed import Client, KilledWorker

from cnn_core.data.load import load
from cnn_core.data.own import is_own
from cnn_core.engine.dask_client.access import Access
from cnn_core.engine.dask_client.enforced_stop import enforce_stop
from cnn_core.engine.dask_client.process import EngineProcess
from cnn_core.engine.dask_client.worker_exits import WorkerExits
from cnn_core.engine.host.cluster import BESIDE_WANTED
from cnn_core.engine.protocol import failure_words
from cnn_core.engine.protocol.client import EngineGone, Listener
from cnn_core.engine.protocol.job import Batch, Checkpoint, Failure, Job, Report
from cnn_core.engine.protocol.status import Slots
from cnn_core.engine.worker import prediction, tasks
from cnn_core.engine.worker.signals import name_of
from cnn_core.errors import EngineError
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import RATE_CHANGES, Arrays

CALL_SECONDS = 10.0
COLLECT_SECONDS = 30.0
REFRESH_SECONDS = 60.0
LOST_SECONDS = 3.0
LOOK_EVERY = 0.2
log = logging.getLogger("cnn_lab.engine")


class _Awaited:
    """A running job: `over` is set when it has ended; `dead_worker` is set if its worker died, or is to die as it does not answer."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.dead_worker = ""
        self.answers = True

    def lose(self, worker: str) -> None:
        self.dead_worker = worker
        self.over.set()

    def give_up(self) -> None:
        self.answers = False


class Connection:
    """An EngineClient over `distributed.Client`. `process` is the engine that was started for it, None for a cluster."""

    def __init__(self, access: Access, process: EngineProcess | None, listener: Listener) -> None:
        self._process, self._listener = process, listener
        self._topic = f"cnn-lab-{secrets.token_hex(8)}"
        self._closed, self._changed = threading.Event(), threading.Event()
        self._jobs: dict[str, _Awaited] = {}
        self._workers: dict[str, list[str]] = {"train": [], "beside": [], "infer": []}
        try:
            self._client = Client(access.address, security=access.security, set_as_default=False, timeout=15)
        except (OSError, ValueError, TypeError) as error:  # TypeError: tls:// without a key
            reason = f"{type(error).__name__}: {error}"
            raise EngineError(failure_words.unreachable(access.address, reason)) from None
        self._client.subscribe_topic(self._topic, lambda event: listener.message(event[1]))
        self._client.subscribe_topic("all", self._on_change)
        self._worker_exits = WorkerExits(self._client)
        threading.Thread(target=self._watch_workers, name="watch workers", daemon=True).start()

    def _on_change(self, event: tuple[float, dict[str, Any]]) -> None:
        """A worker came or went. Dask would give the jobs of one that died to another: here they fail."""
        content = event[1]
        if content.get("action") in ("add-worker", "remove-worker"):
            self._changed.set()
        if content.get("action") == "remove-worker":
            for key in self._jobs.keys() & set(content["processing-tasks"]):
                self._jobs[key].lose(content["worker"])

    def _watch_workers(self) -> None:
        """Tells the listener the number of slots: now, on every change, and every few seconds."""
        while not self._closed.is_set():
            self._changed.clear()
            try:
                workers = self._call(self._client.scheduler.identity, n_workers=-1)["workers"]
            except Exception:  # a client that loses its scheduler raises many kinds; `wait` notices the loss
                self._closed.wait(LOOK_EVERY)
                continue
            resources = {address: worker.get("resources", {}) for address, worker in workers.items()}
            self._workers = {kind: [each for each, has in resources.items() if has.get(kind)] for kind in self._workers}
            train, beside = (int(sum(has.get(kind, 0) for has in resources.values())) for kind in ("train", "beside"))
            if not self._closed.is_set():
                opened = self._process.beside if self._process else beside
                self._listener.slots(Slots(train, len(self._workers["infer"]), beside, opened))
            self._changed.wait(timeout=5)

    def _call(self, function: Any, *arguments: Any, timeout: float = CALL_SECONDS, **named: Any) -> Any:
        """Runs a coroutine function of the client on its event loop, and waits for the answer."""
        return self._client.sync(function, *arguments, callback_timeout=timeout, **named)

    def _run(self, worker: str, function: Any, *arguments: Any, timeout: float) -> Any:
        """Runs a function in a worker, beside its jobs."""
        return self._call(self._client._run, function, *arguments, workers=[worker], timeout=timeout)[worker]

    def train(self, job: Job) -> Report:
        key = f"train-{job.run}"
        self._jobs[key] = awaited = _Awaited()
        try:
            resume, kind = None, "beside" if job.beside and self._workers["beside"] else "train"
            if job.resume is not None:
                resume = self._client.scatter(job.resume, workers=self._workers[kind] or None, hash=False)
            plain = replace(job, topic=self._topic, resume=None)
            images = self._scattered_images(job, kind)
            future = self._client.submit(tasks.train_task, plain, resume, images, key=key, resources={kind: 1}, pure=False)
            future.add_done_callback(lambda _: awaited.over.set())
            awaited.over.wait()
            if awaited.dead_worker:
                future.cancel()
                return self._died(awaited.dead_worker, awaited.answers)
            report: Report = future.result(timeout=COLLECT_SECONDS)
            return report
        except KilledWorker as error:
            return self._died(error.last_worker.address)
        except BaseException as error:  # a lost engine shows in many kinds, CancelledError among them
            how = self._ending(LOST_SECONDS)
            if how:
                raise EngineGone(failure_words.lost_engine(how)) from None
            return Report(failure=failure_words.failure(error, traceback.format_exc()))
        finally:
            del self._jobs[key]
            with suppress(Exception):  # flags of a job that has ended; if the engine is gone they are too
                for name in ("stop", "answered", "pause", *RATE_CHANGES, *(() if awaited.dead_worker else ("begun",))):
                    self._call(self._client.scheduler.event_clear, name=name_of(name, job.run), timeout=1)

    def _scattered_images(self, job: Job, kind: str) -> Any:
        """Own images for a worker on another machine, which cannot find them by name; None where the disk is the same."""
        name = job.experiment["data"]["dataset"]
        if self._process is not None or not is_own(name):
            return None
        return self._client.scatter(load(name), workers=self._workers[kind] or None, hash=False)

    def _died(self, worker: str, answered: bool = True) -> Report:
        sentence = self._worker_exits.sentence(worker) if answered else failure_words.unanswered()
        return Report(failure=Failure(sentence=sentence, lost=True))

    def open_beside(self) -> None:
        with suppress(OSError, RuntimeError):
            self._call(self._client.scheduler.event_set, name=BESIDE_WANTED)

    def refresh(self, worker: str) -> None:
        try:
            self._client.restart_workers([worker], timeout=REFRESH_SECONDS, raise_for_error=False)
        except Exception:  # a worker without a nanny cannot be restarted, and one that died is restarted anyway
            log.warning("Worker %s could not be restarted", worker, exc_info=True)

    def signal(self, run: str, name: str, on: bool) -> None:
        scheduler = self._client.scheduler
        try:
            self._call(scheduler.event_set if on else scheduler.event_clear, name=name_of(name, run))
        except (OSError, RuntimeError) as error:
            raise EngineError(f"The engine does not answer ({type(error).__name__}).") from None
        if (name, on) == ("stop", True) and (job := self._jobs.get(f"train-{run}")) is not None:
            arguments = (self._client, run, f"train-{run}", job.over, job.give_up, job.lose)
            threading.Thread(target=enforce_stop, args=arguments, name="stop", daemon=True).start()

    @contextmanager
    def collect(self, worker: str, run: str, epoch: int) -> Iterator[Checkpoint | None]:
        checkpoint: Checkpoint | None = None
        with suppress(OSError, RuntimeError):
            checkpoint = self._run(worker, tasks.collect, run, epoch, timeout=COLLECT_SECONDS)
        yield checkpoint
        with suppress(BaseException):  # an engine that is ending raises many kinds
            self._run(worker, tasks.release, run, epoch, timeout=COLLECT_SECONDS)

    def predict(self, architecture: Architecture, weights: Arrays, key: str, images: Batch, timeout: float) -> Batch:
        deadline = time.monotonic() + timeout
        while not self._closed.is_set() and (left := deadline - time.monotonic()) > 0:
            worker = random.choice(self._workers["infer"] or [""])
            try:
                if worker:
                    return self._ask(worker, architecture, weights, key, images, left)
            except (OSError, RuntimeError):  # the worker died; another one, or the same one restarted, answers
                self._changed.set()
            except Exception as error:
                raise EngineError(f"The prediction failed: {failure_words.failure(error, '').sentence}") from error
            self._closed.wait(min(LOOK_EVERY, left))
        raise EngineError(f"No prediction came within {timeout:.0f} s: the prediction process is busy or is being started again.")

    def _ask(self, worker: str, architecture: Architecture, weights: Arrays, key: str, images: Batch, timeout: float) -> Batch:
        answer: Batch | None = self._run(worker, prediction.predict, key, images, timeout=timeout)
        if answer is None:
            self._run(worker, prediction.introduce, key, architecture.to_json(), weights, timeout=timeout)
            answer = self._run(worker, prediction.predict, key, images, timeout=timeout)
        if answer is None:
            raise EngineError("The prediction process has too many networks to keep this one.")
        return answer

    def run_side_task(self, function: Callable[..., Any], *arguments: Any, timeout: float) -> Any:
        if not self._workers["infer"]:
            raise EngineError("The prediction process is being started again: try once more in a few seconds.")
        try:
            return self._run(random.choice(self._workers["infer"]), function, *arguments, timeout=timeout)
        except TimeoutError:
            raise EngineError(
                f"Nothing came within {timeout:.0f} s: the prediction process is busy, so try again later."
            ) from None
        except (OSError, RuntimeError) as error:
            if not self._closed.is_set():
                log.warning("A side task was lost", exc_info=True)
            raise EngineError(f"The prediction process ended meanwhile ({type(error).__name__}): try once more.") from None
        except Exception as error:
            raise EngineError(failure_words.failure(error, "").sentence) from error

    def _ending(self, timeout: float) -> str:
        """How the engine ended, if it did within this time; an empty text if it goes on."""
        if self._process is not None:
            code = self._process.wait(timeout)
            return "" if code is None else failure_words.death(code)
        deadline = time.monotonic() + timeout
        while self._client.status != "running":
            if time.monotonic() > deadline:
                return "cannot be reached any more"
            self._closed.wait(LOOK_EVERY)
        return ""

    def wait(self) -> str:
        while not self._closed.is_set():
            how = self._ending(LOOK_EVERY if self._process else LOST_SECONDS)
            if how:
                return how
            if self._process is None:
                self._closed.wait(LOOK_EVERY)
        return "was closed"

    def close(self) -> None:
        self._closed.set()
        self._changed.set()
        with suppress(Exception):  # whatever Dask says of a connection that is given up
            self._client.close(timeout=1)
        if self._process is not None:
            self._process.end()
        for awaited in list(self._jobs.values()):
            awaited.over.set()
