"""What is worked out of runs in seconds, with progress, and kept for whoever asks again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.background import Progress
from cnn_core.engine.scheduling.supervisor import Supervisor
from cnn_core.engine.worker import side_tasks
from cnn_core.explain.image_map import MAX_FEATURES, STAGES, Points, aligned, principal_components

SECONDS = 120.0
MAX_KEPT = 64
_kept: OrderedDict[bytes, Points] = OrderedDict()
_lock = threading.Lock()


class Insides:
    """The part of a laboratory that looks into networks for longer than a page may wait."""

    _supervisor: Supervisor

    def neighbour_map(
        self, features: NDArray[Any], like: Points | None = None, progress: Progress = lambda done, total: None
    ) -> Points:
        """The images as points (n, 2) by t-SNE: those with like features (n, d) are neighbours. EngineError if nothing comes.

        It starts from the map `like` and is turned as that is, so that epochs follow one another without jumping. `progress` gets
        stages done and all of them; what it raises ends the work.
        """
        compact = np.asarray(principal_components(features, MAX_FEATURES), np.float32)
        key = hashlib.sha256(compact.tobytes() + (b"" if like is None else like.tobytes())).digest()
        with _lock:
            if key in _kept:
                _kept.move_to_end(key)
                return _kept[key]
        client = self._supervisor.client_for_predictions(SECONDS)
        points = compact[:, :2] * (1e-4 / max(float(compact[:, 0].std()), 1e-12)) if like is None else like
        points = np.pad(points, ((0, 0), (0, 2 - points.shape[1])))
        for stage in range(len(STAGES)):
            progress(stage, len(STAGES))
            points = client.run_side_task(
                side_tasks.neighbour_map, compact, np.asarray(points, np.float32), stage, timeout=SECONDS
            )
        centred = np.asarray(points - points.mean(0), np.float64)
        found = centred if like is None else aligned(centred, like)
        with _lock:
            _kept[key] = found
            while len(_kept) > MAX_KEPT:
                _kept.popitem(last=False)
        progress(len(STAGES), len(STAGES))
        return found
