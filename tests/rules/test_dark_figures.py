"""A figure that can be drawn for dark pages is told by each page which it is: one that was not had white cells and black names there."""

import ast

from tests.rules.sources import ROOT, module_of, product, tree


def takers():
    """The functions of the figures that can be told: (module, name), and the place of `dark` among their arguments."""
    found = {}
    for path in product():
        for each in ast.walk(tree(path)) if path.is_relative_to(ROOT / "cnn_core" / "figures") else ():
            names = (
                [argument.arg for argument in (*each.args.args, *each.args.kwonlyargs)]
                if isinstance(each, ast.FunctionDef)
                else []
            )
            found |= {(module_of(path), each.name): names.index("dark")} if "dark" in names else {}
    return found


def test_each_page_tells_its_figures_whether_it_is_dark():
    places, told, forgotten = takers(), 0, []
    for path in product():
        page = tree(path) if path.is_relative_to(ROOT / "pages") else ast.Module([], [])
        imported = [each for each in ast.walk(page) if isinstance(each, ast.ImportFrom)]
        here = {name.name: places.get((each.module, name.name)) for each in imported for name in each.names}
        for call in ast.walk(page):
            place = here.get(call.func.id) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else None
            if place is None:
                continue
            if len(call.args) > place or any(each.arg == "dark" for each in call.keywords):
                told += 1
            else:
                forgotten.append(f"{path.relative_to(ROOT)}:{call.lineno}: {call.func.id} is not told dark()")
    assert told > 20
    assert forgotten == []
