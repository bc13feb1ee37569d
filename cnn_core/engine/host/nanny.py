"""A nanny that tells the app how its worker died."""

from __future__ import annotations

from contextlib import suppress

import psutil
from distributed import Nanny

EXITS = "cnn-lab-exits"
OUT_OF_MEMORY = "worker-restart-memory"


class KeptWorker(Nanny):  # type: ignore[misc]
    """A Dask nanny with one worker process. On its death a message goes out under the topic `EXITS`: address, exit code.

    Dask itself sends one under `OUT_OF_MEMORY` before it ends a worker that is above its limit.
    """

    async def _on_worker_exit(self, exitcode: int) -> None:
        message = {"worker": self.worker_address, "exit_code": exitcode, "memory_limit": self.memory_manager.memory_limit}
        self.log_event(EXITS, message)
        await super()._on_worker_exit(exitcode)


def end_worker(dask_worker: Nanny) -> None:
    """Kills the worker of a nanny, which then starts another. To be run in the nanny; the name is the one that Dask fills in."""
    if dask_worker.pid:
        with suppress(psutil.NoSuchProcess):
            psutil.Process(dask_worker.pid).kill()
