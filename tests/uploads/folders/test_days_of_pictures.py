"""Folders that are called as days, which are no classes where anything else may be."""

from make_layouts import ONE, files, names
from make_uploads import zipped

DAYS = ("2024-05-01", "2024-05-02", "2024-05-10")


def looked(found, paths, **answers):
    return found(zipped([(path, ONE) for path in paths]), **answers)


def test_the_folders_in_days_are_the_classes_unless_a_person_says_otherwise(found):
    """The days were the classes."""
    paths = files(*(f"{day}/{kind}" for day in DAYS for kind in ("ripe", "unripe")))
    seen = looked(found, paths)
    assert (seen.class_names, dict(seen.parts)) == (("ripe", "unripe"), {"train": 30})
    assert looked(found, paths, level="the outer folders").class_names == DAYS


def test_what_the_names_of_files_say_is_likelier_than_days(found):
    paths = names(*(f"{day}/{kind}_{{}}.png" for day in DAYS for kind in ("ripe", "unripe")))
    assert looked(found, paths).class_names == ("ripe", "unripe")
    assert looked(found, paths, classes="the folders").class_names == DAYS


def test_numbers_of_four_digits_stay_classes(found):
    paths = names(*(f"{number}/{kind}_{{}}.png" for number in (2000, 2001) for kind in ("male", "female")))
    assert looked(found, paths).class_names == ("2000", "2001")
