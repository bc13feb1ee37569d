"""CNN Lab's server: `streamlit run app.py` serves the pages that lab.py draws, through a guard, to this machine."""

import streamlit as st

from pages.widgets.shell.request_guard import MIDDLEWARE

app = st.App("lab.py", middleware=MIDDLEWARE)
