"""From images on a page to the experiment without them, or with another label: one is chosen, corrected, and trained with again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from cnn_core.data.catalogue import displayed_name
from cnn_core.data.choice import CORRECTIONS
from cnn_core.data.dataset import Dataset
from cnn_core.data.health import TEST, TRAIN
from cnn_core.figures.sheet import sheet, sheet_alt
from cnn_core.runs import RunFolder
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.corrections import (
    corrected_last,
    label_now,
    label_text,
    leave_out,
    leave_out_of_test,
    relabel,
    undo_correction,
    use_again,
    use_all,
)
from pages.widgets.state.datasets import dark, dataset, show_sheet
from pages.widgets.state.session import session
from pages.widgets.state.start_run import train

__all__ = ["TEST", "TRAIN", "correct_images", "corrections"]
CELL = 112
ONLY_WRONG = (
    "For test images that are blank, unreadable, no case at all, or labelled plainly wrong. One that is merely misread stays as it is: "
    "without the hard ones a test says too much. The figures of the next training name how many were changed."
)

NEXT_SO = "It is learned from so in the next training."
NEXT_WITHOUT = "The next training is without it."


def correct_images(folder: RunFolder, part: str, numbers: Sequence[int], key: str) -> None:
    """Opens below the images, without covering them, to correct one of them by its number; not where the desk has other images than the
    run, which is said of test images."""
    name = folder.meta.experiment.data.dataset
    if not numbers:
        return
    if session().experiment.data.dataset != name:
        if part == TEST:
            here, there = (escape_markdown(displayed_name(each)) for each in (name, session().experiment.data.dataset))
            st.caption(
                f"To leave one of these images out of the test, or to change its label, choose {here} on the Data page: the desk has {there} now."
            )
        return
    title = "Correct this image" if len(numbers) == 1 else "Correct an image"
    with st.expander(title, icon=":material/edit:", key=f"correct {key}"):
        _menu(name, part, numbers, key)
    with st.container(horizontal=True, vertical_alignment="center"):
        _again(folder, key)


def corrections(key: str) -> None:
    """What the desk corrects already, with the way back; nothing if that is nothing."""
    choice = session().experiment.data
    if said := choice.corrections:
        anew = " Which of the training images validate is drawn anew." if choice.drawn_anew(choice.uncorrected) else ""
        st.markdown(f"**{said}.** The experiment, its link, its code and its runs carry that.{anew}", width="content")
        st.button("Use all images as they came", icon=":material/undo:", on_click=use_all, key=f"use all images {key}")


def _menu(name: str, part: str, numbers: Sequence[int], key: str) -> None:
    data, choice = dataset(name), session().experiment.data
    images = data.x_test if part == TEST else data.x_train
    with st.container(horizontal=True, vertical_alignment="center"):
        left = st.container(width=CELL + 8)  # a part of the width would cut it off
        right = st.container(horizontal=True, vertical_alignment="bottom")
    if (
        st.session_state.get(f"correct {key} first") != numbers[0]
    ):  # other images: begin with the first, and not where the last ones stood
        st.session_state.update({f"correct {key} first": numbers[0], f"correct {key} image": numbers[0]})
    with right:
        number = numbers[0]
        if len(numbers) > 1:
            number = st.selectbox(
                "Image",
                numbers,
                format_func=lambda each: f"{part} {each}",  # its label would change under the choice, which a browser then loses
                key=f"correct {key} image",
                width=180,
            )
        gone = number in (choice.left_out_test if part == TEST else choice.left_out)
        if gone:
            again = "Use it in the test again" if part == TEST else "Use it again"
            st.button(again, icon=":material/undo:", on_click=use_again, args=(part, number), key=f"correct {key} use again")
        else:
            st.button(
                "Leave it out of the test" if part == TEST else "Leave it out",
                icon=":material/filter_alt_off:",
                on_click=leave_out_of_test if part == TEST else leave_out,
                args=([number],),
                key=f"correct {key} leave out",
            )
        to = st.selectbox(
            "is really",
            range(data.classes),
            index=None,  # a class that nobody chose would be one careless click away
            format_func=lambda k: data.class_names[k],
            placeholder="another class",
            key=f"correct {key} class of {part} {number}",
            width=280,
        )
        st.button(
            "Change its label",
            icon=":material/edit:",
            disabled=bool(why := why_no_label(data, part, number, to)),
            help=why or None,
            on_click=relabel,
            args=(part, number, to),
            key=f"correct {key} relabel",
        )
    with left:
        shown = f"{part} {number}: {label_text(data, choice, part, number)}{', left out' if gone else ''}"
        drawn = sheet(images[number][None], [shown], cell=CELL, dark=dark(), pixel_max=data.pixel_max)
        show_sheet(drawn, sheet_alt(1, f"the {part} images", [shown]), f"correct {key}")
    st.caption(ONLY_WRONG if part == TEST else NEXT_WITHOUT if gone else NEXT_SO, width=620)


def why_no_label(data: Dataset, part: str, number: int, to: int | None) -> str:
    """Why an image cannot get this class; empty if it can."""
    if to is None:
        return "Choose first what the image really is."
    now = label_now(data, session().experiment.data, part, number)
    return f"Its class is {escape_markdown(now)} already: choose another one." if data.class_names[to] == now else ""


def _again(folder: RunFolder, key: str) -> None:
    """Where the desk is corrected otherwise than the run: what it is, and the training with that."""
    mine, theirs = session().experiment.data, folder.meta.experiment.data
    if mine == replace(mine, **{name: getattr(theirs, name) for name in CORRECTIONS}):
        return
    st.button(
        "Train again with this" if mine.corrections else "Train again with all images",
        icon=":material/model_training:",
        on_click=train,
        key=f"correct {key} train",
        help="Trains the network of the desk on its images as they are corrected now.",
    )
    if corrected_last():
        st.button(
            "Undo",
            icon=":material/undo:",
            on_click=undo_correction,
            key=f"correct {key} undo",
            help=escape_markdown(f"Takes the last correction back: {session().desk.undo_text}."),
        )
    st.markdown(escape_markdown(mine.corrections or "No image is corrected"), width="content")
