"""How the pictures of an upload shall be: names and choice of classes, size, colour, orientation; with a preview."""

from __future__ import annotations

from functools import partial

import streamlit as st

from cnn_core.errors import DatasetError
from cnn_core.figures.sheet import sheet_alt
from cnn_core.uploads.making.evenly import evenly
from cnn_core.uploads.making.found import Found, Wish, as_called
from cnn_core.uploads.making.settling import ALONE
from cnn_core.uploads.source import check_class_names
from cnn_core.uploads.words.naming import alike
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.datasets import drawn_sheet, show_sheet
from pages.widgets.state.fields import controlled, kept
from pages.widgets.state.tables import enlarged
from pages.widgets.state.upload_choice import (
    COLOUR,
    CROP,
    DRAFT,
    INVERTED,
    LEFT_OUT,
    TURNED,
    TYPED,
    Classes,
    classes_chosen,
    shape_matters,
    size_key,
    wish_chosen,
)

FITS = {False: "squeezed whole", True: "middle cut out"}
COLOURS = {True: "colour", False: "grey"}
WIDE, GAP, SHEET, ROWS = 90, 10, 560, 3
"""Pixels on the screen of one picture, about, between two, and of a row of them; how many rows."""
FEW, MOST_HIGH = 6, 170
"""So many names stand in one line; more have a field of so many pixels, with one in a line."""


def choose_classes(found: Found) -> Classes:
    """Which classes are used, and how they are called; labels are often only numbers."""
    every = set(found.class_names)
    left_out: list[str] = []
    if len(every) > 1:
        left_out = st.multiselect(
            "Leave out",
            found.class_names,
            placeholder="no class",
            width=400,
            select_all=False,
            **kept(LEFT_OUT, [], lambda names: set(names) <= every),
        )
    if every == set(left_out):
        st.caption(":red[:material/error:] No class would be left; all of them stay.")
    classes = classes_chosen(found)
    _names([name for name in found.class_names if name not in classes.left_out], list(classes.called(found).values()), len(every))
    return classes


def _names(used: list[str], names: list[str], of: int) -> None:
    """The names in force of the classes that are used of so many. What was typed stays with its class while others are left out and come back."""
    typed: dict[str, str] = st.session_state.setdefault(TYPED, {})
    many = len(names) > FEW
    gap = "\n" if many else ";" if any("," in name for name in names) else ","

    def report(text: str) -> None:
        parts = _parted(text, gap, len(used))
        fault = _fault(parts, len(used))
        st.session_state[DRAFT] = (used, text, fault) if fault else None
        if not fault:
            typed.update(zip(used, parts, strict=True))

    draft = st.session_state.get(DRAFT)
    wrong, fault = draft[1:] if draft is not None and draft[0] == used else (None, "")
    # With what is said of them, which comes and goes: what is below keeps its place, and the keyboard that is there.
    with st.container():
        how = "one in a line" if many else f"separated by {'semicolons' if gap == ';' else 'commas'}"
        field = partial(st.text_area, height=enlarged(MOST_HIGH)) if many else st.text_input
        field(
            "Names of the classes",
            help=f"In their order, {how}. Every page then uses these names. Classes of the same name become one.",
            **controlled("own class names", (gap if many else f"{gap} ").join(names) if wrong is None else wrong, report),
        )
        if wrong is not None:
            st.caption(f":red[:material/error:] {escape_markdown(fault)} The names before stay.")
        if together := _together(used, names, of):
            st.caption(escape_markdown(together))


def _parted(text: str, gap: str, wanted: int) -> list[str]:
    """The names in what was typed; a list with commas or semicolons, or one in a line, may be pasted where another is shown."""
    ways = [[part.strip() for part in text.strip().split(each)] for each in (gap, "\n", ";", ",")] if text.strip() else [[]]
    return next((names for names in ways if len(names) == wanted), ways[0])


