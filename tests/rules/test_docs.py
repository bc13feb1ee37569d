"""What README and docs say of the project's files is so: every path and module that they name is there, and none is left out."""

import re

import pytest
from sources import ROOT, files

README = ROOT / "README.md"
TEXTS = [README, *sorted((ROOT / "docs").glob("*.md"))]
TOP = {path.relative_to(ROOT).parts[0] for path in files()}
LAYOUT = re.search(r"## Layout\n\n```\n(.*?)```", README.read_text(), re.DOTALL)[1]


def layout():
    """The paths in README's tree. A line names one or several, two spaces before its words; what is below is indented by two."""
    above = []
    for line in LAYOUT.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        names = re.split(r"\s{2,}", line.strip())[0].split(" ")
        del above[depth:]
        yield from ("".join([*above, name]) for name in names)
        above.append(names[0])


def named(text):
    """What stands between backticks and looks like a path of the project, or like one of its modules."""
    for words in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text):
        for word in words.split():
            if "/" in word and word.split("/")[0] in TOP:
                yield word.split("#")[0]
            elif re.fullmatch(r"(cnn_core|pages)(\.\w+)+", word):
                yield word.replace(".", "/")
            elif re.fullmatch(r"[\w/]+\.(py|js|css|sh)", word):
                yield next((str(path.relative_to(ROOT)) for path in files() if str(path).endswith(f"/{word}")), word)


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.name)
def test_every_path_that_a_text_names_is_there(text):
    found = {each for each in named(text.read_text()) if not ((ROOT / each).exists() or (ROOT / f"{each}.py").exists())}
    assert found == set()


def test_the_layout_of_readme_is_the_layout():
    assert [path for path in layout() if not (ROOT / path).exists()] == []
    packages = {path.parent.relative_to(ROOT) for path in files() if path.name == "__init__.py"}
    folders = {f"{each}/" for each in packages if each.parts[:2] != ("pages", "widgets") or len(each.parts) < 4}
    assert folders - set(layout()) == set()


def test_every_picture_in_docs_is_shown_somewhere():
    shown = {(text.parent / link).resolve() for text in TEXTS for link in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text.read_text())}
    assert {path for path in files() if path.is_relative_to(ROOT / "docs" / "screens")} == shown
