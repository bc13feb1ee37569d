"""Pictures whose labels say nothing, or perhaps nothing: whether these are classes is asked, and guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cnn_core.uploads.source import NO_LABEL, Answers, Item, Question, SetAside, Source, ask_of
from cnn_core.uploads.words.silent_words import silent_and_doubtful

WITHOUT, A_CLASS = "without a label", "of a class called so"
WHY_WITHOUT = "that tells no class; the Draw page predicts such pictures"
WHY = "Of a class they are learned like the others; without a label they are set aside, and the Draw page predicts them."
SHOWN, MAX_NAME = 4, 20


def without_silent(source: Source, answers: Answers) -> Source:
    """The source, with the pictures set aside whose labels say nothing, unless a person wants them to be classes. Doubtful ones are guessed to
    be classes if no other label says nothing; and so are all of them if less than two classes were left."""
    labels = [] if source.by_names else _used(source)
    silent, doubtful = silent_and_doubtful(labels)
    questions: list[Question] = []
    left: list[str] = []
    for key, of, likely in (("silent labels", silent, True), ("doubtful labels", doubtful, bool(silent))):
        if of:
            guess = WITHOUT if likely and len(labels) - len(left) - len(of) > 1 else A_CLASS
            which = (len(_labelled(source, of)), "picture", f"labelled {_listed(of)}")
            questions.append(ask_of(key, which, (WITHOUT, A_CLASS), guess, answers, WHY))
            left += of if questions[-1].chosen == WITHOUT else []
    source = replace(source, questions=[*source.questions, *questions])
    return _set_aside(source, left) if left else source


def _used(source: Source) -> list[str]:
    """The classes that have a picture, in their order."""
    places = {item.label for item in source.items}
    return [name for place, name in enumerate(source.class_names) if place in places]


def _labelled(source: Source, labels: Sequence[str]) -> list[Item]:
    return [item for item in source.items if source.class_names[item.label] in labels]


def _listed(labels: Sequence[str]) -> str:
    *first, last = [each[:MAX_NAME] for each in labels[:SHOWN]] + ["…"] * (len(labels) > SHOWN)
    return f"{', '.join(first)} or {last}" if first else last


def _set_aside(source: Source, left: Sequence[str]) -> Source:
    names = tuple(name for name in source.class_names if name not in left)
    items, others = _labelled(source, names), _labelled(source, left)
    return replace(
        source,
        class_names=names,
        items=[replace(item, label=names.index(source.class_names[item.label])) for item in items],
        set_aside=[*source.set_aside, SetAside(f"pictures labelled {_listed(left)}", WHY_WITHOUT, len(others))],
        unlabelled=[*source.unlabelled, *(replace(item, part="", label=NO_LABEL) for item in others)],
    )
