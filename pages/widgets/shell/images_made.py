"""A dataset is made of own images, on whatever page a person is meanwhile: it begins, it is followed, and it is chosen as soon as it is there."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.entry import Entry
from cnn_core.uploads.in_sandbox import Taken
from cnn_core.uploads.making.settling import left_out_key
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.shell.progress import how_far
from pages.widgets.state.datasets import OWN
from pages.widgets.state.other_images import choice_of
from pages.widgets.state.requests import announce_too, refuse, run_by_itself
from pages.widgets.state.session import session
from pages.widgets.state.upload import Upload, current, drop
from pages.widgets.state.upload_choice import classes_chosen, title_chosen, wish_chosen

FOLLOWS = "Data"
"""The page that shows an upload itself."""
REFRESH = 1.0


def make_images(page: str) -> None:
    """Begins what was pressed, and chooses what is made, before anything of the page is drawn."""
    upload = current()
    if upload is None:
        return
    if upload.pressed and upload.found is not None:
        owner = session().owner
        left_out = [left_out_key(name) for name in classes_chosen(upload.found).left_out]
        upload.take(wish_chosen(upload.found), title_chosen(upload, owner), owner, left_out, session().experiment.data.dataset)
    if upload.taking is not None and upload.taking.answer is not None:
        _choose(upload, upload.taking.answer, page)
    elif upload.taking is not None and upload.taking.problem and not upload.told:
        upload.told = True
        if page != FOLLOWS:  # which says it below its button
            refuse(f"No dataset was made of your images. {upload.taking.problem} On Data they are as you left them.")


def images_notice(page: str) -> None:
    """One line on every other page while they are made: what trains meanwhile is not yet trained on them."""
    upload = current()
    if page != FOLLOWS and upload is not None and upload.taking is not None and not upload.told:
        fragment(_notice, REFRESH)()


def _notice() -> None:
    upload = current()
    if upload is None or upload.taking is None or upload.taking.ended:
        run_by_itself()  # the whole page, and the clock of this fragment stops
    words = f"Your images are being made{how_far(upload.taking)}. Until they are ready, {session().entry.title} is on the desk."
    st.info(escape_markdown(words), icon=":material/hourglass_top:")


def _choose(upload: Upload, taken: Taken, page: str) -> None:
    """Puts the new images on the desk, unless others were put there since. The upload goes last, so that a run of the page that ends
    before is done once more."""
    mine, title = session(), taken.entry.title
    st.session_state.pop(OWN, None)  # its classes may have other names by now
    try:
        with mine.lock:  # no other tab changes the desk between the look at it and the choice
            mine.catch_up()
            was = mine.entry
            if wanted := was.name in (upload.instead_of, taken.entry.name):
                mine.set_data(choice_of(taken.entry.name))
    except Exception:
        drop()  # which cannot be used: no page is to fail over it again
        raise
    drop()
    if not wanted:
        announce_too(f"{title} is ready. {was.title}, which you chose meanwhile, stays on the desk: choose your images on Data.")
        return
    brief = f"{title} is ready and chosen."
    if taken.before is not None:
        announce_too(_known(taken.entry, taken.before))  # above the page, and who has pressed the button is below
        renamed = title != taken.before.title
        brief = f"{taken.before.title} was here before, and is {f'called {title} now' if renamed else 'chosen'}."
    elif page != FOLLOWS:
        announce_too(f"{title} is ready, and is on the desk now in place of {was.title}.")
        return
    st.toast(escape_markdown(brief), icon=":material/check:", duration="long" if taken.before else "short")


def _known(now: Entry, before: Entry) -> str:
    """What became of images that were here before: they are no second dataset."""
    changed = []
    if now.title != before.title:
        changed.append(f"They are called {now.title} now.")
    if now.class_names != before.class_names:
        changed.append(f"Their classes are called {', '.join(now.class_names)} now.")
    if not changed:
        return f"These images were here before, as {before.title}: that is chosen, and there is no second dataset of them."
    return f"These images were here before, as {before.title}. {' '.join(changed)} Runs on them say so, too."
