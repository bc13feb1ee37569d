"""Names of files in which one class is written in several ways, or something stands behind it that says no class."""

import pytest
from make_layouts import ONE, names
from make_uploads import zipped

from cnn_core.uploads.folders.file_names import from_file_names


def looked(found, *patterns):
    return found(zipped([(path, ONE) for path in names(*(f"{each}.png" for each in patterns))]))


@pytest.mark.parametrize(
    "spelled", [["CAT", "Cat", "cat", "CAT", "Cat", "cat", "CAT"], ["CAT", "cat", "cat", "cat", "cat", "cat", "cat"]]
)
def test_names_that_differ_in_capital_letters_alone_are_one_class_where_there_are_none_otherwise(found, spelled):
    """There was one class, called as the folder."""
    paths = [f"{each}_{n}.png" for n, each in enumerate(spelled)]
    seen = found(
        zipped(
            [
                (path, ONE)
                for path in (*paths, *(path.replace("CAT", "DOG").replace("Cat", "Dog").replace("cat", "dog") for path in paths))
            ]
        )
    )
    assert (seen.class_names, seen.train_counts) == (
        (spelled[-1], spelled[-1].replace("CAT", "DOG").replace("cat", "dog")),
        (7, 7),
    )
    assert any(each.startswith("Names of files that differ in capital letters alone are one class: ") for each in seen.notes)


def test_a_small_and_a_capital_letter_are_two_classes():
    assert set(from_file_names(names("a_{}.png", "A_{}.png")).labels) == {"a", "A"}


@pytest.mark.parametrize("pattern", ["{} ({{}})", "{}({{}})", "{}_({{}})"])
@pytest.mark.parametrize("kinds", [("class1", "class2"), ("0", "1")])
def test_a_class_that_ends_with_a_digit_may_stand_before_a_number_in_brackets(found, pattern, kinds):
    """As Windows names many files at once: there was one class."""
    seen = looked(found, *map(pattern.format, kinds))
    assert (seen.class_names, seen.train_counts) == (kinds, (5, 5))


def test_a_number_may_stand_before_a_class_without_a_gap(found):
    assert looked(found, "00{}cat", "00{}dog").class_names == ("cat", "dog")


@pytest.mark.parametrize("parts", [("tr", "te"), ("TR", "VA", "TE")])
def test_short_words_are_parts_where_each_class_has_several(found, parts):
    """They were classes, cat_te and cat_tr, and nothing else could be chosen."""
    seen = looked(found, *(f"{kind}_{part}_{{}}" for kind in ("cat", "dog") for part in parts))
    assert (seen.class_names, len(seen.parts)) == (("cat", "dog"), len(parts))
    assert f"{parts[0]} is train, " in next(each for each in seen.notes if "are taken for parts" in each)


@pytest.mark.parametrize("kinds", [("cat_te", "dog_tr"), ("cat_te", "cat_tr", "dog"), ("te_1", "tr_2")])
def test_short_words_are_none_where_a_class_has_no_other(kinds):
    assert not from_file_names(names(*(f"{kind}_{{}}.png" for kind in kinds))).parts


@pytest.mark.parametrize(
    "behind",
    [
        "_DSC0{}",
        " WhatsApp Image 2024-05-01 at 12.31.1{}",
        " Scan {}",
        "_PXL_20240501_141200{}",
        " IMG-20240501-WA000{}",
        "_IMG_E120{}",
    ],
)
@pytest.mark.parametrize("kinds", [("cat", "dog"), ("class1", "class2")])
def test_what_cameras_write_behind_a_class_is_no_part_of_its_name(found, behind, kinds):
    """The classes were called cat_DSC and dog_DSC."""
    assert looked(found, *(f"{kind}{behind}" for kind in kinds)).class_names == kinds


def test_pictures_that_were_edited_on_a_telephone_are_of_the_class_of_the_others(found):
    seen = looked(found, "cat_IMG_12{}", "cat_IMG_E12{}", "dog_IMG_12{}", "dog_IMG_E12{}")
    assert (seen.class_names, seen.train_counts) == (("cat", "dog"), (10, 10))


@pytest.mark.parametrize("kinds", [("brain scan", "lung"), ("picture frame", "window frame"), ("cat_img", "cat_dsc")])
def test_a_word_of_a_camera_that_not_all_have_stays(kinds):
    assert set(from_file_names(names(*(f"{kind}_{{}}.png" for kind in kinds))).labels) == {*kinds}
