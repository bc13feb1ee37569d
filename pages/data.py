"""Data: choose the images, see what they are, decide what is trained on and what is held back."""

import streamlit as st

from pages.widgets.augmenting import augmentation
from pages.widgets.dataset_choice import choose_dataset, choose_parts, fetch
from pages.widgets.dataset_view import facts, gallery, histogram, label_view
from pages.widgets.heading import heading
from pages.widgets.lessons.links import learn_links
from pages.widgets.own_images import own_images
from pages.widgets.task_choice import choose_task

heading("Data", "Choose the images that the network learns from, and look at them before you trust them.")
choose_dataset()
own_images()
if fetch():
    choose_task()
    facts()
    left, right = st.columns([3, 2], gap="large")
    with left:
        gallery()
    with right:
        choose_parts()
        learn_links("pixels", "overfitting")
    histogram()
    augmentation()
    label_view()
