"""Folders in folders, of which no name says what they are."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

from cnn_core.uploads.words.naming import natural

LEARN, VALIDATE, TEST_WITH = "to learn from", "to validate with", "to test with"


def shares(*sizes):
    """Paths of pictures of two classes in outer folders, of which each has so many of a class."""
    return [path for name, count in sizes for path in files(f"{name}/cats", f"{name}/dogs", count=count)]


@pytest.mark.parametrize(
    "names",
    [
        ("Learning set", "Dev", "Hold-out"),
        ("learn", "check", "exam"),
        ("Übung", "Kontrolle", "Prüfung"),
        ("pack/learn", "pack/check", "pack/exam"),
    ],
)
def test_folders_of_any_names_that_hold_the_same_classes_are_parts_that_are_asked(found, labelled, names):
    paths = shares((names[0], 20), (names[1], 6), (names[2], 8))
    seen = found(zipped([(path, ONE) for path in paths]))
    assert (seen.class_names, dict(seen.parts)) == (("cats", "dogs"), {"train": 40, "validation": 12, "test": 16})
    asked = {each.key: each.chosen for each in seen.questions}
    called = [name.rpartition("/")[2] for name in names]
    assert [asked[f"part {name}"] for name in called] == [LEARN, VALIDATE, TEST_WITH]
    assert labelled(paths) == {path: path.split("/")[-2] for path in paths}
    answers = {f"part {called[1]}": TEST_WITH, f"part {called[2]}": LEARN}
    assert dict(found(zipped([(path, ONE) for path in paths]), **answers).parts) == {"train": 56, "test": 12}
    assert found(zipped([(path, ONE) for path in paths]), level="the outer folders").class_names == tuple(
        sorted(called, key=natural)
    )


@pytest.mark.parametrize(
    ("sizes", "inner"),
    [
        ({"normal": 10, "pneumonia": 40}, ("adult", "child")),
        ({"apple": 40, "potato": 15, "tomato": 15}, ("healthy", "sick")),
        ({"check": 12, "cross": 12}, ("pen", "pencil")),
        ({"draft": 12, "final": 30}, ("bad", "good")),
        ({"match": 12, "practice": 12}, ("indoor", "outdoor")),
        ({"ss": 12, "ts": 12}, ("lower", "upper")),
        ({"a": 20, "b": 6, "c": 8}, ("x", "y")),
    ],
)
def test_classes_of_any_sizes_with_the_same_folders_in_them_stay_the_classes(found, labelled, sizes, inner):
    """Without the word of a second part neither a size nor a word that much else is called makes parts of them."""
    paths = [path for name, size in sizes.items() for path in files(*(f"{name}/{each}" for each in inner), count=size)]
    seen = found(zipped([(path, ONE) for path in paths]))
    assert (seen.class_names, dict(seen.parts)) == (tuple(sizes), {"train": len(paths)})
    assert [(each.key, each.chosen) for each in seen.questions] == [("level", "the outer folders")]
    assert labelled(paths) == {path: path.split("/")[0] for path in paths}
    turned = found(zipped([(path, ONE) for path in paths]), level="the inner folders")
    assert (turned.class_names, dict(turned.parts)) == (inner, {"train": len(paths)})
    assert {each.key: each.chosen for each in turned.questions if "part" in each.key} == {f"part {name}": LEARN for name in sizes}


def test_a_lone_folder_of_images_in_each_part_changes_nothing(found):
    paths = [path.replace("/", "/images/", 1) for path in shares(("learn", 20), ("exam", 6))]
    assert dict(found(zipped([(path, ONE) for path in paths])).parts) == {"train": 40, "test": 12}


def test_of_two_the_other_is_to_test_with_whatever_it_is_called(found):
    seen = found(zipped([(path, ONE) for path in shares(("addestramento", 20), ("verifica", 6))]))
    assert (dict(seen.parts), len(seen.questions)) == ({"train": 40, "test": 12}, 3)


def test_folders_of_one_size_whose_names_say_nothing_are_the_classes_unless_a_person_says_that_they_are_parts(found):
    upload = zipped([(path, ONE) for path in shares(("harjoittelu", 5), ("koe", 5))])
    assert found(upload).class_names == ("harjoittelu", "koe")
    assert dict(found(upload, level="the inner folders").parts) == {"train": 20}
    seen = found(upload, **{"level": "the inner folders", "part koe": TEST_WITH})
    assert (seen.train_counts, seen.test_counts) == ((5, 5), (5, 5))


@pytest.mark.parametrize(
    "folders",
    [
        ("cats/session1", "cats/session2", "dogs/session1", "dogs/session2"),
        ("cats/color", "cats/grey", "dogs/color", "dogs/grey"),
        ("cats/a", "cats/b", "dogs/c", "dogs/d"),
    ],
)
def test_folders_with_shares_or_looks_or_other_names_in_them_are_the_classes(found, folders):
    seen = found(zipped([(path, ONE) for path in files(*folders)]))
    assert (seen.class_names, [each.key for each in seen.questions]) == (("cats", "dogs"), ["level"])


def test_classes_that_are_in_both_parts_are_named_once_in_the_question(found):
    seen = found(zipped([(path, ONE) for path in shares(("harjoittelu", 5), ("koe", 5))]))
    inner = next(each.asks for each in seen.questions if each.key == "level").partition(" or ")[2].rstrip("…").split(", ")
    assert len(inner) == len(set(inner)) == 2


def test_what_holds_the_classes_of_the_parts_beside_it_is_asked(found, labelled):
    paths = shares(("train", 20), ("val", 6), ("last year", 8))
    upload = zipped([(path, ONE) for path in paths])
    assert dict(found(upload).parts) == {"train": 40, "validation": 12, "test": 16}
    assert labelled(paths) == {path: path.split("/")[-2] for path in paths}
    seen = found(upload, **{"part last year": "set aside"})
    assert [(each.what, each.images) for each in seen.set_aside] == [("last year/", 16)]
    of_three = found(zipped([(path, ONE) for path in shares(("train", 20), ("test", 6), ("original", 8))]))
    assert [each.images for each in of_three.set_aside] == [16]


def test_pictures_beside_inner_folders_are_not_lost(found):
    upload = zipped([(path, ONE) for path in [*files("a/x", "a/y", "b/x", "b/y"), *files("a", count=2)]])
    seen = found(upload, level="the inner folders")
    assert seen.pictures + sum(each.images for each in seen.set_aside) == 22


def test_of_folders_that_are_called_as_those_around_them_nothing_is_asked(found):
    seen = found(zipped([(path, ONE) for path in files("cat/cat", "dog/Dogs")]))
    assert (seen.class_names, seen.questions) == (("cat", "dog"), ())


@pytest.mark.parametrize(("name", "part"), [("new", "test"), ("Kontrolle", "validation")])
def test_what_lies_in_each_class_beside_its_parts_is_asked(found, labelled, name, part):
    """It was learned from in silence."""
    paths = files(*(f"{each}/{of}" for each in ("cats", "dogs") for of in ("train", "val", name)))
    upload = zipped([(path, ONE) for path in paths])
    seen = found(upload)
    assert dict(seen.parts)[part] == 10 + 10 * (part == "validation")
    assert seen.questions[0].asks == f"The 10 images in {name}/ are"
    assert labelled(paths) == {path: path.split("/")[0] for path in paths}
    aside = found(upload, **{f"part {name}": "set aside"}).set_aside
    assert [(each.what, each.images) for each in aside] == [(f"cats/{name}/", 5), (f"dogs/{name}/", 5)]


@pytest.mark.parametrize("names", [("learn", "check", "exam"), ("tr", "va", "te"), ("Lerndaten", "Kontrolldaten", "Testdaten")])
def test_names_that_may_be_parts_within_each_class_are_asked(found, names):
    paths = files(*(f"{each}/{name}" for each in ("cats", "dogs") for name in names))
    seen = found(zipped([(path, ONE) for path in paths]))
    assert (seen.class_names, dict(seen.parts)) == (("cats", "dogs"), {"train": 10, "validation": 10, "test": 10})
    assert [each.key for each in seen.questions[:3]] == [f"part {name}" for name in names]


@pytest.mark.parametrize(
    "sizes", [("64x64", "128x128"), ("shapes_64x64", "shapes_128x128"), ("64px", "128px"), ("64 x 64", "224 x 224")]
)
def test_folders_called_as_sizes_are_no_classes(found, sizes):
    """The classes were 64x64 and 128x128."""
    paths = [f"dataset/{size}/{kind}/{n}.png" for size in sizes for kind in ("disc", "square") for n in range(6)]
    seen = found(zipped([(path, ONE) for path in paths]))
    assert (seen.class_names, seen.train_counts) == (("disc", "square"), (12, 12))
    (question,) = [each for each in seen.questions if each.key == "level"]
    assert "choose one of the folders alone" in question.why
    assert found(zipped([(path, ONE) for path in paths]), level="the outer folders").class_names == tuple(
        sorted(sizes, key=natural)
    )


@pytest.mark.parametrize("kinds", [("4x4", "off road"), ("64x64", "portraits")])
def test_a_folder_called_as_a_size_among_others_is_a_class(understood, kinds):
    understood([f"cars/{kind}/{n}.png" for kind in kinds for n in range(6)], dict.fromkeys(kinds, 6), {"train": 12})


@pytest.mark.parametrize("parts", [("train", "test"), ("train", "val", "test")])
def test_the_classes_are_on_the_same_level_in_all_parts(found, parts):
    """Those of the training part were 0, 1 and 2, and those of the test part anna and ben."""
    people = {"train": ("anna", "ben"), "val": ("cleo", "dora"), "test": ("anna", "ben")}
    paths = [f"{part}/{who}/{digit}/{n}.png" for part in parts for who in people[part] for digit in range(3) for n in range(6)]
    seen = found(zipped([(path, ONE) for path in paths]))
    assert (seen.class_names, sum(dict(seen.parts).values())) == (("0", "1", "2"), 36 * len(parts))
    assert dict(seen.parts)["test"] == 36
    outer = found(zipped([(path, ONE) for path in paths]), level="the outer folders")
    assert {"anna", "ben"} <= {*outer.class_names}
    assert "0" not in outer.class_names


def test_folders_within_a_class_of_a_part_are_no_classes_of_it(found):
    digits = [f"train/{who}/{digit}/{n}.png" for who in ("ann", "ben") for digit in ("one", "two", "zero") for n in range(6)]
    digits += [f"test/{digit}/{day}/{n}.png" for digit in ("one", "two", "zero") for day in ("dry", "wet") for n in range(6)]
    assert found(zipped([(path, ONE) for path in digits])).class_names == ("one", "two", "zero")


@pytest.mark.parametrize("outer", [("kaggle", "own"), ("indoor", "outdoor"), ("cards", "cards_test")])
def test_a_folder_with_nothing_but_one_of_its_own_name_in_it_is_that_one(found, outer):
    """As archives are unpacked: the two folders were taken for the classes, without a word of those in them."""

    def folders(again):
        return [f"{name}{again(name)}/{kind}" for name in outer for kind in ("cat", "dog")]

    ways = folders(lambda name: f"/{name}"), folders(lambda _: "")
    seen, plain = (found(zipped([(path, ONE) for path in files(*way, count=8)])) for way in ways)
    assert seen.class_names == plain.class_names
    assert [(each.asks, each.options, each.chosen) for each in seen.questions] == [
        (each.asks, each.options, each.chosen) for each in plain.questions
    ]
    assert seen.questions
