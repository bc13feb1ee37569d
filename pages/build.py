"""Build: stack layers with sliders and see immediately what each does to shapes and weights."""

import streamlit as st

from pages.widgets.build.menus import desk_menus
from pages.widgets.build.reused_layers import reused_layers
from pages.widgets.build.to_beat import to_beat
from pages.widgets.components.network_editor import network_editor
from pages.widgets.shell.heading import heading
from pages.widgets.shell.lesson_links import network_links
from pages.widgets.shell.sidebar import narrow_train

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    heading(
        "Build",
        "Stack layers; shapes, parameters and work update immediately. When the network fits, press Train.",
        width="content",
    )
    desk_menus()
with st.container():
    to_beat()
reused_layers()
narrow_train()
network_editor()
network_links()
