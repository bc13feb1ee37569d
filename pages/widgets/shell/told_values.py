"""A value that the app sets reaches the browser, however often the page is drawn before, and never undoes an edit of a person.

Streamlit 1.67 tells such a value in one run, as an order (`set_value`). When a second run follows before the browser has mounted the
widget, the order is lost: the browser begins with the first option or the least number, and sends that as if somebody had chosen it.
An order that is given again may come after an edit, and undo it. So it is given once; until the browser has sent the widget, later runs
make the value what the widget begins with (`default`): that is taken by a browser that has not mounted it, and changes no other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state import SessionState

SHIPPED: dict[str, Any] = {}
KNOWN = "what the browser knows of widgets"
ORDERED, AGAIN, DRAWN = "ordered", "told again", "drawn"


def tell_values() -> None:
    """Puts the functions below in the places of the shipped ones, once."""
    if not SHIPPED:
        for owner, name, function in (
            (SessionState, "set_widgets_from_proto", _hear),
            (SessionState, "register_widget", _register),
            (ScriptRunContext, "enqueue", _send),
        ):
            SHIPPED[name] = getattr(owner, name)
            setattr(owner, name, function)


def _hear(states: Any, widgets: Any) -> None:
    """Takes over what the browser sends, and remembers of which widgets that is: those it has drawn. Ids that it makes up are not kept."""
    SHIPPED["set_widgets_from_proto"](states, widgets)
    known = _known(states)
    known.update({each.id: DRAWN for each in widgets.widgets if each.id in known})


def _register(states: Any, metadata: Any, user_key: str | None) -> Any:
    """A widget that has another value than the one it begins with is told its value until the browser has drawn it."""
    found = SHIPPED["register_widget"](states, metadata, user_key)
    if user_key is None:
        return found
    known = _known(states)
    if found.value_changed:
        known[metadata.id] = ORDERED
    elif known.setdefault(metadata.id, ORDERED) != DRAWN and found.value != metadata.deserializer(None):
        known[metadata.id] = AGAIN
        return replace(found, value_changed=True)
    return found


def _send(context: Any, message: Any) -> None:
    if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
        element = message.delta.new_element
        widget = getattr(element, element.WhichOneof("type") or "", None)
        if (
            widget is not None
            and getattr(widget, "set_value", False)
            and _known(context.session_state._state).get(widget.id) == AGAIN
        ):
            begin_with_it(widget)
    SHIPPED["enqueue"](context, message)


def begin_with_it(widget: Any) -> None:
    """Makes of the order to show a value what the widget begins with. An order names options, a beginning has their places."""
    told = [value for field, value in widget.ListFields() if field.name in ("raw_values", "raw_value", "value")]
    value = told[0] if told else None  # nothing is chosen, or a switch is off
    if value is not None and (options := [_name(each) for each in getattr(widget, "options", ())]):
        if not set(names := [value] if isinstance(value, str) else list(value)) <= set(options):
            return  # typed by a person: it has no place
        places = [options.index(each) for each in names]
        value = places[0] if isinstance(value, str) else places
    widget.ClearField("default")
    widget.set_value = False
    if isinstance(value, bool | int | float | str):
        widget.default = value
    elif value is not None:
        widget.default.extend(value)


def _name(option: Any) -> str:
    """An option as an order names it; those of segmented controls and pills come in two parts."""
    return option if isinstance(option, str) else f"{option.content_icon} {option.content}".strip()


def _known(states: Any) -> dict[str, str]:
    """Id of a widget -> what the browser of this session knows of it."""
    found: dict[str, str] = states._old_state.setdefault(KNOWN, {})
    return found
