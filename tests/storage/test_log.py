"""A log that cannot be written is no second fault: nothing is raised, and it goes on once it can be."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from cnn_core.engine.dask_client.log import log_file
from cnn_core.storage.log import LogFile
from tests.faults.bad_disk import KINDS, BadDisk


@pytest.fixture
def logger(tmp_path: Path) -> logging.Logger:
    logger = logging.Logger("alone")
    logger.addHandler(LogFile(tmp_path / "home" / "app.log", most_bytes=200))
    return logger


def test_it_says_what_is_said(logger: logging.Logger, tmp_path: Path) -> None:
    logger.error("a sentence with \udcff in it")
    assert (tmp_path / "home" / "app.log").read_text().endswith("alone ERROR a sentence with \\udcff in it\n")


@pytest.mark.parametrize("kind", KINDS)
def test_a_disk_that_fails_is_passed_over_and_what_is_said_later_is_there(
    logger: logging.Logger, tmp_path: Path, kind: str
) -> None:
    with BadDisk(tmp_path, kind).installed() as disk:
        logger.error("lost")
        disk.heal()
        logger.error("there")
    assert (tmp_path / "home" / "app.log").read_text().endswith("there\n")


def test_its_folder_may_be_deleted(logger: logging.Logger, tmp_path: Path) -> None:
    logger.error("before")
    shutil.rmtree(tmp_path / "home")
    logger.error("after")
    assert (tmp_path / "home" / "app.log").read_text().endswith("after\n")


def test_a_record_that_cannot_be_put_into_words_is_passed_over(logger: logging.Logger) -> None:
    logger.error("%d", "no number")


def test_above_its_size_the_file_is_set_aside(logger: logging.Logger, tmp_path: Path) -> None:
    for number in range(9):
        logger.error("line %s of about sixty bytes", number)
    home = tmp_path / "home"
    assert (home / "app.log").read_text().endswith("line 8 of about sixty bytes\n")
    assert (home / "app.log.1").stat().st_size < 300


def test_an_engine_starts_without_a_log(tmp_path: Path) -> None:
    with BadDisk(tmp_path, "EROFS").installed():
        assert log_file(tmp_path / "home") == tmp_path / "home" / "engine.log"
