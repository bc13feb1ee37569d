"""The network editor: picture, list, sliders, table and advice in one component, so that they update together."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import streamlit as st
from streamlit.errors import StreamlitAPIException

from cnn_core.errors import LabError
from cnn_core.figures.network.icons import layer_icon
from cnn_core.figures.network.layout import WIDEST
from cnn_core.figures.network.picture import network_svg
from cnn_core.figures.network.style import variables
from cnn_core.figures.theme import palette as colours
from cnn_core.workspace.edit_commands import apply
from cnn_core.workspace.editor_view import palette, view
from pages.widgets.components.channel import messages, script
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.all_maps import all_maps
from pages.widgets.state.datasets import dark
from pages.widgets.state.fragment_keys import EDITOR_LINKS, NARROW_TRAIN, NETWORK_EDITOR, SIDEBAR, SIDEBAR_FIGURES, SIDEBAR_PAD
from pages.widgets.state.layer_outputs import another, follow, subject
from pages.widgets.state.layers_inside import layers_inside, look_inside_layer
from pages.widgets.state.requests import refuse
from pages.widgets.state.session import session
from pages.widgets.state.shown_layer import layer_to_show
from pages.widgets.state.start_run import obstacle

HERE = Path(__file__).parent
KEY = "network editor commands"
EDITING = "editing"
ROOM = "room for the picture"
"""What the browser has told of it, in pixels of the picture's own: it does where the layers side by side would be cut."""
DONE = "edits done"

_component = st.components.v2.component(
    "cnn_lab.network_editor",
    html=(HERE / "network_editor.html").read_text(encoding="utf-8"),
    css=(HERE / "network_editor.css").read_text(encoding="utf-8"),
    js=script(HERE, "layout.js", "fields.js", "table.js", "advice.js", "menu.js", "network_editor.js"),
)


def network_editor() -> None:
    """Draws the editor for the network on the desk and carries out its commands; an edit reruns nothing else."""
    fragment(_editor, key=NETWORK_EDITOR)()


def _editor() -> None:
    """The editor as it stands. The answer to an edit leaves out what does not change with it: who sends one has it."""
    mine = session()
    summary = mine.summary()
    of = subject()
    picture = None if of is None else (of.pixels.astype(float) * 255 / mine.entry.pixel_max).astype(np.uint8)
    svg = network_svg(
        summary, dark=dark(), picture=picture, class_names=mine.class_names, seen=True, widest=st.session_state.get(ROOM, WIDEST)
    )
    resting = not st.session_state.pop(EDITING, False)
    opened = (st.session_state.get(KEY) or {}).get("opened") if resting else None
    data = {**view(mine.desk, summary), "svg": svg, "seen": follow(summary, of, resting), "done": _done()}
    data["maps"] = all_maps(summary, of, opened)
    data["inside"] = layers_inside()
    data["show"] = layer_to_show()
    data["missing"] = "" if summary.errors else obstacle(mine.experiment)
    if resting:
        kinds = {kind: {**about, "icon": layer_icon(kind)} for kind, about in palette().items()}
        data["lasting"] = {"palette": kinds, "colours": {**variables(dark()), "--lab-accent": colours(dark()).accent}}
    _component(
        key=KEY,
        data=data,
        on_commands_change=_obey,
        on_settled_change=_settled,
        on_waiting_change=lambda: None,
        on_another_change=another,
        on_opened_change=lambda: None,
        on_inside_change=_look_inside,
        on_room_change=_make_room,
    )


def _settled() -> None:
    """The other parts of the page follow the edit, which is then on the disk."""
    session().settle()
    with suppress(StreamlitAPIException):  # the page was left meanwhile, and its parts are gone
        st.rerun([SIDEBAR, SIDEBAR_PAD, SIDEBAR_FIGURES, NARROW_TRAIN, EDITOR_LINKS, NETWORK_EDITOR])


def _make_room() -> None:
    room = (st.session_state.get(KEY) or {}).get("room")
    if type(room) is int:
        st.session_state[ROOM] = room


def _look_inside() -> None:
    layer = (st.session_state.get(KEY) or {}).get("inside")
    if type(layer) is int:
        look_inside_layer(layer)


def _done() -> int:
    return int(st.session_state.get(DONE, 0))


def _obey() -> None:
    """Carries out the commands not yet done, in order. A refused one is explained and the others continue."""
    mine = session()
    st.session_state[EDITING] = True
    void = mine.overtaken()  # they are of another desk's layers
    for command in messages(KEY, "commands"):
        if command["seq"] <= _done():
            continue
        st.session_state[DONE] = command["seq"]
        gone = (
            "id" in command and command["id"] not in mine.experiment.architecture.ids
        )  # the layer went meanwhile, here or in another tab
        if void or gone:
            continue
        try:
            mine.put(apply(mine.desk, command, mine.classes), settled=False)
        except LabError as error:
            refuse(str(error))
