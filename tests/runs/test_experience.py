"""Runs whose times are known by hand teach how much longer the next will take than is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.forecast import Experience, seconds_of
from cnn_core.presets import PRESETS
from cnn_core.runs.experience import Measured, experience_of, measured_of
from cnn_core.runs.meta import RunMeta
from cnn_core.summary import summarise
from cnn_core.training.state import Epoch, RunState

EXPERIMENT = PRESETS["small-cnn"].experiment
SAID_EPOCH, SAID_BESIDE = seconds_of(EXPERIMENT, summarise(EXPERIMENT.architecture), (10_000, 2_000, 10), 1.0)
SUBMITTED = 1_000.0


def meta(**values: object) -> RunMeta:
    return RunMeta(id="run", experiment=EXPERIMENT, created=SUBMITTED, **values)  # type: ignore[arg-type]


def state(
    begins: float, epochs: list[float], beside: float, paused: float = 0.0, speed: float = 0.0, **values: object
) -> RunState:
    """A finished run that began so many seconds after it was submitted."""
    started = SUBMITTED + begins
    history = tuple(Epoch(number, 1.0, 0.5, None, None, each, speed) for number, each in enumerate(epochs, 1))
    updated = started + sum(epochs) + beside + paused
    made = RunState(status="finished", reason="completed", started=started, updated=updated, pauses=paused, history=history)
    return replace(made, train_size=9_000, validation_size=1_000, **values)  # type: ignore[arg-type]


def taught(*states: RunState) -> Experience:
    return experience_of(measured_of([(meta(), each) for each in states], 1.0), SAID_EPOCH)


def test_the_first_epoch_has_the_compiler_and_counts_with_what_is_beside_the_epochs() -> None:
    found = taught(state(0.5, [3.0, 2.0, 2.2, 2.0], beside=1.0, paused=40.0))
    assert found.epoch == pytest.approx(2.0 / SAID_EPOCH)
    assert found.beside == pytest.approx((0.5 + 1.0 + 1.0 + 0.2) / SAID_BESIDE)
    assert found.runs == 1


def test_of_a_single_epoch_the_speed_tells_what_it_takes_without_the_compiler() -> None:
    found = taught(state(0.0, [4.0], beside=1.0, speed=3_000.0))
    assert found.epoch == pytest.approx((3.0 + 1_000 / 3 / 3_000) / SAID_EPOCH)
    assert found.beside == pytest.approx((5.0 - 3.0 - 1 / 9) / SAID_BESIDE)


def test_the_middle_run_counts_and_of_the_waits_the_shortest() -> None:
    found = taught(*(state(wait, [1.0, 1.0], beside) for wait, beside in ((0.25, 1.0), (90.0, 1.5), (60.0, 2.0))))
    assert found.beside == pytest.approx((0.25 + 1.5) / SAID_BESIDE)
    assert (found.runs, found.enough) == (3, True)


def test_runs_that_shared_their_cores_teach_what_each_would_have_taken_alone() -> None:
    """Two of 8 s, the second from the middle of the first on: alone an epoch takes 2 s, and a third longer in company."""
    first, second = (state(begins, [3.0, 2.0 * 7 / 6, 2.0 * 7 / 6], beside=1 / 3) for begins in (0.0, 4.0))
    found = measured_of([(meta(), first), (meta(), second)], 1.0, sharing=True)
    assert [each.epoch for each in found] == [pytest.approx(2.0 / SAID_EPOCH)] * 2
    assert taught(first, second).epoch == pytest.approx(2.0 * 7 / 6 / SAID_EPOCH)
    assert measured_of([(meta(), first)], 1.0, sharing=True) == measured_of([(meta(), first)], 1.0)


def test_that_each_run_of_a_plan_waited_for_the_one_before_is_not_what_runs_take() -> None:
    """Eight runs of 10 s: each was submitted as the one before began, and began half a second after that had ended."""
    runs = []
    for number in range(8):
        begins = SUBMITTED + 10.5 * number
        made = state(begins - SUBMITTED, [4.0, 4.0], beside=2.0)
        runs.append((replace(meta(), created=begins - 10.5), made))
    found = measured_of(runs, 1.0)
    assert [each.beside for each in found] == [pytest.approx((0.5 + 2.0) / SAID_BESIDE)] * 8


@pytest.mark.parametrize(
    "other",
    [
        state(0.0, [], 1.0),
        state(0.0, [1.0, 1.0], 1.0, status="stopped", reason="stopped"),
        state(0.0, [1.0, 1.0], 1.0, reason="loaded"),
        state(0.0, [1.0, 1.0], 1.0, initial_epoch=1),
        state(0.0, [1.0, 1.0], -3.0),
    ],
)
def test_what_was_not_trained_to_its_end_teaches_nothing(other: RunState) -> None:
    assert taught(other) == Experience()


def test_runs_of_another_machine_or_of_images_that_are_gone_teach_nothing() -> None:
    gone = replace(EXPERIMENT, data=replace(EXPERIMENT.data, dataset="own-0123456789abcdef"))
    run = state(0.0, [1.0, 1.0], 1.0)
    assert measured_of([(meta(machine={"cores": 1000}), run), (replace(meta(), experiment=gone), run)], 1.0) == ()


def test_what_can_only_be_a_machine_that_slept_is_cut() -> None:
    assert taught(state(0.0, [1.0, 1.0], 9_000.0)).beside == 5.0


def test_a_network_that_was_measured_is_forecast_by_its_own_runs() -> None:
    """One run of it took as long as said; then two of a small network took five times as long, since the machine had other work."""
    own, small = Measured(said=8.0, epoch=1.0, beside=1.1), Measured(said=0.1, epoch=5.0, beside=4.0)
    assert experience_of([small, small, own], 8.0) == Experience(1.0, 1.1, 1)
    assert experience_of([small, small, own], 0.1) == Experience(5.0, 4.0, 2)


def test_one_that_was_not_measured_is_forecast_by_those_that_are_nearest_in_their_work() -> None:
    """Of 10 s 8 and 12.5 are as near as each other, 0.1 is not."""
    known = [Measured(0.1, 5.0, 4.0), Measured(8.0, 1.0, 1.0), Measured(12.5, 2.0, 3.0)]
    assert experience_of(known, 10.0) == Experience(1.5, 2.0, 2)
    assert experience_of([], 10.0) == Experience()
