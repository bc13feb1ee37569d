"""The image is changed by hand, and the network answers: moved, turned, made noisy, painted over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from cnn_core.drawing import Drawing
from cnn_core.explain.edits import DEGREES, UNCHANGED, Edit, Flip, smallest_flips
from cnn_core.summary import summarise
from pages.widgets.components.microscope import Brush, Stroke
from pages.widgets.explain.computed import computed
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.explained_image import Picture
from pages.widgets.state.fields import controlled
from pages.widgets.state.view import Look

EDIT, BRUSH, PAINTED, ONTO, STROKES = "image edit", "image brush", "painted image", "painted onto", "brush strokes"
"""Strokes: by number, (row, column) -> brightness; they begin anew with each image."""

UNDO = "last stroke to be undone"

BRUSHES = {"Off": None, "White": 255, "Black": 0}
MAX_PAINTED, MAX_STROKES = 4096, 50
MAX_MACS, MOST = 10**10, 500
"""Work of looking for the smallest changes, about half a second, and how many changes there are to try at most."""


def edit_of(dataset: str, shape: tuple[int, ...], image: int | Drawing | Picture) -> Edit:
    """The change that is made of this image of a dataset, of this shape (height, width, channels).

    What was painted belongs to one image alone, and one is moved by half its size at most.
    """
    edit: Edit = st.session_state.get(EDIT, UNCHANGED)
    if st.session_state.get(PAINTED) != (dataset, shape, image):
        down, right = (max(-size // 2, min(by, size // 2)) for by, size in zip((edit.down, edit.right), shape, strict=False))
        edit = replace(edit, right=right, down=down, painted=())
        _forget_strokes()
    st.session_state[EDIT], st.session_state[PAINTED] = edit, (dataset, shape, image)
    if st.session_state.pop(UNDO, False):
        _undo_stroke()
        edit = st.session_state[EDIT]
    return edit


def edit_image(look: Look, plain: Look, paints: bool) -> None:
    """The sliders, and which small changes would flip the answer for the image as it is (`plain`). The brush only where it `paints`:
    on the image of the microscope."""
    height, width = look.pixels.shape[:2]
    edit: Edit = st.session_state[EDIT]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for label, name, least, most, step in (
            ("Right by pixels", "right", -width // 2, width // 2, 1),
            ("Down by pixels", "down", -height // 2, height // 2, 1),
            ("Turned left by degrees", "turn", -180, 180, 1),
            ("Noise in percent", "noise", 0, 100, 5),
        ):
            value = round(getattr(edit, name) * (100 if name == "noise" else 1))
            bounded = min(max(value, least), most)
            st.slider(label, least, most, step=step, width=150, **controlled(f"edit {name} {most}", bounded, _changed(name)))
        if paints:
            st.segmented_control(
                "Brush", list(BRUSHES), default="Off", required=True, key=BRUSH, help="Paints on the image of the microscope."
            )
        st.button(
            "Undo stroke",
            icon=":material/undo:",
            key="undo stroke",
            help="Or Ctrl+Z, after painting.",
            on_click=want_undone,
            disabled=not st.session_state.get(STROKES),
        )
        st.button(
            "As it was",
            icon=":material/restart_alt:",
            key="edit reset",
            on_click=_make,
            args=(UNCHANGED,),
            disabled=edit == UNCHANGED,
        )
    with st.spinner("Looking for the smallest changes…", show_time=False):
        flips = computed(("flips", plain.key), lambda: _flips(plain))
    step = _step(plain)
    tried = f"Tried: turns in steps of {DEGREES * step}°, noise in steps of {5 * step}%."
    _smallest(flips, plain, f"Of the image as it was, and what it is read as then. {tried}")


def painter(look: Look) -> Brush | None:
    """The brush, None while it is off. What was painted before the image was changed or taken back is not taken any more."""
    brightness = BRUSHES[st.session_state.get(BRUSH, "Off")]
    if brightness is None:
        return None

    height, width = look.pixels.shape[:2]
    onto: int = st.session_state[ONTO]

    def paint(strokes: list[Stroke], undo: bool) -> None:
        if st.session_state[ONTO] != onto:
            return
        for number, dabs in strokes:
            places = {(row, column): value for row, column, value in dabs if row < height and column < width}
            if places:
                st.session_state[STROKES].setdefault(number, {}).update(places)
        _join_oldest()
        _paint()
        if undo:
            want_undone()

    return brightness, onto, paint


def _changed(name: str) -> Callable[[Any], None]:
    def change(value: int) -> None:
        made: Any = {"turn": float(value), "noise": value / 100}.get(name, value)
        st.session_state[EDIT] = replace(st.session_state[EDIT], **{name: made})

    return change


def _make(edit: Edit) -> None:
    """For callbacks: the image as it was, with this change alone."""
    st.session_state[EDIT] = edit
    _forget_strokes()


def want_undone() -> None:
    """For callbacks: the last stroke is undone once those of this run have told theirs, in whichever order Streamlit calls them."""
    st.session_state[UNDO] = True


def _undo_stroke() -> None:
    strokes = st.session_state[STROKES]
    if strokes:
        del strokes[max(strokes)]
        _paint()
        _another_sheet()


def _paint() -> None:
    """The edit gets what all strokes together have painted; of too many places the newest."""
    known: dict[tuple[int, int], int] = {}
    for _, places in sorted(st.session_state[STROKES].items(), reverse=True):
        known = known | places | known  # those of newer strokes first, and theirs is the value
    painted = tuple((*at, value) for at, value in known.items())[:MAX_PAINTED]
    st.session_state[EDIT] = replace(st.session_state[EDIT], painted=painted)


def _join_oldest() -> None:
    """So many strokes can be undone, and not more are gone over at each telling."""
    strokes = st.session_state[STROKES]
    while len(strokes) > MAX_STROKES:
        oldest, second = sorted(strokes)[:2]
        strokes[second] = strokes.pop(oldest) | strokes[second]


def _forget_strokes() -> None:
    st.session_state[STROKES] = {}
    _another_sheet()


def _another_sheet() -> None:
    """What the browser tells of strokes from before this is not taken any more: it would bring them back."""
    st.session_state[ONTO] = st.session_state.get(ONTO, 0) + 1


def _step(look: Look) -> int:
    """Which of the changes are tried: all of them, or every second one, and so on, as the work allows."""
    return max(1, int(np.ceil(np.sqrt(MOST * summarise(look.architecture).macs / MAX_MACS))))


def _flips(look: Look) -> list[Flip]:
    def predict(images: np.ndarray) -> np.ndarray:
        return look.inspection.predict(look.scaling.apply(images))

    return list(smallest_flips(look.pixels, look.pixel_max, predict, _step(look)))


def _smallest(flips: list[Flip], look: Look, how: str) -> None:
    """A line on all kinds of change, since what they change stands below; a click on one makes it."""
    found = [(flip.kind, flip.edit, look.class_names[flip.answer]) for flip in flips if flip.edit]
    tried = {"shift": "shift by a few pixels", "turn": "turn", "noise": "noise that was tried"}
    none = " and no ".join(tried[flip.kind] for flip in flips if flip.edit is None)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="smallest-changes"):
        if found:
            st.markdown("The least that changes the answer:", width="content", help=how)
        for kind, edit, answer in found:
            st.button(
                f"{_change(edit)}: **{escape_markdown(answer)}**",
                key=f"smallest {kind}",
                on_click=_make,
                args=(edit,),
                disabled=st.session_state[EDIT] == edit,
                help="Changes the image so, and in nothing else.",
            )
        if none:
            st.markdown(f"No {none} changes {'it' if found else 'the answer'}.", width="content", help=None if found else how)


def _change(edit: Edit) -> str:
    """A change of one kind in words."""
    if edit.turn:
        return f"turned {abs(edit.turn):g}° to the {'left' if edit.turn > 0 else 'right'}"
    if edit.noise:
        return f"noise of {edit.noise:.0%}"
    ways = [f"{abs(by)} {way[by < 0]}" for by, way in ((edit.right, ("right", "left")), (edit.down, ("down", "up"))) if by]
    return f"moved {' and '.join(ways)}"
