"""Parquet and Arrow files: only the columns that may be pictures or labels, in pieces, each counted before the next is read."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import pyarrow as arrow
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet

from cnn_core.errors import DatasetError
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.limits import MAX_FILES, MAX_UNPACKED
from cnn_core.uploads.source import refused

PARQUET, ARROW = b"PAR1", b"ARROW1"
"""How the files begin; a stream of Arrow has no such word."""
BYTES = "bytes"
"""The field of a picture file in the column of a struct, as Hugging Face has it."""
PIECE = 128


class Room:
    """How many rows and bytes the tables of an upload may still have, all together."""

    def __init__(self, name: str) -> None:
        self._name, self._rows, self._bytes = name, MAX_FILES, MAX_UNPACKED

    def check(self, rows: int) -> None:
        """DatasetError if there are more rows than there is room for."""
        if rows > self._rows:
            raise refused(self._name, f"it has {MAX_FILES - self._rows + rows:,} pictures, and {MAX_FILES:,} is the most")

    def take(self, piece: Any) -> None:
        """Counts what was read; DatasetError if it is too much."""
        self.check(piece.num_rows)
        self._rows -= piece.num_rows
        self._bytes -= piece.nbytes
        if self._bytes < 0:
            raise refused(self._name, f"its tables take more than {MAX_UNPACKED >> 20} MB")


def read_table(member: Member, room: Room) -> Any | None:
    """The columns of an Arrow table that may be picture files or labels, by their types; None if none may be picture files, and then
    nothing is read. DatasetError if it is damaged or has too much in it."""
    content = member.read()
    try:
        return _parquet(content, room) if content.startswith(PARQUET) else _arrow(content, room)
    except (MemoryError, DatasetError):
        raise
    except Exception as error:  # Arrow raises many kinds on damaged bytes
        raise refused(member.name, f"it is no whole table ({type(error).__name__})") from None


def may_be_files(kind: Any) -> bool:
    """Whether values of a type can be picture files."""
    if arrow.types.is_struct(kind):
        return kind.get_field_index(BYTES) >= 0 and _is_binary(kind.field(BYTES).type)
    return _is_binary(kind)


def may_be_labels(kind: Any) -> bool:
    """Whether values of a type can be labels."""
    if arrow.types.is_dictionary(kind):
        kind = kind.value_type
    fits = arrow.types.is_integer(kind) or arrow.types.is_string(kind) or arrow.types.is_large_string(kind)
    return bool(fits or arrow.types.is_boolean(kind))


def _is_binary(kind: Any) -> bool:
    return bool(arrow.types.is_binary(kind) or arrow.types.is_large_binary(kind))


def _wanted(schema: Any) -> list[int]:
    """The places of the columns to read; none if there can be no pictures."""
    if not any(may_be_files(field.type) for field in schema):
        return []
    return [place for place, field in enumerate(schema) if may_be_files(field.type) or may_be_labels(field.type)]


def _parquet(content: bytes, room: Room) -> Any | None:
    file = parquet.ParquetFile(io.BytesIO(content))
    schema = file.schema_arrow
    wanted = [schema.field(place) for place in _wanted(schema)]
    if not wanted:
        return None
    room.check(file.metadata.num_rows)
    columns = [f"{each.name}.{BYTES}" if arrow.types.is_struct(each.type) else each.name for each in wanted]
    return _table(file.iter_batches(PIECE, columns=columns, use_threads=False), schema, room)


def _arrow(content: bytes, room: Room) -> Any | None:
    is_file = content.startswith(ARROW)
    opened = ipc.open_file if is_file else ipc.open_stream
    schema = opened(content).schema
    wanted = _wanted(schema)
    if not wanted:
        return None
    reader = opened(content, options=ipc.IpcReadOptions(included_fields=wanted, use_threads=False))
    pieces = map(reader.get_batch, range(reader.num_record_batches)) if is_file else reader
    return _table(pieces, schema, room)


def _table(pieces: Iterable[Any], schema: Any, room: Room) -> Any | None:
    """All pieces, with what stands beside the columns; None if there is none. Each is checked as soon as it is there: of a wrong place
    in it what lies outside the file would be read."""
    taken = []
    for piece in pieces:
        piece.validate(full=True)
        room.take(piece)
        taken.append(piece)
    return arrow.Table.from_batches(taken).replace_schema_metadata(schema.metadata) if taken else None
