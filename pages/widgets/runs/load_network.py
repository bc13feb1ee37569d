"""Loading a network from a file, in the background: the file is read apart, and its scaling is tried in a worker."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from pathlib import PurePath

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.catalogue import displayed_name
from cnn_core.data.entry import Entry
from cnn_core.data.load import find
from cnn_core.errors import ClassesDiffer, LabError
from cnn_core.runs.bundle import MAX_BYTES
from cnn_core.text import classes_text, shape_text
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.state.fields import kept
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.other_images import choice_of
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.uploads import NO_LIMIT, release, uploaded

UPLOADS, LOADING, UNMATCHED = "uploads of networks", "network that is being loaded", "network whose classes are not matched"
MAX_NAME, MAX_NUMBER = 40, 1000
FROM_WHERE = "Loads a network from a file: one that was saved here, or one of Keras made elsewhere."
WAIT, TRIALS = 3.0, 60.0
"""Seconds: that an upload waits itself, and that the trials of scalings may take."""


@dataclass(frozen=True, eq=False)
class Loading:
    """A file on its way to a run of a network for this dataset: the id of the run, or the classes that have to be matched first."""

    content: bytes
    name: str
    images: str
    work: Background[str | ClassesDiffer]


def load_network() -> None:
    """A popover that takes a file; the network in it becomes the chosen run."""
    key = f"load network {st.session_state.setdefault(UPLOADS, 0)}"
    with st.popover("Load a network", icon=":material/upload_file:", help=FROM_WHERE, key=f"{key} popover"):
        images = _choose_images()
        st.file_uploader(
            "A bundle (.zip), a .keras or .h5 file, or a zip around one",
            key=key,
            on_change=_load,
            args=(key, images),
            max_upload_size=NO_LIMIT,
            width=330,
        )
        st.caption(
            "It is added to your trained networks. A file from elsewhere does not say what it was trained from: it is tested on these images, "
            f"and the scaling of its pixels is found by trying. At most {MAX_BYTES >> 20} MB."
        )


def _choose_images() -> str:
    """A menu of the datasets on this machine, with the one on the desk to begin with; its name."""
    mine = session()
    entries = {name: entry for name, entry in mine.entries.items() if find(name) is not None} | {mine.entry.name: mine.entry}
    chosen: str = st.selectbox(
        "Its images",
        list(entries),
        format_func=lambda name: _images_text(entries[name]),
        width=330,
        help="What it was trained from, or images like those. Where those of the desk do not fit, the first that do are taken, and it is said. "
        "What is on the desk stays as it is.",
        **kept(f"images of a network beside {mine.entry.name}", mine.entry.name, lambda name: name in entries),
    )
    return chosen


def _images_text(entry: Entry) -> str:
    return f"{entry.title}: {shape_text(entry.input_shape)}, {classes_text(len(entry.class_names))}"


def arriving_network() -> None:
    """Below the row of buttons: the file that is being loaded, or the question which of its classes is which."""
    going: Loading | None = st.session_state.get(LOADING)
    if going is not None and not going.work.ended:
        words = f"Loading {escape_markdown(going.name)}: its layers are read, and scalings are tried on test images."
        follow(going.work, lambda work: st.info(words))
    elif going is not None:
        _settle(going)
        st.rerun()
    if UNMATCHED in st.session_state:
        _ask_for_classes(*st.session_state[UNMATCHED])


def name_of(file: str) -> str:
    """The name of a file without folder and ending, as the name of a network; empty if nothing of it can be read."""
    stem = "".join(mark if mark.isprintable() else " " for mark in PurePath(file).stem)
    return " ".join(stem.split())[:MAX_NAME].strip()


def free_name(file: str, taken: Container[str]) -> str:
    """The name of a file as that of a network which none of these has: with its kind, `mine (h5)` beside mine of mine.keras, or a number."""
    name, kind = name_of(file), PurePath(file).suffix.lstrip(".")[:8]
    if not name:
        return ""
    short = name[: MAX_NAME - 11].strip()
    others = (f"{short} ({kind})" if kind.isalnum() else name, *(f"{short} {number}" for number in range(2, MAX_NUMBER)))
    return next((each for each in (name, *others) if each not in taken), name)


def _load(key: str, images: str) -> None:
    files = uploaded(key)
    if files:
        st.session_state[UPLOADS] += 1  # an uploader with a new key is empty again, and its popover closed
        content = files[0].getvalue()
        release(files)
        taken = {run.title for run in laboratory().runs(session().owner)}
        _begin(content, free_name(files[0].name, taken), images, None)


def _begin(content: bytes, name: str, images: str, classes: tuple[str, ...] | None) -> None:
    lab, mine = laboratory(), session()
    owner, like = mine.owner, mine.experiment
    nobody_chose = images == mine.entry.name
    if not nobody_chose:
        try:
            like = replace(like, data=choice_of(images))
        except LabError as error:  # removed in another tab
            refuse(str(error))
            return

    def work(progress: object) -> str | ClassesDiffer:
        try:
            return lab.load(content, owner, like, name, classes, TRIALS, nobody_chose)
        except ClassesDiffer as differ:
            return differ

    st.session_state.pop(UNMATCHED, None)
    going = Loading(content, name, images, Background(work))
    st.session_state[LOADING] = going
    if going.work.wait(WAIT):
        _settle(going)


def _settle(going: Loading) -> None:
    """The run becomes the chosen one, or what was wrong is said."""
    try:
        _receive(going)
    except Exception:  # a fault would come again with every run of the page; a rerun, which is no Exception, does it once more
        st.session_state.pop(LOADING, None)
        raise
    st.session_state.pop(LOADING, None)


def _receive(going: Loading) -> None:
    answer = going.work.answer
    if isinstance(answer, ClassesDiffer):
        st.session_state[UNMATCHED] = (going.content, going.name, going.images, answer.theirs, answer.here)
    elif answer is None:
        refuse(going.work.problem)
    else:
        session().show_run(answer)
        images = laboratory().folder(answer).meta.experiment.data.dataset
        on = "" if images == going.images else f", with {displayed_name(images)} as its images"
        st.toast(escape_markdown(f"The network is loaded and chosen{on}."), icon=":material/check:")


def _ask_for_classes(content: bytes, name: str, images: str, theirs: tuple[str, ...], here: tuple[str, ...]) -> None:
    with st.container(border=True):
        title = escape_markdown(displayed_name(images))
        st.markdown(f"**Which class is which?** The network in the file calls its classes otherwise than {title}.")
        chosen = tuple(
            st.selectbox(
                f"Its output “{escape_markdown(output)}” means", here, index=place, key=f"class of output {place}", width=330
            )
            for place, output in enumerate(theirs)
        )
        twice = len(set(chosen)) < len(chosen)
        if twice:
            st.caption("Each class can be meant once.")
        with st.container(horizontal=True):
            st.button(
                "Load it so",
                type="primary",
                disabled=twice,
                on_click=_begin,
                args=(content, name, images, chosen),
                key="load with classes",
            )
            st.button("Do not load it", on_click=lambda: st.session_state.pop(UNMATCHED, None), key="load no classes")
