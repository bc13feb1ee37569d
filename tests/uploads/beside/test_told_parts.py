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


SOME = "\n".join(["file,width", *(f"{path},10" for path in PATHS if path[-5] != "3")]).encode()
NUMBERS = b"id\n" + b"\n".join(b"%d" % number for number in range(3, 7))
OTHERS = {
    "an upload that is called as a part": ([f"test1/{path}" for path in PATHS], ("test1/metadata.csv", SOME)),
    "numbers that pictures of each class have": (PATHS, ("test.csv", NUMBERS)),
    "numbers of pictures": ([*files("cat"), *files("dog", first=5)], ("test.csv", NUMBERS)),
    "names of pictures to train with": (
        [f"train/cat/cat_{n}.png" for n in range(9)] + [f"train/dog/dog_{n}.png" for n in range(9)],
        ("test.csv", b"id\n" + b"\n".join(b"dog_%d.png" % number for number in range(3, 7))),
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_table_of_other_pictures_or_of_all_says_no_part(found, name):
    """Pictures to learn from were tested with, because those of a test part that is not there are called so."""
    paths, beside = OTHERS[name]
    seen = found(zipped([*((path, ONE) for path in paths), beside]))
    assert (sum(seen.train_counts), seen.has_test) == (len(paths), False)


def test_where_few_would_be_left_to_learn_from_it_is_not_guessed_that_they_are_parts(found):
    """`is_valid` says of each picture of some tables that nothing is wrong with it."""
    rows = [f"{path},{path[-5] != '3'}" for path in PATHS]
    content = zipped([*((path, ONE) for path in PATHS), ("meta.csv", "\n".join(["file,is_valid", *rows]).encode())])
    assert (found(content).train_counts, found(content).has_test) == ((8, 8), False)
    assert found(content, parts="as meta.csv says").has_test


def test_of_several_splits_the_first_is_meant(found):
    """As the Describable Textures come with ten: together they left hardly a picture to learn from."""
    lists = {n: [path.removeprefix("images/") for number, path in enumerate(PATHS) if number % 4 == n] for n in range(4)}
    beside = [(f"labels/test{n + 1}.txt", "\n".join(lists[n]).encode()) for n in (3, 1, 0, 2)]
    seen = found(zipped([*((path, ONE) for path in PATHS), *beside]))
    assert (seen.train_counts, seen.test_counts) == ((6, 6), (2, 2))
    assert [each.chosen for each in seen.questions] == ["as test1.txt says"]


def test_lists_of_numbers_are_believed_where_one_says_which_to_learn_from(found):
    paths = files("images", count=16)
    labels = "\n".join(["file,label", *(f"{n}.png,{('cat', 'dog')[n % 2]}" for n in range(16))])
    beside = [(f"{part}.txt", "\n".join(f"{n}.png" for n in of)) for part, of in (("train", range(12)), ("test", range(12, 16)))]
    content = [*((path, ONE) for path in paths), *((name, text.encode()) for name, text in [("labels.csv", labels), *beside])]
    assert (found(zipped(content)).train_counts, found(zipped(content)).test_counts) == ((6, 6), (2, 2))


def test_a_list_of_pictures_of_which_no_class_is_known_says_nothing(found):
    """It was asked whether they are to test with."""
    rows = "\n".join(["file,label", *(f"Train_{n}.png,{('cat', 'dog')[n % 2]}" for n in range(12))])
    names = "\n".join(f"Test_{n}.png" for n in range(5))
    paths = [*(f"images/Train_{n}.png" for n in range(12)), *(f"images/Test_{n}.png" for n in range(5))]
    beside = [("train.csv", rows.encode()), ("test.csv", names.encode())]
    assert found(zipped([*((path, ONE) for path in paths), *beside])).questions == ()
