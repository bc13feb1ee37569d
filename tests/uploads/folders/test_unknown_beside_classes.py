"""A folder of pictures that are called as unknown, beside a lone folder with the classes in it."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped


def looked(found, *folders, **answers):
    return found(zipped([(path, ONE) for path in files(*folders)]), **answers)


@pytest.mark.parametrize("name", ["unbekannt", "Unknown", "misc", "other images", "rest", "unlabeled", "predict"])
@pytest.mark.parametrize("before", ["", "pack/"])
def test_the_classes_are_in_the_lone_folder_and_the_others_are_to_predict(found, name, before):
    """The classes were `shapes` and `unbekannt`."""
    shapes = [f"{before}shapes/{each}" for each in ("disc", "square", "triangle")]
    seen = looked(found, *shapes, f"{before}{name}")
    assert (seen.class_names, dict(seen.parts)) == (("disc", "square", "triangle"), {"train": 15})
    assert [(each.what, each.images) for each in seen.set_aside] == [(f"{name}/", 5)]
    assert (f"folder {name}", "set aside") in [(each.key, each.chosen) for each in seen.questions]
    turned = looked(found, *shapes, f"{before}{name}", **{f"folder {name}": "a class"})
    assert (turned.class_names, turned.set_aside) == (tuple(sorted((name, "shapes"), key=str.casefold)), ())


@pytest.mark.parametrize(
    ("folders", "classes"),
    [
        (("disc", "square", "unknown"), ("disc", "square", "unknown")),
        (("fruit/apple", "fruit/pear", "animal/cat", "animal/dog", "other"), ("animal", "fruit", "other")),
        (("fruit/apple", "fruit/pear", "animal"), ("animal", "fruit")),
        (("good/near", "other/near", "other/far"), ("good", "other")),
    ],
)
def test_elsewhere_unknown_and_other_are_classes(found, folders, classes):
    assert looked(found, *folders).class_names == classes


OUTER, INNER = "the outer folders", "the inner folders"


def counts(seen):
    of_parts = zip(seen.train_counts, seen.validation_counts, seen.test_counts, strict=True)
    return dict(zip(seen.class_names, of_parts, strict=True))


def of_parts(*folders, parts=("train", "val", "test")):
    return [f"{part}/{folder}" for part in parts for folder in folders]


def test_what_is_said_to_be_a_class_is_one_in_every_part(found):
    """Its pictures of the test and the validation part were lost without a word."""
    folders = of_parts("flowers/rose", "flowers/tulip", "other")
    seen = looked(found, *folders, **{"folder other": "a class"})
    assert (counts(seen), seen.set_aside) == ({"flowers": (10, 10, 10), "other": (5, 5, 5)}, ())
    inner = looked(found, *folders, **{"folder other": "a class", "level": INNER})
    assert (counts(inner), inner.set_aside) == ({"other": (5, 5, 5), "rose": (5, 5, 5), "tulip": (5, 5, 5)}, ())
    seen = looked(found, *of_parts("rose", "tulip", "examples"), **{"folder examples": "a class"})
    assert (counts(seen), seen.set_aside) == ({"examples": (5, 5, 5), "rose": (5, 5, 5), "tulip": (5, 5, 5)}, ())


@pytest.mark.parametrize("folders", [("hotdog/grill", "hotdog/bun", "others"), of_parts("hotdog/grill", "hotdog/bun", "others")])
def test_the_outer_folders_alone_make_classes_of_all_of_them(found, folders):
    """There was one class, and the others were set aside."""
    seen = looked(found, *folders, level=OUTER)
    assert (seen.class_names, seen.set_aside) == (("hotdog", "others"), ())
    assert [(each.key, each.chosen) for each in seen.questions if each.key in ("folder others", "level")] == [
        ("folder others", "a class"),
        ("level", OUTER),
    ]
    back = looked(found, *folders, level=INNER)
    assert (back.class_names, {each.what for each in back.set_aside}) == (("bun", "grill"), {"others/"})


@pytest.mark.parametrize(
    "inner", [("2023", "2024"), ("2023-01-05", "2023-02-07"), ("1", "2", "3"), ("batch1", "batch2"), ("s1", "s2")]
)
def test_days_numbers_and_shares_in_a_folder_are_no_classes_beside_others(found, inner):
    """They were the classes, and the others were set aside."""
    seen = looked(found, *(f"cat/{each}" for each in inner), "unknown")
    assert (counts(seen), seen.set_aside) == ({"cat": (5 * len(inner), 0, 0), "unknown": (5, 0, 0)}, ())
    turned = looked(found, *(f"cat/{each}" for each in inner), "unknown", level=INNER)
    assert [each.what for each in turned.set_aside] == ["unknown/"]


@pytest.mark.parametrize(("folder", "inner"), [("digits", "0123456789"), ("data", "12"), ("signs", ("00000", "00001", "00002"))])
def test_digits_and_what_lies_in_data_are_classes_beside_others(found, folder, inner):
    seen = looked(found, *(f"{folder}/{each}" for each in inner), "unknown")
    assert (seen.class_names, [each.what for each in seen.set_aside]) == (tuple(inner), ["unknown/"])


def test_in_the_test_part_the_classes_are_those_of_the_training_part(found):
    """Where others lay in the test part alone, its outer folder was taken for a class, and all was mixed."""
    seen = looked(found, *of_parts("hotdog/grill", "hotdog/bun", parts=("train", "test")), "test/others")
    assert (counts(seen), [each.what for each in seen.set_aside]) == ({"bun": (5, 0, 5), "grill": (5, 0, 5)}, ["others/"])


@pytest.mark.parametrize(
    ("name", "rest"), [("hotdog", "others"), ("hot dog", "other"), ("Katze", "andere"), ("fire", "rest"), ("crack", "misc")]
)
@pytest.mark.parametrize("parts", ["", "train/ test/", "train/ val/ test/"])
def test_a_lone_class_beside_others_of_its_size_is_one(found, name, rest, parts):
    """The classes were grill and bun, and half of the pictures were set aside."""
    folders = [f"{part}{each}" for part in parts.split() or [""] for each in (f"{name}/grill", f"{name}/bun", rest)]
    seen = looked(found, *folders)
    assert {each.casefold() for each in seen.class_names} == {name.casefold(), rest}
    assert seen.set_aside == ()
    assert [each.chosen for each in seen.questions if each.key == "level"] == [OUTER]
    assert set(looked(found, *folders, level=INNER).class_names) == {"bun", "grill"}


@pytest.mark.parametrize("name", ["shapes", "images", "labeled", "my data", "cifar10", "hotdog photos", "cat_or_dog"])
def test_what_is_called_as_a_whole_has_the_classes_in_it_beside_others(found, name):
    seen = looked(found, f"{name}/cat", f"{name}/dog", "others")
    assert (seen.class_names, [each.what for each in seen.set_aside]) == (("cat", "dog"), ["others/"])


@pytest.mark.parametrize("rest", ["unknown", "unsorted", "unbekannt", "predict"])
def test_beside_what_is_unknown_a_lone_folder_has_the_classes_in_it(found, rest):
    assert looked(found, "hotdog/grill", "hotdog/bun", rest).class_names == ("bun", "grill")


def test_beside_fewer_others_than_half_of_it_a_lone_folder_has_the_classes_in_it(found):
    assert looked(found, "hand/rock", "hand/paper", "hand/scissors", "others").class_names == ("paper", "rock", "scissors")