def _fault(names: list[str], wanted: int) -> str:
    """Why these cannot be the names, said at once and not when they are used; empty if they can."""
    if len(names) != wanted:
        there = "1 is" if len(names) == 1 else f"{len(names)} are"
        return f"{'1 name is' if wanted == 1 else f'{wanted} names are'} wanted, and {there} there."
    if "" in names:
        return "Each class needs a name; to leave a class out, choose it above."
    try:
        check_class_names(names, "What was typed")
    except DatasetError as error:
        return str(error)
    return ""


def _together(used: list[str], names: list[str], of: int) -> str:
    """Which of the found classes are one, since they are called the same, which are called nearly so, and whether one of several is left;
    empty if nothing is to be said."""
    groups = {name: [found for found, called in zip(used, names, strict=True) if called == name] for name in names}
    said = [f"{', '.join(each[:-1])} and {each[-1]} are one class, {name}." for name, each in groups.items() if len(each) > 1]
    near: dict[str, list[str]] = {}
    for name in groups:
        near.setdefault(alike(name) or name, []).append(name)
    said += [f"{', '.join(each[:-1])} and {each[-1]} stay different classes." for each in near.values() if len(each) > 1]
    if of > 1 and len(groups) == 1:
        said.append(ALONE)
    return " ".join(said)


def choose_look(found: Found, classes: Classes) -> None:
    """The settings of the pictures as widgets, and some pictures as they will be."""
    wish = _wish(found)
    names = classes.called(found)
    place = dict(zip(names, as_called(list(names.values()))[1], strict=True))
    groups: list[list[int]] = [[] for _ in set(place.values())]
    for number, label in enumerate(found.sample_labels):
        if label in names:
            groups[place[label]].append(number)
    cell = max(wish.size) * max(1, round(WIDE / max(wish.size)))
    columns = max(1, SHEET // (cell + GAP))
    chosen = evenly(groups, [sum(of_parts) for _, *of_parts in classes.counted(found)], columns * ROWS)
    captions = [names[found.sample_labels[number]] for number in chosen]
    images = found.preview(wish)[chosen]
    half = -(-columns // 2)  # each row in two sheets, of which the second stands below the first where there is no room beside it
    for start in range(0, len(chosen), columns):
        row = range(len(chosen))[start : start + columns]
        with st.container(horizontal=True, gap=None):
            for part in filter(None, (row[:half], row[half:])):
                said = captions[part.start : part.stop]
                with st.container(width="content"):
                    drawn = drawn_sheet(images[part], said, half, cell)
                    show_sheet(drawn, sheet_alt(len(said), "your images", said), f"own {part.start}")


def _wish(found: Found) -> Wish:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        colour = st.segmented_control(
            "Colours",
            list(COLOURS),
            format_func=lambda each: COLOURS[each],
            required=True,
            **kept(COLOUR, found.colour),
            help="Colour has three numbers per pixel: more information, and three times the work in the first layer.",
        )
        sizes, usual = found.sizes(bool(colour)), found.usual_size(bool(colour))
        as_they_are = " (as most are)" if found.odd else " (as they are)"
        size = st.selectbox(
            "Size",
            sizes,
            format_func=lambda size: f"{size[0]}x{size[1]}{as_they_are if size == found.own else ''}",
            width=180,
            **kept(size_key(bool(colour)), usual, lambda size: size in sizes),
            help="Larger: finer detail, and a longer training. 64x64 has four times the pixels of 32x32.",
        )
        if shape_matters(found, size):
            st.segmented_control(
                "Other shapes are",
                list(FITS),
                format_func=lambda each: FITS[each],
                required=True,
                **kept(CROP, False),
                help="Squeezed: the whole picture is kept, and its proportions change. Middle cut out: the edges are cut off.",
            )
    with st.container(horizontal=True):
        st.toggle(
            "Turn upright",
            **kept(TURNED, found.turned),
            help="Swaps rows and columns: EMNIST and some files of MATLAB are stored so, and letters then lie on their side.",
        )
        st.toggle(
            "Swap black and white",
            **kept(INVERTED, False),
            help="A network that learns white ink on black reads drawings of the pad, which are made so.",
        )
    return wish_chosen(found)
