"""A link that carries an experiment: made from the desk, and put on the desk when somebody opens it."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.data.own import belongs, is_own
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.figures.qr import qr_svg
from cnn_core.runs import PRETRAINED, is_own_run
from cnn_core.storage.home import home
from cnn_core.training.transfer import Transfer
from cnn_core.workspace.share_link import from_link, to_link
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import Session, session

PARAMETER = "x"
SEEN, OPENED = "link seen", "link opened"
WIDTH = 400
CARRIES = "A link that puts this experiment on another desk, with the network, the choice of data, augmentation, settings and seed; no images of your own, no weights."
WHOLE = "At the end of the Compare page: own images, runs with their weights, the desk and kept drawings, saved and opened again."
ONLY_HERE = (
    "A phone or another computer cannot open it: the address is that of this computer, for itself. On this computer it works. "
    "For a QR code that a class can use, stop CNN Lab and start it so that the network of the room reaches it:"
)
CLASSROOM = "python -m streamlit run app.py --server.address=0.0.0.0 --server.allowedHosts=HOST"
HOW = (
    "HOST stands for the address of this computer in that network, such as 192.168.1.20 (the network settings show it). Then open "
    "`http://HOST:8501` here and press Share again. Whoever is in that network can use CNN Lab then, each browser with a desk of its own; "
    "README says more under “For a class”."
)


def share() -> None:
    """A popover with a link to what is on the desk; made when it opens, so it is always up to date."""
    popover = st.popover("Share", icon=":material/share:", key="share", on_change="rerun")
    if not popover.open:
        return
    with popover:
        _link()
        st.page_link("pages/compare.py", label="All that you have as one file", icon=":material/folder_zip:", help=WHOLE)


def _link() -> None:
    link = _address(to_link(session().experiment))
    st.caption(CARRIES, width=WIDTH)
    st.code(link, language=None, wrap_lines=True, width=WIDTH)
    if _only_here(link):
        st.caption(ONLY_HERE, width=WIDTH)
        with st.container(key="shell-command"):  # broken between its options, which the language tells
            st.code(CLASSROOM, language="bash", wrap_lines=True, width=WIDTH)
        st.caption(HOW, width=WIDTH)
        return
    code = qr_svg(link)
    if code is None:
        st.caption("This link is too long for a QR code that a phone could read from a distance: send it as text.", width=WIDTH)
    else:
        st.image(code, width=260, alt="QR code of the link")


def _only_here(link: str) -> bool:
    """Whether the address means this computer, whoever opens it: a name that each computer gives itself, or a loopback address."""
    host = (urlsplit(link).hostname or "").rstrip(".")
    try:
        address = ip_address(host)
    except ValueError:
        return host in ("", "localhost") or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _address(text: str) -> str:
    """The address under which the browser has opened the app, with the experiment in it."""
    here = urlsplit(st.context.url or "")
    return here._replace(path=here.path or "/", query=f"{PARAMETER}={text}", fragment="").geturl()


def open_link(place: str) -> None:
    """Puts the experiment of a link that the address carries on the desk, as one edit, and takes it out of the address.

    A link that cannot be opened changes nothing and leaves its sentence in `refused`. `place` is the page it was opened on.
    """
    state = st.session_state
    text = st.query_params.get(PARAMETER)
    if text is None:
        return
    del st.query_params[PARAMETER]
    if text == state.get(SEEN):  # a rerun that was asked for before the browser had the new address
        return
    state[SEEN] = text
    mine = session()
    try:
        experiment, more = _accepted(from_link(text), mine)
    except LabError as error:
        refuse(str(error))
        return
    mine.bring(experiment)
    title = f"{experiment.architecture.name} on {entry_of(experiment.data.dataset).title}"
    words = f"Opened from a link: {title}.{more} Undo on the Build page brings back what was there."
    state[OPENED] = (place, experiment, words)


def link_notice(place: str) -> None:
    """One line on what a link has put on the desk, until the page or the experiment changes."""
    if OPENED not in st.session_state:
        return
    opened_on, experiment, words = st.session_state[OPENED]
    if opened_on != place or session().experiment != experiment:
        del st.session_state[OPENED]
    else:
        st.info(escape_markdown(words), icon=":material/link:")


def _accepted(experiment: Experiment, mine: Session) -> tuple[Experiment, str]:
    """What this person can use of it, and a sentence on the rest. LabError if its images are not available to them."""
    data = experiment.data
    if is_own(data.dataset) and not belongs(data.dataset, mine.owner):
        raise LabError(
            "This link is for own images of somebody else, and links carry no images: ask for their project, one file with the images in it, "
            "which they save and you open at the end of the Compare page, or for a link with another dataset. Your own work is unchanged."
        )
    architecture = experiment.architecture.fit_to(entry_of(data.dataset).input_shape, len(class_names(data)))
    transfer = experiment.transfer
    if not transfer.active or transfer.run == PRETRAINED or is_own_run(home() / "runs", transfer.run, mine.owner):
        return replace(experiment, architecture=architecture), ""
    learning = architecture.set_trainable(len(architecture.layers), True)
    fresh = replace(experiment, architecture=learning, transfer=Transfer())
    return fresh, " It reused layers of a trained network that is not here: all layers now start with random weights."
