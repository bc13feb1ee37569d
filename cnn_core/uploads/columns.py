"""Tables of columns, Parquet and Arrow, as Hugging Face hands out datasets: in each row a picture file and a label."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from functools import partial
from typing import Any

import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet
from PIL import Image

from cnn_core.uploads.limits import DRAFT_SIDE, MAX_FILES, MAX_PHOTO_PIXELS, MAX_UNPACKED
from cnn_core.uploads.members import Member, stem
from cnn_core.uploads.naming import natural, part_of, words
from cnn_core.uploads.pictures import decode, looks_like_picture
from cnn_core.uploads.source import TRAIN, Answers, Item, PictureError, Question, Source, ask, refused

PARQUET, ARROW = b"PAR1", b"ARROW1"
"""How the files begin; a stream of Arrow has no such word."""
NEEDED = (
    "it is a table without a column of picture files and one of their labels, as Hugging Face has them; in Python, "
    'np.savez("good.npz", x=images, y=labels) makes a file that can be read'
)
LABEL_WORDS = {"label", "labels", "class", "target", "category", "digit", "letter"}
MAX_CLASSES, LOOKED_AT = 1000, 20
HUGGING_FACE = b"huggingface"


def column_source(members: Sequence[Member], name: str, answers: Answers) -> Source:
    """The pictures in such tables, each file a part if its name says so; DatasetError if they have no pictures or labels."""
    found: list[tuple[str, str, Any, str]] = []
    questions: list[Question] = []
    taken = 0
    for member in members:
        table = _table(member)
        taken += table.nbytes
        if taken > MAX_UNPACKED:
            raise refused(name, f"its tables take more than {MAX_UNPACKED >> 20} MB")
        pictures = next((each for each in table.column_names if _files(table, each) is not None), None)
        if pictures is None:
            raise refused(member.name, NEEDED)
        label = _label(table, pictures, answers, questions)
        if label is None:
            raise refused(member.name, NEEDED)
        names = _names(table, label)
        part = part_of(member.file) or part_of(member.name) or TRAIN
        files = _files(table, pictures)
        for row, value in enumerate(table[label].to_pylist()):
            said = "" if value is None or value == -1 else names[value] if _is_place(value, names) else str(value)
            found.append((part, said, files.slice(row, 1), f"{stem(member.name)}, row {row + 1:,}"))
    if len(found) > MAX_FILES:
        raise refused(name, f"it has {len(found):,} pictures, and {MAX_FILES:,} is the most")
    labels = sorted({said for _, said, _, _ in found if said}, key=natural)
    places = {said: place for place, said in enumerate(labels)}
    unlabelled = sum(not said for _, said, _, _ in found)
    return Source(
        kind="columns",
        class_names=tuple(labels),
        items=[Item(part, places[said], where, partial(_open, file)) for part, said, file, where in found if said],
        sorted_by_class=False,
        notes=[f"{unlabelled:,} pictures have no label, and are left out."] if unlabelled else [],
        questions=questions,
    )


def _table(member: Member) -> Any:
    content = member.read()
    try:
        if content.startswith(PARQUET):
            return parquet.ParquetFile(io.BytesIO(content)).read(use_threads=False).combine_chunks()
        reader = ipc.open_file(content) if content.startswith(ARROW) else ipc.open_stream(content)
        return reader.read_all().combine_chunks()
    except MemoryError:
        raise
    except Exception as error:  # Arrow raises many kinds on damaged bytes
        raise refused(member.name, f"it is no whole table ({type(error).__name__})") from None


def _files(table: Any, column: str) -> Any:
    """A column of picture files as one array of bytes; None if it is none."""
    values = table[column]
    if arrow.types.is_struct(values.type) and values.type.get_field_index("bytes") >= 0:
        values = compute.struct_field(values, "bytes")
    if not (arrow.types.is_binary(values.type) or arrow.types.is_large_binary(values.type)):
        return None
    some = [each for each in values.slice(0, LOOKED_AT).to_pylist() if each]
    return values.combine_chunks() if some and all(looks_like_picture(each[:16]) for each in some) else None


def _label(table: Any, pictures: str, answers: Answers, questions: list[Question]) -> str | None:
    """The column of labels; where several may be, a person chooses once for all tables."""
    may: list[str] = [each for each in table.column_names if each != pictures and _may_be_labels(table[each])]
    if not may:
        return None
    guess = next((each for each in may if set(words(each)) & LABEL_WORDS), may[0])
    if len(may) > 1:
        question = ask("label column", "The labels are in the column", tuple(may), guess, answers)
        if not questions:
            questions.append(question)
        guess = question.chosen
    return guess


def _may_be_labels(column: Any) -> bool:
    kind = column.type
    fits = arrow.types.is_integer(kind) or arrow.types.is_string(kind) or arrow.types.is_large_string(kind)
    if not (fits or arrow.types.is_boolean(kind) or arrow.types.is_dictionary(kind)):
        return False
    different = len(column.unique())
    return 0 < different <= min(MAX_CLASSES, max(2, len(column) // 2))


def _names(table: Any, label: str) -> list[str]:
    """The names of the classes in the order of their numbers, as Hugging Face writes them beside the columns; empty if nobody did."""
    try:
        said = json.loads((table.schema.metadata or {}).get(HUGGING_FACE, b"{}"))
        names = said["info"]["features"][label]["names"]
        return [str(each) for each in names] if isinstance(names, list) else []
    except (ValueError, LookupError, TypeError, RecursionError):
        return []


def _is_place(value: Any, names: Sequence[str]) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(names)


def _open(file: Any) -> Image.Image:
    content = file[0].as_py()
    if not content:
        raise PictureError("it is empty")
    return decode(content, MAX_PHOTO_PIXELS, DRAFT_SIDE)
