"""What the training doctor says of the chosen run, in one line above the curves whose room is there from the beginning."""

from __future__ import annotations

import streamlit as st

from cnn_core.doctor.finding import Finding
from cnn_core.doctor.fit import validation_above
from cnn_core.runs import PRETRAINED, RunFolder
from cnn_core.training.state import RunState
from pages.widgets.runs.findings import OTHER, classes_of, cure_button, icon_of, show_finding
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session

IN_FULL = "All that the training doctor says of this run: what is seen, why, and what may cure it."
LOOKS = "The training doctor looks at the curves after every epoch, and says here what goes wrong."
NO_EPOCH = "There is no whole epoch that the training doctor could judge."
NO_IMAGES = "The images of this run are gone, so the training doctor says nothing."
NOTHING = "The training doctor sees nothing wrong"


def doctor_line(state: RunState, found: list[Finding]) -> None:
    """The first sentence of the first of what is `found`, and its first cure; all words, further cures and findings open from there, over the page. So
    nothing moves when it speaks. Until then it says that nothing is wrong."""
    folder = laboratory().folder(session().run)
    above = validation_above(folder.meta.experiment, state)
    mine = folder.id != PRETRAINED
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="run-doctor"):
        if found:
            _say(found[0], mine, state.ended)
        else:
            st.caption(f":material/{OTHER}: {_calm(folder, state, above)}")
        if found or above:
            with st.popover(_why(found), help=IN_FULL, key="doctor in full"):
                for finding in found:
                    show_finding(finding, mine, state.ended)
                if above:
                    st.caption(f":material/info: {above}")


def _say(finding: Finding, mine: bool, ended: bool) -> None:
    st.info(finding.headline, icon=icon_of(finding))
    if finding.cures and mine:  # there before the end, so that the words keep their lines
        cure_button(finding.cures[0], "cure", disabled=not ended)


def _why(found: list[Finding]) -> str:
    return f"Why, and {len(found) - 1} more" if len(found) > 1 else "Why"


def _calm(folder: RunFolder, state: RunState, above: str) -> str:
    """Where nothing is found; what looks like a fault in the curves and is none comes first."""
    if classes_of(folder) is None:
        return NO_IMAGES
    if above:
        return f"{above.partition(':')[0]}."
    if not state.history:
        return NO_EPOCH if state.ended else LOOKS
    if not state.ended:
        return f"{NOTHING} so far."
    return f"{NOTHING}." if state.status == "finished" else f"{NOTHING} up to then."
