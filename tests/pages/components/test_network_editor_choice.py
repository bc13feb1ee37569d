"""Which layer the network editor chooses by itself, and what it says of a network that fits."""

from __future__ import annotations

import json
from typing import Any

from pages.widgets.components.channel import script
from pages.widgets.components.network_editor import HERE
from tests.pages.components.node import worked_out

PROGRAM = script(HERE, "layout.js", "fields.js", "table.js", "advice.js", "menu.js", "network_editor.js").replace(
    "export default function", "function editor"
)


def chosen(selected: int | None, known: list[int] | None, layers: list[int], show: dict[str, int] | None = None) -> Any:
    my: dict[str, Any] = {"selected": selected, "lastIndex": 5, "wide": {}}
    my |= {} if known is None else {"known": known}
    my["data"] = {"layers": [{"id": number} for number in layers], "show": show}
    return worked_out(
        f"{PROGRAM}\nconst my = {json.dumps(my)}; my.coming = new Set(); my.channel = {{ idle: true }}; choose(my);",
        "my.selected",
    )


def test_the_layer_that_a_lesson_changed_is_chosen_once() -> None:
    assert chosen(7, None, [5, 6, 7], {"id": 6, "n": 1}) == 6
    again = f"{PROGRAM}\nkept.showed = 1; const my = {{ selected: 7, wide: {{}}, coming: new Set(), channel: {{ idle: true }} }};"
    again += "my.data = { layers: [{ id: 6 }, { id: 7 }], show: { id: 6, n: 1 } }; choose(my);"
    assert worked_out(again, "my.selected") == 7


def test_of_another_network_the_first_layer_is_chosen_and_of_the_same_the_one_behind_a_removed_one() -> None:
    assert chosen(7, [5, 6, 7], [15, 16, 17, 18, 19, 20, 21]) == 15
    assert chosen(7, None, [15, 16, 17, 18, 19, 20, 21]) == 15
    assert chosen(12, [7, 8, 9, 10, 11, 12, 13], [7, 8, 9, 10, 11, 13]) == 13


def test_a_network_that_fits_but_cannot_be_trained_is_not_called_ready() -> None:
    def said(issues: list[object], missing: str) -> str:
        return str(worked_out(PROGRAM, f"readyHtml({json.dumps({'issues': issues, 'missing': missing})})"))

    assert "Ready to train" in said([], "")
    missing = said([], "The images of CIFAR-10 are not on this machine yet: see the Data page.")
    assert "Every layer fits. The images of CIFAR-10" in missing
    assert "Ready" not in missing
    assert said([{}], "") == ""
