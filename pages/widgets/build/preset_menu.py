"""The menu of ready experiments."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.catalogue import CATALOGUE
from cnn_core.presets import GROUPS, PRESETS, Preset
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.session import session

NOTEBOOK = "Course notebook"
MENU, LOADED = "preset menu", "preset loaded"


def preset_menu() -> None:
    """A menu whose entries put network, data and settings on the desk; undo brings back what was there.

    For a fragment: a preset that was loaded closes the menu and is shown by the whole page.
    """
    if st.session_state.pop(LOADED, False):
        st.rerun()
    with st.popover(
        "Start from a preset",
        icon=":material/auto_awesome_mosaic:",
        help="Loads a network with its data and settings.",
        key=MENU,
        on_change="rerun",
    ):
        for tab, group in zip(st.tabs([_tab(group) for group in GROUPS]), GROUPS, strict=True):
            with tab:
                _group(group, GROUPS[group])


def _tab(group: str) -> str:
    return group.replace(NOTEBOOK, "Notebook")


def _group(group: str, presets: tuple[Preset, ...]) -> None:
    """One line per preset; what is the same for a whole notebook is shown once."""
    if group.startswith(NOTEBOOK):
        st.caption(f"Course notebook: {escape_markdown(presets[0].source)}.")
    for preset in presets:
        with st.container(gap=None):
            st.button(preset.title, key=f"preset.{preset.name}", on_click=_load, args=(preset.name,), icon=":material/input:")
            st.caption(f"{_figures(preset)} {escape_markdown(preset.description)}{_source(group, preset)}")
    for differs in dict.fromkeys(preset.differs for preset in presets if preset.differs):
        of = [preset.title for preset in presets if preset.differs == differs]
        whose = "" if len(of) == len(presets) else f"{escape_markdown('; '.join(of))}: "
        st.caption(f":material/info: {whose}{escape_markdown(differs)}")


def _figures(preset: Preset) -> str:
    data, training = preset.experiment.data, preset.experiment.training
    epochs = f"{training.epochs} epochs"
    return f"**{preset.params:,} parameters, {CATALOGUE[data.dataset].title}, {epochs}.**"


def _source(group: str, preset: Preset) -> str:
    return f" Source: {escape_markdown(preset.source)}." if not group.startswith(NOTEBOOK) else ""


def _load(name: str) -> None:
    mine = session()
    mine.bring(PRESETS[name].experiment)
    st.session_state[MENU] = False
    st.session_state[LOADED] = True
