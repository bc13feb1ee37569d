"""CNN Lab: `streamlit run app.py`. The server imports this file once, for its guard; every session runs it, to draw the app."""

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.widgets.shell.frame import draw_app
from pages.widgets.shell.message_filter import MessageFilter
from pages.widgets.shell.page_addresses import PageAddresses
from pages.widgets.shell.peer_address import keep_peers
from pages.widgets.shell.request_guard import RequestGuard
from pages.widgets.shell.server_address import ServerAddress
from pages.widgets.shell.startup import serving
from pages.widgets.shell.upload_guard import UploadGuard

if get_script_run_ctx(suppress_warning=True) is None:
    keep_peers()
    guards = [
        Middleware(RequestGuard),
        Middleware(PageAddresses),
        Middleware(ServerAddress),
        Middleware(UploadGuard),
        Middleware(MessageFilter),
    ]
    app = st.App(__file__, middleware=guards, lifespan=serving)
else:
    draw_app()
