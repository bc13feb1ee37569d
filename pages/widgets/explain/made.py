"""Values that take longer than a page may wait: made in the background, its progress shown, and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from cnn_core.data.background import Background, Progress
from pages.widgets.explain.computed import computed, is_computed
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow

MAKING = "values made"
GRACE = 1.0
"""Seconds that the page waits, which are enough for most networks."""

Key = tuple[object, ...]
Value = TypeVar("Value")


def made(works: Mapping[Key, Callable[[Progress], Value]], words: str) -> dict[Key, Value] | None:
    """The values by keys that name everything they depend on. None while they are made, and if that failed, with a sentence."""
    new: dict[Key, Value] = {}
    missing = tuple(key for key in works if not is_computed(key))
    if missing:
        kept: tuple[Any, Background[list[Value]]] | None = st.session_state.get(MAKING)
        if kept is None or kept[0] != missing or kept[1].cancelled:
            if kept is not None:
                kept[1].cancel()
            kept = missing, _begin([works[key] for key in missing])
            st.session_state[MAKING] = kept
        making = kept[1]
        if not making.wait(GRACE):
            follow(making, lambda work: st.progress(work.part, words))
            return None
        if making.answer is None:
            st.error(escape_markdown(making.problem), icon=":material/error:")
            st.button("Try again", icon=":material/refresh:", key="make again", on_click=making.cancel)
            return None
        new = dict(zip(missing, making.answer, strict=True))
        del st.session_state[MAKING]
    return {key: computed(key, partial(new.__getitem__, key)) for key in works}


def all_made() -> bool:
    """Whether nothing is being made."""
    kept: tuple[Any, Background[Any]] | None = st.session_state.get(MAKING)
    return kept is None or kept[1].ended or kept[1].cancelled


def _begin(works: list[Callable[[Progress], Value]]) -> Background[list[Value]]:
    def work(progress: Progress) -> list[Value]:
        def part(k: int) -> Progress:
            return lambda done, total: progress(k * total + done, len(works) * total)

        return [each(part(k)) for k, each in enumerate(works)]

    return Background(work)
