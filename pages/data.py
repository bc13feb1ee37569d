"""Data: choose the images, see what they are, decide what is trained on and what is held back."""

import streamlit as st

from pages.widgets.data.augmentation import augmentation
from pages.widgets.data.dataset_choice import choose_dataset, choose_parts
from pages.widgets.data.dataset_download import images_here
from pages.widgets.data.dataset_view import facts, gallery, histogram, label_view
from pages.widgets.data.health import health
from pages.widgets.data.network_fit import network_fit
from pages.widgets.data.own_images import own_images
from pages.widgets.data.split_bar import split_bar
from pages.widgets.data.task_choice import choose_task
from pages.widgets.shell.heading import heading
from pages.widgets.shell.lesson_links import learn_links

heading("Data", "Choose the images to train on, and look at them before you train.")
choose_dataset()
own_images()
network_fit()
if images_here():
    with st.container(key="stacking-data"):
        left, right = st.columns([3, 2], gap="large")
    with right:  # first, so that a choice that cannot be shown can be changed
        choose_task()
        split_bar()
        choose_parts()
        learn_links("pixels", "overfitting")
    with left:
        gallery()
        histogram()
    facts()
    health()
    augmentation()
    label_view()
