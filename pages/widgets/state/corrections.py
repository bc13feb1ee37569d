"""Single images of the desk's dataset left out or called otherwise. For callbacks; each is one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cnn_core.data.choice import ALL, MAX_CHANGED
from pages.widgets.state.requests import redraw, refuse
from pages.widgets.state.session import session


def leave_out(numbers: Sequence[int]) -> None:
    """Training images that are no longer learned from."""
    mine = session()
    data = mine.experiment.data
    left_out = tuple(sorted({*data.left_out, *numbers}))
    remaining = mine.entry.train_size - len(left_out)
    size = data.train_size if data.task == ALL and data.train_size < remaining else 0
    _change(left_out, left_out=left_out, train_size=size)


def leave_out_of_test(numbers: Sequence[int]) -> None:
    """Test images that are no longer tested with; of these at least one stays."""
    mine = session()
    left_out = tuple(sorted({*mine.experiment.data.left_out_test, *numbers}))
    if len(left_out) >= mine.entry.test_size:
        refuse("No test image would be left: use some of them again.")
        return
    _change(left_out, left_out_test=left_out)


def relabel(number: int, label: int) -> None:
    """A training image that gets another class."""
    relabelled = tuple(sorted({**dict(session().experiment.data.relabelled), number: label}.items()))
    _change(relabelled, relabelled=relabelled)


def use_all() -> None:
    """All images as they came."""
    _change((), left_out=(), relabelled=(), left_out_test=())


def _change(listed: Sequence[Any], **changes: Any) -> None:
    mine = session()
    if mine.overtaken():
        return
    if len(listed) > MAX_CHANGED:
        refuse(f"An experiment corrects at most {MAX_CHANGED:,} images one by one, and these would be {len(listed):,}.")
        return
    mine.set_data(replace(mine.experiment.data, **changes))
    redraw()
