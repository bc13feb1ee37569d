"""Folders in folders, of which no name says what they are."""

from make_layouts import ONE, files
from make_uploads import zipped


def test_a_folder_of_any_name_can_be_said_to_be_the_test_part(found):
    upload = zipped([(path, ONE) for path in files("harjoittelu/cats", "harjoittelu/dogs", "koe/cats", "koe/dogs")])
    (question,) = found(upload).questions
    assert question.options[2:] == (
        "the inner folders, and harjoittelu/ is to test with",
        "the inner folders, and koe/ is to test with",
    )
    seen = found(upload, level=question.options[3])
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cats", "dogs"), (5, 5), (5, 5))
    (question,) = found(zipped([(path, ONE) for path in files("a/x", "a/y", "b/v", "b/w")])).questions
    assert len(question.options) == 2


def test_pictures_beside_inner_folders_are_not_lost(found):
    upload = zipped([(path, ONE) for path in [*files("a/x", "a/y", "b/x", "b/y"), *files("a", count=2)]])
    seen = found(upload, level="the inner folders")
    assert seen.pictures + sum(each.images for each in seen.set_aside) == 22


def test_of_folders_that_are_called_as_those_around_them_nothing_is_asked(found):
    seen = found(zipped([(path, ONE) for path in files("cat/cat", "dog/Dogs")]))
    assert (seen.class_names, seen.questions) == (("cat", "dog"), ())
