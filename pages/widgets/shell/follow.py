"""Work in the background, followed by the page that waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cnn_core.data.background import Background
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.requests import run_by_itself

REFRESH = 0.4
Result = TypeVar("Result")


def follow(work: Background[Result], draw: Callable[[Background[Result]], object]) -> None:
    """Draws how far it is, again and again; once it ends or is told to, the whole page runs, and may follow it on."""
    told = work.cancelled

    def followed() -> None:
        if work.ended or work.cancelled != told:
            run_by_itself()  # the whole page, and the clock of this fragment stops
        draw(work)

    fragment(followed, REFRESH)()
