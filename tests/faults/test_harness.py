"""The programs that try the promises, in small: they run, and write what they found into the row of their promise."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cnn_core.forecast import memory_bytes
from cnn_core.runs import PRETRAINED_PATH, RunFolder, list_runs
from cnn_core.summary import summarise
from harness import (
    architectures,
    damage,
    downloads,
    endings,
    forecasts,
    hostile,
    many_runs,
    memory,
    payloads,
    plans,
    promises,
    sessions,
    strangers,
    trainings,
)
from harness.promises import Tally

ROW = re.compile(r"^\| (?!promise|---)(.+?) \|(.*?)\|(.*?)\|(.*)\| `harness/(\w+)\.py (\w+)` \|$", re.MULTILINE)
PROGRAMS = {
    "architectures": architectures.PROGRAMS,
    "damage": damage.PROGRAMS,
    "downloads": downloads.PROGRAMS,
    "endings": endings.PROGRAMS,
    "forecasts": forecasts.PROGRAMS,
    "hostile": hostile.PROGRAMS,
    "many_runs": many_runs.PROGRAMS,
    "memory": memory.PROGRAMS,
    "payloads": payloads.PROGRAMS,
    "plans": plans.PROGRAMS,
    "sessions": sessions.PROGRAMS,
    "strangers": strangers.PROGRAMS,
    "trainings": trainings.PROGRAMS,
}


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "reliability.md"
    shutil.copy(promises.DOCUMENT, copy)
    monkeypatch.setattr(promises, "DOCUMENT", copy)
    return copy


def cells(document: Path, promise: str) -> tuple[str, str]:
    """How often this promise was tried, and what was found."""
    (found,) = [row for row in ROW.finditer(document.read_text()) if row[1] == promise]
    return found[3].strip(), found[4].strip()


def test_every_promise_of_the_table_has_a_program_and_every_program_a_promise() -> None:
    programs = {(promise, file, name) for file, each in PROGRAMS.items() for name, (promise, _) in each.items()}
    assert {(row[1], row[5], row[6]) for row in ROW.finditer(promises.DOCUMENT.read_text())} == programs


def test_the_table_says_what_was_counted_and_nothing_that_was_not() -> None:
    counted = json.loads(promises.DOCUMENT.with_suffix(".json").read_text())
    for row in ROW.finditer(promises.DOCUMENT.read_text()):
        tried, result = cells(promises.DOCUMENT, row[1])
        if row[1] not in counted:
            assert (tried, result) == ("not yet", ""), row[1]
            continue
        kept = counted[row[1]]
        words = promises.tally_of(kept).words()
        assert (tried, result.rpartition(" (")[0]) == (f"{kept['tried']:,}", words)


@pytest.mark.parametrize("name", sorted(set(damage.PROGRAMS) - {"disk"}))
def test_a_thousand_damaged_files_end_in_sentences(name: str, document: Path) -> None:
    promise, program = damage.PROGRAMS[name]
    promises.run(program, promise, 1000)
    tried, result = cells(document, promise)
    assert tried == "1,000"
    assert re.search(r", 0 ended in another error, 0 above 1 s; \S+ ms at the slowest", result)


def pieces(*seconds: float) -> Callable[[Tally, int, random.Random], None]:
    def program(tally: Tally, count: int, chance: random.Random) -> None:
        tally.count("lost", count // 10)
        tally.seconds += seconds
        tally.tried += count

    return program


def test_a_piece_is_added_to_those_before_it_or_takes_their_place(document: Path) -> None:
    promise, _ = trainings.PROGRAMS["stops"]
    promises.run(pieces(0.1, 0.2), promise, 10)
    promises.run(pieces(0.3), promise, 1000, add=True)
    tried, result = cells(document, promise)
    assert tried == "1,010"
    assert result.startswith("101 lost; p50 200 ms, p95 300 ms, slowest 300 ms (")
    promises.run(pieces(4), promise, 7)
    tried, result = cells(document, promise)
    assert tried == "7"
    assert result.startswith("0 lost; slowest 4.0 s (")


def test_of_what_has_a_size_the_highest_counts() -> None:
    total, piece = Tally(highest={"MB": 120.0}), Tally(highest={"MB": 110.4})
    total.add(piece)
    piece.add(total)
    assert (total.words(), piece.words()) == ("120 MB", "120 MB")


def test_what_was_counted_before_an_error_is_written(document: Path) -> None:
    def fails(tally: Tally, count: int, chance: random.Random) -> None:
        pieces(1.0)(tally, count, chance)
        raise OSError("the machine was needed elsewhere")

    promise, _ = trainings.PROGRAMS["kills"]
    with pytest.raises(OSError, match="elsewhere"):
        promises.run(fails, promise, 20)
    assert cells(document, promise)[0] == "20"


def test_programs_that_run_at_the_same_time_keep_each_others_counts(document: Path) -> None:
    (kills, _), (stops, _) = trainings.PROGRAMS["kills"], trainings.PROGRAMS["stops"]

    def beside(tally: Tally, count: int, chance: random.Random) -> None:
        promises.run(pieces(0.1), stops, 7)
        tally.tried += count

    promises.run(beside, kills, 3)
    kept = json.loads(document.with_suffix(".json").read_text())
    assert (kept[kills]["tried"], kept[stops]["tried"]) == (3, 7)


def test_the_many_runs_are_listed_as_those_of_one_person_the_newest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_runs, "RUNS", 3)
    many_runs.lay_out(tmp_path)
    assert [run.id[-1] for run in list_runs(tmp_path, many_runs.OWNER)] == ["2", "1", "0"]
    assert {run.test_accuracy for run in list_runs(tmp_path)} == {RunFolder(PRETRAINED_PATH).result().test_accuracy}


def test_networks_of_every_size_are_drawn_and_each_of_them_works() -> None:
    chance = random.Random(1)
    found = [forecasts.drawn(chance) for _ in range(100)]
    sizes = [memory_bytes(summarise(each.architecture, 10), images, each.training.batch_size) for each, images in found]
    assert not any(summarise(each.architecture, 10).errors for each, _ in found)
    assert min(sizes) < 20 * 2**20
    assert sum(size > forecasts.LARGE_BYTES for size in sizes) > 20


@pytest.mark.long
def test_the_memory_of_a_training_is_as_it_was_said(document: Path) -> None:
    promise, program = forecasts.PROGRAMS["memory"]
    promises.run(program, promise, 3)
    assert cells(document, promise)[1].startswith("0 off by more than 30%")


@pytest.mark.long
def test_ten_people_download_their_own_files_at_once(document: Path) -> None:
    promise, program = downloads.PROGRAMS["files"]
    promises.run(program, promise, 60)
    assert cells(document, promise)[1].startswith(
        "0 other bytes than their own, 0 names with the hash of other bytes, 0 gone before they came, 0 errors"
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root looks with the eyes of another account")
@pytest.mark.long
def test_another_account_can_look_into_nothing(document: Path) -> None:
    promise, program = strangers.PROGRAMS["account"]
    promises.run(program, promise, 1)
    assert cells(document, promise)[1].startswith("0 can be read or changed, 0 processes that can be looked into")
