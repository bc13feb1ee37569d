"""A file that the interpreter cannot be made ready with comes back as words: an error of it must not look like a lost process."""

from __future__ import annotations

import numpy as np
import pytest

from cnn_core.engine.worker.device_tasks import NoLiteFile, _lite_file
from cnn_core.keras_backend import lite
from cnn_core.spec import Architecture, Dense, Flatten

NETWORK = Architecture(name="n", input_shape=(2, 2, 1), layers=(Flatten(), Dense(units=2, activation="softmax")))


def test_what_is_refused_comes_back_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(content: bytes) -> None:
        raise RuntimeError("failed to create XNNPACK runtime\nNode number 13 failed to prepare.")

    monkeypatch.setattr(lite, "lite_file", lambda *given: b"a file")
    monkeypatch.setattr(lite, "LiteNetwork", refuses)
    found = _lite_file(NETWORK.to_json(), {}, (0.0, 255.0), "int8", np.zeros((1, 2, 2, 1)))
    assert found == NoLiteFile("failed to create XNNPACK runtime Node number 13 failed to prepare.")
