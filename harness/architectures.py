"""Random networks, worked out by the summary and by Keras: `python harness/architectures.py keras --count 10000`."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "summary"))

from hypothesis import HealthCheck, given, seed, settings

from cnn_core.spec import Architecture
from harness.promises import Program, Tally, main

FORGET_EVERY = 50


def against_keras(tally: Tally, count: int, chance: random.Random) -> None:
    """Shapes, parameters, weights, the layer that Keras refuses, and multiply-accumulates: each kernel once per place of the output."""
    from stacks import stacks
    from test_against_keras import keras, keras_rows, our_rows

    for what in ("layers", "refused by both", "with other shapes or parameters", "with other multiply-accumulates"):
        tally.count(what, 0)

    @seed(chance.randrange(2**32))
    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(stack=stacks())
    def compare(stack: Architecture) -> None:
        ours, theirs = our_rows(stack), keras_rows(stack)
        tally.tried += 1
        tally.count("layers", len(theirs[0]))
        tally.count("refused by both", ours[1] is not None and ours[1] == theirs[1])
        tally.count("with other shapes or parameters", _without_work(ours) != _without_work(theirs))
        tally.count("with other multiply-accumulates", ours != theirs and _without_work(ours) == _without_work(theirs))
        if tally.tried % FORGET_EVERY == 0:
            keras.backend.clear_session()

    compare()


def _without_work(found: tuple[list[Any], int | None]) -> tuple[list[Any], int | None]:
    return [row[:-1] for row in found[0]], found[1]


PROGRAMS: dict[str, tuple[str, Program]] = {"keras": ("Random architectures against Keras", against_keras)}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 10_000)
