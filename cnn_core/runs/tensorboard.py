"""The curves of a run as event files that TensorBoard reads.

An event file is a series of TFRecords, each a protocol buffer `tensorflow.Event` between its length and two check sums (masked CRC-32C):
https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details and tensorflow/core/util/event.proto. Written here,
since neither TensorFlow nor TensorBoard is to be loaded by whoever serves the pages.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from math import copysign, inf

from cnn_core.runs.bundle import zipped
from cnn_core.training.state import Epoch, RunState

VERSION = "brain.Event:2"
NAME = "events.out.tfevents.{time:010d}.cnn-lab"
POLYNOMIAL, MASK = 0x82F63B78, 0xA282EAD8
ID_LETTERS = 6
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5

LARGEST = struct.unpack("<f", b"\xff\xff\x7f\x7f")[0]

Scalars = dict[str, float]


def event_files(state: RunState) -> dict[str, bytes]:
    """Path -> content: `train` and `validation` as Keras's own callback names them, with the figures of each epoch, and of batches."""
    ends: dict[int, float] = {}
    time = state.started
    for epoch in state.history:
        time += epoch.seconds
        ends[epoch.epoch] = time
    training = [
        (ends[e.epoch], e.epoch - 1, {"epoch_loss": e.loss, "epoch_accuracy": e.accuracy, **_rate(e)}) for e in state.history
    ]
    batches = [
        (state.started, point.step, {"batch_loss": point.loss, "batch_accuracy": point.accuracy}) for point in state.points
    ]
    validation = [
        (ends[e.epoch], e.epoch - 1, {"epoch_loss": e.val_loss, "epoch_accuracy": e.val_accuracy})
        for e in state.history
        if e.val_loss is not None and e.val_accuracy is not None
    ]
    name = NAME.format(time=int(state.started))
    found = {f"train/{name}": _file(state.started, [*batches, *training])}
    if validation:
        found[f"validation/{name}"] = _file(state.started, validation)
    return found


def _rate(epoch: Epoch) -> Scalars:
    """The learning rate at its end, as Keras's callback names it; runs of earlier versions do not say it."""
    return {} if epoch.learning_rate is None else {"epoch_learning_rate": epoch.learning_rate}


def board_name(title: str, run: str) -> str:
    """The folder of a run, which is what TensorBoard calls it: `6-Dropout-enabled-off-seed-1-3fa2c1`, its title and the end of its
    id, so that no two are called alike (ids of `sweep` begin alike)."""
    words = "".join(letter if letter.isalnum() or letter in "._" else " " for letter in title).strip(" .")
    return f"{'-'.join(words.split()) or 'run'}-{run if len(run) < 2 * ID_LETTERS else run[-ID_LETTERS:]}"


def zipped_event_files(runs: Iterable[tuple[str, str, RunState]]) -> bytes:
    """A zip with a folder of event files for each run, given as (title, id, state)."""
    folders = ((board_name(title, run), state) for title, run, state in runs)
    return zipped({f"{folder}/{path}": content for folder, state in folders for path, content in event_files(state).items()})


def _file(began: float, events: Iterable[tuple[float, int, Scalars]]) -> bytes:
    """A file with these (time in seconds since 1970, step, scalars)."""
    first = _event(began, 0, _field(3, BYTES, VERSION.encode()))
    summaries = (_event(time, step, _field(5, BYTES, b"".join(_scalars(scalars)))) for time, step, scalars in events)
    return b"".join(_record(each) for each in (first, *summaries))


def _scalars(scalars: Scalars) -> Iterator[bytes]:
    for tag, value in scalars.items():
        yield _field(1, BYTES, _field(1, BYTES, tag.encode()) + _field(2, FIXED32, struct.pack("<f", _short(value))))


def _short(value: float) -> float:
    """A number that fits into four bytes: one that is too large is infinite there."""
    return copysign(inf, value) if abs(value) > LARGEST else value


def _event(time: float, step: int, rest: bytes) -> bytes:
    return _field(1, FIXED64, struct.pack("<d", time)) + _field(2, VARINT, _varint(step)) + rest


def _field(number: int, kind: int, content: bytes) -> bytes:
    """A field of a protocol buffer: its number and kind, the length where the kind has one, and the content."""
    length = _varint(len(content)) if kind == BYTES else b""
    return _varint(number << 3 | kind) + length + content


def _varint(value: int) -> bytes:
    """Seven bits per byte, the lowest first; all but the last have the highest bit set."""
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def _record(content: bytes) -> bytes:
    length = struct.pack("<Q", len(content))
    return length + _masked(length) + content + _masked(content)


def _masked(content: bytes) -> bytes:
    """Its CRC-32C, turned by 15 bits and moved, as TFRecord wants it."""
    sum_ = crc32c(content)
    return struct.pack("<I", ((sum_ >> 15 | sum_ << 17) + MASK) & 0xFFFFFFFF)


def crc32c(content: bytes) -> int:
    """The check sum of RFC 3720, appendix B.4 (Castagnoli's polynomial)."""
    sum_ = 0xFFFFFFFF
    for byte in content:
        sum_ = _TABLE[(sum_ ^ byte) & 0xFF] ^ sum_ >> 8
    return sum_ ^ 0xFFFFFFFF


def _row(value: int) -> int:
    for _ in range(8):
        value = value >> 1 ^ POLYNOMIAL * (value & 1)
    return value


_TABLE = [_row(byte) for byte in range(256)]
