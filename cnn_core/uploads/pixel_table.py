"""Tables of pixels as text, a row per image: Kaggle's digits, Sign Language MNIST, FER2013, USPS, ARFF."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnn_core.uploads.array import Array, Values, in_memory
from cnn_core.uploads.members import Member, stem
from cnn_core.uploads.naming import part_of, words
from cnn_core.uploads.shapes import side_of_row
from cnn_core.uploads.source import Answers, Question, ask, refused

ENDINGS = ("csv", "tsv", "txt", "data", "dat", "arff", "tra", "tes", "train", "test", "")
START = 2**20
MIN_SIDE = 6
LABEL_WORDS = ("label", "labels", "class", "target", "y", "digit", "emotion", "letter", "symbol", "category", "dx")
PART_WORDS = ("usage", "split", "set", "subset", "part", "partition")
ROWS = 2000
FIRST, LAST = "the first column", "the last column"
MAX_CLASSES = 100
FEW_GAPS, MANY_GAPS = 0.25, 0.4
"""The parts of its range that a column of labels leaves out, and one of pixels."""


@dataclass(frozen=True)
class Form:
    """How a table is written: its delimiter, whether it begins with names, and the columns that are no pixels."""

    delimiter: str
    header: int
    width: int
    label: int | None
    part: int | None
    others: tuple[int, ...]
    packed: int | None = None
    """The column with all pixels of an image in one text."""


def pixel_arrays(member: Member, answers: Answers, questions: list[Question]) -> list[Array]:
    """Images and labels of a text with one row per image; nothing if it is no such table."""
    if member.ending not in ENDINGS or b"\0" in (start := member.read()[:START]):
        return []
    lines = start.decode("utf-8-sig", "replace").splitlines()
    if member.size > START:
        lines.pop()  # it may be cut off
    skipped = next((n + 1 for n, line in enumerate(lines) if line.strip().casefold() == "@data"), 0)
    form = _form(member, [line for line in lines[skipped : skipped + 20] if line.strip()], skipped, answers, questions)
    return [] if form is None else _read(member, form)


def _form(member: Member, lines: Sequence[str], skipped: int, answers: Answers, questions: list[Question]) -> Form | None:
    if not lines:
        return None
    packing = next((each for each in ",;\t" if _packs(_fields(lines[-1], each))), "")
    delimiter = packing or max(",;\t ", key=lambda each: len(_fields(lines[-1], each)))
    rows = [_fields(line, delimiter) for line in lines]
    names = rows[0] if not _numbers(rows[0][1:-1]) or _counts_up(rows[0]) else []
    data = rows[1:] if names else rows
    width = len(rows[0])
    if not data or any(len(row) != width for row in data):
        return None
    header = skipped + bool(names)
    heads = ["".join(words(name)) for name in names]
    part = next((n for n, head in enumerate(heads) if head in PART_WORDS), None)
    if packing:
        packed = next(n for n, each in enumerate(data[-1]) if _is_packed(each))
        label = next((n for n, head in enumerate(heads) if head in LABEL_WORDS), 0 if packed else None)
        return Form(delimiter, header, width, label, part, (), packed)
    named = [n for n, head in enumerate(heads) if head in LABEL_WORDS]
    extra = width - len(named[:1]) - (part is not None)
    if named:
        others = () if _square(extra) else (0,) if named[0] != 0 and _square(extra - 1) else None
        return None if others is None else Form(delimiter, header, width, named[0], part, others)
    if _square(width) and not _square(width - 1):
        return Form(delimiter, header, width, None, part, ())
    if not _square(width - 1):
        return None
    guess = _first_or_last([row for row in data if row])
    asks = f"The labels in {member.file[:40]} are in"
    question = ask(
        "label column", asks, (FIRST, LAST), guess, answers, f"It has {width:,} columns, one more than a square picture."
    )
    if question not in questions:
        questions.append(question)
    return Form(delimiter, header, width, 0 if question.chosen == FIRST else width - 1, part, ())


def _fields(line: str, delimiter: str) -> list[str]:
    parts = line.split() if delimiter == " " else line.split(delimiter)
    return [part.strip().strip("\"'") for part in parts]


def _packs(fields: Sequence[str]) -> bool:
    """Whether one of a few cells holds all pixels."""
    return len(fields) > 1 and any(map(_is_packed, fields))


def _is_packed(cell: str) -> bool:
    """Whether a cell holds all pixels of an image."""
    parts = cell.split()
    return len(parts) >= MIN_SIDE**2 and _numbers(parts)


def _numbers(fields: Sequence[str]) -> bool:
    return bool(fields) and all(re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", each) for each in fields)


def _counts_up(fields: Sequence[str]) -> bool:
    """0, 1, 2, ...: what pandas writes for columns without names."""
    return len(fields) > 4 and list(fields) == [str(n) for n in range(len(fields))]


def _square(count: int) -> bool:
    found = side_of_row(count)
    return found is not None and found[0] >= MIN_SIDE


def _first_or_last(rows: Sequence[Sequence[str]]) -> str:
    """Labels vary and are small or words; a pixel in a corner is mostly background."""

    def worth(column: int) -> float:
        values = [row[column] for row in rows]
        if not _numbers(values):
            return 3.0
        numbers = [float(each) for each in values]
        whole = all(each == round(each) for each in numbers)
        return (len(set(values)) > 1) + (whole and max(numbers) < MAX_CLASSES) - (max(numbers) > MAX_CLASSES)

    def gaps(column: int) -> float:
        """How much of the range between the smallest and the largest value is not there: labels count without leaving many out."""
        values = {float(row[column]) for row in rows} if _numbers([row[column] for row in rows]) else {0.0}
        return 1 - len(values) / (max(values) - min(values) + 1)

    last, first = len(rows[0]) - 1, 0
    if worth(last) == worth(first):
        return LAST if gaps(last) < FEW_GAPS and gaps(first) > MANY_GAPS else FIRST
    return LAST if worth(last) > worth(first) else FIRST


def _read(member: Member, form: Form) -> list[Array]:
    content = member.read().decode("utf-8-sig", "replace")
    if form.packed is not None:
        pixels, labels, parts = _packed(content, form, member.name)
    else:
        lines = [line for line in content.splitlines()[form.header :] if line.strip() and not line.startswith("%")]
        pixels, labels, parts = _wide(lines, form, member.name)
    name = stem(member.name).removesuffix(f".{member.ending}")
    pixels = _whole(pixels)
    arrays = []
    of = np.array([part_of(each) for each in parts]) if parts else np.full(len(pixels), "")
    for part in dict.fromkeys(of.tolist()):
        mine = of == part
        arrays.append(in_memory(f"{name}/{part} images".replace("/ ", "/"), pixels[mine]))
        if labels:
            whole = [re.sub(r"^([-+]?\d+)\.0*$", r"\1", each) for each in labels]
            arrays.append(in_memory(f"{name}/{part} labels".replace("/ ", "/"), np.array(whole)[mine]))
    return arrays


def _whole(pixels: Values) -> Values:
    """Bytes, if that is what the numbers are."""
    bytes_ = pixels.size and pixels.min() >= 0 and pixels.max() <= 255 and bool((pixels == np.rint(pixels)).all())
    return pixels.astype(np.uint8) if bytes_ else pixels


def _packed(content: str, form: Form, name: str) -> tuple[NDArray[np.float32], list[str], list[str]]:
    csv.field_size_limit(10**7)
    rows = list(csv.reader(io.StringIO(content), delimiter=form.delimiter))[form.header :]
    rows = [row for row in rows if len(row) == form.width]
    assert form.packed is not None
    pixels = [_values(row[form.packed], " ", name) for row in rows]
    if len({len(each) for each in pixels}) != 1:
        raise refused(name, "its images have different numbers of pixels")
    labels = [] if form.label is None else [row[form.label].strip() for row in rows]
    return np.stack(pixels), labels, [] if form.part is None else [_part_name(row[form.part]) for row in rows]


def _part_name(text: str) -> str:
    """FER2013 calls the parts Training, PublicTest and PrivateTest; the public one is for validation."""
    return {"publictest": "validation", "privatetest": "test"}.get(text.strip().casefold(), text)


def _wide(lines: Sequence[str], form: Form, name: str) -> tuple[NDArray[np.float32], list[str], list[str]]:
    special = sorted({each for each in (form.label, form.part, *form.others) if each is not None})
    pixels = np.empty((len(lines), form.width - len(special)), np.float32)
    labels: list[str] = []
    parts: list[str] = []
    for start in range(0, len(lines), ROWS):
        rest = []
        for number, line in enumerate(lines[start : start + ROWS], start):
            fields = line.split() if form.delimiter == " " else line.split(form.delimiter)
            if len(fields) != form.width:
                raise refused(name, f"row {number + 1:,} has {len(fields):,} values, and the rows before it {form.width:,}")
            if form.label is not None:
                labels.append(fields[form.label].strip().strip("\"'"))
            if form.part is not None:
                parts.append(_part_name(fields[form.part]))
            for column in reversed(special):
                del fields[column]
            rest.append(",".join(fields))
        values = _values(",".join(rest).replace('"', ""), ",", name)
        if len(values) != len(rest) * pixels.shape[1]:
            raise refused(name, f"a value in rows {start + 1:,} to {start + len(rest):,} is no number")
        pixels[start : start + len(rest)] = values.reshape(len(rest), -1)
    return pixels, labels, parts


def _values(text: str, separator: str, name: str) -> NDArray[np.float32]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return np.fromstring(text, np.float32, sep=separator)
        except (DeprecationWarning, ValueError):
            raise refused(name, "a value among its pixels is no number") from None
