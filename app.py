"""CNN Lab's server: `streamlit run app.py` serves the pages that lab.py draws, through a guard, to this machine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from pages.widgets.shell.message_filter import MessageFilter
from pages.widgets.shell.request_guard import RequestGuard
from pages.widgets.state.laboratory import close_laboratory


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """What happens around the server's life."""
    yield
    close_laboratory()


app = st.App("lab.py", middleware=[Middleware(RequestGuard), Middleware(MessageFilter)], lifespan=lifespan)
