"""Tables beside class folders that say which pictures are to test with."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

PATHS = files("images/cat", "images/dog", count=8)


def of_test(path):
    return int(path[-5]) >= 6


def table(head, row):
    """A row for each picture, with its path, its class and its part."""
    rows = [row.format(path=path, kind=path.split("/")[1], part="test" if of_test(path) else "train") for path in PATHS]
    return "\n".join([head, *rows]).encode()


def listed(wanted):
    return "\n".join(path.removeprefix("images/")[:-4] for path in PATHS if of_test(path) is wanted).encode()


BESIDE = {
    "a column of parts": [("split.csv", table("path,split", "{path},{part}"))],
    "a column of parts beside one of classes": [("all.csv", table("file,label,set", "{path},{kind},{part}"))],
    "a list for each part, without endings": [("meta/train.txt", listed(False)), ("meta/test.txt", listed(True))],
    "a list of the test part": [("test.txt", listed(True))],
}


@pytest.mark.parametrize("name", BESIDE)
def test_they_are_believed_and_can_be_overruled(found, name):
    """They were passed over, and another test part was drawn."""
    content = zipped([*((path, ONE) for path in PATHS), *BESIDE[name]])
    seen = found(content)
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cat", "dog"), (6, 6), (2, 2))
    assert not any(each.images for each in seen.set_aside)
    (question,) = [each for each in seen.questions if each.key == "parts"]
    drawn = found(content, parts=question.options[1])
    assert (drawn.train_counts, drawn.has_test) == ((8, 8), False)


def test_folders_that_say_parts_are_believed_before_a_table(found):
    paths = files("train/cat", "train/dog", "test/cat", "test/dog")
    beside = ("split.csv", "\n".join(["path,split", *(f"{path},train" for path in paths[:-1]), f"{paths[-1]},test"]).encode())
    seen = found(zipped([*((path, ONE) for path in paths), beside]))
    assert (seen.train_counts, seen.test_counts, seen.questions) == ((5, 5), (5, 5), ())
