"""Whether the chosen images are on this machine, and their download, which continues on other pages."""

from __future__ import annotations

from functools import partial

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.background_download import begin_download, download_of
from cnn_core.data.entry import Entry
from cnn_core.data.load import find
from cnn_core.data.own import is_own
from cnn_core.errors import DatasetError
from cnn_core.text import bytes_text, duration
from pages.widgets.data.dataset_choice import use_dataset
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.state.datasets import dataset
from pages.widgets.state.session import session


def images_here() -> bool:
    """Whether the images are on this machine; if not, says so and offers to download them or to use the small set."""
    entry = session().entry
    download = download_of(entry.name)
    if download is not None and not download.ended:
        follow(download, partial(_progress, entry.title))
        return False
    there = find(entry.name) is not None
    damage = _damage(entry) if there else ""
    if there and not damage:
        return True
    if is_own(entry.name):
        st.warning(f"The images of {entry.title} were removed. Upload them again, or choose another dataset.")
    elif download is not None and download.problem and not download.cancelled:
        st.error(escape_markdown(download.problem), icon=":material/wifi_off:")
    elif damage:
        st.error(escape_markdown(damage), icon=":material/broken_image:")
    else:
        st.info(f"{entry.title} is not on this machine yet.", icon=":material/cloud_download:")
    with st.container(horizontal=True):
        if not is_own(entry.name):
            st.button("Download it", type="primary", icon=":material/download:", on_click=_begin, args=(entry.name,))
        st.button("Use MNIST mini instead", on_click=use_dataset, args=("mnist-mini",))
    return False


def _begin(name: str) -> None:
    begin_download(name)


def _damage(entry: Entry) -> str:
    """What is wrong with every copy on this machine, where a download could replace them; empty if one is good."""
    if entry.bundled or is_own(entry.name):
        return ""
    try:
        dataset(entry.name)
    except DatasetError as error:
        return str(error)
    return ""


def _progress(title: str, download: Background[None]) -> None:
    st.progress(download.part, f"Downloading {title}: {_progress_text(download)}")
    if download.cancelled:
        st.caption("Cancelling…")
        return
    st.caption("The download continues on other pages. It is shared: cancelling ends it for everybody on this server.")
    st.button("Cancel", icon=":material/close:", on_click=download.cancel, key="cancel download")


def _progress_text(download: Background[None]) -> str:
    if not download.total:
        return "connecting…"
    left = download.seconds_left
    time_left = "" if left is None else f", {duration(left)} left"
    return f"{bytes_text(download.done)} of {bytes_text(download.total)} ({download.part:.0%}){time_left}"
