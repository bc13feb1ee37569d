"""Does in this process what the app asks of a worker: for the command line. TensorFlow is loaded by the first call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from cnn_core.engine.protocol.job import Batch
from cnn_core.engine.worker import prediction
from cnn_core.errors import EngineError
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays


class ThisProcess:
    """A `Computer` without an engine; nothing takes longer than it takes, so timeouts do not matter."""

    def predict(self, architecture: Architecture, weights: Arrays, key: str, images: Batch, timeout: float = 0.0) -> Batch:
        asyncio.run(prediction.introduce(key, architecture.to_json(), weights))
        found = asyncio.run(prediction.predict(key, images))
        if found is None:
            raise EngineError("The network is no longer known: try once more.")
        return found

    def run_side_task(self, function: Callable[..., Any], *arguments: Any, timeout: float = 0.0) -> Any:
        return asyncio.run(function(*arguments))
