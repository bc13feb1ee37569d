"""Maps of images by the engine: in stages, kept, and turned like the map of another epoch."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from cnn_core.engine import Laboratory
from cnn_core.engine import insides as module
from tests.engine.fake_engine import FakeEngines

FEATURES = np.random.default_rng(5).normal(size=(40, 6)).astype(np.float32)


@pytest.fixture
def engines() -> FakeEngines:
    return FakeEngines()


@pytest.fixture
def lab(tmp_path: Path, engines: FakeEngines) -> Iterator[Laboratory]:
    module._kept.clear()
    made = Laboratory(tmp_path, connect=engines).start()
    assert made.wait_ready(10)
    yield made
    made.close()


def test_a_map_is_made_in_two_stages_and_then_known(lab: Laboratory, engines: FakeEngines) -> None:
    told: list[tuple[int, int]] = []
    first = lab.neighbour_map(FEATURES, None, lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert first.shape == (40, 2)
    engines.nth_client(1).side_tasks["neighbour_map"] = AssertionError
    assert np.array_equal(lab.neighbour_map(FEATURES), first)


def test_the_map_of_an_epoch_is_turned_like_that_of_another(lab: Laboratory, engines: FakeEngines) -> None:
    """The engine gives the same points upside down."""
    engines.nth_client(1).side_tasks["neighbour_map"] = lambda features, start, stage: start * [1, -1 if stage else 1]
    like = FEATURES[:, :2] - FEATURES[:, :2].mean(0)
    np.testing.assert_allclose(lab.neighbour_map(FEATURES * 2, like.astype(float)), like, atol=1e-5)


def test_two_who_ask_at_once_share_one_computation_and_one_that_failed_is_made_again() -> None:
    module._kept.clear()
    began, going_on, calls = threading.Event(), threading.Event(), []

    def compute() -> str:
        calls.append(1)
        began.set()
        assert going_on.wait(10)
        if len(calls) == 1:
            raise ValueError
        return "found"

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(module._once, b"key", compute)
        assert began.wait(10)
        others = [pool.submit(module._once, b"key", compute) for _ in range(2)]
        going_on.set()
        assert isinstance(first.exception(10), ValueError)
        assert [each.result(10) for each in others] == ["found"] * 2
    assert len(calls) == 2
