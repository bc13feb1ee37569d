"""The project's own files, and what each Python file imports."""

import ast
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Import:
    """`module` is imported by `importer`; `late` means inside a function, `typing` means only for the type checker."""

    importer: str
    module: str
    late: bool
    typing: bool

    @property
    def package(self) -> str:
        return self.module.split(".")[0]


@cache
def files():
    """Every file that belongs to the project: tracked by git, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive has no git
        skipped = {
            ".venv",
            ".git",
            "__pycache__",
            ".mypy_cache",
            ".ruff_cache",
            ".pytest_cache",
            ".hypothesis",
            "runs",
            "screens",
            "build",
        }
        found = [path for path in ROOT.rglob("*") if not skipped & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file())


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def product():
    """The Python files that people run: the app, its pages and the core."""
    parts = ("app.py", "pages", "cnn_core")
    return [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in parts]


@cache
def tree(path):
    """The file, parsed. CPython 3.11 counts the depth of all threads' parsing in one place and may trip over it, so it gets a second try."""
    with suppress(SystemError):
        return ast.parse(path.read_text())
    return ast.parse(path.read_text())


@cache
def imports():
    """Every import of the app, its pages and the core."""
    found = []
    for path in product():
        _walk(tree(path), module_of(path), False, False, found)
    return tuple(found)


def _walk(node, importer, late, typing, found):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            found.extend(Import(importer, alias.name, late, typing) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{importer}: relative import"
            found.append(Import(importer, child.module or "", late, typing))
        inside = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        _walk(child, importer, inside, typing or _is_type_checking(child), found)


def _is_type_checking(node):
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
