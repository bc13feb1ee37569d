"""A person reads what happened, not a number."""

import errno
import os

import pytest

from cnn_core.engine.protocol import failure_words
from cnn_core.engine.protocol.status import Slots, status_of
from cnn_core.errors import EngineError, SpecError


class ResourceExhaustedError(Exception):
    """TensorFlow's own error has this name."""


@pytest.mark.parametrize(
    ("exit_code", "said"),
    [
        (-9, "memory ran out"),
        (-11, "crashed (segmentation fault, signal 11)"),
        (-6, "crashed (abort, signal 6)"),
        (-15, "ended from outside (signal 15)"),
        (-1, "signal 1 (SIGHUP)"),
        (-64, "signal 64"),
        (3, "exit code 3"),
        (None, "without saying why"),
    ],
)
def test_a_dead_worker_is_explained(exit_code, said):
    sentence = failure_words.dead_worker(exit_code)
    assert said in sentence
    assert sentence.startswith("The training process ")
    assert sentence.endswith(".")


def test_a_worker_that_was_ended_for_its_memory_says_how_much_it_had_and_what_helps():
    sentence = failure_words.dead_worker(-15, memory_limit=3 * 2**30)
    assert "more than 3.0 GB" in sentence
    assert "smaller batch" in sentence


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full. Make room on the disk."), (errno.EROFS, "the disk is read-only. Make it writable again.")],
)
def test_a_disk_that_takes_no_file_is_said_in_words_with_what_to_do(number, said):
    error = OSError(number, os.strerror(number), "quietworker-1/tmp2")
    failure = failure_words.failure(error, "")
    assert failure.sentence == f"A file could not be saved: {said}"
    assert failure.lost  # so that the way on from the last checkpoint is said


@pytest.mark.parametrize("number", [errno.EMFILE, errno.EACCES, errno.EIO])
def test_what_a_reader_meets_too_is_not_said_of_saving_alone(number):
    sentence = failure_words.failure(OSError(number, os.strerror(number)), "").sentence
    assert sentence.startswith("A file could not be read or saved: ")
    assert sentence.count(". ") == 1  # what to do


def test_advice_about_memory_is_given_only_when_memory_is_the_matter():
    assert "smaller batch" in failure_words.dead_worker(-9)
    assert "smaller batch" not in failure_words.dead_worker(-11)


def test_an_error_of_the_laboratory_keeps_its_sentence():
    error = SpecError("layers[3].units", "must lie from 1 to 4096", 0)
    assert failure_words.failure(error, "trace").sentence == "layers[3].units: must lie from 1 to 4096. Received: 0"


@pytest.mark.parametrize("error", [MemoryError(), ResourceExhaustedError("OOM when allocating tensor")])
def test_too_little_memory_is_said_in_words(error):
    assert "not enough memory" in failure_words.failure(error, "trace").sentence


def test_any_other_error_is_one_line_with_its_kind():
    failure = failure_words.failure(ValueError("first line\nsecond line"), "the whole trace")
    assert failure.sentence.endswith("ValueError: first line")
    assert failure.report == "the whole trace"


def test_a_package_that_is_missing_is_named():
    assert "No module named 'keras'" in failure_words.failure(ImportError("No module named 'keras'"), "").sentence


def test_the_way_on_after_a_loss_names_the_epoch():
    assert failure_words.way_on(3) == "Train on goes on after epoch 3."
    assert "there is nothing to resume from" in failure_words.way_on(0)


def test_an_engine_error_is_picklable_as_it_travels_between_processes():
    import pickle

    assert str(pickle.loads(pickle.dumps(EngineError("a sentence")))) == "a sentence"


def test_the_status_says_what_is_missing():
    assert status_of(Slots(1, 1), seen_before=False).ready
    assert "loading TensorFlow" in status_of(Slots(0, 1), seen_before=False).words
    assert "training process again" in status_of(Slots(0, 1), seen_before=True).words
    assert "prediction process again" in status_of(Slots(1, 0), seen_before=True).words
    assert status_of(Slots(3, 1), seen_before=True).slots.train == 3
