"""What is chosen for an upload, whether or not a widget shows it now: classes and their names, size, colour, orientation, title."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnn_core.data.own_title import free_title
from cnn_core.uploads.making.found import Found, Wish, as_called
from pages.widgets.state.fields import forget_kept, kept_value
from pages.widgets.state.upload import Upload

OF_UPLOADS = "own "
"""How the keys begin of what is chosen for an upload."""
LEFT_OUT, COLOUR, SIZE, CROP, TURNED, INVERTED, TITLE = (
    f"{OF_UPLOADS}{what}" for what in ("left out", "colour", "size", "crop", "turned", "inverted", "title")
)
TYPED, DRAFT = "typed names of classes", "names of classes that cannot be used"


@dataclass(frozen=True)
class Classes:
    """The names in force of the classes that stay, empty if none was changed, and the found names of those left out. Classes of the same
    name are one."""

    names: tuple[str, ...]
    left_out: tuple[str, ...]

    def called(self, found: Found) -> dict[int, str]:
        """The places among the found classes of those that stay, each with its name in force."""
        used = [number for number, name in enumerate(found.class_names) if name not in self.left_out]
        return dict(zip(used, self.names or [found.class_names[number] for number in used], strict=True))

    def counted(self, found: Found) -> list[tuple[str, int, int, int]]:
        """Each class that there will be, with its pictures to learn from, to validate with and to test with."""
        called = self.called(found)
        names, places = as_called(list(called.values()))
        learn, validate, test = ([0] * len(names) for _ in range(3))
        for number, place in zip(called, places, strict=True):
            learn[place] += found.train_counts[number]
            validate[place] += found.validation_counts[number]
            test[place] += found.test_counts[number]
        return list(zip(names, learn, validate, test, strict=True))


def classes_chosen(found: Found) -> Classes:
    """The classes as they would be used now; all stay where none would be left."""
    left_out: list[str] = kept_value(LEFT_OUT, [], lambda names: set(names) <= set(found.class_names))
    used = [name for name in found.class_names if name not in left_out]
    if not used:
        left_out, used = [], list(found.class_names)
    typed: dict[str, str] = st.session_state.setdefault(TYPED, {})
    names = [typed.get(name, name) for name in used]
    return Classes(tuple(names) if names != used else (), tuple(left_out))


def wish_chosen(found: Found) -> Wish:
    """How the pictures would be made now."""
    colour = bool(kept_value(COLOUR, found.colour))
    sizes = found.sizes(colour)
    size = kept_value(size_key(colour), found.usual_size(colour), lambda size: size in sizes)
    return Wish(
        size=size,
        colour=colour,
        crop=shape_matters(found, size) and bool(kept_value(CROP, False)),
        turned=bool(kept_value(TURNED, found.turned)),
        inverted=bool(kept_value(INVERTED, False)),
        class_names=classes_chosen(found).names,
    )


def size_key(colour: bool) -> str:
    """Grey pictures may have other sizes than coloured ones."""
    return f"{SIZE} {colour}"


def shape_matters(found: Found, size: tuple[int, int]) -> bool:
    """Whether pictures have another shape than this one."""
    return size != found.own or bool(found.odd)


def usual_title(upload: Upload, owner: str) -> str:
    """The title that is proposed."""
    return free_title(upload.title, owner)


def title_chosen(upload: Upload, owner: str) -> str | None:
    """The title that was typed; None for the proposed one, which gives way to the one that the same images have already."""
    usual = usual_title(upload, owner)
    title: str = kept_value(TITLE, usual)
    return None if title == usual else title


def forget_wishes() -> None:
    """The next upload begins with what is found in it."""
    for key in (TYPED, DRAFT):
        st.session_state.pop(key, None)
    forget_kept(OF_UPLOADS)
