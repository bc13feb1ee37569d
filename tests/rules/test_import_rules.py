"""Who may import whom: app -> pages -> pages.widgets -> cnn_core, and one table for the inside of the core."""

import subprocess
import sys

import pytest
from directions import MAY_IMPORT
from packages import ONLY_IN
from sources import ROOT, imports

CHOICES = ("data.choice", "data.augmentation")
"""What a person decides about the data: all of the data that an experiment knows."""

STANDARD_ONLY = (
    "spec",
    "summary",
    "training",
    *CHOICES,
    "experiment",
    "codegen",
    "workspace",
    "presets",
    "errors",
    "storage",
    "text",
    "cli.text",
)
NUMPY_TOO = {"cnn_core.training.interface"}  # what a training hands over is arrays

LATE = ("sklearn", "cnn_core.keras_backend")
"""Imported inside functions only (but by themselves): 3 s and 10 s are not paid by whoever imports the core."""


def part_of(module):
    """The part that a module of the core belongs to: the longest line of the table that names it."""
    names = module.split(".")[1:]
    return next((part for part in (".".join(names[:2]), *names[:1]) if part in MAY_IMPORT), names[0] if names else "")


def below(module, parents):
    return any(module == parent or module.startswith(parent + ".") for parent in parents)


def inside_core():
    return [each for each in imports() if each.importer.startswith("cnn_core.") and each.module.startswith("cnn_core.")]


def test_the_core_imports_no_page():
    wrong = [each for each in imports() if below(each.importer, ["cnn_core"]) and below(each.module, ["app", "pages"])]
    assert wrong == []


def test_widgets_import_no_page_and_pages_import_no_page():
    pages = [each for each in imports() if below(each.importer, ["pages"]) and below(each.module, ["pages", "app"])]
    assert [each for each in pages if not below(each.module, ["pages.widgets"])] == []


SHARED_WIDGETS = ("shell", "state", "runs", "components")
PAGES = ("data", "build", "train", "evaluate", "draw", "explain", "compare", "learn")
WIDGETS_MAY_IMPORT = {
    "state": {"state"},
    "components": {"components", "shell", "state"},
    "runs": {"runs", "shell", "state"},
    "shell": {"components", "shell", "state"},
    **{page: {page, *SHARED_WIDGETS} for page in PAGES},
}
"""Folder of pages/widgets -> the folders that it may import; a page's folder is imported by that page alone."""


def test_widgets_stand_in_the_folder_of_their_page_or_in_a_shared_one():
    widgets = [each for each in imports() if below(each.importer, ["pages"]) and each.module.count(".") > 2]
    of_widgets = [each for each in widgets if below(each.module, ["pages.widgets"])]
    assert {each.importer.split(".")[2] for each in of_widgets if below(each.importer, ["pages.widgets"])} <= set(
        WIDGETS_MAY_IMPORT
    )
    for each in of_widgets:
        names = each.importer.split(".")
        may = WIDGETS_MAY_IMPORT[names[2]] if names[1] == "widgets" else {names[1], *SHARED_WIDGETS}
        assert each.module.split(".")[2] in may, each


def test_the_app_imports_pages_widgets_and_nothing_deeper():
    assert [each for each in imports() if each.importer == "app" and below(each.module, ["cnn_core"])] == []


def test_inside_the_core_imports_go_in_one_direction():
    wrong = [
        each
        for each in inside_core()
        if part_of(each.module) != part_of(each.importer)
        and part_of(each.module) not in MAY_IMPORT.get(part_of(each.importer), ())
    ]
    assert wrong == []


def test_the_table_itself_has_no_circle():
    seen, open_ = set(), set()

    def visit(part):
        assert part not in open_, f"{part} imports itself in the end"
        if part not in seen:
            open_.add(part)
            for each in MAY_IMPORT[part]:
                visit(each)
            open_.remove(part)
            seen.add(part)

    for part in MAY_IMPORT:
        visit(part)


def test_experiment_and_presets_take_nothing_of_the_data_but_the_choices():
    names = [each.module for each in inside_core() if part_of(each.importer) in ("experiment", "presets")]
    assert [name for name in names if part_of(name) == "data" and name.removeprefix("cnn_core.") not in CHOICES] == []


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_imported_only_where_it_belongs(package):
    wrong = [each for each in imports() if each.package == package and not below(each.importer, ONLY_IN[package])]
    assert wrong == []


def test_pages_know_the_engine_and_never_what_runs_in_it():
    wrong = [
        each for each in imports() if below(each.importer, ["pages", "app"]) and below(each.module, ["cnn_core.keras_backend"])
    ]
    assert wrong == []


def test_pages_ask_the_laboratory_and_nothing_behind_it():
    """Not where the weights of a run lie, nor who answers while the engine starts."""
    behind = ["cnn_core.engine", "cnn_core.explain.numpy_network"]
    asked = {each.module for each in imports() if below(each.importer, ["pages", "app"]) and below(each.module, behind)}
    assert asked == {"cnn_core.engine"}


@pytest.mark.parametrize("part", STANDARD_ONLY)
def test_the_innermost_parts_need_the_standard_library_alone(part):
    of_part = [each for each in imports() if below(each.importer, [f"cnn_core.{part}"]) and each.package != "cnn_core"]
    foreign = [each for each in of_part if each.package not in sys.stdlib_module_names]
    assert [each for each in foreign if not (each.package == "numpy" and each.importer in NUMPY_TOO)] == []


@pytest.mark.parametrize("heavy", LATE)
def test_what_is_slow_to_import_is_imported_where_it_is_used(heavy):
    wrong = [
        each
        for each in imports()
        if below(each.module, [heavy]) and not (each.late or each.typing) and not below(each.importer, ["cnn_core.keras_backend"])
    ]
    assert wrong == []


def test_all_that_pages_import_leaves_tensorflow_out():
    """Also what they import inside functions. The pages themselves are scripts: importing one would run it."""
    wanted = sorted({each.module for each in imports() if below(each.importer, ["app", "pages"]) and not each.typing})
    program = (
        f"import importlib, sys\nfor name in {wanted!r}: importlib.import_module(name)\n"
        "heavy = {'tensorflow', 'keras', 'sklearn'} & set(sys.modules)\nsys.exit(f'imported {heavy}' if heavy else 0)"
    )
    assert any(name.startswith("pages.widgets.") for name in wanted)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
