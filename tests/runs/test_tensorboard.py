"""Curves as event files: TensorBoard's own reader finds every figure, and the check sum is that of the RFC."""

import math
import struct

import pytest

from cnn_core.runs.tensorboard import board_name, crc32c, event_files
from cnn_core.training.state import Epoch, Point, RunState

STATE = RunState(
    started=1.7e9,
    points=(Point(1, 2.5, 0.1), Point(300, 1.25, 0.5)),
    history=(Epoch(1, 1.5, 0.5, 1.25, 0.625, 10.0, 1.0), Epoch(2, 0.75, 0.875, 0.5, 0.9375, 20.0, 1.0, learning_rate=0.25)),
)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(range(31, -1, -1)), 0x113FDB5C),
        (b"123456789", 0xE3069283),
    ],
)
def test_the_check_sum_is_that_of_rfc_3720(content, wanted):
    """Its appendix B.4, and the check value of the catalogue of parametrised CRC algorithms."""
    assert crc32c(content) == wanted


def test_tensorflow_reads_every_figure_and_finds_no_damage(tmp_path):
    """Its reader of event files, which TensorBoard's is too, checks both sums of every record."""
    from tensorflow.compat.v1.train import summary_iterator

    read = {}
    for path, content in event_files(STATE).items():
        file = tmp_path / path
        file.parent.mkdir()
        file.write_bytes(content)
        first, *events = summary_iterator(str(file))
        assert first.file_version == "brain.Event:2"
        for each in events:
            for value in each.summary.value:
                read.setdefault((path.partition("/")[0], value.tag), []).append(
                    (each.wall_time - 1.7e9, each.step, value.simple_value)
                )
    assert read == {
        ("train", "batch_loss"): [(0, 1, 2.5), (0, 300, 1.25)],
        ("train", "batch_accuracy"): [(0, 1, pytest.approx(0.1)), (0, 300, 0.5)],
        ("train", "epoch_loss"): [(10, 0, 1.5), (30, 1, 0.75)],
        ("train", "epoch_accuracy"): [(10, 0, 0.5), (30, 1, 0.875)],
        ("train", "epoch_learning_rate"): [(30, 1, 0.25)],
        ("validation", "epoch_loss"): [(10, 0, 1.25), (30, 1, 0.5)],
        ("validation", "epoch_accuracy"): [(10, 0, 0.625), (30, 1, 0.9375)],
    }


def test_a_run_without_validation_has_no_such_file():
    history = (Epoch(1, 1.5, 0.5, None, None, 10.0, 1.0),)
    assert [path.partition("/")[0] for path in event_files(RunState(history=history))] == ["train"]


def test_tensorboard_calls_a_run_as_its_owner_does_in_letters_that_every_disk_takes():
    assert board_name("6 Dropout: enabled off, seed 1", "sweep-0a1b2c3d4e5f6789") == "6-Dropout-enabled-off-seed-1-5f6789"
    assert board_name("../<b>*数?", "pretrained") == "b-数-pretrained"
    assert board_name("..", "0a1b2c3d4e5f67890a1b2c") == "run-0a1b2c"


@pytest.mark.parametrize("loss", [1e300, -1e300, 3.5e38, float("inf"), float("nan")])
def test_a_loss_that_no_short_number_holds_is_written_as_infinite(loss):
    (content,) = event_files(RunState(history=(Epoch(1, loss, 0.5, None, None, 10.0, 1.0),))).values()
    assert struct.pack("<f", loss if math.isnan(loss) else math.copysign(math.inf, loss)) in content
