"""Labels in a text of their own, a row for each image, as lie beside tables of pixels alone and beside arrays of images."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cnn_core.uploads.arrays.array import Array, in_memory
from cnn_core.uploads.arrays.part_arrays import cut_as_listed
from cnn_core.uploads.arrays.roles import IMAGES, LABELS, role_of, said
from cnn_core.uploads.files.encodings import decoded
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.source import PARTS, TRAIN, Answers, Question, SetAside, ask
from cnn_core.uploads.tables.label_table import Told, labels_of_table
from cnn_core.uploads.tables.table_form import EXCEL, bare
from cnn_core.uploads.words.label_words import LABEL_WORDS
from cnn_core.uploads.words.naming import part_in, part_of, words

MAX_LIST = 4 * 2**20
NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:e[-+]\d\d)?")
"""Also as NumPy's savetxt writes it, 3.000e+00."""
NUMBERED = re.compile(r"\"?([^\",;\t]*)\"?[,;\t](.*)")
"""As pandas writes a column with the number of each row."""
SEVERAL = re.compile(r"[-+.\de]+(?: +[-+.\de]+)+")
"""Numbers with gaps between them."""
ENDINGS = ("csv", "tsv", "txt")


@dataclass(frozen=True, eq=False)
class Listed:
    """The labels (n,) of a text, how it tells them if not line by line, and whether they were put into another order; or why there are
    none, as the end of a sentence. `parts` are those of the images, if it says them, and `notes` sentences on these."""

    array: Array | None = None
    how: str = ""
    ordered: bool = False
    why: str = ""
    parts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def label_list(
    member: Member, answers: Answers, questions: list[Question], by_column: bool = False, by_line: bool = False
) -> Listed | None:
    """The labels in a text that is called so and has one in each line, or `by_column` in one of which a column is called so, or `by_line` in any
    other that has nothing else; None for any other, and for names of which none comes again: they are those of the classes."""
    if member.size > MAX_LIST or (said(member.file) != LABELS and not by_column and not by_line):
        return None
    asked = [*questions]
    lines = lines_of(member, answers, asked)
    if by_column and not (lines and {"".join(words(cell)) for cell in re.split(r"[,;\t]", lines[0])} & {*LABEL_WORDS}):
        return None
    if not all(lines):  # a label is missing: with a heading of any word, all after it would be one image off
        return None
    parted = [NUMBERED.fullmatch(line) for line in lines]
    numbers = [found[1].strip() for found in parted if found]
    headed = bool(numbers) and not numbers[0].isdecimal()
    counted = len(numbers) == len(lines) > 1 and _counts(numbers[headed:])
    labels = [bare(found[2] if found and counted else line) for found, line in zip(parted, lines, strict=True)]
    parted_still = any(re.search(r"[,;\t]", each) for each in labels)
    told = (
        labels_of_table(lines, member.name, answers, asked) if parted_still or all(map(SEVERAL.fullmatch, labels[1:])) else None
    )
    if told is None and not parted_still and len({len(line.split()) for line in lines}) == 1:
        told = labels_of_table(lines, member.name, answers, asked)
        told = told if told is not None and told.parts else None  # a polar bear is one thing
    if by_line and (told is not None or not _may_be_classes(labels)):
        return None
    if told is not None and told.why:
        return Listed(why=told.why)
    if told is None:
        if len(labels) < 2 or parted_still:
            return None
        first, *rest = labels
        head = (counted and headed) or "".join(words(first)) in LABEL_WORDS
        head |= not NUMBER.fullmatch(first) and all(map(NUMBER.fullmatch, rest))
        told = Told(np.array(labels[head:]))
    assert told.labels is not None
    plain = [_whole(str(each)) for each in told.labels]
    if len(set(plain)) == len(plain):
        return None
    questions += [each for each in asked if each not in questions]
    labels_of_all = in_memory(stem(member.name), np.array(plain))
    return Listed(labels_of_all, told.how, told.order is not None, parts=told.parts, notes=told.notes)


def lines_of(member: Member, answers: Answers, questions: list[Question]) -> list[str]:
    """The lines of a text without the gaps around them, and without the one that tells Excel the delimiter."""
    text = decoded(member.read(), member.file, answers, questions)
    text = text[excel.end() :] if (excel := EXCEL.match(text)) else text
    return [line.strip() for line in text.strip().splitlines()]


def _whole(text: str) -> str:
    """A number without decimals as whole numbers are written; other texts as they are."""
    decimal = NUMBER.fullmatch(text) and not text.lstrip("+-").isdecimal()
    return str(int(float(text))) if decimal and float(text).is_integer() else text


def _counts(numbers: Sequence[str]) -> bool:
    """Whether they are those of rows, from 0 or from 1."""
    start = int(numbers[0] == "1")
    return [*numbers] == [str(n + start) for n in range(len(numbers))]


