"""A weight beyond what a kernel takes is named as it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.components.node import worked_out

SCRIPT = Path(__file__).parents[3] / "pages" / "widgets" / "components" / "kernel_editor" / "kernel_editor.js"
PAGE = """
const heard = {}, posted = [];
globalThis.document = { createElement: () => ({ style: {}, append() {}, addEventListener: (name, deed) => (heard[name] = deed) }) };
const colour = () => [0, 0, 0], inkOn = () => "";
const my = { hint: {}, weights: [0], cells: [], channel: { post: (each) => posted.push(each.value) } };
const input = cell(my, [0, 0, 0], 0, "");
"""


@pytest.mark.parametrize(
    ("typed", "said", "taken"),
    [("99999", "99999 becomes 100.", 100), ("-1234567", "-1234567 becomes -100.", -100), ("0.12345", "", 0.12345)],
)
def test_a_number_beyond_the_limit_is_named_with_all_its_digits(typed: str, said: str, taken: float) -> None:
    script = SCRIPT.read_text().replace("export default function", "function page")
    hint, posted = worked_out(f"{script}{PAGE}input.value = '{typed}'; heard.input();", "[my.hint.textContent, posted]")
    assert posted == [taken]
    assert hint.endswith(said) if said else "becomes" not in hint
