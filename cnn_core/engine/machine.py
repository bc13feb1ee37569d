"""How slow this machine is: measured once, when its engine is first ready and nothing trains, and kept in a file."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path

from cnn_core.engine.scheduling.dispatch import Dispatcher
from cnn_core.engine.scheduling.supervisor import Supervisor
from cnn_core.engine.worker import side_tasks
from cnn_core.errors import LabError
from cnn_core.forecast import VERSION
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.regular import read_regular

log = logging.getLogger("cnn_lab.engine")
TIMEOUT = 120.0


class Machine:
    """`slowness` is 1 on the machine that the costs of `forecast` come from, 2 on one that takes twice as long."""

    def __init__(self, path: Path, supervisor: Supervisor, dispatcher: Dispatcher) -> None:
        self._path, self._supervisor, self._dispatcher = path, supervisor, dispatcher
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._slowness = _read(path)

    @property
    def slowness(self) -> float | None:
        """None while it is unknown; asking starts the measurement in the background, which takes some seconds."""
        with self._lock:
            if self._slowness is None and self._thread is None and self._supervisor.status.ready and not self._dispatcher.busy:
                self._thread = threading.Thread(target=self._measure, name="measure", daemon=True)
                self._thread.start()
            return self._slowness

    @property
    def measuring(self) -> bool:
        """Whether it is being measured now."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def awaited(self) -> bool:
        """Whether it is unknown and will be known: it is being measured, or will be when somebody asks while nothing trains."""
        return self._slowness is None and (self._thread is None or self._thread.is_alive())

    def _measure(self) -> None:
        try:
            found = float(self._supervisor.client_for_predictions(0).run_side_task(side_tasks.measure, timeout=TIMEOUT))
            with self._lock:
                self._slowness = found
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_write(self._path) as file:
                file.write(json.dumps({"version": VERSION, "slowness": found}).encode())
        except (LabError, OSError) as error:  # a worker that dies or a full disk: the next start measures again
            log.warning("This machine could not be measured: %s", error)


def _read(path: Path) -> float | None:
    try:
        kept = json.loads(read_regular(path))
        slowness = float(kept["slowness"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return slowness if kept["version"] == VERSION and slowness > 0 else None
