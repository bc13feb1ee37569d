"""Keeps an engine running: starts it in the background, and restarts it when it ends."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from cnn_core.engine.protocol.client import Connect, EngineClient, Listener
from cnn_core.engine.protocol.job import Message
from cnn_core.engine.protocol.status import EngineStatus, Slots, status_of
from cnn_core.errors import EngineError, LabError

FIRST_DELAY, MAX_DELAY = 0.5, 30.0
LONG_LIFE = 60.0
log = logging.getLogger("cnn_lab.engine")


class Supervisor:
    """Provides the client of a running engine once it is started.

    `changed` is called after every change of the client or of its places.
    """

    def __init__(self, connect: Connect, message: Callable[[Message], None], changed: Callable[[], None]) -> None:
        self._connect, self._changed = connect, changed
        self._listener = Listener(message, self._on_slots)
        self._condition = threading.Condition()
        self._closing = threading.Event()
        self._without_client = EngineStatus()
        self._client: EngineClient | None = None
        self._slots = Slots()
        self._was_ready = False
        self._thread = threading.Thread(target=self._keep, name="engine", daemon=True)

    def start(self) -> None:
        """Starts the first engine in the background."""
        self._thread.start()

    @property
    def status(self) -> EngineStatus:
        with self._condition:
            return self._without_client if self._client is None else status_of(self._slots, self._was_ready)

    @property
    def client(self) -> EngineClient | None:
        return self._client

    @property
    def closing(self) -> bool:
        return self._closing.is_set()

    def client_for_predictions(self, timeout: float) -> EngineClient:
        """The client once something can predict; EngineError with the status if that takes longer than `timeout` seconds."""
        with self._condition:
            self._condition.wait_for(lambda: (self._client and self._slots.infer) or self.closing, timeout)
            if self._client is not None and self._slots.infer:
                return self._client
        raise EngineError(f"The engine is not ready: {self.status.error or self.status.words}.")

    def run_side_task(self, timeout: float, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a side task gives back, once the engine is ready for it; EngineError if that takes longer than `timeout` seconds."""
        return self.client_for_predictions(timeout).run_side_task(function, *arguments, timeout=timeout)

    def wait_ready(self, timeout: float | None) -> bool:
        """Waits until runs can train and networks can predict; False if that takes longer."""
        with self._condition:
            return self._condition.wait_for(lambda: self.status.ready, timeout)

    def close(self) -> None:
        self._closing.set()
        client = self._client
        self._set(None, EngineStatus(words="closed"))
        if client is not None:
            client.close()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def _on_slots(self, slots: Slots) -> None:
        with self._condition:
            self._slots = slots
            self._was_ready = self._was_ready or bool(slots.train and slots.infer)
            self._condition.notify_all()
        self._tell()

    def _set(self, client: EngineClient | None, otherwise: EngineStatus) -> None:
        with self._condition:
            self._client, self._without_client = client, otherwise
            if client is None:
                self._slots, self._was_ready = Slots(), False
            self._condition.notify_all()
        self._tell()

    def _tell(self) -> None:
        try:
            self._changed()
        except Exception:  # no thread can be started, say: neither this one nor that of the client may end over it
            with suppress(Exception):
                log.exception("A change of the engine could not be acted on")

    def _keep(self) -> None:
        """Survives whatever an engine ends in, CancelledError too: without this thread nothing trains until the app is started again."""
        delay = FIRST_DELAY
        while not self.closing:
            began = time.monotonic()
            try:
                status = self._once()
            except BaseException as problem:
                with suppress(Exception):
                    log.exception("The engine is lost")
                status = EngineStatus(words="the engine is lost; starting it again", error=f"The engine is lost: {problem!r}")
            if self.closing:
                return
            self._set(None, status)
            delay = FIRST_DELAY if time.monotonic() - began > LONG_LIFE else min(2 * delay, MAX_DELAY)
            self._closing.wait(delay)

    def _once(self) -> EngineStatus:
        """Runs an engine until it ends; returns the status to show then."""
        try:
            client = self._connect(self._listener)
        except LabError as problem:
            return EngineStatus(words="the engine does not start; trying again", error=str(problem))
        except Exception as problem:  # a broken installation, a folder that cannot be written: said in words, tried again
            log.exception("The engine does not start")
            reason = f"The engine does not start: {type(problem).__name__}: {problem}"
            return EngineStatus(words="the engine does not start; trying again", error=reason)
        try:
            if self.closing:
                return EngineStatus(words="closed")
            self._set(client, EngineStatus())
            how = client.wait()
            status = EngineStatus(words=f"the engine {how}; starting it again")
            self._set(None, status)
            return status
        finally:
            client.close()
