"""Whether the network on the desk works on the chosen images, and the ways out if it does not."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnn_core.experiment import Experiment
from cnn_core.text import shape_text
from cnn_core.workspace.preset_choice import preset_for
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.session import session


def network_fit() -> None:
    """Says why the network does not work on these images, with the fixes of its summary and a preset that works on them."""
    mine = session()
    experiment, errors = mine.experiment, mine.summary().errors
    if not errors:
        return
    name, shape = experiment.architecture.name, shape_text(mine.entry.input_shape)
    with st.container(border=True, key="network-fit"):
        st.markdown(
            f":red[:material/error:] **{escape_markdown(name)} does not work on these images of {shape} yet.** "
            f"{escape_markdown(errors[0].message)}"
        )
        with st.container(horizontal=True, gap="small"):
            found = preset_for(experiment, mine.classes)
            if found is not None:
                preset, fitting = found
                st.button(
                    f"Take {preset.title}",
                    key="take preset",
                    icon=":material/auto_awesome_mosaic:",
                    on_click=_use,
                    args=(fitting,),
                    help=f"Loads a network that works on these images; settings that you changed on Train stay. {preset.description}",
                )
            for number, fix in enumerate(errors[0].fixes):
                st.button(
                    escape_markdown(fix.label[:1].upper() + fix.label[1:]),
                    key=f"network fix {number}",
                    icon=":material/build:",
                    on_click=_use,
                    args=(replace(experiment, architecture=fix.architecture),),
                )
            st.page_link("pages/build.py", label="Change it on Build", icon=":material/layers:")


def _use(experiment: Experiment) -> None:
    mine = session()
    mine.put(mine.desk.edit(experiment))
