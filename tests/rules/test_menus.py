"""What menus of several entries keep to."""

import ast

from sources import ROOT, product, tree


def test_enter_takes_one_entry_of_a_menu_of_several():
    """Streamlit's "Select all" stands first in the list, and Enter would take all that match what was typed."""
    menus = {
        f"{path.relative_to(ROOT)}:{node.lineno}": {each.arg: ast.unparse(each.value) for each in node.keywords}
        for path in product()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".multiselect")
    }
    assert menus
    assert [place for place, said in menus.items() if said.get("select_all") != "False"] == []
