"""Every name of the product is used by the product, README, a tool or a benchmark: what only tests use goes."""

import ast
import re
from functools import cache

from sources import ROOT, files, product, tree

CALLED_FROM_OUTSIDE = {
    "add": "cnn_core.cli calls it of each module in its list of commands",
    "dask_setup": "Dask calls it when a worker preloads the module",
    "reset": "pooch calls it, since its downloads take any object for a progress bar that has this method",
}
"""Name -> who uses it. Methods of a class with a base class from elsewhere (a Keras callback) need no line here."""

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def users():
    """Parsed files by path: the product, tools, benchmarks, and the examples of README."""
    parts = {"tools", "benchmarks"}
    others = [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in parts]
    readme = ROOT / "README.md"
    examples = "\n".join(re.findall(r"```python\n(.*?)```", readme.read_text(), re.DOTALL))
    return {path: tree(path) for path in [*product(), *others]} | {readme: ast.parse(examples)}


def defined(path):
    """(name, the node that defines it, the class that it is a method of) for functions, classes, constants and methods."""
    for node in tree(path).body:
        if isinstance(node, FUNCTION | ast.ClassDef):
            yield node.name, node, None
        if isinstance(node, ast.ClassDef):
            yield from ((each.name, each, node) for each in node.body if isinstance(each, FUNCTION))
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [each for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
            yield from ((each.id, node, None) for each in names)


@cache
def names_used_by(path):
    """What a file takes from other files of the product and uses, under the name that it has there."""
    found = [each for each in ast.walk(users()[path]) if isinstance(each, ast.ImportFrom)]
    ours = [each for each in found if (each.module or "").split(".")[0] in ("cnn_core", "pages")]
    taken = {alias.asname or alias.name: alias.name for each in ours for alias in each.names}
    used = set()
    for node in ast.walk(users()[path]):
        if isinstance(node, ast.Name) and node.id in taken:
            used.add(taken[node.id])
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in taken:
            used.add(node.attr)  # of a module, or of a class
    return used


@cache
def read_at():
    """Name of a variable, or of an attribute with a dot before it -> the places (file, line) that read it."""
    found = {}
    for path, root in users().items():
        for node in ast.walk(root):
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                name = node.id if isinstance(node, ast.Name) else f".{node.attr}"
                found.setdefault(name, []).append((path, node.lineno))
    return found


def is_used(path, name, node, owner):
    """Whether something outside its own definition reads a name: a method anywhere, all else in its file or where it is imported."""
    places = read_at().get(name if owner is None else f".{name}", ())
    outside = [file for file, line in places if file != path or not node.lineno <= line <= node.end_lineno]
    if owner is not None:
        return bool(outside)
    return path in outside or any(name in names_used_by(each) for each in users() if each != path)


def bases(node):
    return {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}


def registered():
    """Classes that are used by being defined: those below a class that collects its subclasses."""
    classes = {node.name: node for path in product() for _, node, _ in defined(path) if isinstance(node, ast.ClassDef)}
    found = {name for name, node in classes.items() if any(getattr(e, "name", "") == "__init_subclass__" for e in node.body)}
    while more := {name for name, node in classes.items() if bases(node) & found} - found:
        found |= more
    return found


def test_every_name_of_the_product_is_used_by_more_than_tests():
    ours = {name for path in product() for name, node, _ in defined(path) if isinstance(node, ast.ClassDef)}
    excused, dead = {*CALLED_FROM_OUTSIDE, *registered()}, []
    for path in product():
        for name, node, owner in defined(path):
            overrides = owner is not None and bool(bases(owner) - ours)
            if not (name.startswith("__") or name in excused or overrides or is_used(path, name, node, owner)):
                dead.append(f"{path.relative_to(ROOT)}: {name}")
    assert dead == []


def test_every_exception_is_still_needed():
    unused = {name for path in product() for name, node, owner in defined(path) if not is_used(path, name, node, owner)}
    assert set(CALLED_FROM_OUTSIDE) - unused == set()
