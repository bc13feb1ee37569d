"""Own images on the Data page: choose files, see what they are, and make a dataset of them; or remove one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.load import find
from cnn_core.data.own import is_own, remove
from cnn_core.errors import LabError
from cnn_core.figures.sheet import sheet, sheet_alt
from cnn_core.uploads.found import Found, Wish
from cnn_core.uploads.limits import MAX_BYTES
from pages.widgets.data.dataset_choice import use_dataset
from pages.widgets.data.upload import Upload, begin, current, drop, put
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.datasets import OWN, dark, show_sheet
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session

FILES = "files of own images"
REFRESH = 0.4
HOW = (
    "A zip with one folder of PNG or JPEG pictures per class, or with train and test folders that hold such folders; an .npz with "
    "x_train, y_train, x_test and y_test, or with x and y; or IDX files. At most {} MB. They stay on this machine, and only you see them."
)
FITS = {False: "squeezed whole", True: "middle cut out"}
WIDE, SHEET, ROWS = 90, 560, 3
"""Pixels on the screen of one picture, about, and of a row of them; how many rows."""
COLOURS = {True: "colour", False: "grey"}


def own_images() -> None:
    """An expander that leads from files to a dataset, and for an own dataset the way to remove it."""
    upload = current()
    if find(session().entry.name) is not None and is_own(session().entry.name):
        _own_row()
    key = f"own images {'open' if upload else 'closed'}"  # another key, so that it closes when the images are in use
    with st.expander("Use your own images", icon=":material/add_photo_alternate:", expanded=upload is not None, key=key):
        if upload is None:
            _choose_files()
        elif not upload.looking.ended:
            fragment(_wait, REFRESH)(upload.looking, "Looking at the pictures")
        elif upload.found is None:
            st.error(escape_markdown(upload.looking.problem), icon=":material/block:")
            _choose_files()
        elif upload.taking is not None and not upload.taking.ended:
            fragment(_wait, REFRESH)(upload.taking, "Making your dataset")
        elif upload.taking is not None and upload.taking.answer is not None:
            _use(upload)
        else:
            _prepare(upload, upload.found)


def _choose_files() -> None:
    key = f"{FILES} {st.session_state.setdefault(FILES, 0)}"
    st.file_uploader(
        "A zip, an .npz, or IDX files",
        accept_multiple_files=True,
        key=key,
        on_change=_look,
        args=(key,),
        max_upload_size=MAX_BYTES >> 20,
    )
    st.caption(HOW.format(MAX_BYTES >> 20))


def _look(key: str) -> None:
    files = st.session_state[key]
    if files:
        st.session_state[FILES] += 1  # an uploader with a new key is empty again
        put(begin(files))


def _wait(work: Background[object], words: str) -> None:
    if work.ended:
        st.rerun()  # the whole page, and the clock of this fragment stops
    count = f": {work.done:,} of {work.total:,}" if work.total else "…"
    st.progress(work.part, f"{words}{count}")
    st.button("Cancel", icon=":material/close:", on_click=drop, key="cancel upload")


def _use(upload: Upload) -> None:
    assert upload.taking is not None
    assert upload.taking.answer is not None
    entry = upload.taking.answer
    drop()
    use_dataset(entry.name)
    st.toast(f"{entry.title} is ready and chosen.", icon=":material/check:")
    st.rerun()


def _prepare(upload: Upload, found: Found) -> None:
    """What was found, the settings with a preview, and the button."""
    if upload.taking is not None:
        st.error(escape_markdown(upload.taking.problem), icon=":material/block:")
    st.markdown(f"**{found.pictures:,} pictures in {len(found.class_names)} classes** from {escape_markdown(upload.name)}.")
    left, right = st.columns([2, 3], gap="large")
    with left:
        _counts(found)
        _left_out(found)
    with right:
        wish = _wish(found)
        cell = max(wish.size) * max(1, round(WIDE / max(wish.size)))
        columns = SHEET // cell
        few = min(len(found.samples), columns * ROWS)
        chosen = [number * len(found.samples) // few for number in range(few)]
        names = wish.class_names or found.class_names
        captions = [names[found.sample_labels[number]] for number in chosen]
        drawn = sheet(found.preview(wish)[chosen], captions, columns, cell, dark=dark())
        show_sheet(drawn, sheet_alt(len(captions), "your images", captions), "own")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(
            "Name", upload.title, max_chars=40, key="own title", width=280, help="The name of these images in the menu."
        )
        st.button(
            "Use these images",
            type="primary",
            icon=":material/check:",
            on_click=upload.take,
            args=(wish, title, session().owner),
        )
        st.button("Cancel", icon=":material/close:", on_click=drop, key="cancel upload")


def _counts(found: Found) -> None:
    table = pd.DataFrame({"class": found.class_names, "pictures": found.train_counts})
    if found.has_test:
        table["to test with"] = found.test_counts
    st.dataframe(
        table, hide_index=True, width="stretch", height=min(38 + 35 * len(table), 250), alt="How many pictures each class has"
    )
    for note in found.notes:
        st.caption(escape_markdown(note))
    if not found.has_test:
        st.caption("There is no test part: a fifth of each class is held back for it, drawn by a fixed seed.")


def _left_out(found: Found) -> None:
    if not found.left_out_count:
        return
    many = found.left_out_count != 1
    st.warning(f"{found.left_out_count:,} file{'s are' if many else ' is'} left out:", icon=":material/filter_alt_off:")
    table = pd.DataFrame(found.left_out, columns=["file", "because"])
    st.dataframe(table, hide_index=True, width="stretch", height=min(38 + 35 * len(table), 180), alt="Files left out, and why")


def _wish(found: Found) -> Wish:
    """The settings of the pictures, as widgets."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        colour = st.segmented_control(
            "Colours",
            list(COLOURS),
            default=found.colour,
            format_func=lambda each: COLOURS[each],
            required=True,
            key="own colour",
            help="Colour has three numbers per pixel: more information, and three times the work in the first layer.",
        )
        sizes, usual = found.sizes(bool(colour)), found.usual_size(bool(colour))
        own = found.median if found.same else None
        size = st.selectbox(
            "Size",
            sizes,
            index=sizes.index(usual),
            format_func=lambda size: f"{size[0]}x{size[1]}{' (as they are)' if size == own else ''}",
            key=f"own size {colour}",
            width=180,
            help="Larger: finer detail, and a longer training. 64x64 has four times the pixels of 32x32.",
        )
        crop = False
        if size != own:
            crop = st.segmented_control(
                "Other shapes are",
                list(FITS),
                default=False,
                format_func=lambda each: FITS[each],
                required=True,
                key="own crop",
                help="Squeezed: the whole picture is kept, and its proportions change. Middle cut out: the edges are cut off.",
            )
    named = _class_names(found) if found.kind != "folders" else ()
    return Wish(size=size, colour=bool(colour), crop=bool(crop), class_names=named)


def _class_names(found: Found) -> tuple[str, ...]:
    """Names instead of the labels, which are often only numbers."""
    typed = st.text_input(
        "Names of the classes",
        ", ".join(found.class_names),
        key="own class names",
        help="In the order of the labels, separated by commas. Every page then uses these names.",
    )
    names = tuple(part.strip() for part in typed.split(","))
    if len(names) == len(found.class_names):
        return names
    st.caption(f":red[:material/error:] {len(found.class_names)} names are wanted, and {len(names)} are there; the labels stay.")
    return ()


def _own_row() -> None:
    """For a chosen own dataset: its name on the command line, and the way to remove it."""
    entry = session().entry
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"On the command line: `--dataset {entry.name}`", width="content")
        with st.popover("Remove these images", icon=":material/delete:"):
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
    mine = session()
    try:
        remove(name, mine.owner)
    except LabError as error:
        refuse(str(error))
        return
    for kept in (OWN, "results"):
        st.session_state.pop(kept, None)
    use_dataset("mnist-mini")
