"""The test with the weights after an epoch, which is made in the background when that epoch is first looked at."""

from __future__ import annotations

from functools import partial

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.catalogue import displayed_name
from cnn_core.data.load import find
from cnn_core.runs import RunFolder
from pages.widgets.runs.choose_epoch import epoch_after
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.state.epoch import epoch_shown, show_epoch, shown_epochs
from pages.widgets.state.laboratory import laboratory

TESTED = "test of an epoch"
"""(Run, epoch) and the test of it: one per session, since another epoch ends it."""

GRACE = 0.25
"""Seconds that a page waits for a test before it shows its progress: most are done by then, and nothing flickers."""


def epoch_tested(folder: RunFolder) -> bool:
    """Whether there are figures for the epoch that is shown; otherwise they are made, and the page says how far that is."""
    epoch = epoch_shown(folder)
    if epoch is None or is_tested(folder, epoch):
        return True
    name = folder.meta.experiment.data.dataset
    if find(name) is None:
        words = (
            f"The images of {displayed_name(name)} are not on this machine, so epoch {epoch} cannot be tested: see the Data page."
        )
        st.info(escape_markdown(words), icon=":material/image_not_supported:")
        return False
    test = _test(folder, epoch)
    if test.wait(GRACE) and is_tested(folder, epoch):
        return True
    if not test.ended:
        follow(test, partial(_progress, folder, epoch))
        return False
    st.error(escape_markdown(test.problem or f"The test of epoch {epoch} was removed just now."), icon=":material/error:")
    st.button("Test this epoch again", icon=":material/refresh:", on_click=_forget, key="test epoch again")
    return False


def is_tested(folder: RunFolder, epoch: int | None) -> bool:
    """Whether the figures of an epoch are there; those of the final weights (None) come with the run."""
    return epoch is None or folder.epoch_evaluation(epoch) is not None


def tested_ahead(folder: RunFolder, epoch: int | None) -> bool:
    """For a play: whether the epoch that is shown is tested, and the one after it, whose test is begun otherwise. So the slider never
    stands at one epoch above the figures of another, which a page keeps in sight until it has its own."""
    if not is_tested(folder, epoch):
        return False
    following = epoch_after(shown_epochs(folder), epoch)
    if following is None or is_tested(folder, following) or find(folder.meta.experiment.data.dataset) is None:
        return True
    return _test(folder, following).ended


def _test(folder: RunFolder, epoch: int) -> Background[None]:
    """The one that goes on for this epoch, or a new one in place of the last epoch's."""
    kept: tuple[tuple[str, int], Background[None]] | None = st.session_state.get(TESTED)
    if kept is not None and kept[0] == (folder.id, epoch) and not kept[1].cancelled:
        return kept[1]
    if kept is not None:
        kept[1].cancel()
    lab, run = laboratory(), folder.id
    test: Background[None] = Background(lambda progress: lab.examine(run, progress, epoch))
    st.session_state[TESTED] = (run, epoch), test
    return test


def _forget() -> None:
    st.session_state.pop(TESTED, None)


def _progress(folder: RunFolder, epoch: int, test: Background[None]) -> None:
    status = laboratory().status
    done = f"{test.done:,} of {test.total:,} images" if test.total else "begins" if status.ready else f"waits: {status.words}"
    st.progress(test.part, escape_markdown(f"Testing with the weights after epoch {epoch}: {done}"))
    st.caption("Figures, matrix and mistakes of this epoch follow. Another epoch, or another page, can be looked at meanwhile.")
    st.button("Show the final weights", icon=":material/close:", on_click=_give_up, args=(folder, test), key="leave epoch test")


def _give_up(folder: RunFolder, test: Background[None]) -> None:
    test.cancel()
    show_epoch(folder, None)
