"""What every session runs: page config, navigation, an experiment that a link brings, sidebar, and the chosen page."""

from pathlib import Path

import streamlit as st

from pages.widgets.shell.error_boundary import error_boundary, escape_markdown
from pages.widgets.shell.navigation import navigation
from pages.widgets.shell.sharing import link_notice, open_link
from pages.widgets.shell.sidebar import sidebar
from pages.widgets.state.requests import take_destination, take_refusal

ASSETS = Path(__file__).parent / "pages" / "widgets" / "shell" / "assets"
st.set_page_config(page_title="CNN Lab", page_icon=str(ASSETS / "icon.png"), layout="wide")

# After a rerun of the sidebar alone, Streamlit may run this script in the same thread with the sidebar still as the place that
# st.* writes to (it resets that place after an interrupted run only). Naming the main area keeps every page where it belongs.
with st._main:
    st.logo(str(ASSETS / "logo.svg"), size="large")
    st.html(ASSETS / "style.css")

    page = navigation()
    st.session_state["came through app"] = True
    if destination := take_destination():
        st.switch_page(destination)
    with error_boundary():
        open_link(page.title)
    refused = take_refusal()  # before any fragment, each of which asks for a new run while it stands there
    with error_boundary():
        sidebar(with_pad=page.title != "Draw")  # which has the large one
    if refused:
        st.error(escape_markdown(refused), icon=":material/block:")
    with error_boundary():
        link_notice(page.title)
        page.run()
