"""A nanny that tells the app how its worker died."""

from __future__ import annotations

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
