"""Where the pictures of folders come: to a part and a class, or aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cnn_core.uploads.folders.folder_tree import Folder
from cnn_core.uploads.folders.same_pictures import SamePictures
from cnn_core.uploads.source import Answers, Question, SetAside

NO_PART = "its name says no part; the Draw page predicts such pictures"
NO_CLASS = "no class is known of them; the Draw page predicts such pictures"


@dataclass(eq=False)
class Layout:
    """Number of a picture -> (part, class), class empty if no folder says one; what was set aside, guessed and done. `unlabelled` are
    the numbers of pictures that were set aside because no class is known of them, `level` which of folders in folders are the classes, where
    a part has such: so they are in the parts that follow."""

    placed: dict[int, tuple[str, str]] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unlabelled: list[int] = field(default_factory=list)
    same: SamePictures = field(default_factory=SamePictures)
    answers: Answers = field(default_factory=dict)
    level: str = ""

    @property
    def classes(self) -> set[str]:
        return {label for _, label in self.placed.values() if label}


def put(numbers: Iterator[int] | list[int], part: str, label: str, layout: Layout) -> None:
    """Gives pictures their part and class; a class that is empty is not known."""
    for number in numbers:
        layout.placed[number] = (part, label)


def aside(folder: Folder, why: str, layout: Layout) -> None:
    """Sets a folder aside that holds no pictures of its own."""
    layout.set_aside.append(SetAside(f"{folder.name}/", why, folder.size()))


def unlabelled(what: str, numbers: list[int], layout: Layout, why: str = NO_CLASS) -> None:
    """Sets pictures aside of which no class is known: the Draw page predicts them."""
    layout.set_aside.append(SetAside(what, why, len(numbers)))
    layout.unlabelled.extend(numbers)
