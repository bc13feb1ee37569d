"""Own images on the Data page: choose files, see what they are, and make a dataset of them; or remove one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.load import find, load_local
from cnn_core.data.npz import corrected_npz
from cnn_core.data.own import MAX_OF_ONE, is_own, no_room, remove
from cnn_core.errors import LabError
from cnn_core.text import classes_text, over_text, plural
from cnn_core.uploads.limits import MAX_BYTES, MAX_FILES, SMALLER
from cnn_core.uploads.making.drawn_part import nothing_to_test
from cnn_core.uploads.making.found import Found
from pages.widgets.components.upload_watch import forget_refused, lost, refused_on
from pages.widgets.data.understood import understood
from pages.widgets.data.upload_wish import choose_classes, choose_look
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.shell.progress import show_progress
from pages.widgets.state.datasets import OWN
from pages.widgets.state.fields import kept
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.other_images import choice_of
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.upload import Upload, begin, current, drop, put
from pages.widgets.state.upload_choice import TITLE, forget_wishes, usual_title
from pages.widgets.state.uploads import NO_LIMIT, release, uploaded

FILES, HOW_GIVEN = "files of own images", "how own images are given"
REMOVE = "Remove these images"
SINGLE, FOLDER = "Zip or files", "Folder"
HOW = (
    f"A zip, tar or folder of pictures, one folder per class, perhaps below train and test; pictures with a table or JSON of their labels, or with the "
    f"class in their names; several zips, one per class. Arrays as npz, npy, IDX, .mat or HDF5; a CSV with a row of pixels per image; Parquet tables of pictures. "
    f"What is understood is shown first, and can be corrected. At most {MAX_BYTES >> 20} MB and {MAX_FILES:,} pictures, in 1 to 100 classes, and {MAX_OF_ONE} datasets; they stay on this "
    "machine, and only you see them."
)


def own_images() -> None:
    """An expander that leads from files to a dataset, and for an own dataset the way to remove it."""
    upload = current()
    if find(session().entry.name) is not None and is_own(session().entry.name):
        _own_row()
    if upload is None and (said := lost()):
        st.info(escape_markdown(said), icon=":material/restart_alt:")
    key = f"own images {'open' if upload else 'closed'}"  # another key, so that it closes when the images are in use
    with st.expander("Use your own images", icon=":material/add_photo_alternate:", expanded=upload is not None, key=key):
        if upload is None:
            forget_wishes()
            _choose_files()
        elif not upload.looking.ended:
            back = drop if upload.before is None else upload.take_back
            follow(upload.looking, partial(_progress, "Looking at the pictures", back))
        elif upload.found is None:
            if not refused_on("Data"):  # of a newer file
                st.error(escape_markdown(upload.looking.problem), icon=":material/block:")
            if upload.before is not None:
                st.button("Take the last answer back", icon=":material/undo:", on_click=upload.take_back)
            _choose_files()
        elif upload.taking is not None and upload.making:
            follow(upload.taking, partial(_progress, "Making your dataset", upload.stop_making))
        else:
            _prepare(upload, upload.found)


def _say_where_to_remove(kept: str) -> None:
    """Before anything is chosen, and beside what is: with as many datasets as one may have, other images would be refused at the end."""
    if full := no_room(session().owner):
        st.warning(f"{full} Choose it above, and then **{REMOVE}**{kept}.", icon=":material/inventory_2:")


def _choose_files() -> None:
    _say_where_to_remove("")
    for sentence in refused_on("Data"):
        st.error(escape_markdown(sentence), icon=":material/block:")
    st.session_state.setdefault(HOW_GIVEN, SINGLE)
    how = st.segmented_control("What you have", [SINGLE, FOLDER], required=True, key=HOW_GIVEN, label_visibility="collapsed")
    key = f"{FILES} {how} {st.session_state.setdefault(FILES, 0)}"
    st.file_uploader(
        "A folder, with all that lies in it" if how == FOLDER else "A zip, or several files that belong together",
        accept_multiple_files="directory" if how == FOLDER else True,
        key=key,
        on_change=_look,
        args=(key,),
        max_upload_size=NO_LIMIT,
    )
    st.caption(HOW)


def _look(key: str) -> None:
    files = uploaded(key)
    if not files:
        return
    forget_refused()
    st.session_state[FILES] += 1  # an uploader with a new key is empty again
    size = sum(each.size for each in files)
    if size > MAX_BYTES:
        refuse(
            f"{'These files together have' if len(files) > 1 else f'{files[0].name[:80]} has'} {over_text(size, MAX_BYTES)}; {SMALLER}."
        )
    else:
        forget_wishes()
        put(begin(files))
    release(files)


def _progress(words: str, back: Callable[[], None], work: Background[Any]) -> None:
    """How far it is, and the way `back` to what was there before: no correction is lost by it."""
    show_progress(work, words)
    st.button("Cancel", icon=":material/close:", on_click=back, key="cancel upload")


def _prepare(upload: Upload, found: Found) -> None:
    """What was understood, the settings with a preview, and the button."""
    _say_where_to_remove("; what you have chosen and answered here stays meanwhile")
    head = st.container()
    with st.container(key="stacking-upload"):
        left, right = st.columns([2, 3], gap="large")
    with right:  # before what stands above and left of it, which is of the classes that are chosen here
        classes = choose_classes(found)
        choose_look(found, classes)
    counted = classes.counted(found)
    pictures = sum(sum(of_parts) for _, *of_parts in counted)
    head.markdown(f"**{plural(pictures, 'picture')} in {classes_text(len(counted))}** from {escape_markdown(upload.name)}.")
    with left:
        understood(upload, found, classes)
    missing = nothing_to_test((learn for _, learn, *_ in counted), (test for *_, test in counted))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Name",  # without a bound: a browser passes over a text that is longer, and nobody is told why
            width=280,
            help="The name of these images in the menu.",
            **kept(TITLE, usual_title(upload, session().owner)),
        )
        st.button(
            "Use these images",
            type="primary",
            icon=":material/check:",
            disabled=bool(missing),
            help=missing or None,
            on_click=upload.press,
        )
        st.button("Cancel", icon=":material/close:", on_click=drop, key="cancel upload")
    if missing:
        st.warning(missing, icon=":material/photo_library:")
    elif upload.taking is not None:  # below the button, since what is above it may be out of sight for whoever has pressed it
        st.error(escape_markdown(upload.taking.problem), icon=":material/block:")


def _own_row() -> None:
    """For a chosen own dataset: its name on the command line, the way to take it along, and the way to remove it."""
    entry, choice = session().entry, session().experiment.data
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"On the command line: `--dataset {entry.name}`", width="content")
        st.download_button(
            "Download as npz",
            # called without a session, which `dataset` would ask for its owner
            lambda: corrected_npz(load_local(entry.name), choice, entry.validation_from),
            f"{entry.title}.npz",
            "application/octet-stream",
            icon=":material/download:",
            on_click="ignore",
            help="Images and labels of each part and the names of the classes: for NumPy, or to be brought in again here or elsewhere.",
        )
        if choice.corrections:
            st.caption(f"Downloaded as corrected here: {choice.corrections}.", width="content")
        with st.popover(REMOVE, icon=":material/delete:"):
            lab = laboratory()
            busy = any(lab.folder(run).meta.experiment.data.dataset == entry.name for run in lab.active(session().owner))
            st.markdown(
                "The pictures are deleted from this machine. Networks trained on them stay, with their figures, and can be used "
                "and saved; where their pages show test images, there will be grey."
            )
            st.button(
                "Remove them for good",
                type="primary",
                icon=":material/delete_forever:",
                disabled=busy,
                help="A run on these images waits or trains: stop it first." if busy else None,
                on_click=_remove,
                args=(entry.name,),
            )


def _remove(name: str) -> None:
    mine, instead = session(), choice_of("mnist-mini")
    try:
        remove(name, mine.owner)
    except LabError as error:
        refuse(str(error))
        return
    for key in (OWN, "results"):
        st.session_state.pop(key, None)
    mine.set_data(instead)
