"""Folders that are called as sizes of pictures are guessed to be no classes where their pictures have just these and anything else may tell them."""

import pytest
from make_uploads import picture, zipped

SIZES = ("28x28", "64x64")


def upload(sides, name="{kind}_{n}.png", kinds=("cat", "dog")):
    """Folders -> the side of their pictures, called so."""
    members = [
        (f"{folder}/{name.format(kind=kind, n=n)}", picture((side % 250, 20 * n, 90 if kind == kinds[0] else 180), (side, side)))
        for folder, side in sides.items()
        for kind in kinds
        for n in range(5)
    ]
    return zipped(members)


FIT = {
    "numbers": {"28x28": 28, "64x64": 64},
    "one number": {"32": 32, "64": 64, "96": 96},
    "pixels": {"32px": 32, "64px": 64},
    "words": {"small": 16, "medium": 32, "large": 64},
    "words of German": {"klein": 16, "groß": 64},
    "thumbs": {"original": 64, "thumbs": 16},
}


@pytest.mark.parametrize("form", FIT)
def test_the_names_of_files_are_likelier(found, form):
    """The sizes were the classes, without a word."""
    seen = found(upload(FIT[form]))
    (question,) = [each for each in seen.questions if each.key == "classes"]
    assert (seen.class_names, question.chosen) == (("cat", "dog"), "the names of the files")
    assert any(each.startswith("The folders are called as the sizes that their pictures have (") for each in seen.notes)
    assert {*found(upload(FIT[form]), classes="the folders").class_names} == {*FIT[form]}


@pytest.mark.parametrize("form", FIT)
def test_it_is_said_where_nothing_else_tells_classes(found, form):
    seen = found(upload(FIT[form], "IMG_{kind}{n}.png", ("0", "1")))
    assert {*seen.class_names} == {*FIT[form]}
    assert any(each.startswith("The folders are called as the sizes that their pictures have (") for each in seen.notes)


@pytest.mark.parametrize(
    "sides",
    [
        {"28x28": 32, "64x64": 32},
        {"10": 28, "11": 28},
        {"small": 32, "large": 32},
        {"small": 64, "large": 32},
        {"s": 32, "cat": 64},
    ],
)
def test_folders_of_other_pictures_stay_classes(found, sides):
    seen = found(upload(sides))
    assert {*seen.class_names} == {*sides}
    assert not any("called as the sizes" in each for each in seen.notes)


@pytest.mark.parametrize("sides", [{"16": 16, "32": 32}, {"small": 16, "large": 32}])
def test_the_folders_in_sizes_are_the_classes_unless_a_person_says_otherwise(found, sides):
    """The sizes were guessed to be the classes."""
    content = upload(sides, "{kind}/{n}.png")
    every = {"sizes": "all of them"}
    seen = found(content, **every)
    (question,) = [each for each in seen.questions if each.key == "level"]
    assert (seen.class_names, question.chosen) == (("cat", "dog"), "the inner folders")
    assert "choose one of the folders alone" in question.why
    assert {*found(content, level="the outer folders", **every).class_names} == {*sides}
