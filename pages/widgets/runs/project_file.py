"""All that a person has as one file, and such a file opened: both in the background, while other pages are looked at."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import streamlit as st

from cnn_core.data.background import Background, Progress
from cnn_core.data.catalogue import displayed_name
from cnn_core.data.own import own_entries
from cnn_core.drawing.collection import read_collection
from cnn_core.project.opening import Opened, open_project
from cnn_core.project.parts import MAX_BYTES
from cnn_core.project.writing import Contents, Written, write_project
from cnn_core.runs import PRETRAINED, RunResult
from cnn_core.storage.home import home
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.text import bytes_text, plural
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.requests import announce
from pages.widgets.state.session import Session, session
from pages.widgets.state.uploads import release, uploaded

SAVING, OPENING, UPLOADS = "project being saved", "project being opened", "uploads of projects"
REFRESH = 0.5
ALL, STARRED, CHOSEN, NONE = "all", "those with a star", "the one in the sidebar", "none"
HOW = (
    "Your own images, your runs with every figure and their weights, the network on your desk with its steps of undo, and the drawings "
    "that you kept. The datasets of the catalogue need not travel."
)


@dataclass(frozen=True, eq=False)
class Saving:
    """A file on its way: what it is of, and who writes it."""

    contents: Contents
    work: Background[tuple[bytes, Written]]


def project_file() -> None:
    """An expander that saves a project, and opens one."""
    busy = SAVING in st.session_state or OPENING in st.session_state
    with st.expander("Your whole project as one file", icon=":material/folder_zip:", expanded=busy, key="project file"):
        st.caption(HOW)
        left, right = st.columns(2, gap="large")
        with left:
            fragment(_save)()
        with right:
            _open()


def _save() -> None:
    st.markdown("**Save it**, to go on elsewhere, to hand it in or to keep it.")
    runs = laboratory().runs(session().owner)
    ways = {
        ALL: runs,
        STARRED: [run for run in runs if run.annotation.starred],
        CHOSEN: [run for run in runs if run.id == session().run],
    }
    counted = {way: sum(run.ended for run in those) for way, those in ways.items()} | {NONE: 0}
    way = st.selectbox(
        "Runs", list(counted), format_func=lambda each: f"{each} ({counted[each]})" if counted[each] else each, key="project runs"
    )
    epochs = st.toggle(
        "Weights of every epoch",
        value=True,
        key="project epochs",
        help="On: the epochs can be played there too. Off: the file is smaller.",
    )
    contents = _contents(session(), ways.get(way, []), epochs)
    saving: Saving | None = st.session_state.get(SAVING)
    if saving is not None and not saving.work.ended:
        fragment(_watch, REFRESH)(saving.work, "Saving your project", "cancel saving project")
        return
    if saving is not None and saving.work.answer is not None and _same(saving.contents, contents):
        _download(*saving.work.answer)
        return
    if saving is not None and saving.work.problem and not saving.work.cancelled and _same(saving.contents, contents):
        st.error(escape_markdown(saving.work.problem), icon=":material/error:")
    st.button("Save the project", icon=":material/build:", on_click=_begin_saving, args=(contents,), key="save project")


def _contents(mine: Session, runs: Sequence[RunResult], epochs: bool) -> Contents:
    lab = laboratory()
    return Contents(
        datasets=[entry.name for entry in own_entries(mine.owner)],
        runs=[lab.folder(run.id) for run in runs if run.ended],
        desk=mine.desk,
        run=mine.run,
        drawings=read_collection(_drawings(mine.owner)),
        epochs=epochs,
    )


def _same(one: Contents, other: Contents) -> bool:
    """Folders of runs are told apart by their names."""
    known = [
        (each.datasets, [run.id for run in each.runs], each.desk, each.run, each.drawings, each.epochs) for each in (one, other)
    ]
    return known[0] == known[1]


def _begin_saving(contents: Contents) -> None:
    def work(progress: Progress) -> tuple[bytes, Written]:
        with tempfile.TemporaryFile() as file:
            written = write_project(cast(BinaryIO, file), contents, progress)
            file.seek(0)
            return file.read(), written

    st.session_state[SAVING] = Saving(contents, Background(work))


def _download(content: bytes, written: Written) -> None:
    mark = hashlib.sha256(content).hexdigest()[:12]  # Streamlit tells large downloads apart by their names
    st.download_button(
        f"Download ({bytes_text(len(content))})",
        content,
        f"cnn-lab-{time.strftime('%Y-%m-%d')}-{mark}.zip",
        "application/octet-stream",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="download project",
    )
    st.caption(escape_markdown(f"It holds {', '.join(written.holds)}."))
    _list("Left out", written.left_out)


def _open() -> None:
    st.markdown("**Open one**: what is in it joins what you have, and nothing of yours is overwritten.")
    going: Background[Opened] | None = st.session_state.get(OPENING)
    if going is not None and not (going.ended or going.cancelled):
        fragment(_watch, REFRESH)(going, "Opening the project", "cancel opening project")
        return
    key = f"open project {st.session_state.setdefault(UPLOADS, 0)}"
    st.file_uploader("A project (.zip)", key=key, on_change=_upload, args=(key,), max_upload_size=MAX_BYTES >> 20)
    if going is not None and going.answer is not None:
        _opened(going.answer)
    elif going is not None and not going.cancelled:
        st.error(escape_markdown(going.problem), icon=":material/block:")


def _upload(key: str) -> None:
    files = uploaded(key)
    if not files:
        return
    st.session_state[UPLOADS] += 1  # an uploader with a new key is empty again
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  (it outlives this function)
    file.write(files[0].getbuffer())
    file.flush()
    name, owner, root = files[0].name, session().owner, laboratory().root
    release(files)

    def work(progress: Progress) -> Opened:
        with file:
            return open_project(file, name, owner, root, _drawings(owner), progress)

    st.session_state[OPENING] = Background(work)


def _opened(found: Opened) -> None:
    st.success(
        escape_markdown(f"Came: {', '.join(found.came) or 'nothing that you do not have already'}."), icon=":material/check:"
    )
    _list("Left out", found.left_out)
    if found.desk is None:
        return
    theirs = found.desk.experiment
    if session().experiment == theirs:
        st.caption("Its network is on your desk.")
        return
    name, images = escape_markdown(theirs.architecture.name), escape_markdown(displayed_name(theirs.data.dataset))
    st.caption(f"On its desk is {name} on {images}. Yours is as it was.")
    st.button("Put its desk in place of mine", icon=":material/swap_horiz:", on_click=_take_desk, args=(found,), key="take desk")


def _take_desk(found: Opened) -> None:
    mine = session()
    if found.desk is None or mine.overtaken():
        return
    mine.put(mine.desk.followed_by(found.desk))
    if found.run != PRETRAINED:
        mine.show_run(found.run)
    announce(
        "The desk of the project is yours now, with its steps of undo; behind them, Undo on the Build page brings your own back."
    )


def _watch(work: Background[object], words: str, key: str) -> None:
    if work.ended or work.cancelled:
        st.rerun()  # the whole page, and the clock of this fragment stops
    count = f": {work.done:,} of {plural(work.total, 'part')}" if work.total else "…"
    st.progress(work.part, f"{words}{count}")
    st.button("Cancel", icon=":material/close:", on_click=work.cancel, key=key)


def _list(title: str, sentences: Sequence[str]) -> None:
    if sentences:
        st.warning("  \n".join([f"{title}:", *(escape_markdown(each) for each in sentences)]), icon=":material/playlist_remove:")


def _drawings(owner: str) -> Path:
    return home() / "drawings" / owner_file_name(owner)
