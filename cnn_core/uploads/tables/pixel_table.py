"""Tables of pixels as text, a row per image: Kaggle's digits, Sign Language MNIST, FER2013, USPS, ARFF."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cnn_core.errors import DatasetError
from cnn_core.text import plural
from cnn_core.uploads.arrays.array import Array, Values, in_memory
from cnn_core.uploads.files.encodings import UTF_16, decoded
from cnn_core.uploads.files.foreign import SPARSE
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.source import LEFT_OUT, Answers, Question, SetAside, refused
from cnn_core.uploads.tables.bad_rows import Bad, are_few, set_aside
from cnn_core.uploads.tables.parts_beside_pixels import parts_beside_pixels
from cnn_core.uploads.tables.table_form import EXCEL, Form, bare, cut, form_of

ENDINGS = ("csv", "tsv", "txt", "data", "dat", "arff", "tra", "tes", "train", "test", "")
START = 2**20
ROWS = 2000
LOOKED_AT = 500
"""Rows from which the form of a table is told."""
WITH_COMMA = r"[-+]?\d+,\d+(?:[eE][-+]?\d+)?"
DECIMAL_COMMAS = re.compile(rf"[;\t]{WITH_COMMA}[;\t](?:{WITH_COMMA}|[-+]?\d+)[;\t]")
LISTS = re.compile(r'"\[[][\d\s.,eE+-]*\]"|\[[^\[\]\n]*\]')
"""A quoted one may go over several lines and have lists in it, as NumPy writes an image."""
BEFORE = re.compile(r"(?:[ \t]*\r?\n)+")
ATTRIBUTE = re.compile(r"""\s*@attribute\s+(?:'([^']*)'|"([^"]*)"|(\S+))""", re.IGNORECASE)
UNLISTED = re.compile(r"[\s,\[\]]+")
NO_NUMBER = "a value among its pixels is no number"
ONE, ZERO = re.compile(r"\+?0*1(\.0*)?([eE][-+]?0+)?"), re.compile(r"[-+]?(0+\.?0*|\.0+)([eE][-+]?\d+)?")


def pixel_arrays(
    member: Member, answers: Answers, questions: list[Question], aside: list[SetAside], notes: list[str]
) -> list[Array]:
    """Images and labels of a text with one row per image; nothing if it is no such table. A few rows that cannot be read go `aside`, and
    sentences on the parts of the others to the `notes`."""
    if member.ending not in ENDINGS:
        return []
    content = member.read()
    if (b"\0" in content[:START] and not content.startswith(UTF_16)) or SPARSE.match(content):
        return []
    asked = [*questions]
    text = decoded(content, member.file, answers, asked)
    del content
    lines_of_all = text.count("\n")
    for needless in (BEFORE, EXCEL, BEFORE):
        text = text[found.end() :] if (found := needless.match(text)) else text
    before = lines_of_all - text.count("\n")
    whole = len(text) <= START
    start = _plain(text[:START])
    if start != text[:START]:
        text = _plain(text)
    lines = text[:START].splitlines()
    if not whole:
        lines.pop()  # it may be cut off
    skipped = next((n + 1 for n, line in enumerate(lines) if line.strip().casefold() == "@data"), 0)
    some = [line for line in lines[skipped : skipped + LOOKED_AT] if line.strip()]
    names = _names_of_arff(lines[:skipped], some)
    form = form_of(member.file, [*names, *some], skipped - len(names), answers, questions)
    if form is not None and form.header < skipped:
        form = replace(form, header=skipped)
    if form is not None:
        questions += [each for each in asked if each not in questions]
    return [] if form is None else _read(text, before, member, form, answers, questions, aside, notes)


def _names_of_arff(head: Sequence[str], rows: Sequence[str]) -> list[str]:
    """A line with the names of the attributes, as a CSV would begin with; none if there are not as many as values in a row."""
    found = [name[1] or name[2] or name[3] for line in head if (name := ATTRIBUTE.match(line))]
    fits = bool(found) and bool(rows) and len(found) == len(rows[0].split(","))
    return [",".join(re.sub(r"\W+", "_", name) for name in found)] if fits else []


def _plain(text: str) -> str:
    """With decimal points in place of the commas that stand between semicolons or tabs, and lists without their brackets."""
    if DECIMAL_COMMAS.search(text):
        text = text.replace(",", ".")
    return LISTS.sub(lambda found: UNLISTED.sub(" ", found[0].strip('"')), text) if "[" in text else text


def _read(
    content: str,
    before: int,
    member: Member,
    form: Form,
    answers: Answers,
    questions: list[Question],
    aside: list[SetAside],
    notes: list[str],
) -> list[Array]:
    """The arrays in a text of which `before` lines are gone."""
    if form.packed is not None:
        pixels, labels, columns, bad = _packed(content, before, form, member.name)
    else:
        lines = [
            (number, line)
            for number, line in enumerate(content.splitlines()[form.header :], before + form.header + 1)
            if line.strip() and not line.startswith("%")
        ]
        pixels, labels, columns, bad = _wide_without_bad(lines, form, member.name)
    aside += set_aside(bad, member.file)
    name = stem(member.name).removesuffix(f".{member.ending}")
    pixels = _whole(pixels)
    arrays = []
    whole = np.array([re.sub(r"^([-+]?\d+)\.0*$", r"\1", each) for each in labels])
    parts = parts_beside_pixels(member.name, form, columns, answers, questions, notes)
    of = np.array(parts) if parts else np.full(len(pixels), "")
    for part in dict.fromkeys(each for each in of.tolist() if each != LEFT_OUT):
        mine = of == part
        arrays.append(in_memory(f"{name}/{part} images".replace("/ ", "/"), pixels[mine]))
        if labels:
            arrays.append(in_memory(f"{name}/{part} labels".replace("/ ", "/"), whole[mine]))
    return arrays


