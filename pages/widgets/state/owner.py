"""Who sits in front of the browser: a random word, so that a reload or a restart of the server finds the same desk."""

from __future__ import annotations

import re
import secrets

import streamlit as st

COOKIE = "cnn_lab_owner"


def owner() -> str:
    """The word of this browser, from its cookie; at the first visit a new one."""
    if "owner" not in st.session_state:
        given = str(st.context.cookies.get(COOKIE, ""))
        st.session_state["owner"] = given if re.fullmatch(r"[\w-]{22,64}", given) else secrets.token_urlsafe(24)
    return str(st.session_state["owner"])
