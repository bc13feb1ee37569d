"""Build: stack layers with sliders and see at once what each does to shapes and weights."""

import streamlit as st

from pages.widgets.bench import bench
from pages.widgets.desk_menus import desk_menus
from pages.widgets.heading import heading
from pages.widgets.lessons.links import network_links
from pages.widgets.sidebar import narrow_train
from pages.widgets.transfer import reused_layers

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    heading("Build", "Stack layers; every number follows at once. When it fits, press Train.", width="content")
    desk_menus()
reused_layers()
narrow_train()
bench()
network_links()