def _whole(pixels: Values) -> Values:
    """Bytes, if that is what the numbers are."""
    bytes_ = pixels.size and pixels.min() >= 0 and pixels.max() <= 255 and bool((pixels == np.rint(pixels)).all())
    return pixels.astype(np.uint8) if bytes_ else pixels


def _packed(content: str, before: int, form: Form, name: str) -> tuple[NDArray[np.float32], list[str], dict[int, list[str]], Bad]:
    csv.field_size_limit(10**7)
    assert form.packed is not None
    reader = csv.reader(io.StringIO(content), delimiter=form.delimiter)
    lines = [(before + reader.line_num, row) for row in reader][form.header :]
    lines = [(number, row) for number, row in lines if row]
    bad: list[tuple[int, str]] = []
    rows: list[tuple[int, list[str], NDArray[np.float32]]] = []
    for number, row in lines:
        if len(row) != form.width:
            bad.append((number, f"it has {plural(len(row), 'value')}, and the others {form.width:,}"))
            continue
        try:
            rows.append((number, row, _values(row[form.packed], " ", name)))
        except DatasetError:
            bad.append((number, NO_NUMBER))
    usual = Counter(len(each) for _, _, each in rows).most_common(1)[0][0] if rows else 0
    bad += [
        (number, f"its image has {len(each):,} pixels, and the others {usual:,}")
        for number, _, each in rows
        if len(each) != usual
    ]
    if bad and not are_few(bad, len(lines), lines[-1][0]):
        raise refused(name, f"line {bad[0][0]:,}: {bad[0][1]}; {plural(len(bad), 'line')} cannot be read")
    good = [(row, each) for _, row, each in rows if len(each) == usual]
    labels = [] if form.label is None else [row[form.label].strip() for row, _ in good]
    return np.stack([each for _, each in good]), labels, {n: [row[n] for row, _ in good] for n in _beside(form)}, sorted(bad)


def _beside(form: Form) -> list[int]:
    """The columns that may say the parts."""
    return sorted(each for each in (form.part, *form.others) if each is not None and form.names)


def _wide_without_bad(
    lines: Sequence[tuple[int, str]], form: Form, name: str
) -> tuple[NDArray[np.float32], list[str], dict[int, list[str]], Bad]:
    """The same without a few rows that are too long, too short, or have a value that is no number; to look at each takes a while."""
    try:
        return (*_wide(lines, form, name), ())
    except DatasetError:
        bad = [(number, why) for number, line in lines if (why := _wrong(line, form, name))]
        if not bad or not are_few(bad, len(lines), lines[-1][0]):
            raise
    numbers = {number for number, _ in bad}
    return (*_wide([each for each in lines if each[0] not in numbers], form, name), bad)


def _wrong(line: str, form: Form, name: str) -> str:
    """Why a row cannot be read; empty if it can."""
    fields = cut(line, form.delimiter)
    if len(fields) != form.width:
        return f"it has {plural(len(fields), 'value')}, and the others {form.width:,}"
    special = {form.label, form.part, *form.others, *form.hot}
    values = [bare(cell) for n, cell in enumerate(fields) if n not in special]
    try:
        return "" if len(_values(",".join(values), ",", name)) == len(values) else NO_NUMBER
    except DatasetError:
        return NO_NUMBER


def _wide(lines: Sequence[tuple[int, str]], form: Form, name: str) -> tuple[NDArray[np.float32], list[str], dict[int, list[str]]]:
    special = sorted({each for each in (form.label, form.part, *form.others, *form.hot) if each is not None})
    pixels = np.empty((len(lines), form.width - len(special)), np.float32)
    labels: list[str] = []
    columns: dict[int, list[str]] = {n: [] for n in _beside(form)}
    for start in range(0, len(lines), ROWS):
        rest = []
        for number, line in lines[start : start + ROWS]:
            fields = cut(line, form.delimiter)
            if len(fields) != form.width:
                raise refused(name, f"line {number:,} has {plural(len(fields), 'value')}, and the lines before it {form.width:,}")
            if form.label is not None:
                labels.append(bare(fields[form.label]))
            if form.hot:
                one = _hot([bare(fields[column]) for column in form.hot], number, name)
                labels.append(form.classes[one] if form.classes else str(one))
            for n, cells in columns.items():
                cells.append(bare(fields[n]))
            for column in reversed(special):
                del fields[column]
            rest.append(",".join(fields))
        values = _values(",".join(rest).replace('"', ""), ",", name)
        if len(values) != len(rest) * pixels.shape[1]:
            raise refused(name, f"a value in lines {lines[start][0]:,} to {lines[start + len(rest) - 1][0]:,} is no number")
        pixels[start : start + len(rest)] = values.reshape(len(rest), -1)
    return pixels, labels, columns


def _hot(cells: Sequence[str], number: int, name: str) -> int:
    """Which of the cells is the 1 among zeros."""
    ones = [n for n, cell in enumerate(cells) if ONE.fullmatch(cell)]
    if len(ones) != 1 or not all(ZERO.fullmatch(cell) for n, cell in enumerate(cells) if n not in ones):
        raise refused(name, f"line {number:,} has no single 1 among zeros in its {len(cells)} columns of classes")
    return ones[0]


def _values(text: str, separator: str, name: str) -> NDArray[np.float32]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return np.fromstring(text, np.float32, sep=separator)
        except (DeprecationWarning, ValueError):
            raise refused(name, NO_NUMBER) from None
