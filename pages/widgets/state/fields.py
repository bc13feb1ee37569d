"""Streamlit widgets made from checked fields: the record holds the value, the widget shows it and reports changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Literal

import streamlit as st

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Choice, Field, Integer, Real, Record, Switch, fields_of
from pages.widgets.state.requests import NOT_TAKEN, refuse, take_number_not_taken

KEPT = "kept values of widgets"
FEW_STEPS = 60
WIDE = 1000.0

Change = Callable[[Any, str], None]


def edit(
    record: Record,
    key: str,
    change: Change,
    only: Sequence[str] = (),
    labels: dict[str, Callable[[Any], str]] | None = None,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """A widget for each field, or for those named, in their order; `change(new record, field name)` is called after an edit.

    `labels` say the values of a choice or of a slider, `titles` the fields in plain words; the name of a field, which is Keras's, stands beside.
    """
    fields = {field.name: field for field in fields_of(type(record))}
    for name in only or fields:
        title = titled(titles.get(name, ""), name)
        _widget(record, fields[name], title, f"{key}.{name}", change, (labels or {}).get(name, str))


def titled(title: str, name: str) -> str:
    """A label of plain words and the name in Keras; the words alone if they are that name. A label is read out as it stands: no markup."""
    if not title:
        return name
    return title if title.lower() == name.replace("_", " ") else f"{title} ({name})"


def controlled(
    key: str, value: Any, change: Callable[[Any], None], words: Sequence[str] = (), none: bool = False
) -> dict[str, Any]:
    """Arguments for a widget that shows this value, whatever it showed before, and calls `change` with what a person chooses.

    A value that did not come from the widget (undo, a preset) makes it another widget, with a key of its own, and the former one
    is not listened to any more. Until the browser has drawn the new value, each of its messages carries the old one, and Streamlit
    would take that for an edit. So do other `words` of options: the browser knows the chosen one by its words. None is what a browser says
    that lost the choice, unless it is one of them (`none`): then the value stays.
    """
    generations = st.session_state.setdefault("generations of widgets", {})
    said = st.session_state.setdefault("words of widgets", {})
    shown = _key(key, generations.get(key, 0))
    if shown in st.session_state and (st.session_state[shown] != value or said.get(key, words) != words):
        generations[key] = generations.get(key, 0) + 1
        shown = _key(key, generations[key])
    said[key] = words
    if shown not in st.session_state:
        st.session_state[shown] = value

    def report() -> None:
        if shown == _key(key, generations.get(key, 0)) and shown in st.session_state:
            chosen = st.session_state[shown]
            if none or chosen is not None:
                change(chosen)

    return {"key": shown, "on_change": report}


def kept(key: str, default: Any, fits: Callable[[Any], bool] = lambda value: True) -> dict[str, Any]:
    """Arguments for a widget whose value outlives the page: Streamlit forgets what a page showed as soon as another is opened. The
    default takes the place of a value that no longer fits."""
    values = st.session_state.setdefault(KEPT, {})
    return controlled(key, kept_value(key, default, fits), lambda value: values.update({key: value}))


def kept_value(key: str, default: Any, fits: Callable[[Any], bool] = lambda value: True) -> Any:
    """What such a widget shows, or would show."""
    value = st.session_state.setdefault(KEPT, {}).get(key, default)
    return value if fits(value) else default


def forget_kept(begins: str) -> None:
    """Widgets whose keys begin so show their defaults again."""
    values = st.session_state.setdefault(KEPT, {})
    for key in [key for key in values if key.startswith(begins)]:
        del values[key]


def _key(key: str, generation: int) -> str:
    return f"{key} {generation}" if generation else key


def _widget(record: Record, field: Field, title: str, key: str, change: Change, label: Callable[[Any], str]) -> None:
    rule, value = field.rule, getattr(record, field.name)

    def report(chosen: Any) -> None:
        try:
            change(replace(record, **{field.name: chosen}), field.name)
        except SpecError as error:  # of the record, or of what holds it: then the widget goes back to the value that is kept
            refuse(str(error))

    if isinstance(rule, Integer | Real) and _typed(rule):
        how: dict[str, Any] = {"step": rule.step} if isinstance(rule, Integer) else {"step": 1.0, "format": "%.6g"}
        number_field(title, rule.minimum, rule.maximum, key, value, report, field.help, **how)
        return
    options: dict[str, Any] = {"help": field.help, **controlled(key, value, report)}
    if isinstance(rule, Integer) and rule.stops:
        st.select_slider(title, sorted({*rule.stops, value}), **options)
    elif isinstance(rule, Integer):
        st.slider(title, rule.minimum, rule.maximum, step=rule.step, **options)
    elif isinstance(rule, Real) and rule.stops:
        st.select_slider(title, sorted({*rule.stops, value}), format_func=_number, **options)
    elif isinstance(rule, Real) and label is not str:
        steps = round((rule.maximum - rule.minimum) / rule.step)
        places = {round(rule.minimum + n * rule.step, 10) for n in range(steps + 1)}
        st.select_slider(title, sorted({*places, value}), format_func=label, **options)
    elif isinstance(rule, Real):
        st.slider(title, rule.minimum, rule.maximum, step=rule.step, **options)
    elif isinstance(rule, Choice):
        st.selectbox(title, rule.options, format_func=label, **options)
    elif isinstance(rule, Switch):
        st.toggle(title, **options)


def _typed(rule: Integer | Real) -> bool:
    """Whether its numbers are too many for a slider."""
    room = rule.maximum - rule.minimum
    return not rule.stops and (room / rule.step > FEW_STEPS if isinstance(rule, Integer) else room > WIDE)


def number_field(
    label: str,
    least: float,
    most: float,
    key: str,
    value: float,
    change: Callable[[Any], None],
    help: str = "",
    width: int | Literal["stretch"] = "stretch",
    step: float = 1,
    **options: Any,
) -> None:
    """A field that shows this value and calls `change` with a number from `least` to `most` that a person types.

    With a whole `step` it is a whole number. Another number, or none, leaves it as it was, and a line below says until the next click which
    was not taken. A browser that knew the range would keep what was typed, and only colour it; one that knew that the number is whole would
    cut off a fraction and say nothing; without a number of its own an emptied field would be the least.
    """
    whole = isinstance(step, int)

    def check(typed: float | None) -> None:
        if typed is not None and least <= typed <= most and not (whole and typed % 1):
            change(int(typed) if whole else typed)
            return
        if typed is not None:
            st.session_state[NOT_TAKEN] = key, typed
        st.session_state[shown["key"]] = float(value)  # in the same field, which has the focus

    shown = controlled(key, float(value), check, none=True)  # an emptied field says None
    fits = f"rom {_long(least)} to {_long(most)}."
    if whole:
        options["format"] = "%.0f"
    with st.container(width=width):
        st.number_input(label, value=None, step=float(step), help=f"{help} F{fits}".strip(), **options, **shown)
        told = take_number_not_taken(key)
        if told is not None:
            kind = "a whole number " if whole and told % 1 else ""
            st.caption(f":red[:material/error:] {_long(told)} is not taken, {_long(value)} stays: it can be {kind}f{fits}")


def kept_number(label: str, least: int, most: int, key: str, default: int, width: int | Literal["stretch"] = "stretch") -> int:
    """The number in a `number_field` of whole numbers that outlives the page; the default takes the place of one that no longer fits."""
    values = st.session_state.setdefault(KEPT, {})
    value = values.get(key, default)
    value = value if least <= value <= most else default
    number_field(label, least, most, key, value, lambda number: values.update({key: number}), width=width)
    return value


def _long(number: float) -> str:
    return f"{number:,.0f}" if number % 1 == 0 and abs(number) < 1e15 else f"{number:,.6g}"


def _number(value: float) -> str:
    return f"{value:g}" if value >= 1e-4 or value == 0 else f"{value:.0e}".replace("e-0", "e-")
