"""What an engine works out of the insides of networks: gradients at once; what takes seconds with progress, kept for whoever asks again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.background import Progress
from cnn_core.data.dataset import Labels
from cnn_core.engine.inspection import Inspection
from cnn_core.engine.protocol.job import Batch
from cnn_core.engine.scheduling.supervisor import Supervisor
from cnn_core.engine.worker import side_tasks
from cnn_core.engine.worker.side_tasks import Lost, Outputs, Spreads
from cnn_core.explain.arithmetic import IMAGE
from cnn_core.explain.image_map import MAX_FEATURES, STAGES, Points, aligned, principal_components

SECONDS = 120.0
MAX_KEPT = 128
_kept: OrderedDict[bytes, Future[Any]] = OrderedDict()
_lock = threading.Lock()
Found = TypeVar("Found")


def _once(key: bytes, compute: Callable[[], Found]) -> Found:
    """What was computed for this key, which names all that it depends on.

    Whoever asks while it is computed waits for it; if that ends without a result, the next of them computes it.
    """
    while True:
        with _lock:
            known = _kept.get(key)
            if known is None:
                mine = _kept[key] = Future[Any]()
                break
            _kept.move_to_end(key)
        if wait([known]).done and known.exception() is None:
            found: Found = known.result()
            return found
    try:
        found = compute()
    except BaseException as error:
        with _lock:
            if _kept.get(key) is mine:
                del _kept[key]
        mine.set_exception(error)
        raise
    mine.set_result(found)
    with _lock:
        while len(_kept) > MAX_KEPT:
            _kept.popitem(last=False)
    return found


class Insides:
    """The part of a laboratory that looks into networks with the engine."""

    _supervisor: Supervisor

    def gradients(
        self, network: Inspection, value: Batch, units: Sequence[int], timeout: float = 10.0, after: int = IMAGE
    ) -> Outputs:
        """How the scores of classes, their numbers before the softmax, change with the outputs of the layer `after`, which for an image
        are `value`, and of each later layer: (len(units), ...). EngineError if nothing comes. The network itself travels once."""
        client = self._supervisor.client_for_predictions(timeout)
        asked = value, tuple(units), after
        found: Outputs | None = client.run_side_task(side_tasks.gradients, network.key, None, *asked, timeout=timeout)
        if found is None:
            whole = network.architecture.to_json(), network.weights, network.silenced
            found = client.run_side_task(side_tasks.gradients, network.key, whole, *asked, timeout=timeout)
        assert found is not None, "a network that was sent is known"
        return found

    def neighbour_map(
        self, features: NDArray[Any], like: Points | None = None, progress: Progress = lambda done, total: None
    ) -> Points:
        """The images as points (n, 2) by t-SNE: those with like features (n, d) are neighbours. EngineError if nothing comes.

        It starts from the map `like` and is turned as that is, so that epochs follow one another without jumping. `progress` gets
        stages done and all of them; what it raises ends the work.
        """
        compact = np.asarray(principal_components(features, MAX_FEATURES), np.float32)
        key = hashlib.sha256(compact.tobytes() + (b"" if like is None else like.tobytes())).digest()
        return _once(key, lambda: self._map(compact, like, progress))

    def spreads(self, network: Inspection, images: Batch, labels: Labels, lost: Lost) -> Spreads:
        """How weights, outputs for these scaled images (n, height, width, channels) with labels (n,), and gradients of the loss are
        spread in each layer that learns. EngineError if nothing comes."""
        key = hashlib.sha256(network.key.encode() + images.tobytes() + labels.tobytes() + repr(lost).encode()).digest()
        arguments = (network.architecture.to_json(), network.weights, images, labels, lost)

        def compute() -> Spreads:
            client = self._supervisor.client_for_predictions(SECONDS)
            found: Spreads = client.run_side_task(side_tasks.spreads, *arguments, timeout=SECONDS)
            return found

        return _once(key, compute)

    def _map(self, compact: Batch, like: Points | None, progress: Progress) -> Points:
        client = self._supervisor.client_for_predictions(SECONDS)
        points = compact[:, :2] * (1e-4 / max(float(compact[:, 0].std()), 1e-12)) if like is None else like
        points = np.pad(points, ((0, 0), (0, 2 - points.shape[1])))
        for stage in range(len(STAGES)):
            progress(stage, len(STAGES))
            points = client.run_side_task(
                side_tasks.neighbour_map, compact, np.asarray(points, np.float32), stage, timeout=SECONDS
            )
        progress(len(STAGES), len(STAGES))
        centred = np.asarray(points - points.mean(0), np.float64)
        return centred if like is None else aligned(centred, like)
