"""The Python end of channel.js, which numbers the messages of a component and sends each until it is answered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import streamlit as st

CHANNEL = Path(__file__).parent / "channel.js"
COMMENTS = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


def script(folder: Path, *names: str) -> str:
    """The files of a component's script as the one text that Streamlit takes, with the channel in front.

    Streamlit sends it again with each answer, so the lines that are comments stay behind.
    """
    files = (CHANNEL, *(folder / name for name in names))
    return COMMENTS.sub("", "\n".join(file.read_text(encoding="utf-8") for file in files))


def messages(key: str, name: str) -> list[dict[str, Any]]:
    """What the component with this key sent last, each with its number as `seq`. The browser says the rest, so it is still to be checked."""
    sent = (st.session_state.get(key) or {}).get(name)
    if not isinstance(sent, list):
        return []
    return [message for message in sent if isinstance(message, dict) and type(message.get("seq")) is int]
