"""Folders of folds, persons or devices around the classes: which kind are the classes is guessed by their names, and each may be a part."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped


def upload(outer, inner):
    return zipped([(path, ONE) for path in files(*(f"{a}/{b}" for a in outer for b in inner))])


def of_parts(seen):
    return [each for each in seen.questions if each.key.startswith("part ")]


@pytest.mark.parametrize("count", [5, 10])
def test_each_fold_may_be_a_part_or_be_left_out(found, count):
    """They were mixed without a word, and nothing could be tested on one."""
    folds = [f"fold{n + 1}" for n in range(count)]
    content = upload(folds, ("bark", "siren"))
    seen = found(content)
    assert (seen.class_names, dict(seen.parts)) == (("bark", "siren"), {"train": 10 * count})
    assert [each.asks for each in of_parts(seen)] == [f"The 10 images in {fold}/ are" for fold in folds]
    assert {each.chosen for each in of_parts(seen)} == {"to learn from"}
    assert of_parts(seen)[0].options == ("to learn from", "to validate with", "to test with", "set aside")
    assert any(note.startswith("fold1/, fold2/, fold3/, … are mixed") for note in seen.notes)
    answered = found(content, **{"part fold5": "to test with", "part fold1": "set aside"})
    assert dict(answered.parts) == {"train": 10 * count - 20, "test": 10}
    assert [(each.what, each.images) for each in answered.set_aside] == [("fold1/", 10)]
    assert not any("are mixed" in note for note in answered.notes)


def test_of_many_folders_nothing_is_asked(found):
    assert of_parts(found(upload([f"fold{n}" for n in range(30)], ("bark", "siren")))) == []


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        (("anna", "ben", "chiara", "deniz"), ("0", "1", "2")),
        (("anna", "ben"), [*map(str, range(10))]),
        (("iphone", "webcam"), ("zero", "one", "two", "three")),
    ],
)
def test_digits_of_each_person_are_the_classes(found, outer, inner):
    """The persons were, so that a network told them apart."""
    seen = found(upload(outer, inner))
    assert seen.class_names == tuple(sorted(inner)) or seen.class_names == tuple(inner)
    assert [each.key for each in of_parts(seen)] == [f"part {name}" for name in outer]
    assert any("are mixed" in note for note in seen.notes)
    assert found(upload(outer, inner), level="the outer folders").class_names == tuple(sorted(outer))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        (("apple", "pear"), ("1", "2", "3")),
        (("iphone", "webcam"), ("thumb_down", "thumb_up")),
        (("0", "1", "2"), ("anna", "ben")),
        (("good", "bad"), ("0", "1")),
    ],
)
def test_where_names_tell_nothing_the_outer_are_guessed_and_the_question_is_explained(found, outer, inner):
    seen = found(upload(outer, inner))
    assert {*seen.class_names} == {*outer}
    (asked,) = [each for each in seen.questions if each.key == "level"]
    assert asked.asks.startswith("The classes, which are to be told apart, are ")
    assert "persons, devices" in asked.why
