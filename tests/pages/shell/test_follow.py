"""Work in the background that a page follows: how far it is, again and again, and the whole page once that is over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from cnn_core.data.background import Background, Progress
from pages.widgets.shell import follow as module
from pages.widgets.shell.follow import follow


class WholePage(Exception):
    """Stands for a run of the whole page."""


class Steps:
    """Work that does a step when it is told to, three in all."""

    def __init__(self) -> None:
        self.may, self.did = threading.Semaphore(0), threading.Semaphore(0)
        self.work = Background(self._run)

    def _run(self, progress: Progress) -> str:
        for done in range(1, 4):
            self.may.acquire()
            progress(done, 3)
            self.did.release()
        return "the answer"

    def step(self) -> None:
        self.may.release()
        assert self.did.acquire(timeout=10)


@pytest.fixture
def steps() -> Iterator[Steps]:
    made = Steps()
    yield made
    made.may.release(3)


@pytest.fixture
def followed(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Callable[[], str]]:
    """The whole page is drawn; what it gives back is what its clock runs, and says what is drawn then."""
    clocks: list[Callable[[], None]] = []
    said: list[str] = []

    def whole_page() -> None:
        raise WholePage

    monkeypatch.setattr(module, "fragment", lambda function, every: lambda: clocks.append(function))
    monkeypatch.setattr(module, "run_by_itself", whole_page)

    def drawn() -> Callable[[], str]:
        follow(steps.work, lambda work: said.append("cancelling" if work.cancelled else f"{work.done} of {work.total}"))
        clock = clocks[-1]
        return lambda: (clock(), said[-1])[1]

    return drawn


def test_it_says_how_far_it_is_and_at_the_end_the_whole_page_runs(
    steps: Steps, followed: Callable[[], Callable[[], str]]
) -> None:
    clock = followed()
    assert clock() == "0 of 0"
    for done in (1, 2):
        steps.step()
        assert clock() == f"{done} of 3"
    steps.step()
    assert steps.work.wait(10)
    with pytest.raises(WholePage):
        clock()


def test_the_whole_page_runs_when_it_is_told_to_end_and_may_follow_it_on(
    steps: Steps, followed: Callable[[], Callable[[], str]]
) -> None:
    clock = followed()
    steps.work.cancel()
    with pytest.raises(WholePage):
        clock()
    again = followed()
    assert [again(), again()] == ["cancelling"] * 2
    steps.may.release()
    assert steps.work.wait(10)
    with pytest.raises(WholePage):
        again()
