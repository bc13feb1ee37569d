"""Percentages are written in one way, as Keras and scikit-learn write English: without a space."""

import ast
import re

from sources import ROOT, files, product, tree

SPACED = re.compile(r"[\d}] %(?![(%])(?=[\s.,;:\"'`)<]|$)(?! ?\d)")


def words():
    """The name of each file that says something, and what it says: strings of Python, whole files of JavaScript and Markdown."""
    for path in product():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr):
                yield path, "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value
    for path in files():
        if path.suffix in {".js", ".md"}:
            yield path, path.read_text()


def test_no_space_stands_before_a_percent_sign():
    assert {str(path.relative_to(ROOT)) for path, said in words() if SPACED.search(said)} == set()
