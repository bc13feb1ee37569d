"""What the Explain page has computed last, so that going back and forth costs nothing; and what it says once that is done."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st

KEPT, MAX_KEPT = "explain computed", 40
LATEST = "explain latest"
Value = TypeVar("Value")


def is_computed(key: tuple[object, ...]) -> bool:
    """Whether the value for a key is there already; then it is among the last ones again."""
    kept: OrderedDict[tuple[object, ...], Any] = st.session_state.get(KEPT, OrderedDict())
    if key in kept:
        kept.move_to_end(key)
    return key in kept


def computed(key: tuple[object, ...], compute: Callable[[], Value]) -> Value:
    """The value for a key that names everything it depends on, kept in the session for the last few keys."""
    kept: OrderedDict[tuple[object, ...], Any] = st.session_state.setdefault(KEPT, OrderedDict())
    if key not in kept:
        kept[key] = compute()
        while len(kept) > MAX_KEPT:
            kept.popitem(last=False)
    found: Value = kept[key]
    return found


def latest(name: str, key: tuple[object, ...], compute: Callable[[], Value]) -> Value:
    """The value for a key, of which only the last one of this name is kept: for what changes with every step of a drag."""
    kept: dict[str, tuple[tuple[object, ...], Any]] = st.session_state.setdefault(LATEST, {})
    if name not in kept or kept[name][0] != key:
        kept[name] = key, compute()
    found: Value = kept[name][1]
    return found


@contextmanager
def then(say: Callable[[], None]) -> Iterator[None]:
    """`say` after what is worked out inside, also where that fails; not where another run of the page cuts it off, which is no Exception."""
    try:
        yield
    except Exception:
        say()
        raise
    say()
