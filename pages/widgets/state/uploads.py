"""Uploaded files, which Streamlit keeps in memory until their tab ends."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def uploaded(key: str) -> list[UploadedFile]:
    """The files in an uploader, without those that were released: a late answer of the browser still names them."""
    value = st.session_state.get(key)
    files = value if isinstance(value, list) else [value]
    return [each for each in files if isinstance(each, UploadedFile)]


def release(files: Iterable[UploadedFile]) -> None:
    """Gives the memory of files back that have been read. Their uploader must be empty or gone."""
    context = get_script_run_ctx()
    if context is not None:
        for file in files:
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)  # type: ignore[attr-defined]
