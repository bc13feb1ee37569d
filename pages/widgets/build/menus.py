"""The row above the network editor: presets, code and link."""

from __future__ import annotations

import streamlit as st

from pages.widgets.build.preset_menu import preset_menu
from pages.widgets.runs.code import desk_code
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.shell.sharing import share


def desk_menus() -> None:
    """Presets, code, link, in one row on a phone too. They are one fragment, so that opening them reruns nothing else."""
    fragment(_menus)()


def _menus() -> None:
    with st.container(horizontal=True, gap="xsmall", key="desk-menus"):
        preset_menu()
        desk_code()
        share()
