"""Parts in the names of files whose classes are told otherwise: `cat/train_0.png` beside `cat/test_0.png`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from cnn_core.uploads.beside.told_parts import DRAWN
from cnn_core.uploads.source import PARTS, TRAIN, Answers, Question, ask
from cnn_core.uploads.words.naming import NOT, doubted, part_of, says_contrary, words

IN_NAMES, TOLD = "parts in names", "as the names of the files say"
ENOUGH, FEWEST = 0.9, 2
"""That part of the names says parts where they are guessed to be such; and so many say another part than train where it is asked."""


def parts_in_names(
    names: Sequence[str],
    labels: Sequence[str],
    placed: Mapping[int, tuple[str, str]],
    answers: Answers,
    questions: list[Question],
) -> list[str]:
    """The part of each picture, empty where its name says none, if some names say another part than train and a person, or else nearly all
    of the names, say that these are the parts. Asked only where all pictures that are `placed` are so far to learn from. A word of the
    class says no part: in `covid_test/` each file may be called so."""
    nothing = [""] * len(names)
    if {part for part, _ in placed.values()} != {TRAIN}:
        return nothing
    says = cache(_may_say)
    rest = {number: _beside(names[number], labels[number], says) for number in placed if labels[number]}
    different = {*rest.values()}
    never = doubted(different)
    part = {each: "" if each in never else part_of(each) for each in different}
    told = {number: part[each] for number, each in rest.items()}
    counts = Counter(told.values())
    others = sum(count for said, count in counts.items() if said not in ("", TRAIN))
    if others < FEWEST or len(counts) < 2:
        return nothing
    of_class: dict[str, set[str]] = {}
    for number, each in told.items():
        of_class.setdefault(labels[number], set()).add(each)
    shared = any(len(each - {""}) > 1 for each in of_class.values())  # crash_test_1 beside freight_train_1 says what is shown
    likely = shared and counts[TRAIN] > 0 and counts[""] <= (1 - ENOUGH) * len(told)
    said = " and ".join(f"{each} ({counts[each]:,})" for each in PARTS if counts[each])
    first = next(names[number] for number, each in told.items() if each not in ("", TRAIN))
    why = f"Names of files, such as {first[-60:]}, say {said}" + (f"; {counts['']:,} say none." if counts[""] else ".")
    question = ask(IN_NAMES, "The parts are", (TOLD, DRAWN), TOLD if likely else DRAWN, answers, why)
    questions.append(question)
    return nothing if question.chosen == DRAWN else [told.get(number, "") for number in range(len(names))]


def _beside(name: str, label: str, says: Callable[[str], bool]) -> str:
    """The words of a file's name that may say a part, and are none of its class or the folder that it lies in."""
    folder, _, file = name.rpartition("/")
    found = [each for each in words(file.rpartition(".")[0]) if says(each)]
    mine = {*words(label), *words(folder.rpartition("/")[2])} if found else set()
    return " ".join(each for each in found if each not in mine)


def _may_say(word: str) -> bool:
    """Whether a word says a part, or with the next one or another name that it is none."""
    return bool(part_of(word)) or word in NOT or says_contrary(word)
