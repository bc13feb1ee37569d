"""Names of files in folders of classes: another choice only where they tell other classes."""

import pytest
from make_layouts import ONE
from make_uploads import zipped


def options(found, paths):
    seen = found(zipped([(path, ONE) for path in paths]))
    return next((each.options for each in seen.questions if each.key == "classes"), ())


@pytest.mark.parametrize(
    "name", ["{0}/{0}_{1:03}.png", "{0}s/{0}.{1}.png", "train/{0}/{0}_{1}.png", "{0}/IMG_{1}_{0}.png", "pack/{0}/{0} ({1}).png"]
)
@pytest.mark.parametrize("kinds", [("cat", "dog"), ("Disc", "square", "bike")])
def test_names_that_tell_the_classes_of_the_folders_are_not_asked_about(found, name, kinds):
    """It was asked whether the folders or the names of the files tell the classes, which were the same."""
    paths = [name.format(kind, n) for kind in kinds for n in range(8)]
    assert options(found, [path.replace("/Disc", "/disc") for path in paths]) == ()


def test_names_that_tell_other_classes_are_asked_about(found):
    names = "the names of the files"
    assert names in options(found, [f"{kind}/{kind}_{n}.png" for kind in "ab" for n in range(8)] + ["a/b_99.png"])
    numbered = zip(("n014", "n021"), ("tench", "shark"), strict=True)
    assert names in options(found, [f"{code}/{kind}_{n}.png" for code, kind in numbered for n in range(8)])
    assert names in options(
        found, [f"{who}/{kind}_{n}.png" for who in ("ann", "ben") for kind in ("yes", "no") for n in range(8)]
    )
    parts = ("train", "test")
    assert names in options(
        found, [f"{kind}/{kind}_{part}_{n}.png" for kind in ("cat", "dog") for part in parts for n in range(8)]
    )


def test_a_number_that_runs_on_in_each_folder_is_no_choice(found):
    """Its numbers, 000, 001, 002, ..., were offered as classes."""
    folders = [f"{part}/{kind}/{kind}" for part in ("train", "test") for kind in ("rock", "paper")]
    hands = [f"{folder}{who:02}-{n:03}.png" for folder in folders for who in (1, 2, 3) for n in range(8)]
    assert not any("000" in each for each in options(found, hands))
    export = [f"{folder}_{100 + n}_jpg.png" for folder in folders for n in range(8)]
    assert options(found, export) == ()
    ages = [f"{kind}/{age}_{n}_x.png" for kind in ("man", "woman") for age in range(95, 105) for n in range(3)]
    assert "the names of the files" in options(found, ages)
    codes = [f"p{who}/{n}_{code:03}_x.png" for who in range(3) for code in (3, 8, 21) for n in range(4)]
    assert any("003" in each for each in options(found, codes))
