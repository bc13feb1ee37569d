"""A zip with one folder per class."""

import numpy as np
import pytest
from make_uploads import BLUE, GREY, RED, TWO, class_folders, noise, picture, without_utf8_mark, zipped

from cnn_core.errors import DatasetError


def counts(found):
    return dict(zip(found.class_names, found.train_counts, strict=True))


def test_each_folder_is_a_class_of_its_pictures(found):
    seen = found(zipped(class_folders(TWO)))
    assert counts(seen) == {"blue": 6, "red": 6}
    assert (seen.median, seen.odd, seen.colour, seen.has_test) == ((8, 10), 0, True, False)
    assert seen.set_aside == ()


def test_the_pixels_are_those_of_the_files_and_a_fifth_is_held_back_of_each_class(made):
    names, arrays = made(zipped(class_folders(TWO, count=10)))
    assert names == ("blue", "red")
    assert arrays["x_train"].shape == (16, 8, 10, 3)
    assert np.bincount(arrays["y_test"]).tolist() == [2, 2]
    for part in ("train", "test"):
        for image, label in zip(arrays[f"x_{part}"], arrays[f"y_{part}"], strict=True):
            assert (image == (BLUE, RED)[label]).all()


def test_pictures_are_shuffled_so_that_the_last_part_has_every_class(made):
    members = [(f"train/{name}", content) for name, content in class_folders(TWO, count=30)]
    members += [(f"test/{name}", content) for name, content in class_folders(TWO, count=2)]
    _, arrays = made(zipped(members))
    assert set(arrays["y_train"][-6:]) == {0, 1}
    _, again = made(zipped(members))
    assert np.array_equal(arrays["y_train"], again["y_train"])


@pytest.mark.parametrize("before", ["patches/", "a/b/"])
def test_a_folder_around_everything_is_passed_over(found, before):
    assert counts(found(zipped(class_folders(TWO, before=before)))) == {"blue": 6, "red": 6}


@pytest.mark.parametrize("names", [("train", "test"), ("Training", "Testing"), ("data/train", "data/test")])
def test_train_and_test_folders_are_the_two_parts(found, made, names):
    train, test = names
    upload = zipped(class_folders(TWO, before=f"{train}/") + class_folders(TWO, count=2, before=f"{test}/"))
    seen = found(upload)
    assert (seen.train_counts, seen.test_counts) == ((6, 6), (2, 2))
    assert len(made(upload)[1]["y_test"]) == 4


def test_a_validation_folder_stays_one(found, made):
    parts = {"train": 5, "val": 3, "test": 2}
    members = [member for part, count in parts.items() for member in class_folders(TWO, count=count, before=f"{part}/")]
    seen = found(zipped(members))
    assert (seen.train_counts, seen.validation_counts, seen.test_counts) == ((5, 5), (3, 3), (2, 2))
    assert seen.parts == (("train", 10), ("validation", 6), ("test", 4))
    _, arrays = made(zipped(members))
    assert int(arrays["validation_from"][0]) == 10
    assert np.bincount(arrays["y_train"][10:]).tolist() == [3, 3]
    joined = found(zipped(members), validation="learn from them too")
    assert (joined.train_counts, joined.validation_counts) == ((8, 8), (0, 0))
    assert int(made(zipped(members), answers={"validation": "learn from them too"})[1]["validation_from"][0]) == 0


def test_validation_images_without_a_test_part_can_validate_all_the_same(found, made):
    members = [*class_folders(TWO, count=10, before="train/"), *class_folders(TWO, count=4, before="val/")]
    answers = {"validation": "validate with them"}
    assert found(zipped(members), **answers).validation_counts == (4, 4)
    _, arrays = made(zipped(members), answers=answers)
    assert (len(arrays["y_train"]), len(arrays["y_test"]), int(arrays["validation_from"][0])) == (24, 4, 16)


def test_a_validation_part_that_lacks_a_class_or_has_one_more_is_said(found):
    green = {"green": (3, 200, 3)}
    parts = [
        *class_folders(TWO, before="train/"),
        *class_folders({"red": TWO["red"]}, before="val/"),
        *class_folders(TWO, before="test/"),
    ]
    lacking = found(zipped(parts))
    assert lacking.validation_counts == (0, 6)
    assert "There is no validation image of blue, so the validation says nothing of that." in lacking.notes
    more = zipped([*parts, *class_folders(green, before="val/")])
    assert next(each for each in found(more).questions if each.key == "validation").chosen == "learn from them too"
    without = found(more, validation="validate with them")
    assert without.class_names == ("blue", "red")
    assert ("class green", "in the validation part alone, and so never learned") in [(e.what, e.why) for e in without.set_aside]


def test_what_systems_put_beside_pictures_is_no_word_worth(found):
    litter = ["__MACOSX/red/._0.png", "red/.DS_Store", "red/Thumbs.db", "desktop.ini", ".git/config"]
    seen = found(zipped([*class_folders(TWO), *((name, b"x") for name in litter)]))
    assert counts(seen) == {"blue": 6, "red": 6}
    assert seen.set_aside_count == 0


def test_what_is_left_out_is_named_with_its_reason(found):
    strays = [
        ("readme.txt", b"hello"),
        ("red/notes.txt", b"hello"),
        ("blue/cut.png", noise()[:200]),
    ]
    seen = found(zipped(class_folders(TWO) + strays))
    assert counts(seen) == {"blue": 6, "red": 6}
    reasons = {each.what: each.why for each in seen.set_aside}
    assert "no picture" in reasons["readme.txt"]
    assert "no picture" in reasons["red/notes.txt"]
    assert "damaged or cut off" in reasons["blue/cut.png"]


