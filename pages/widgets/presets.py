"""The menu of ready experiments."""

from __future__ import annotations

import streamlit as st

from cnn_core.presets import PRESETS
from pages.widgets.session import session


def preset_menu() -> None:
    """A menu whose entries put network, data and settings on the desk; undo brings back what was there."""
    with st.popover(
        "Start from a preset", icon=":material/auto_awesome_mosaic:", help="Loads a network with its data and settings."
    ):
        for preset in PRESETS.values():
            with st.container(border=True):
                data = preset.experiment.data.dataset
                st.markdown(f"**{preset.title}** · {preset.params:,} parameters · {data}  \n{preset.description}")
                st.caption(f"Source: {preset.source}")
                st.button("Load", key=f"preset.{preset.name}", on_click=_load, args=(preset.name,))


def _load(name: str) -> None:
    mine = session()
    mine.put(mine.desk.edit(PRESETS[name].experiment))
