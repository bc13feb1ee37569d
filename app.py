"""CNN Lab's server: `streamlit run app.py` serves the pages that lab.py draws, through a guard, to this machine."""

import streamlit as st
from starlette.middleware import Middleware

from pages.widgets.shell.message_filter import MessageFilter
from pages.widgets.shell.request_guard import RequestGuard
from pages.widgets.shell.server_life import server_life

app = st.App("lab.py", middleware=[Middleware(RequestGuard), Middleware(MessageFilter)], lifespan=server_life)
