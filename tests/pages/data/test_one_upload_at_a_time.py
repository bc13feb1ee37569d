"""An upload is read by one process at a time, and what was overtaken is ended."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator

import pytest

from cnn_core.uploads.making.found import Found, Wish
from pages.widgets.state import upload
from pages.widgets.state.upload import Upload

FOUND = Found(
    kind="folders", class_names=("a", "b"), train_counts=(5, 5), test_counts=(0, 0), median=(8, 8), odd=0, colour=False,
    set_aside=(), set_aside_count=0, notes=(), sample_labels=(),
)  # fmt: skip


class Reader:
    """Stands for the process that reads an upload: it goes on until the test lets it end, and counts who reads at once."""

    def __init__(self) -> None:
        self.go_on, self.began = threading.Event(), threading.Semaphore(0)
        self.reading, self.at_once = 0, 0
        self.answers: list[dict[str, str]] = []

    def look(self, file: object, name: str, progress: Callable[[int, int], None], answers: dict[str, str]) -> Found:
        self.reading += 1
        self.at_once = max(self.at_once, self.reading)
        self.answers.append(answers)
        self.began.release()
        try:
            while not self.go_on.wait(0.02):
                progress(0, 0)
            return FOUND
        finally:
            self.reading -= 1

    def take(
        self, file: object, name: str, wish: Wish, title: str, owner: str, progress: object, answers: dict[str, str]
    ) -> None:
        self.look(file, name, progress, answers)  # type: ignore[arg-type]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    made = Reader()
    monkeypatch.setattr(upload, "look_into", made.look)
    monkeypatch.setattr(upload, "take", made.take)
    yield made
    made.go_on.set()


def test_a_second_answer_ends_the_look_of_the_first_and_reads_after_it(reader: Reader) -> None:
    mine = Upload("a.zip", io.BytesIO(b"content"))
    assert reader.began.acquire(timeout=5)
    first = mine.looking
    mine.answer("layout", "rows")
    second = mine.looking
    mine.answer("labels", "the file's")
    assert first.wait(5)
    assert second.wait(5)
    assert (first.cancelled, second.cancelled) == (True, True)
    reader.go_on.set()
    assert mine.looking.wait(5)
    assert mine.found is FOUND
    assert reader.answers[-1] == {"layout": "rows", "labels": "the file's"}
    assert reader.at_once == 1


def test_an_answer_while_the_dataset_is_made_ends_that(reader: Reader) -> None:
    reader.go_on.set()
    mine = Upload("a.zip", io.BytesIO(b"content"))
    assert mine.looking.wait(5)
    reader.go_on.clear()
    mine.take(Wish(size=(8, 8), colour=False), "Mine", "ann")
    taking = mine.taking
    assert taking is not None
    mine.answer("layout", "rows")
    assert taking.wait(5)
    assert taking.cancelled
    assert mine.taking is None
    reader.go_on.set()
    assert mine.looking.wait(5)
    assert reader.at_once == 1


def test_to_cancel_the_making_leaves_what_was_found_and_answered(reader: Reader) -> None:
    """It forgot the upload, and all that was corrected."""
    reader.go_on.set()
    mine = Upload("a.zip", io.BytesIO(b"content"))
    mine.answer("layout", "rows")
    assert mine.looking.wait(5)
    reader.go_on.clear()
    mine.take(Wish(size=(8, 8), colour=False), "Mine", "ann")
    taking = mine.taking
    assert taking is not None
    mine.stop_making()
    assert taking.wait(5)
    assert (taking.cancelled, mine.taking, mine.found, mine.answers) == (True, None, FOUND, {"layout": "rows"})
    reader.go_on.set()
    mine.take(Wish(size=(8, 8), colour=False), "Mine", "ann")
    assert mine.taking is not None
    assert mine.taking.wait(5)
    assert not mine.taking.problem


def test_to_cancel_another_look_brings_the_answers_before_it_back(reader: Reader) -> None:
    reader.go_on.set()
    mine = Upload("a.zip", io.BytesIO(b"content"))
    mine.answer("layout", "columns")
    assert mine.looking.wait(5)
    reader.go_on.clear()
    mine.answer("layout", "rows")
    mine.take_back()
    assert mine.looking.wait(5)
    assert (mine.found, mine.answers) == (FOUND, {"layout": "columns"})
