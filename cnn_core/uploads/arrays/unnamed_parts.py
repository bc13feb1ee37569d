"""Parts of pairs of images and labels of which no name says one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cnn_core.uploads.arrays.array import Array
from cnn_core.uploads.arrays.labels import count_of
from cnn_core.uploads.source import TEST, TRAIN, Answers, Question, ask
from cnn_core.uploads.words.guessed_parts import MOST_PARTS, PART_FOR, ask_part, guessed_parts, said_part, several_said
from cnn_core.uploads.words.naming import doubted, part_of, short_part

LARGER, ALL = "the larger one is to learn from, the other to test with", "all are to learn from"
MAX_NAME = 40
Pair = tuple[Array, Array]


def beside_named(parts: Mapping[str, list[Pair]], answers: Answers) -> tuple[dict[str, list[Pair]], list[Question]]:
    """The parts, where pairs that were taken as to learn from lie beside one that is called so, and say nothing, or beside
    other parts, and may say another: each is asked. A single one is guessed to be to test with if nothing else is. Nothing is asked of many."""
    pairs = parts.get(TRAIN, [])
    never = doubted([x.name for x, _ in pairs])
    plain = ["" if x.name in never else part_of(x.name) or short_part(x.name) for x, _ in pairs]
    told, more = TRAIN in plain, len(parts) > 1
    odd = [at for at, (x, _) in enumerate(pairs) if not plain[at] and (told or (more and said_part(x.name) not in ("", TRAIN)))]
    if not odd or len(odd) == len(pairs) or len(odd) > MOST_PARTS:
        return dict(parts), []
    usual = TEST if len(odd) == 1 and TEST not in parts else TRAIN
    found = {part: [*of] for part, of in parts.items()} | {TRAIN: [each for at, each in enumerate(pairs) if at not in odd]}
    questions = []
    for at in odd:
        x, y = pairs[at]
        question = ask_part(x.name, f"in {x.name[-MAX_NAME:]}", count_of(y.shape), said_part(x.name) or usual, answers)
        questions.append(question)
        found.setdefault(PART_FOR[question.chosen], []).append(pairs[at])
    return found, questions


def apart(pairs: Sequence[Pair], answers: Answers) -> tuple[dict[str, list[Pair]], list[Question]]:
    """The pairs by part, empty if all are to learn from, and what is asked of it. Of two of different numbers, as `arr_0` to `arr_3`, the
    larger is to learn from; of a few more, or where names say several parts, each is asked. Many are shares of one part, and so are those of one
    number."""
    counts, names = [count_of(y.shape) for _, y in pairs], [x.name for x, _ in pairs]
    told = several_said(names) or bool(doubted(names))
    if not 2 <= len(pairs) <= MOST_PARTS or (len(set(counts)) == 1 and not told):
        return {}, []
    if len(pairs) == 2 and not told:
        larger, other = sorted(pairs, key=lambda each: -count_of(each[1].shape))
        asks = f"There are two pairs of images and labels, {max(counts):,} and {min(counts):,}"
        question = ask("two pairs", asks, (LARGER, ALL), LARGER, answers)
        return ({TRAIN: [larger], TEST: [other]} if question.chosen == LARGER else {}), [question]
    guesses = zip(names, counts, guessed_parts(names, counts), strict=True)
    asked = [ask_part(name, f"in {name[-MAX_NAME:]}", count, part, answers) for name, count, part in guesses]
    parts: dict[str, list[Pair]] = {}
    for each, question in zip(pairs, asked, strict=True):
        parts.setdefault(PART_FOR[question.chosen], []).append(each)
    return parts, asked
