"""A job that does not answer a stop, because its process is frozen or stuck: the process is ended, and its nanny starts another."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from cnn_core.engine.host.nanny import end_worker
from cnn_core.engine.worker.signals import name_of

STOP_SECONDS, END_SECONDS = 6.0, 30.0
"""Until the worker must have answered, and until its training must have ended after that, be it in a compilation when it was told."""
CALL_SECONDS = 5.0
REMOVAL_SECONDS = 3.0
NOWHERE = "nowhere"
log = logging.getLogger("cnn_lab.engine")


def enforce_stop(
    client: Any, run: str, key: str, over: threading.Event, give_up: Callable[[], None], lose: Callable[[str], None]
) -> None:
    """Waits for the end of a job that was told to stop; if it does not come, calls `give_up` and ends the worker.

    `over` is set when the job has ended, `key` is its name in Dask. A job whose worker could not be ended is lost too, and `lose`
    is told so; only then, since the next job would else be given to the worker that is about to go.
    """
    if over.wait(STOP_SECONDS) or (_answered(client, run) and over.wait(END_SECONDS)):
        return
    give_up()
    worker = _worker_of(client, key)
    log.warning("Run %s does not answer: its worker %s is ended", run, worker)
    try:
        if worker != NOWHERE:
            client.run(end_worker, nanny=True, workers=[worker])
    except Exception:  # a worker without a nanny
        log.warning("Worker %s could not be ended", worker, exc_info=True)
    if not over.wait(REMOVAL_SECONDS):
        lose(worker)


def _answered(client: Any, run: str) -> bool:
    try:
        name = name_of("answered", run)
        return bool(client.sync(client.scheduler.event_is_set, name=name, callback_timeout=CALL_SECONDS))
    except Exception:  # an engine that is gone ends the job by itself
        return True


def _worker_of(client: Any, key: str) -> str:
    try:
        busy: dict[str, Any] = client.sync(client.scheduler.processing, workers=None, callback_timeout=CALL_SECONDS)
    except Exception:
        return NOWHERE
    return next((worker for worker, keys in busy.items() if key in keys), NOWHERE)
