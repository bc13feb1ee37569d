"""The frame of every page: page config, navigation, an experiment that a link brings, sidebar, notices, and the chosen page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.widgets.components.page_watch import page_watch
from pages.widgets.components.upload_watch import upload_watch
from pages.widgets.shell.error_boundary import error_boundary, fragment
from pages.widgets.shell.first_steps import first_steps
from pages.widgets.shell.images_made import images_notice, make_images
from pages.widgets.shell.navigation import navigation
from pages.widgets.shell.page_addresses import PAGES
from pages.widgets.shell.presenter import presenter
from pages.widgets.shell.said import said
from pages.widgets.shell.sharing import link_notice, open_link
from pages.widgets.shell.sidebar import draw_link, sidebar
from pages.widgets.shell.startup import prepare_server
from pages.widgets.shell.training_link import training_link
from pages.widgets.shell.unsaved_notice import unsaved_notice
from pages.widgets.state.datasets import dark
from pages.widgets.state.epoch import epoch_on_page
from pages.widgets.state.held_run import held_on_page
from pages.widgets.state.next_run import go_over
from pages.widgets.state.presenting import presenting
from pages.widgets.state.requests import run_by_itself, take_destination, take_notice, take_redraw, take_refusal
from pages.widgets.state.run_state import run_state
from pages.widgets.state.session import session
from pages.widgets.state.tables import type_size

ASSETS = Path(__file__).parent / "assets"


def draw_app() -> None:
    """Draws the frame and runs the chosen page in it."""
    prepare_server()
    # After a rerun of the sidebar alone, Streamlit may run the script in the same thread with the sidebar still as the place that
    # st.* writes to (it resets that place after an interrupted run only). Naming the main area keeps every page where it belongs.
    with st._main:
        st.logo(str(ASSETS / "logo.svg"), size="large")
        page = navigation()
        st.set_page_config(page_title=f"{page.title} - CNN Lab")
        st.session_state["came through app"] = True
        epoch_on_page(page.title)
        held_on_page(page.title)
        if destination := take_destination():
            st.switch_page(destination)
        with error_boundary():
            session().settle()  # when the page was left before the edit had settled
            session().catch_up()
            session().keep_possible()
            session().keep_readable()
            open_link(page.title)
            go_over()
            make_images(page.title)
        # Before any fragment, each of which asks for a new run of the page while it stands there.
        refused, notice = take_refusal(), take_notice()
        take_redraw()
        with error_boundary():
            sidebar(page.title)
            fragment(_watch)(page.title, session().run, presenting(), type_size(), dark())
        upload_watch(page.title)
        if page.title != "Draw":
            draw_link()
        training_link(page.title)
        presenter()
        with st.container(), error_boundary():  # what comes and goes has a place of its own, so that all below it keeps its own
            unsaved_notice()
            images_notice(page.title)
            first_steps(page.title)
            link_notice(page.title)
        said(refused, notice)
        with error_boundary():
            page.run()


def _watch(page: str, run: str, on: bool, size: int, was_dark: bool) -> None:
    """Watches the window. That of a fragment, since the browser tells of larger type or another theme when it likes: what it tells with a run of the whole page
    would take the place of a click in the navigation that came just before."""
    if (type_size(), dark()) != (size, was_dark):
        run_by_itself()  # so that tables follow, and what Python has coloured
    page_watch(page, run, not run_state(run).ended, on, ("", *PAGES))