@pytest.mark.parametrize(("ending", "said"), [("", "9 files without an ending"), (".dat", "9 files .dat")])
def test_many_files_of_one_kind_are_named_together(found, ending, said):
    """Annotations without an ending were "9 files ."."""
    seen = found(zipped([*class_folders(TWO), *((f"boxes/{n}{ending}", b"<annotation/>") for n in range(9))]))
    assert [each.what for each in seen.set_aside] == [said]


def test_a_folder_without_a_usable_picture_is_no_class(found):
    seen = found(zipped([*class_folders(TWO), ("green/1.png", b"hello")]))
    assert seen.class_names == ("blue", "red")
    assert "Without a picture that can be used, and so no class: green." in seen.notes


def test_classes_stand_in_the_order_in_which_people_count(found):
    assert found(zipped(class_folders({"10": RED, "9": BLUE, "b": RED, "A": BLUE}))).class_names == ("9", "10", "A", "b")


def test_windows_paths_and_names_without_the_mark_of_utf_8_are_understood(found):
    members = [(name.replace("red", "Äpfel").replace("/", "\\"), content) for name, content in class_folders(TWO)]
    made = zipped(members)
    assert found(made).class_names == ("blue", "Äpfel")
    assert found(without_utf8_mark(made)).class_names == ("blue", "Äpfel")


def test_jpegs_and_pngs_of_any_size_are_made_the_same_size(found, made):
    members = [
        (f"{name}/{n}.{kind.lower()}", picture(colour, (10 + n, 20 - n), kind))
        for name, colour in TWO.items()
        for n in range(5)
        for kind in ("PNG", "JPEG")
    ]
    upload = zipped(members)
    seen = found(upload)
    assert (seen.odd > 2, seen.own, seen.median, seen.pictures) == (True, None, (18, 12), 20)
    _, arrays = made(upload, size=(28, 28))
    assert arrays["x_train"].shape == (16, 28, 28, 3)
    for image, label in zip(arrays["x_train"], arrays["y_train"], strict=True):
        assert np.abs(image.astype(int) - (BLUE, RED)[label]).max() <= 3


def test_grey_pictures_are_seen_to_be_grey_and_made_so(found, made):
    upload = zipped(class_folders({"dark": 20, "light": GREY}))
    assert not found(upload).colour
    _, arrays = made(upload, colour=False)
    assert arrays["x_train"].shape[1:] == (8, 10, 1)
    assert set(arrays["x_train"].ravel()) == {20, GREY}


def test_other_names_can_be_given_to_the_classes(made):
    upload = zipped(class_folders(TWO))
    assert made(upload, class_names=("sky", "rose"))[0] == ("sky", "rose")
    with pytest.raises(DatasetError, match="2 classes, and 1 name was given; give each class one name"):
        made(upload, class_names=("sky",))


def test_classes_of_the_same_name_are_one_in_both_parts(made):
    three = {"red": (200, 3, 3), "green": (3, 200, 3), "blue": (3, 3, 200)}
    upload = zipped([*class_folders(three, count=6, before="train/"), *class_folders(three, count=2, before="test/")])
    names, arrays = made(upload, class_names=("cold", "warm", "cold"))
    assert names == ("cold", "warm")
    assert (np.bincount(arrays["y_train"]).tolist(), np.bincount(arrays["y_test"]).tolist()) == ([12, 6], [4, 2])
    assert (arrays["x_train"][arrays["y_train"] == 1][..., 1] > 150).all()  # green


def test_which_column_tells_the_classes_is_asked_and_not_said_once_more(found):
    rows = "".join(f"{n}.png,{('cat', 'dog')[n % 2]},{('f', 'm')[n // 2 % 2]}\n" for n in range(12))
    members = [*((f"images/{n}.png", picture()) for n in range(12)), ("pets.csv", f"file,species,sex\n{rows}".encode())]
    seen = found(zipped(members))
    assert [each.chosen for each in seen.questions] == ["pets.csv, species"]
    assert not any("told by" in note for note in seen.notes)


def test_a_table_that_a_question_offers_is_not_called_unused(found):
    """Of a table that contradicts the folders it was said that it is no picture."""
    paths = [path for path, _ in class_folders(TWO, count=10)]
    rows = ["file,label", *(f"{path},{('cat', 'dog')[n // 2 % 2]}" for n, path in enumerate(paths))]
    seen = found(zipped([*class_folders(TWO, count=10), ("labels.csv", "\n".join(rows).encode()), ("about.txt", b"by hand")]))
    assert [each.options for each in seen.questions if each.key == "classes"] == [("the folders", "labels.csv, label")]
    assert [(each.what, each.why) for each in seen.set_aside] == [("about.txt", "it is no picture")]


@pytest.mark.parametrize("content", [b"", b"\r\n \n"])
def test_an_empty_table_is_called_empty(found, content):
    seen = found(zipped([*class_folders(TWO), ("split.csv", content)]))
    assert [(each.what, each.why) for each in seen.set_aside] == [("split.csv", "it is empty")]
    with pytest.raises(DatasetError, match=r"nor a table say one: labels\.csv is empty; put the pictures"):
        found(zipped([*((f"{n}.png", picture()) for n in range(6)), ("labels.csv", content)]))
