"""`engine`: an engine for several apps or scripts on this machine, or a check that an engine starts and answers."""

from __future__ import annotations

import signal
import statistics
import threading
import time
from argparse import Namespace
from typing import Any

from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import print_json
from cnn_core.errors import EngineError
from cnn_core.storage.home import home

CLUSTER = (
    "On a cluster the engine is a Dask scheduler with two kinds of workers, and CNN_LAB_SCHEDULER=tcp://HOST:8786 leads the app to "
    "it. Scheduler, workers and app need the same version of this package and of Python. Each worker is started with --nthreads 1, "
    "with --preload cnn_core.engine.worker.preload, and with --resources train=1 (trains one network at a time) or infer=1 "
    "(predicts); at least one of each is needed. Dask trusts whoever reaches its port, so keep it inside a trusted network. "
    "README, 'On a cluster', has the commands."
)
READY_SECONDS = 120.0
ROUND_TRIPS = 20


def add(commands: Commands) -> None:
    words = (
        "Start an engine and print its address for CNN_LAB_SCHEDULER; it runs until Ctrl-C. Its key lies in CNN_LAB_HOME meanwhile, "
        "where apps and scripts with the same home find it. With --check: start, ask, stop, and say how long that took."
    )
    command = commands.add_parser("engine", help="start an engine, or check one", description=words, epilog=CLUSTER)
    instead = command.add_mutually_exclusive_group()
    instead.add_argument(
        "--check", action="store_true", help="measure the seconds until it is ready and the round trip of a prediction"
    )
    instead.add_argument(
        "--settings", action="store_true", help="print this engine's settings of Dask, for DASK_CONFIG on a cluster"
    )
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    if chosen.settings:
        from cnn_core.engine.host.cluster import settings

        print_json(settings())
        return 0
    if not chosen.check:
        return _serve(chosen.json)
    measured = check()
    if chosen.json:
        print_json(measured)
        return 0
    print(
        f"ready after {measured['seconds_to_ready']:.1f} s with {measured['train_slots']} place(s) to train, "
        f"{measured['small_slots']} for small networks ({measured['trains']}); "
        f"first prediction {measured['first_ms']:.0f} ms, then {measured['round_trip_ms']:.1f} ms (median of {ROUND_TRIPS})"
    )
    return 0


def check() -> dict[str, Any]:
    """Starts an engine, or reaches the one of CNN_LAB_SCHEDULER, predicts with the bundled model, and stops it."""
    import numpy as np

    from cnn_core.engine import Laboratory
    from cnn_core.engine.host.graphics_cards import graphics_cards, in_words
    from cnn_core.runs import PRETRAINED

    began = time.perf_counter()
    laboratory = Laboratory(home()).start()
    try:
        if not laboratory.wait_ready(READY_SECONDS):
            status = laboratory.status
            raise EngineError(f"The engine was not ready after {READY_SECONDS:.0f} s: {status.error or status.words}.")
        ready = time.perf_counter() - began
        image = np.zeros((1, *laboratory.folder(PRETRAINED).meta.experiment.architecture.input_shape), np.float32)
        trips = []
        for _ in range(1 + ROUND_TRIPS):
            start = time.perf_counter()
            laboratory.predict(PRETRAINED, image, READY_SECONDS)
            trips.append(1000 * (time.perf_counter() - start))
        slots = laboratory.status.slots
    finally:
        laboratory.close()
    return {
        "seconds_to_ready": round(ready, 2),
        "train_slots": slots.train,
        "small_slots": slots.train + slots.opened,
        "trains": in_words(graphics_cards(), slots.train),
        "first_ms": round(trips[0], 1),
        "round_trip_ms": round(statistics.median(trips[1:]), 2),
    }


def _serve(as_json: bool) -> int:
    """Keeps an engine in the foreground. Ctrl-C, or the end of this process, ends it."""
    from cnn_core.engine.dask_client.access import left_for_others
    from cnn_core.engine.dask_client.log import log_file
    from cnn_core.engine.dask_client.process import EngineProcess

    log = log_file(home())
    engine = EngineProcess(log)
    try:
        access = engine.access()
        # From here on a flag: a KeyboardInterrupt that falls into a destructor is swallowed by Python, and the engine would stay.
        stopped = threading.Event()
        signal.signal(signal.SIGINT, lambda number, frame: stopped.set())
        with left_for_others(access, home()) as key:
            if as_json:
                print_json({"address": access.address, "key": str(key), "pid": engine.pid, "log": str(log)})
            else:
                print(f"The engine is starting its workers. For the app: CNN_LAB_SCHEDULER={access.address}", flush=True)
                print(
                    f"Its key is in {key}, where an app with the same CNN_LAB_HOME finds it. Ctrl-C ends the engine.", flush=True
                )
            while engine.wait(0.5) is None:
                if stopped.is_set():
                    return 0
        raise EngineError(f"The engine has ended; the reason may be in {log}.")
    except KeyboardInterrupt:
        return 0
    finally:
        engine.end()
