"""Train: set how the network learns, and watch it."""

import streamlit as st

from pages.widgets.heading import heading
from pages.widgets.lessons.links import learn_links
from pages.widgets.live import live_panel
from pages.widgets.preflight import preflight
from pages.widgets.settings import settings

heading("Train", "Watch loss fall and accuracy rise while it learns; training is orange, validation blue.")
left, right = st.columns([7, 2], gap="large")
with left:
    live_panel()
with right:
    preflight()
    settings()
    learn_links("labels", "overfitting")
