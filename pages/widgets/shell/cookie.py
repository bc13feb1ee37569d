"""Who sits in front of the browser: a random word in a cookie, so that a reload or a restart of the server finds the same desk."""

from __future__ import annotations

import re
import secrets

import streamlit as st

COOKIE = "cnn_lab_owner"

# SameSite=Strict: no other site can make the browser send it. A year, renewed at each visit.
_keep = st.components.v2.component(
    "cnn_lab.owner",
    js=f"""export default function ({{ data }}) {{
      document.cookie = `{COOKIE}=${{data}}; path=/; max-age=31536000; SameSite=Strict`;
    }}""",
)


def owner() -> str:
    """The word of this browser; a new one is made at the first visit and handed to the browser."""
    if "owner" not in st.session_state:
        given = str(st.context.cookies.get(COOKIE, ""))
        st.session_state["owner"] = given if re.fullmatch(r"[\w-]{22,64}", given) else secrets.token_urlsafe(24)
    return str(st.session_state["owner"])


def keep_owner() -> None:
    """Puts the word into the browser's cookie; draws nothing."""
    _keep(key="owner-cookie", data=owner(), height=1)
