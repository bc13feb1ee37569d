"""Train: set how the network learns, and watch it."""

import streamlit as st

from pages.widgets.shell.heading import heading
from pages.widgets.shell.lesson_links import learn_links
from pages.widgets.state.presenting import presenting
from pages.widgets.train.beside import beside, leads
from pages.widgets.train.live_run import live_panel
from pages.widgets.train.preflight import preflight
from pages.widgets.train.settings import settings

heading("Train", "Watch loss fall and accuracy rise while it learns; training is orange, validation blue.")
with st.container(key="stacking-train"):
    left, right = st.columns([7, 2], gap="large")
with left:
    above = leads()
    if above:
        beside()
    live_panel()
    if presenting() and not above:
        beside()
with right:
    preflight()
    settings()
    learn_links("gradient", "labels", "overfitting")
