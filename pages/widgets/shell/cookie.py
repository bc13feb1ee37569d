"""The browser's cookie, which holds the owner's word."""

from __future__ import annotations

import streamlit as st

from pages.widgets.state.owner import COOKIE, owner

# SameSite=Strict: no other site can make the browser send it. A year, renewed at each visit.
_keep = st.components.v2.component(
    "cnn_lab.owner",
    js=f"""export default function ({{ data }}) {{
      document.cookie = `{COOKIE}=${{data}}; path=/; max-age=31536000; SameSite=Strict`;
    }}""",
)


def keep_owner() -> None:
    """Puts the word into the browser's cookie; draws nothing."""
    _keep(key="owner-cookie", data=owner(), height=1)
