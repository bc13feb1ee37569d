"""Says in a sentence why a file that was chosen did not arrive: too large or of another kind, or refused by this app or a server before it;
and that one is gone which arrived, and was not used before its page was loaded anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from cnn_core.text import over_text, plural
from cnn_core.uploads.limits import MAX_BYTES, MAX_PICTURE_BYTES, PICTURE_FILES, SMALLER
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.upload import current

HERE = Path(__file__).parent
TOLD, LOST = "refused uploads", "upload that was lost"
SAID_THERE = ("Data",)
"""Pages that say what `refused_on` them where the files are chosen, so that the message over the page need not stay."""
FEW, LONGEST = 3, 300
"""Files that are named one by one, and letters of a name or of a server's sentence; the browser says them, so they are checked."""
TOO_LARGE = (
    "it is larger than a server between this browser and CNN Lab lets through (413). Make it smaller or send it in parts, such "
    "as one zip per class; or ask whoever runs that server to allow larger uploads."
)
FORBIDDEN = "a server between this browser and CNN Lab refused it ({}). Reload the page and choose it again; if that does not help, ask whoever runs that server."
AWAY = "CNN Lab did not answer ({}). Wait a moment, then choose it again."
CUT = "the connection broke on the way. Choose it again."
OTHER_KIND, LARGER = 415, -1
"""What the browser says of a file that its field does not take, for its kind or its size: Streamlit has sent nothing, and says so in a hint alone."""
OTHER = "the server answered with error {}. Choose it again; if that does not help, ask whoever runs the server."

_component = st.components.v2.component("cnn_lab.upload_watch", js=(HERE / "upload_watch.js").read_text(encoding="utf-8"))


def upload_watch(page: str) -> None:
    """Draws nothing; a file that did not arrive is named in a message, and `refused_on` its page gives it. Where the page does not say it
    too, the message stays until it is closed, another file is chosen or another page is."""
    upload = current()
    waits = upload is not None and not upload.making and not upload.looking.problem
    with st.container(key="upload-watch"):
        said = _component(
            key="upload watch",
            data={"most": MAX_BYTES, "page": page, "waits": upload.name if upload is not None and waits else ""},
            on_refused_change=lambda: None,
            on_lost_change=lambda: None,
        )
    if isinstance(lost := said.get("lost"), str) and lost:
        st.session_state[LOST] = lost[:LONGEST]
    told = sentences(said.get("refused"))
    if told or st.session_state.get(TOLD, ("", []))[0] != page:
        st.session_state[TOLD] = (page, told)
    for sentence in told:
        st.toast(escape_markdown(sentence), icon=":material/block:", duration="long" if page in SAID_THERE else "infinite")


def refused_on(page: str) -> list[str]:
    """What was said last on this page, since it was opened or another file was taken."""
    where, told = st.session_state.get(TOLD, ("", []))
    return list(told) if where == page else []


def lost() -> str:
    """What is said of an upload that was gone with its session, until another file is taken; empty if none was."""
    name = st.session_state.get(LOST)
    why = "this page was loaded anew before it was used, and CNN Lab keeps no file of yours until then"
    return f"{name} has to be chosen again: {why}." if name else ""


def forget_refused() -> None:
    """Another file was taken."""
    for key in (TOLD, LOST):
        st.session_state.pop(key, None)


def sentences(refused: Any) -> list[str]:
    """What is said of the files that the browser names; at most FEW by name."""
    told = [each for each in refused if isinstance(each, dict)] if isinstance(refused, list) else []
    words = [
        _sentence(str(each.get("name", ""))[:LONGEST], each.get("status"), each.get("said"), each.get("size")) for each in told
    ]
    if len(words) > FEW:
        return [*words[:FEW], f"{plural(len(words) - FEW, 'other file')} did not arrive either."]
    return words


def _sentence(name: str, status: Any, said: Any, size: Any) -> str:
    name = name or "The file"
    if isinstance(said, str) and said:
        return f"{name} was not taken. {said[:LONGEST]}"
    if type(size) is int and MAX_BYTES < size < 2**53:
        return f"{name} was not taken. It has {over_text(size, MAX_BYTES)}; {SMALLER}."
    if status == OTHER_KIND:
        kinds = ", ".join(PICTURE_FILES)  # other fields take files of any kind
        return f"{name} was not taken: pictures are read here (files called {kinds}), and on Draw also zips of them."
    if status == LARGER:
        most = MAX_PICTURE_BYTES >> 20  # other fields have no size of their own
        return f"{name} was not taken: it is too large, and {most} MB is the most that a picture may have. Save it smaller."
    if status == 413:
        why = TOO_LARGE
    elif status in (401, 403, 404):
        why = FORBIDDEN.format(status)
    elif status in (502, 503, 504):
        why = AWAY.format(status)
    elif type(status) is int and status:
        why = OTHER.format(status)
    else:
        why = CUT
    return f"{name} did not arrive: {why}"
