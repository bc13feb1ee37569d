"""The engine process: a scheduler and its workers on 127.0.0.1."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Sequence
from typing import Any

import dask
from dask.system import CPU_COUNT
from distributed import Security
from distributed.compatibility import asyncio_run
from distributed.config import get_loop_factory
from distributed.system import MEMORY_LIMIT

from cnn_core.engine.host.graphics_cards import NONE, VISIBLE, graphics_cards
from cnn_core.engine.host.nanny import KeptWorker
from cnn_core.engine.host.without_http import QuietScheduler, QuietWorker

CORES_PER_TRAINING = 4
WITH_TENSORFLOW, ROOMY = 1536 * 2**20, 5 * 2**30
"""Bytes of a worker that has little beside TensorFlow, which alone takes 0.7 GB, as one beside another; and what must be left for the other, so that there is one."""
BESIDE_WANTED = "cnn-lab-beside"
"""The event of the scheduler that opens the places beside others: until two small networks are to train at once, they would only take memory."""
NOT_FOR_TENSORFLOW = ("MALLOC_TRIM_THRESHOLD_", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.scheduler.work-stealing": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 1.0,
    "distributed.worker.memory.monitor-interval": "500ms",
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.low-level-log-length": 100,
    "distributed.nanny.pre-spawn-environ": dict.fromkeys(NOT_FOR_TENSORFLOW),
    "distributed.diagnostics.nvml": False,
}
"""Dask's own settings that differ from its defaults. One failure is enough: four workers would die for one bad job. Of the last
messages 100 are kept. At the usual intervals (0.1 s, 20 ms, 0.5 s) the idle engine takes 9% of a core away from the training, at
these 2%. No `MALLOC_TRIM_THRESHOLD_` and no single OpenMP thread, which are right for data frames and slow for TensorFlow; None
takes them out even where settings are merged, as those of a file are."""


def settings() -> dict[str, Any]:
    """The settings as nested objects: as JSON, a file that DASK_CONFIG may name."""
    nested: dict[str, Any] = {}
    dask.config.set(SETTINGS, config=nested)
    return nested


def train_slots(cores: int, cards: int = 0) -> int:
    """How many trainings run at once: one on each graphics card, or where there is none as many as have several cores each."""
    return min(cards, cores) if cards else max(1, cores // CORES_PER_TRAINING)


def worker_specs(cores: int, memory: int, cards: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
    """Options of each worker by name. Together they may fill 90% of the memory: a fifth of it for predictions (at least
    1.5 GB, TensorFlow alone has 0.7), the rest for the trainings.

    Where there is enough, each place to train has one beside it for a second small network on the same cores. Both have as many threads,
    so that equal seeds give equal curves in either.

    With graphics cards each place to train sees one of them, and has none beside it; predictions, which take milliseconds, see none.
    """
    slots = train_slots(cores, len(cards))
    infer_memory = max(memory // 5, WITH_TENSORFLOW)
    for_training = (int(memory * 0.9) - infer_memory) // slots
    roomy = not cards and cores > 1 and for_training >= ROOMY + WITH_TENSORFLOW
    train_memory = max(for_training - roomy * WITH_TENSORFLOW, WITH_TENSORFLOW)
    environment = {"TF_FORCE_GPU_ALLOW_GROWTH": "true", "TF_CPP_MIN_LOG_LEVEL": "2"}
    threads = {**environment, "TF_NUM_INTRAOP_THREADS": str(max(1, cores // slots))}
    sees = [{VISIBLE: each} for each in cards] or [{}] * slots
    trainers = {
        f"{kind}-{number}": {"resources": {kind: 1}, "memory_limit": limit, "env": threads | sees[number]}
        for kind, limit in (("train", train_memory), ("beside", WITH_TENSORFLOW))[: 1 + roomy]
        for number in range(slots)
    }
    blind = {VISIBLE: NONE} if cards else {}
    return {**trainers, "infer": {"resources": {"infer": 1}, "memory_limit": infer_memory, "env": environment | blind}}


def serve() -> None:
    """Runs until the process is ended. Prints the scheduler's address, its key and how many places it can open beside others as one line of
    JSON; all else goes to stderr.

    The key is a private key and its certificate, made for this one life of the engine. Scheduler and workers talk to nobody who
    has another or none: whoever reaches a port of Dask's could otherwise run code as the person who started it.
    """
    address_line = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    logging.captureWarnings(True)
    dask.config.set(SETTINGS | {"logging.distributed": "warning"})
    for name in ("distributed", "distributed.nanny", "distributed.worker", "distributed.scheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    asyncio_run(_serve(address_line), loop_factory=get_loop_factory())


async def _serve(address_line: Any) -> None:
    security = Security.temporary()
    scheduler = await QuietScheduler(host="127.0.0.1", port=0, protocol="tls", security=security, dashboard=False)
    key = security.tls_client_cert + security.tls_client_key
    specs = worker_specs(CPU_COUNT, MEMORY_LIMIT, graphics_cards())
    beside = sum("beside" in each["resources"] for each in specs.values())
    print(json.dumps({"address": scheduler.address, "key": key, "beside": beside}), file=address_line, flush=True)
    address_line.close()
    sys.stdout.flush()
    await asyncio.gather(*(_keep(scheduler, security, name, options) for name, options in specs.items()))


async def _keep(scheduler: QuietScheduler, security: Security, name: str, options: dict[str, Any]) -> None:
    """Keeps one worker running: its nanny restarts it when it dies, and this restarts the nanny if it gives up."""
    if "beside" in options["resources"]:
        await scheduler.extensions["events"].event_wait(name=BESIDE_WANTED)
    while True:
        try:
            nanny = await KeptWorker(
                scheduler.address,
                security=security,
                name=name,
                nthreads=1,
                host="127.0.0.1",
                worker_class=QuietWorker,
                preload=["cnn_core.engine.worker.preload"],
                dashboard=False,
                **options,
            )
            await nanny.finished()
        except Exception:  # a worker that dies while it loads must not take the engine with it
            logging.getLogger("distributed.nanny").exception("Worker %s did not start; trying again", name)
        await asyncio.sleep(1)
