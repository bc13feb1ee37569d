"""What the product must not use at all, and what it uses in one place only: looked for in its syntax, not in its text."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "rules"))
from sources import ROOT, product, tree

BANNED_IMPORTS = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}
CHECKED_FIRST = {"cnn_core/data/cifar.py: pickle"}
"""CIFAR-10 is published as pickles. They are opened only if their published hash is right, by an unpickler that makes arrays alone."""
BANNED_CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.fork", "os.forkpty", "pty.spawn"}
CAREFUL = {
    "shell": False,
    "allow_pickle": False,
    "safe_mode": True,
    "unsafe_allow_html": False,
    "unsafe_allow_javascript": False,
    "weights_only": True,
}
"""Arguments, and the only value that each may have: not even one that is worked out."""
NOWHERE = {
    *("load_model", "enable_unsafe_deserialization", "model_from_json", "extractall", "mktemp"),
    *("fork", "forkpty", "getoutput", "getstatusoutput", "popen", "read_pickle", "unsafe_load"),
}
"""Last parts of calls. Models of strangers are read by our own readers in a sandbox, archives member by member."""


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Each call of the product, and where it stands."""
    nodes = [(path.relative_to(ROOT), node) for path in product() for node in ast.walk(tree(path))]
    return [(f"{path}:{node.lineno}", node) for path, node in nodes if isinstance(node, ast.Call)]


def name_of(node: ast.Call) -> str:
    return ast.unparse(node.func)


def test_nothing_is_unpickled() -> None:
    found = []
    for path in product():
        for node in ast.walk(tree(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.relative_to(ROOT)}: {name}" for name in names if name.split(".")[0] in BANNED_IMPORTS]
    assert set(found) == CHECKED_FIRST


def test_no_text_becomes_code_or_a_command_and_no_process_is_forked() -> None:
    assert [where for where, node in calls() if name_of(node) in BANNED_CALLS] == []


def less_careful(root: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(root):
        for keyword in node.keywords if isinstance(node, ast.Call) else ():
            careful = isinstance(keyword.value, ast.Constant) and keyword.value.value is CAREFUL.get(keyword.arg or "")
            if keyword.arg in CAREFUL and not careful:
                found.append(f"{keyword.value.lineno}: {ast.unparse(keyword)}")
    return found


def test_no_library_is_asked_to_be_less_careful() -> None:
    found = {str(path.relative_to(ROOT)): less_careful(tree(path)) for path in product()}
    assert {where: what for where, what in found.items() if what} == {}


def test_what_is_less_careful_is_seen_though_it_is_worked_out() -> None:
    for call in ("np.load(file, allow_pickle=True)", "run(line, shell=wanted)", "st.markdown(text, unsafe_allow_html=1)"):
        assert less_careful(ast.parse(call))
    assert not less_careful(ast.parse("np.load(file, allow_pickle=False)"))


def test_no_model_and_no_archive_of_a_stranger_is_opened_by_a_library() -> None:
    assert [where for where, node in calls() if name_of(node).split(".")[-1] in NOWHERE] == []


def test_arrays_are_loaded_without_pickle_in_words() -> None:
    """`np.load` has it off by default; the word stands there so that nobody has to know."""
    loads = [(where, node) for where, node in calls() if name_of(node) == "np.load"]
    assert loads
    assert [where for where, node in loads if "allow_pickle" not in {each.arg for each in node.keywords}] == []
