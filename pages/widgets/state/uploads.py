"""Uploaded files, which Streamlit keeps in memory until their tab ends."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cnn_core.uploads.limits import MAX_PICTURE_BYTES

NO_LIMIT = 10**6
"""`max_upload_size` of uploaders, in MB. Streamlit counts 10^6 bytes or 2^20 to the MB, as the browser's system does, and refuses with
a red sign alone; `components/upload_watch` keeps what is too large from being sent, and says what it has and what is the most."""

PICTURE_LIMIT = -(-MAX_PICTURE_BYTES // 10**6)
"""The same of a field for a picture, in whichever MB: what is much larger than is read need not lie in memory. `upload_watch` says this too."""


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