def lists_beside(
    members: Sequence[Member], arrays: Iterable[Array], answers: Answers, questions: list[Question]
) -> tuple[dict[Member, Listed], list[SetAside]]:
    """The lists with a label for each image of an array of their part, and those of another number. Where a line is too many, it
    is asked whether it is the first, as a heading of any words is, or the last. Where no array or list has labels, a table or list
    called otherwise may have them. Without texts no array is read."""
    texts = [each for each in members if each.ending in ENDINGS]
    lists = [(member, listed) for member in texts if (listed := label_list(member, answers, questions))]
    found: dict[Member, Listed] = {}
    aside: list[SetAside] = []
    beside = [*arrays] if texts else []
    names, counts = {each.name for each in beside}, counts_of(beside)
    if not lists and all(role_of(each) != LABELS for each in beside):
        lists = [(member, listed) for member in texts if (listed := label_list(member, answers, questions, by_column=True))]
        lists = lists or _by_line(texts, beside, answers, questions)
    for member, listed in lists:
        if listed.array is None:
            aside.append(SetAside(member.name, listed.why))
            continue
        labels = listed.array
        path = member.name.removesuffix(f".{member.name.rpartition('.')[2]}")
        part, count = part_in(path) or TRAIN, labels.shape[0]
        fitting, values = counts.get(part, set()), labels.read()
        if count not in fitting and count - 1 in fitting and not listed.ordered:
            asks = f"{member.file[-40:]} has a line more than there are images, and left out is"
            first, last = f"the first: {values[0][:40]}", f"the last: {values[-1][:40]}"
            question = ask(f"left out {member.name}", asks, (first, last), first, answers)
            questions.append(question)
            left = slice(1, None) if question.chosen == first else slice(-1)
            values, listed = values[left], replace(listed, parts=listed.parts[left])
        if len(values) in fitting:
            found[member] = replace(listed, array=in_memory(member.name if path in names else path, values))
            names.add(path)
        else:
            there = " or ".join(f"{each:,}" for each in sorted(fitting)[:4])
            of = f" for {there} {part} images" if there else f", and there is no array of {part} images"
            aside.append(SetAside(member.name, f"it has {count:,} {part} labels{of}"))
    return found, aside


def _may_be_classes(lines: Sequence[str]) -> bool:
    """Whether a few words or numbers come again and again, and are not those of parts."""
    return 2 <= len({*lines}) <= len(lines) // 2 and not all(map(part_of, lines[1:]))


def _by_line(
    texts: Sequence[Member], beside: Sequence[Array], answers: Answers, questions: list[Question]
) -> list[tuple[Member, Listed]]:
    """Texts of any name with a label in each line, for the images of a single array that has nothing else to tell them."""
    images = [each for each in beside if role_of(each) == IMAGES]
    found = []
    for member in texts:
        asked = [*questions]
        listed = label_list(member, answers, asked, by_line=True)
        if listed is None or listed.array is None:
            continue
        fitting = sum(listed.array.shape[0] in _may_count(each) for each in images)
        if fitting == 1 or len(images) == 1:
            found.append((member, listed))
            questions[:] = asked
    return found


def counts_of(arrays: Iterable[Array]) -> dict[str, set[int]]:
    """Part -> how many images the arrays of it may hold."""
    counts: dict[str, set[int]] = {}
    for each in arrays:
        if role_of(each) == IMAGES:
            counts.setdefault(part_in(each.name) or TRAIN, set()).update(_may_count(each))
    return counts


def _may_count(images: Array) -> set[int]:
    """How many images an array may hold: its last axis counts them only where it is the longest."""
    *others, last = images.shape
    return {others[0], last} if last > max(others) else {others[0]}


def cut_by_lists(arrays: list[Array], lists: Iterable[Listed]) -> list[Array]:
    """The arrays, those cut into parts of whose images a list says which part they belong to."""
    for each in lists:
        if each.array is not None and each.parts:
            arrays = cut_as_listed(arrays, part_in(each.array.name) or TRAIN, each.parts)
    return arrays


def is_used(listed: Listed, aside: Sequence[SetAside]) -> bool:
    """Whether the labels of a list, or of a part of it, are none of what was set aside."""
    name = listed.array.name if listed.array is not None else ""
    return bool(name) and not {each.what for each in aside} & {name, *(f"{name}/{part}" for part in PARTS)}


def how_listed(lists: Sequence[tuple[Member, Listed]]) -> list[str]:
    """How the labels of an upload are told by these lists, a sentence for all of which each line is of an image, and one for each other."""
    plain = [member.name for member, each in lists if not each.how]
    more = f" and {len(plain) - 3} more" if len(plain) > 3 else ""
    shown = ", ".join(each[-40:] for each in plain[:3])
    said = [f"Of {member.name[-40:]}: {each.how}." for member, each in lists if each.how]
    said += [note for _, each in lists for note in each.notes]
    return [*said, *([f"The labels are the lines of {shown}{more}, in the order of the images."] if plain else [])]
