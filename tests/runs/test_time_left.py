"""What is left of a plan, in seconds that are added up by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from cnn_core.runs.time_left import Expected, seconds_left
from cnn_core.training.state import Epoch, RunState

WAITS = Expected(epoch=2.0, beside=1.0, epochs=10, most=math.inf, state=None)
ENDED = RunState(
    status="finished", epochs=10, history=tuple(Epoch(number, 1.0, 0.5, None, None, 2.0, 0.0) for number in range(10))
)


def with_state(state: RunState | None, each: Expected = WAITS) -> Expected:
    return replace(each, state=state)


def test_before_the_first_has_begun_it_is_what_was_said() -> None:
    assert seconds_left([WAITS] * 3) == pytest.approx(3 * 21.0)


def test_what_has_ended_takes_no_time_and_what_trains_the_rest_of_its_own() -> None:
    half = RunState(status="running", epochs=10, steps_per_epoch=20, step=100)
    assert seconds_left([with_state(ENDED), with_state(half), WAITS]) == pytest.approx(0.5 * 21.0 + 21.0)
    assert seconds_left([with_state(RunState(status="failed")), with_state(RunState(status="stopped"))]) == 0.0


def test_one_that_was_cut_off_is_begun_anew() -> None:
    off = RunState(status="interrupted", epochs=10, steps_per_epoch=20, step=199)
    assert seconds_left([with_state(off)]) == pytest.approx(21.0)


def test_where_early_stopping_ended_the_first_runs_the_others_are_expected_to_end_so_too() -> None:
    early = [replace(ENDED, reason="early", history=ENDED.history[:epochs]) for epochs in (3, 5)]
    assert seconds_left([*map(with_state, early), WAITS]) == pytest.approx(0.4 * 20.0 + 1.0)


def test_no_run_takes_more_than_the_minutes_that_are_set_and_several_train_at_once() -> None:
    assert seconds_left([replace(WAITS, most=6.0)] * 4) == pytest.approx(24.0)
    assert seconds_left([WAITS] * 4, places=2) == pytest.approx(42.0)
