"""Labels in a text of their own, a row for each image, as lie beside tables of pixels alone."""

from __future__ import annotations

import re

import numpy as np

from cnn_core.uploads.array import Array, in_memory
from cnn_core.uploads.encodings import decoded
from cnn_core.uploads.members import Member, stem
from cnn_core.uploads.naming import words
from cnn_core.uploads.roles import LABELS, said
from cnn_core.uploads.source import Answers, Question
from cnn_core.uploads.table_form import LABEL_WORDS, bare

MAX_LIST = 4 * 2**20
NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?")
NUMBERED = re.compile(r"\"?(\d*)\"?[,;\t](.*)")
"""As pandas writes a column with the number of each row."""


def label_list(member: Member, answers: Answers, questions: list[Question]) -> list[Array]:
    """The labels (n,) in a text that is called so and has one in each line; nothing of any other, nor of names of which
    none comes again: they are those of the classes."""
    if said(member.file) != LABELS or member.size > MAX_LIST:
        return []
    asked = [*questions]
    lines = [line.strip() for line in decoded(member.read(), member.file, answers, asked).splitlines() if line.strip()]
    parted = [NUMBERED.fullmatch(line) for line in lines]
    numbers = [found[1] for found in parted if found]
    counted = len(numbers) == len(lines) > 1 and numbers[1:] == [str(n + (numbers[1] == "1")) for n in range(len(lines) - 1)]
    labels = [bare(found[2] if found and counted else line) for found, line in zip(parted, lines, strict=True)]
    if len(labels) < 2 or any(re.search(r"[,;\t]", each) for each in labels):
        return []
    first, *rest = labels
    head = (counted and not numbers[0]) or "".join(words(first)) in LABEL_WORDS
    head |= not NUMBER.fullmatch(first) and all(map(NUMBER.fullmatch, rest))
    plain = [re.sub(r"^([-+]?\d+)\.0*$", r"\1", each) for each in labels[head:]]
    if len(set(plain)) == len(plain):
        return []
    questions += [each for each in asked if each not in questions]
    return [in_memory(stem(member.name), np.array(plain))]
