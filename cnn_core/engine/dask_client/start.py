"""Starts an engine: process, connection and log."""

from __future__ import annotations

import os
from pathlib import Path

from cnn_core.engine.dask_client.access import access_of
from cnn_core.engine.dask_client.log import log_file, log_into
from cnn_core.engine.dask_client.process import EngineProcess
from cnn_core.engine.protocol.client import EngineClient, Listener

SCHEDULER = "CNN_LAB_SCHEDULER"


def start(home: Path, listener: Listener) -> EngineClient:
    """An engine of this machine, or the cluster whose address is in `CNN_LAB_SCHEDULER`; EngineError if there is none.

    Returns as soon as jobs can be given to it; its workers may still be loading. Call it from a background thread: it loads Dask.
    """
    log = log_file(home)
    log_into(log)
    cluster = os.environ.get(SCHEDULER)
    process = None if cluster else EngineProcess(log)
    try:
        from cnn_core.engine.dask_client.connection import Connection

        log_into(log)  # again, since Dask brings handlers along
        access = access_of(cluster, home) if cluster else process.access()  # type: ignore[union-attr]
        return Connection(access, process, listener)
    except BaseException:
        if process is not None:
            process.end()
        raise
