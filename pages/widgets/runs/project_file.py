"""All that a person has as one file, and such a file opened: both in the background, while other pages are looked at."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import streamlit as st

from cnn_core.data.background import Background, Progress
from cnn_core.data.catalogue import displayed_name
from cnn_core.data.own import own_entries
from cnn_core.drawing.collection import read_collection
from cnn_core.project.opening import Opened, open_project
from cnn_core.project.parts import MAX_BYTES
from cnn_core.project.saved import SavedProject, saved_project
from cnn_core.project.writing import Contents
from cnn_core.runs import PRETRAINED, RunResult
from cnn_core.storage.home import home
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.text import bytes_text, plural
from pages.widgets.runs.project_weights import choose_weights
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.follow import follow
from pages.widgets.state.laboratory import laboratory, plans
from pages.widgets.state.presenting import presenting
from pages.widgets.state.requests import announce
from pages.widgets.state.session import session
from pages.widgets.state.uploads import NO_LIMIT, release, uploaded

KEY = "project file"
SAVING, OPENING, UPLOADS = "project being saved", "project being opened", "uploads of projects"
TOLD = "project that was told to be open"
ALL, STARRED, SHOWN, NONE = "all", "those with a star", "the one in the sidebar", "none"
HOW = (
    "Your own images, your runs with every figure and their weights, the plans that they belong to, the network on your desk with its "
    "steps of undo, and the drawings that you kept. The datasets of the catalogue need not travel."
)


@dataclass(frozen=True, eq=False)
class Saving:
    """A file on its way: what it is of, and who writes it. A tab has one; the next takes its place."""

    of: tuple[object, ...]
    work: Background[SavedProject]


def project_file() -> None:
    """An expander that saves a project, and opens one; what is in it is read while it is open. Closing it puts away what is done.
    An audience does not see it."""
    if presenting():
        return
    if SAVING in st.session_state or OPENING in st.session_state:
        st.session_state.setdefault(KEY, True)  # of a page that somebody comes back to
    expander = st.expander("Your whole project as one file", icon=":material/folder_zip:", key=KEY, on_change=_put_away)
    if not expander.open:
        return
    with expander:
        st.caption(HOW)
        left, right = st.columns(2, gap="large")
        with left:
            fragment(_save)()
        with right:
            _open()


def _put_away() -> None:
    if st.session_state[KEY]:
        return
    saving, opening = st.session_state.get(SAVING), st.session_state.get(OPENING)
    if saving is not None and saving.work.ended:
        del st.session_state[SAVING]
    if opening is not None and opening.ended:
        del st.session_state[OPENING]


def _save() -> None:
    st.markdown("**Save it**, to go on elsewhere, to hand it in or to keep it.")
    ways = _ways()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        way = st.selectbox("Runs", [*ways, NONE], key="project runs")
        st.caption(
            plural(len(ways.get(way, [])), "run"), width="content"
        )  # not in the words, by which a browser knows its choice
    runs = ways.get(way, [])
    weights = choose_weights(runs)
    saving: Saving | None = st.session_state.get(SAVING)
    if saving is not None and not saving.work.ended:
        follow(saving.work, partial(_progress, "Saving your project", "cancel saving project"))
        return
    if saving is not None and saving.of != _signature(runs, weights):
        del st.session_state[SAVING]  # with its file
    elif saving is not None and saving.work.answer is not None:
        _download(saving.work.answer)
        return
    elif saving is not None and not saving.work.cancelled:
        st.error(escape_markdown(saving.work.problem), icon=":material/error:")
    st.button("Save the project", icon=":material/build:", on_click=_begin_saving, args=(way, weights), key="save project")


def _ways() -> dict[str, list[RunResult]]:
    """The runs that have ended, by what can be chosen of them."""
    runs = [run for run in laboratory().runs(session().owner) if run.ended]
    return {
        ALL: runs,
        STARRED: [run for run in runs if run.annotation.starred],
        SHOWN: [run for run in runs if run.id == session().run],
    }


def _signature(runs: Sequence[RunResult], weights: str) -> tuple[object, ...]:
    """What a project of these runs would hold now, in little: another signature, another file."""
    mine = session()
    try:
        stamp = _drawings(mine.owner).stat()
        drawings = (stamp.st_mtime_ns, stamp.st_size)
    except OSError:
        drawings = (0, 0)
    own = tuple(entry.name for entry in own_entries(mine.owner))
    planned = tuple((plan.id, plan.runs) for plan in plans().of(mine.owner))
    return own, tuple((run.id, run.epochs, run.annotation) for run in runs), planned, mine.desk, mine.run, drawings, weights


def _begin_saving(way: str, weights: str) -> None:
    """What there is at the click, whatever the page showed. Once: a second click finds the work of the first."""
    before: Saving | None = st.session_state.get(SAVING)
    if before is not None and not before.work.ended:
        return
    mine, lab = session(), laboratory()
    runs, drawings, folder = _ways().get(way, []), _drawings(mine.owner), home()
    contents = Contents(
        datasets=[entry.name for entry in own_entries(mine.owner)],
        runs=[lab.folder(run.id) for run in runs],
        desk=mine.desk,
        run=mine.run,
        plans=plans().of(mine.owner),
        weights=weights,
    )

    def work(progress: Progress) -> SavedProject:
        return saved_project(replace(contents, drawings=read_collection(drawings)), folder, progress)

    st.session_state[SAVING] = Saving(_signature(runs, weights), Background(work))


def _download(saved: SavedProject) -> None:
    st.download_button(
        f"Download ({bytes_text(saved.size)})",
        saved.content,
        f"cnn-lab-{time.strftime('%Y-%m-%d')}-{saved.sha256[:12]}.zip",  # Streamlit tells large downloads apart by their names
        "application/octet-stream",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="download project",
    )
    st.caption(escape_markdown(f"It holds {', '.join(saved.written.holds)}."))
    _list("Left out", saved.written.left_out)


def _open() -> None:
    st.markdown("**Open one**: what is in it joins what you have, and nothing of yours is overwritten.")
    going: Background[Opened] | None = st.session_state.get(OPENING)
    if going is not None and not going.ended:
        follow(going, partial(_progress, "Opening the project", "cancel opening project"))
        return
    key = f"open project {st.session_state.setdefault(UPLOADS, 0)}"
    st.file_uploader(
        f"A project (.zip) of at most {MAX_BYTES >> 20} MB", key=key, on_change=_upload, args=(key,), max_upload_size=NO_LIMIT
    )
    if going is not None and going.answer is not None:
        _opened(going.answer)
    elif going is not None and going.cancelled:
        st.info("Cancelled; what had been added until then stays.", icon=":material/info:")
    elif going is not None:
        st.error(escape_markdown(going.problem), icon=":material/block:")


def _upload(key: str) -> None:
    files, going = uploaded(key), st.session_state.get(OPENING)
    if not files or (going is not None and not going.ended):
        return
    st.session_state[UPLOADS] += 1  # an uploader with a new key is empty again
    file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  (it outlives this function)
    file.write(files[0].getvalue())
    file.flush()
    name, owner, root, add_plan = files[0].name, session().owner, laboratory().root, partial(plans().add, session().owner)
    release(files)

    def work(progress: Progress) -> Opened:
        with file:
            return open_project(file, name, owner, root, _drawings(owner), progress, add_plan)

    st.session_state[OPENING] = Background(work)


def _opened(found: Opened) -> None:
    nothing = "nothing" if found.left_out else "nothing, you have all of it"
    said = escape_markdown(f"Added: {', '.join(found.came) or nothing}.")
    if st.session_state.get(TOLD) is not found:  # its runs make the table above longer, which may push this off the screen
        st.session_state[TOLD] = found
        st.toast(said, icon=":material/check:")
    st.success(said, icon=":material/check:")
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


def _progress(words: str, key: str, work: Background[Any]) -> None:
    if work.cancelled:
        st.progress(work.part, "Cancelling, after the part that is worked on…")
        return
    count = f": {work.done:,} of {plural(work.total, 'part')}" if work.total else "…"
    st.progress(work.part, f"{words}{count}")
    st.button("Cancel", icon=":material/close:", on_click=work.cancel, key=key)


def _list(title: str, sentences: Sequence[str]) -> None:
    if sentences:
        st.warning("  \n".join([f"{title}:", *(escape_markdown(each) for each in sentences)]), icon=":material/playlist_remove:")


def _drawings(owner: str) -> Path:
    return home() / "drawings" / owner_file_name(owner)
