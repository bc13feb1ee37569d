"""Runs are told apart by when they began, in as few letters as that takes."""

import time
from datetime import date

from cnn_core.runs import RunResult
from cnn_core.runs.began import Moment, moments
from cnn_core.training.state import RunState

MINUTE = time.mktime((2026, 11, 28, 18, 23, 0, 0, 0, -1))


def begun(meta, *after):
    """Runs that began so many seconds after 18:23, called a, b, c."""
    named = zip("abcdef", after, strict=False)
    return [RunResult.of(name, meta(name, created=MINUTE + seconds), RunState()) for name, seconds in named]


def at(words: str, day: int = 28) -> Moment:
    return date(2026, 11, day), words


def test_the_first_of_a_minute_has_its_minute_and_the_others_their_seconds(with_id):
    runs = begun(with_id, 5, 41, 60)
    assert moments(runs) == {"a": at("18:23"), "b": at("18:23:41"), "c": at("18:24")}
    assert moments(reversed(runs)) == moments(runs)
    assert moments(runs[:1]) == {"a": at("18:23")}


def test_runs_of_one_second_are_numbered(with_id):
    assert list(moments(begun(with_id, 5, 41, 41.5, 41.9)).values()) == [
        at("18:23"),
        at("18:23:41"),
        at("18:23:41 (2)"),
        at("18:23:41 (3)"),
    ]


def test_the_same_minute_of_another_day_is_another(with_id):
    assert moments(begun(with_id, 5, 86_405)) == {"a": at("18:23"), "b": at("18:23", 29)}


def test_what_is_known_stays_when_a_run_is_deleted_and_comes_back(with_id):
    first, second, third = begun(with_id, 5, 41, 50)
    known = moments([second, third], moments([first, second]))
    assert known == {"a": at("18:23"), "b": at("18:23:41"), "c": at("18:23:50")}
    assert moments([first, second], moments([second])) == {"a": at("18:23:05"), "b": at("18:23")}
