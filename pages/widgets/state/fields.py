"""Streamlit widgets made from checked fields: the record holds the value, the widget shows it and reports changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Choice, Field, Integer, Real, Record, Switch, fields_of
from pages.widgets.state.requests import refuse

FEW_STEPS = 60

Change = Callable[[Any, str], None]


def edit(
    record: Record, key: str, change: Change, only: Sequence[str] = (), labels: dict[str, Callable[[Any], str]] | None = None
) -> None:
    """A widget for each field, or for those named; `change(new record, field name)` is called after an edit."""
    for field in fields_of(type(record)):
        if not only or field.name in only:
            _widget(record, field, f"{key}.{field.name}", change, (labels or {}).get(field.name, str))


def controlled(key: str, value: Any) -> None:
    """Makes the widget with this key show this value, whatever it showed before: undo and presets reach it too."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _widget(record: Record, field: Field, key: str, change: Change, label: Callable[[Any], str]) -> None:
    rule, value = field.rule, getattr(record, field.name)

    def report() -> None:
        try:
            changed = replace(record, **{field.name: st.session_state[key]})
        except SpecError as error:
            refuse(str(error))
            return
        change(changed, field.name)

    options: dict[str, Any] = {"key": key, "help": field.help, "on_change": report}
    if isinstance(rule, Integer) and (rule.maximum - rule.minimum) / rule.step <= FEW_STEPS:
        controlled(key, value)
        st.slider(field.name, rule.minimum, rule.maximum, step=rule.step, **options)
    elif isinstance(rule, Integer):
        controlled(key, value)
        st.number_input(field.name, rule.minimum, rule.maximum, step=rule.step, **options)
    elif isinstance(rule, Real) and rule.stops:
        controlled(key, value)
        st.select_slider(field.name, sorted({*rule.stops, value}), format_func=_number, **options)
    elif isinstance(rule, Real):
        controlled(key, value)
        st.slider(field.name, rule.minimum, rule.maximum, step=rule.step, **options)
    elif isinstance(rule, Choice):
        controlled(key, value)
        st.selectbox(field.name, rule.options, format_func=label, **options)
    elif isinstance(rule, Switch):
        controlled(key, value)
        st.toggle(field.name, **options)


def _number(value: float) -> str:
    return f"{value:g}" if value >= 1e-4 or value == 0 else f"{value:.0e}".replace("e-0", "e-")
