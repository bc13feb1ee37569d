"""Which classes and parts come of what was found: where they do not fit each other, a person chooses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.dataset import Labels
from cnn_core.data.own import MAX_CLASSES
from cnn_core.text import plural
from cnn_core.uploads.limits import MIN_OF_A_CLASS
from cnn_core.uploads.making.drawn_part import nothing_to_test
from cnn_core.uploads.source import (
    GO_ON,
    LEAVE_THEM,
    TEST,
    TRAIN,
    VALIDATION,
    Answers,
    Question,
    SetAside,
    ask,
    check_class_names,
    refused,
)
from cnn_core.uploads.words.naming import alike, nearest
from cnn_core.uploads.words.spelled_alike import join_spellings

OUT = "leave out"
TO_TEST, TO_VALIDATE, TO_LEARN = "test with them", "validate with them", "learn from them too"
AS_IT_IS, ANEW = "keep the test part as it is", "mix all and draw a test part"
ONE_CLASS, TWO_CLASSES = "one class", "two classes"
GO_ON_WITH_IT, LEAVE_IT = "go on with it", "leave it out"
ALONE = (
    "A network learns to tell classes apart, and here is nothing to tell: it will say this class of every picture, and be right each "
    "time. Choose the files of the other classes together with these."
)
NEARLY = (
    "They are spelled nearly alike. As one class, its pictures of the {} part are used with it; as two, the one is not learned."
)
OTHERWISE = "If a class is only called otherwise there: mix all, and give both the same name in 'Names of the classes'. They are one class then."
DRAWN_INSTEAD = "The validation part is learned from too, and what validates is drawn by seed from all that is learned from, each class in its proportion."
SHOWN = 8


@dataclass(frozen=True, eq=False)
class Settled:
    """The pictures that stay (bool, of all), their labels among `names`, and which of them are for testing and for validation. `groups` are
    the places of the first of those of which a test part is to have all or none."""

    names: tuple[str, ...]
    kept: NDArray[np.bool_]
    labels: Labels
    of_test: NDArray[np.bool_]
    of_validation: NDArray[np.bool_]
    questions: list[Question]
    notes: list[str]
    set_aside: list[SetAside]
    groups: Labels


def left_out_key(name: str) -> str:
    """The key under which answers say that a class is left out."""
    return f"class {name}"


def settle(
    names: Sequence[str], given: Sequence[int], parts: Sequence[str], out: NDArray[np.bool_], name: str, answers: Answers
) -> Settled:
    """From the label and the part of each picture that can be opened, without those that are out; DatasetError if no class remains.

    Classes that are left out by choice go last: everything else is settled as if they stayed, as it was shown when they were chosen.
    """
    labels, of = np.array(given, np.int64), np.array(parts, "U10")
    questions: list[Question] = []
    notes: list[str] = []
    aside: list[SetAside] = []
    kept = ~out

    def leave(label: int, why: str) -> None:
        gone = kept & (labels == label)
        kept[gone] = False
        aside.append(SetAside(f"class {names[label]}", why, int(gone.sum())))

    join_spellings(names, labels, of, questions, answers)
    _same_class(names, labels, of, questions, answers)
    of = _validation(names, labels, of, kept, questions, notes, answers)
    of = _test(names, labels, of, kept, questions, notes, answers, leave)
    _not_learned(names, labels, of, kept, notes, leave)
    counts = np.bincount(labels[kept & (of == TRAIN)], minlength=len(names))
    few = [label for label in np.unique(labels[kept]) if counts[label] < MIN_OF_A_CLASS]
    if few and not nothing_to_test(map(int, counts), (of[kept] == TEST).tolist()):
        listed = ", ".join(f"{names[label][:40]} ({counts[label]})" for label in few[:SHOWN]) + (
            ", …" if len(few) > SHOWN else ""
        )
        asks = f"Fewer than {MIN_OF_A_CLASS} images to learn from: {listed}"
        question = ask("few", asks, (GO_ON, LEAVE_THEM), GO_ON, answers, "Little can be learned from so few.")
        questions.append(question)
        for label in few if question.chosen == LEAVE_THEM else [each for each in few if not counts[each]]:
            leave(int(label), f"it has only {plural(int(counts[label]), 'image')} to learn from")
    for label in np.unique(labels[kept]):
        if answers.get(left_out_key(names[label])) == OUT:
            leave(int(label), "it was left out by choice")
    present = np.unique(labels[kept])
    if len(present) == 1:
        asks = f"Only one class: {names[present[0]][:40]}"
        question = ask("one class", asks, (GO_ON_WITH_IT, LEAVE_IT), GO_ON_WITH_IT, answers, ALONE)
        questions.append(question)
        notes.append(f"{asks}. {ALONE}")
        present = present[: question.chosen == GO_ON_WITH_IT]
    if not len(present):
        raise refused(name, "no class of it is left; choose files that have pictures of other classes too")
    final = check_class_names([names[label] for label in present], name)
    used = of[kept]
    of_test, of_validation, each_alone = used == TEST, used == VALIDATION, np.arange(len(used))
    return Settled(
        final, kept, np.searchsorted(present, labels[kept]), of_test, of_validation, questions, notes, aside, each_alone
    )


def _validation(
    names: Sequence[str],
    labels: Labels,
    of: NDArray[np.str_],
    kept: NDArray[np.bool_],
    questions: list[Question],
    notes: list[str],
    answers: Answers,
) -> NDArray[np.str_]:
    """A validation part is for testing where nothing else is, and else to validate with, unless it has classes of its own or a person says
    otherwise."""
    there = set(of[kept].tolist())
    if TRAIN not in there:
        only = VALIDATION if VALIDATION in there else TEST
        notes.append(f"There is no training part, so the {only} part is learned from.")
        return np.where(of == only, TRAIN, of)
    if VALIDATION not in there:
        return of
    learned, validated = (set(labels[kept & (of == part)].tolist()) for part in (TRAIN, VALIDATION))
    extra = sorted(validated - learned)
    why = f"The validation part has {_listed(names, extra)}, which the training part lacks." if extra else ""
    if TEST in there:
        guess = TO_LEARN if extra else TO_VALIDATE
        question = ask("validation", "What are the validation images for?", (TO_VALIDATE, TO_LEARN), guess, answers, why)
    else:
        asks = "There is a validation part and no test part. What are the validation images for?"
        question = ask("validation", asks, (TO_TEST, TO_VALIDATE, TO_LEARN), TO_TEST, answers, why)
    questions.append(question)
    if question.chosen == TO_LEARN:
        notes.append(f"{why} {DRAWN_INSTEAD}".lstrip())
    return np.where(of == VALIDATION, {TO_TEST: TEST, TO_VALIDATE: VALIDATION, TO_LEARN: TRAIN}[question.chosen], of)


def _not_learned(
    names: Sequence[str],
    labels: Labels,
    of: NDArray[np.str_],
    kept: NDArray[np.bool_],
    notes: list[str],
    leave: Callable[[int, str], None],
) -> None:
    """What a validation part has alone is left out, and what it lacks is said."""
    validated, learned = (set(labels[kept & (of == part)].tolist()) for part in (VALIDATION, TRAIN))
    for label in sorted(validated - learned):
        leave(label, "in the validation part alone, and so never learned")
    if validated and (lacks := sorted(learned - validated)):
        notes.append(f"There is no validation image of {_listed(names, lacks)}, so the validation says nothing of that.")


def _same_class(names: Sequence[str], labels: Labels, of: NDArray[np.str_], questions: list[Question], answers: Answers) -> None:
    """A class of another part that differs there in case, gaps or a plural alone is the class of the training part, unless a person says
    that it is not; one that is nearly spelled so is, if a person says it. Changes the labels."""
    learned = set(labels[of == TRAIN].tolist())
    for part in (VALIDATION, TEST):
        there = set(labels[of == part].tolist())
        lacking, extra = sorted(learned - there), sorted(there - learned)
        compared = (
            lacking if max(len(lacking), len(extra)) <= MAX_CLASSES else []
        )  # of people of a crowd each with each takes minutes
        free: dict[str, list[int]] = {}
        for label in lacking:
            free.setdefault(alike(names[label]), []).append(label)
        for label in extra:
            twins = free.get(alike(names[label]), [])
            same = len(twins) == 1 and bool(alike(names[label]))  # "+" and "-" have no letters to be alike in
            twin = twins[0] if same else nearest(names[label], compared, names)
            if twin is None:
                continue
            asks = f"{names[label][:40]} of the {part} part and {names[twin][:40]} of the training part are"
            guess, why = (ONE_CLASS, "") if same else (TWO_CLASSES, NEARLY.format(part))
            question = ask(f"same {part} {names[label]}", asks, (ONE_CLASS, TWO_CLASSES), guess, answers, why)
            questions.append(question)
            if question.chosen == ONE_CLASS:
                labels[(labels == label) & (of == part)] = twin


def _test(
    names: Sequence[str],
    labels: Labels,
    of: NDArray[np.str_],
    kept: NDArray[np.bool_],
    questions: list[Question],
    notes: list[str],
    answers: Answers,
    leave: Callable[[int, str], None],
) -> NDArray[np.str_]:
    """A test part has the classes of the training part, or is said not to."""
    tested, learned = set(labels[kept & (of == TEST)].tolist()), set(labels[kept & (of == TRAIN)].tolist())
    if not tested or tested == learned:
        return of
    lacks, extra = sorted(learned - tested), sorted(tested - learned)
    said = []
    if lacks:
        said.append(f"lacks {_listed(names, lacks)}")
    if extra:
        said.append(f"has {_listed(names, extra)}, which the training part lacks")
    guess = AS_IT_IS if len(learned) > 1 and learned & tested else ANEW
    why = OTHERWISE if lacks and extra else ""
    question = ask("test part", f"The test part {' and '.join(said)}", (AS_IT_IS, ANEW), guess, answers, why)
    questions.append(question)
    if question.chosen == ANEW:
        return np.where(kept, TRAIN, of)
    for label in extra:
        leave(label, "in the test part alone, and so never learned")
    if lacks:
        notes.append(f"There is no test image of {_listed(names, lacks)}, so the test says nothing of that.")
    return of


def _listed(names: Sequence[str], labels: Sequence[int]) -> str:
    return ", ".join(names[label][:40] for label in labels[:SHOWN]) + (
        f" and {len(labels) - SHOWN} more" if len(labels) > SHOWN else ""
    )
