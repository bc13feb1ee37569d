"""Data: choose the images, see what they are, decide what is trained on and what is held back."""

import streamlit as st

from pages.widgets.dataset_choice import choose_dataset, choose_parts, fetch
from pages.widgets.dataset_view import facts, gallery, histogram, label_view
from pages.widgets.heading import heading

heading("Data", "Choose the images that the network learns from, and look at them before you trust them.")
choose_dataset()
if fetch():
    facts()
    left, right = st.columns([3, 2], gap="large")
    with left:
        gallery()
    with right:
        choose_parts()
    histogram()
    label_view()
