"""The rows of a sum in the microscope's panel are a table that can be read out."""

from __future__ import annotations

from pathlib import Path

from tests.pages.components.node import worked_out

SCRIPT = Path(__file__).parents[3] / "pages" / "widgets" / "components" / "microscope" / "panel.js"
PAGE = """
const el = (tag, name, text, parts = []) => {
  const made = { tag, text, parts, style: {}, append: (...more) => parts.push(...more), addEventListener() {} };
  return made;
};
const block = { head: ["from", "value", "weight", "product", ""], rows: [] };
"""


def test_the_column_of_bars_has_no_empty_head() -> None:
    heads = worked_out(
        f"{SCRIPT.read_text()}{PAGE}", "BLOCKS.terms(block, null).parts[0].parts.map((each) => [each.tag, each.text])"
    )
    assert heads == [["th", "from"], ["th", "value"], ["th", "weight"], ["th", "product"], ["td", ""]]
