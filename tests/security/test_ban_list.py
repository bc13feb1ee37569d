"""What the product must not use at all, and what it uses in one place only: looked for in its syntax, not in its text."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "rules"))
from sources import ROOT, product

BANNED_IMPORTS = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}
CHECKED_FIRST = {"cnn_core/data/cifar.py: pickle"}
"""CIFAR-10 is published as pickles. They are opened only if their published hash is right, by an unpickler that makes arrays alone."""
BANNED_CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.fork", "os.forkpty", "pty.spawn"}
BANNED_ARGUMENTS = {("shell", True), ("allow_pickle", True), ("safe_mode", False), ("unsafe_allow_html", True)}
NOWHERE = {"load_model", "enable_unsafe_deserialization", "model_from_json", "extractall", "mktemp"}
"""Last parts of calls. Models of strangers are read by our own readers in a sandbox, archives member by member."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in product():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def name_of(node: ast.Call) -> str:
    return ast.unparse(node.func)


def test_nothing_is_unpickled() -> None:
    found = []
    for path in product():
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.relative_to(ROOT)}: {name}" for name in names if name.split(".")[0] in BANNED_IMPORTS]
    assert set(found) == CHECKED_FIRST


def test_no_text_becomes_code_or_a_command_and_no_process_is_forked() -> None:
    assert [where for where, node in calls() if name_of(node) in BANNED_CALLS] == []


def test_no_library_is_asked_to_be_less_careful() -> None:
    found = []
    for where, node in calls():
        for keyword in node.keywords:
            if isinstance(keyword.value, ast.Constant) and (keyword.arg, keyword.value.value) in BANNED_ARGUMENTS:
                found.append(f"{where}: {keyword.arg}={keyword.value.value}")
    assert found == []


def test_no_model_and_no_archive_of_a_stranger_is_opened_by_a_library() -> None:
    assert [where for where, node in calls() if name_of(node).split(".")[-1] in NOWHERE] == []


def test_arrays_are_loaded_without_pickle_in_words() -> None:
    """`np.load` has it off by default; the word stands there so that nobody has to know."""
    loads = [(where, node) for where, node in calls() if name_of(node) == "np.load"]
    assert loads
    assert [where for where, node in loads if "allow_pickle" not in {each.arg for each in node.keywords}] == []
