"""The test of a run that has none yet: loaded from a file, or stopped before its own was done."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.catalogue import displayed_name
from cnn_core.data.load import find
from cnn_core.runs import RunFolder
from cnn_core.runs.loading import stored_figures
from cnn_core.runs.origin import origin_of
from pages.widgets.runs.origin_notes import origin_notes
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.state.laboratory import laboratory

WORDS = {"test_accuracy": "{:.2%} right on its test images", "val_accuracy": "{:.2%} right on its validation images"}
TESTS = "tests of networks"
"""Run -> the test that this session began; it goes on while other pages are looked at."""


def tested_here(folder: RunFolder) -> bool:
    """Says of a loaded run where it comes from; whether there is a test of it to show, or else offers to make one."""
    run = laboratory().result(folder.id)
    tested = run.test_accuracy is not None
    if run.loaded:
        figures = stored_figures(folder)
        claims = [words.format(figures[name]) for name, words in WORDS.items() if name in figures]
        claim = f"According to the file: {', '.join(claims)}." if claims else "The file gives no figures for it."
        tried = origin_of(folder).images
        some = f", but for the {tried:,} on which its scaling was tried: see below" if tried else ""
        here = "" if tested else f" It has not been tested on all test images yet{some}."
        st.info(escape_markdown(f"This network was loaded from a file. {claim}{here}"), icon=":material/upload_file:")
        origin_notes(folder)
    elif not tested:
        how = {"interrupted": "was cut off", "failed": "failed"}.get(run.status, "was stopped")
        st.info(f"This run {how} before its test was done.", icon=":material/hourglass_empty:")
    if not tested:
        _test(folder)
    return tested


def _test(folder: RunFolder) -> None:
    """The test that goes on, or the button that begins one."""
    tests: dict[str, Background[None]] = st.session_state.setdefault(TESTS, {})
    going = tests.get(folder.id)
    if going is not None and not (going.ended or going.cancelled):
        follow(going, _progress)
        return
    if going is not None and not going.cancelled and going.problem:
        st.error(escape_markdown(going.problem), icon=":material/error:")
    _offer(folder)


def obstacle_to_test(folder: RunFolder) -> str:
    """Why a run cannot read its test images here just now; empty if it can."""
    lab, name = laboratory(), folder.meta.experiment.data.dataset
    if find(name) is None:
        return f"The images of {displayed_name(name)} are not on this machine yet: see the Data page."
    return "" if lab.status.ready else f"One moment: {lab.status.words}"


def _offer(folder: RunFolder) -> None:
    why_not = escape_markdown(obstacle_to_test(folder))
    st.button(
        "Test it here",
        type="primary",
        icon=":material/fact_check:",
        disabled=bool(why_not),
        help=why_not or "Evaluates it on all test images of its dataset, and shows the results on this page.",
        on_click=_begin,
        args=(folder.id,),
        key="test loaded",
    )
    if why_not:
        st.caption(why_not)


def _begin(run: str) -> None:
    """Once: a second click finds the test of the first."""
    tests, lab = st.session_state[TESTS], laboratory()
    if run not in tests or tests[run].ended or tests[run].cancelled:
        tests[run] = Background(lambda progress: lab.examine(run, progress))


def _progress(going: Background[None]) -> None:
    words = f"{going.done:,} of {going.total:,} images" if going.total else "begins"
    st.progress(going.part, f"Testing on the test images: {words}")
    st.caption("The test goes on while you look at other pages.")
    st.button("Cancel", icon=":material/close:", on_click=going.cancel, key="cancel test")
