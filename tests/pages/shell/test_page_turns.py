"""Who asks for a page waits for those before, and for nobody who takes long."""

from __future__ import annotations

import threading
import time

from pages.widgets.shell.page_turns import Turns


class Pages:
    """Threads that each take a turn; each stays until it is told to end."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self.began: list[int] = []
        self._ends: list[threading.Event] = []
        self._threads: list[threading.Thread] = []

    def ask(self) -> None:
        number, end = len(self._ends), threading.Event()
        self._ends.append(end)

        def draw() -> None:
            with self._turns.turn():
                self.began.append(number)
                end.wait(20)

        self._threads.append(threading.Thread(target=draw))
        self._threads[-1].start()
        time.sleep(0.03)

    def end(self, number: int) -> None:
        self._ends[number].set()
        self._threads[number].join(5)

    def begun_within(self, count: int, seconds: float) -> list[int]:
        end = time.monotonic() + seconds
        while len(self.began) < count and time.monotonic() < end:
            time.sleep(0.01)
        return self.began

    def end_all(self) -> None:
        for each in self._ends:
            each.set()
        for thread in self._threads:
            thread.join(5)


def test_two_are_drawn_at_once_and_the_others_in_the_order_in_which_they_came() -> None:
    pages = Pages(Turns(at_once=2, long=60))
    for _ in range(5):
        pages.ask()
    assert pages.begun_within(3, 0.2) == [0, 1]
    pages.end(1)
    assert pages.begun_within(3, 5) == [0, 1, 2]
    pages.end(0)
    assert pages.begun_within(4, 5) == [0, 1, 2, 3]
    pages.end_all()
    assert pages.began == [0, 1, 2, 3, 4]


def test_what_takes_long_holds_nobody_up() -> None:
    pages = Pages(Turns(at_once=2, long=0.1))
    for _ in range(6):
        pages.ask()
    assert sorted(pages.begun_within(6, 5)) == [0, 1, 2, 3, 4, 5]
    pages.end_all()


def test_a_page_that_fails_gives_its_turn_back() -> None:
    turns = Turns(at_once=1, long=60)
    for _ in range(3):
        try:
            with turns.turn():
                raise ValueError
        except ValueError:
            continue
    with turns.turn():
        pass
