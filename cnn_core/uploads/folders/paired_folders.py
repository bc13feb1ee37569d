"""Class folders of which others are parts, told by their names alone: `cat_test/` beside `cat/`."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.text import classes_text
from cnn_core.uploads.folders.folder_tree import Folder
from cnn_core.uploads.folders.part_folders import ARE_CLASSES, ARE_PARTS, BEGUN, SHOWN, no_class
from cnn_core.uploads.source import TRAIN, Answers, Question, ask
from cnn_core.uploads.words.folder_words import ASIDE
from cnn_core.uploads.words.naming import alike, doubted, part_of, without_part, words, words_and_numbers
from cnn_core.uploads.words.part_words import compound_part

Paired = list[tuple[str, str, Folder]]
"""Pictures by their part and their class."""


def paired(folders: Sequence[Folder]) -> Paired:
    """The folders, none of which has others in it, with their part and class if any is called as another is beside its part; else nothing.
    What has no part is to learn from. Those that are called as no class are left out."""
    doubtful = doubted([each.name for each in folders])
    of = {each.name: _rest(each.name) for each in folders if _part(each.name) and each.name not in doubtful}
    bare = {alike(each.name): each.name for each in folders if each.name not in of}
    if any(each.below for each in folders) or not any(alike(rest) in bare for rest in of.values() if not no_class(rest)):
        return []
    parts: dict[str, set[str]] = {}
    for name, rest in of.items():
        parts.setdefault(alike(rest), set()).add(_part(name))
    found: Paired = []
    for each in folders:
        rest = of.get(each.name, "")
        divided = bool(rest) and (alike(rest) in bare or len(parts[alike(rest)]) > 1)
        if no_class(rest if each.name in of else each.name) or ASIDE & {*words(each.name)}:
            continue
        found.append((_part(each.name), bare.get(alike(rest), rest), each) if divided else (TRAIN, each.name, each))
    return found


def _part(name: str) -> str:
    """The part that a name says, with a word of German or Dutch too: `cat Testbilder`."""
    return part_of(name) or next(filter(None, map(compound_part, words(name))), "")


def _rest(name: str) -> str:
    return without_part(name) if part_of(name) else " ".join(each for each in words_and_numbers(name) if not compound_part(each))


def ask_paired(found: Paired, answers: Answers) -> Question:
    """Whether folders are parts of the classes that they are called as. A single one is guessed to be a class, `test_tube` beside `tube`."""
    divided = [(part, of, each.name) for part, of, each in found if each.name != of]
    guess = ARE_PARTS if len(divided) > 1 else ARE_CLASSES
    names = ", ".join(f"{name}/" for _, _, name in divided[:SHOWN]) + ", …" * (len(divided) > SHOWN)
    why = f"Without their parts they are called as {classes_text(len({of for _, of, _ in divided}))}."
    return ask(BEGUN, f"{names} {'is' if len(divided) == 1 else 'are'}", (ARE_PARTS, ARE_CLASSES), guess, answers, why)
