"""What every file of the project keeps to."""

import ast
import re
import sys
import tomllib

import pytest
from sources import ROOT, files, imports, product, tree

CODE = {".py", ".js", ".css", ".html", ".sh"}
TEXT = CODE | {".md", ".toml", ".txt", ".json", ".jsonl", ".yml", ".svg", ""}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
MAX_LINES = 250
SLASH = "/"
PRIVATE = re.compile("|".join([SLASH + "work" + SLASH, SLASH + "root" + SLASH, SLASH + r"(home|Users)" + SLASH + r"\w+" + SLASH]))
IMPORT_NAMES = {"scikit-learn": "sklearn", "pillow": "PIL"}


def name(path):
    return str(path.relative_to(ROOT))


def text_files():
    return [path for path in files() if path.suffix in TEXT]


def test_no_file_of_code_is_longer_than_250_lines():
    lengths = {name(path): len(path.read_text().splitlines()) for path in files() if path.suffix in CODE}
    assert {file: lines for file, lines in lengths.items() if lines > MAX_LINES} == {}


def test_no_two_files_of_tests_have_the_same_name():
    """Pytest collects them as one module, and then neither."""
    names = [path.name for path in files() if path.name.startswith("test_")]
    assert sorted(each for each in set(names) if names.count(each) > 1) == []


def test_no_file_has_a_name_that_says_nothing():
    assert [name(path) for path in files() if VAGUE & set(path.relative_to(ROOT).with_suffix("").parts)] == []


def test_nothing_is_left_to_do():
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b")
    this = ROOT / "tests" / "rules" / "test_files.py"
    assert [name(path) for path in files() if path.suffix in CODE and path != this and marks.search(path.read_text())] == []


def test_no_text_names_a_place_on_somebodys_machine():
    found = {name(path): PRIVATE.findall(path.read_text(errors="replace")) for path in text_files()}
    assert {file: places for file, places in found.items() if places} == {}


def test_every_module_of_the_product_says_what_it_is():
    silent = [name(path) for path in product() if path.read_text().strip() and ast.get_docstring(tree(path)) is None]
    assert silent == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_has_its_reason(file):
    lines = [line for line in (ROOT / file).read_text().splitlines() if line.strip() and not line.startswith(("#", "-r "))]
    assert lines
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*\s+# \S.{5,}", line), line


def requirements():
    """Name -> version."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return dict(line.split()[0].split("==") for line in lines if "==" in line)


def test_every_requirement_is_imported_somewhere_and_every_import_is_required():
    used = {each.package for each in imports()}
    wanted = {IMPORT_NAMES.get(each, each) for each in requirements()}
    assert wanted - used == {"cryptography"}  # imported by Dask, which does not require it
    brought_along = {
        "requests",
        "starlette",
        "google",
        "uvicorn",
    }  # by pooch, whose errors it raises, and by streamlit, which is made of them
    known = wanted | {"cnn_core", "pages", *brought_along}
    assert {package for package in used if package not in sys.stdlib_module_names} - known == set()


def test_the_package_depends_on_what_the_core_imports_in_the_versions_of_requirements():
    pinned = {IMPORT_NAMES.get(name, name): f"{name}=={version}" for name, version in requirements().items()}
    used = {each.package for each in imports() if each.importer.split(".")[0] == "cnn_core"} | {"cryptography"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["dependencies"] == [line for name, line in pinned.items() if name in used]
