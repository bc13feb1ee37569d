"""The owner of a browser: a random key in a cookie, so that a reload or a restart of the server finds the same desk."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

import streamlit as st

OLD_COOKIE = "cnn_lab_owner"
WORD = re.compile(r"[A-Za-z0-9_-]{22,64}")


def owner() -> str:
    """The key of this browser, from the cookie that the server gave it."""
    if "owner" not in st.session_state:
        known = owner_in(st.context.cookies, str(st.context.headers.get("Host", "")))
        st.session_state["owner"] = known or new_owner()
    return str(st.session_state["owner"])


def cookie_name(host: str) -> str:
    """The cookie for a Host header: with its port, since browsers send the cookies of one port to all others too."""
    with suppress(ValueError):  # a port that is no number, or too large: no server of ours
        return f"{OLD_COOKIE}_{urlsplit(f'//{host}').port or 80}"
    return f"{OLD_COOKIE}_80"


def owner_in(cookies: Mapping[str, str], host: str) -> str:
    """The key in these cookies; empty if there is none, or none that the server can have set."""
    given = str(cookies.get(cookie_name(host), ""))
    return given if WORD.fullmatch(given) else ""


def new_owner() -> str:
    return secrets.token_urlsafe(24)
