"""Run by Dask when a worker starts, before it takes jobs: `dask worker --preload cnn_core.engine.worker.preload`.

Loading TensorFlow takes about 10 s, and is done at normal priority.
"""

from __future__ import annotations

import gc
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from cnn_core.engine.worker import prediction
from cnn_core.engine.worker.priority import lower_this_thread, lower_training, offer_to_the_killer
from cnn_core.engine.worker.rng_isolation import separate
from cnn_core.engine.worker.scratch import use_scratch

log = logging.getLogger("distributed.worker.cnn_lab")


def dask_setup(worker: Any) -> None:
    """Loads Keras and runs each of the worker's tasks once; then lowers the priority of a worker that trains. One that trains beside
    another has the lowest already while it loads, as a training may be on."""
    logging.getLogger("distributed.worker").setLevel(logging.WARNING)
    offer_to_the_killer()
    use_scratch(worker.local_directory)
    kinds = set(worker.state.total_resources)
    if kinds & {"train", "beside"}:
        with ThreadPoolExecutor(1, initializer=lower_this_thread if "beside" in kinds else None) as thread:
            thread.submit(_warm).result()
        gc.freeze()  # what TensorFlow brought along stays: a training's last collection takes 5 ms instead of 200
        separate()
        lower_training()
    if "infer" in kinds:
        prediction.warm()


def _warm() -> None:
    from cnn_core.keras_backend.graphics_cards import compute_capabilities
    from cnn_core.keras_backend.warm_up import warm

    warm()
    card = os.environ.get("CUDA_VISIBLE_DEVICES", "")
    if card not in ("", "-1") and not compute_capabilities():
        log.warning(
            "TensorFlow does not see the graphics card %s and trains on the processor: install tensorflow[and-cuda]", card
        )
