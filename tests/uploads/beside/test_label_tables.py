"""Tables of labels beside pictures: which picture each row means, of which part, and whether it is believed."""

import time

import pytest
from make_layouts import ONE, files
from make_uploads import BLUE, RED, picture, zipped

from cnn_core.errors import DatasetError

KINDS = [("cat", "dog")[n * n // 3 % 2] for n in range(10)]
TABLES = {
    "names and labels": ["filename,label", *(f"{n}.png,{kind}" for n, kind in enumerate(KINDS))],
    "stems and breeds": ["id,age,breed", *(f"{n},{20 + n},{kind}" for n, kind in enumerate(KINDS))],
    "no header, a gap between": [f"images/{n}.png {kind}" for n, kind in enumerate(KINDS)],
    "semicolons": ["label;file", *(f"{kind};{n}.png" for n, kind in enumerate(KINDS))],
    "a column per class": ["image,cat,dog", *(f"{n},{kind == 'cat':d}.0,{kind == 'dog':d}.0" for n, kind in enumerate(KINDS))],
}


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_in_a_table_are_read_as_they_were_written(found, code):
    rows = "filename;label\n" + "".join(f"{n}.png;{('Äpfel', 'Nüsse')[n % 2]}\n" for n in range(10))
    seen = found(zipped([*((f"images/{n}.png", ONE) for n in range(10)), ("labels.csv", rows.encode(code))]))
    assert seen.class_names == ("Nüsse", "Äpfel")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_beside_pictures_says_the_class_of_each(labelled, name):
    pictures = {f"images/{n}.png": kind for n, kind in enumerate(KINDS)}
    assert labelled(pictures, [("labels.csv", "\n".join(TABLES[name]).encode())]) == pictures


def test_a_picture_without_a_row_is_named_and_a_row_without_its_picture_too(found):
    names = [f"img_{n:04}.png" for n in range(12)]
    pictures = [(f"images/{name}", ONE) for name in names]
    told = [*names[:7], *names[8:], "img_9999.png"]
    seen = found(zipped([*pictures, ("labels.csv", rows(b"filename,label", told))]))
    assert [each.what for each in seen.set_aside] == ["images/img_0007.png"]
    assert "labels.csv names 1 picture that is not there: img_9999.png." in seen.notes
    seen = found(zipped([*pictures, ("labels.csv", rows(b"filename,label", [*names, "a.png", "b.png"]))]))
    assert "labels.csv names 2 pictures that are not there: a.png and 1 more." in seen.notes


def test_pictures_of_a_folder_images_are_told_by_their_table_whatever_lies_beside_it(found):
    """Folders alone would be classes, and `images` is none: all of them were set aside."""
    names = [f"img_{n:04}.png" for n in range(12)]
    pictures = [*((f"images/{name}", ONE) for name in names), *((f"more/{n}.png", ONE) for n in range(6))]
    seen = found(zipped([*pictures, ("labels.csv", rows(b"filename,label", names))]))
    assert (seen.class_names, seen.train_counts) == (("cat", "dog"), (6, 6))
    assert [(each.what, each.images) for each in seen.set_aside] == [("more/", 6)]
    assert not [each for each in seen.notes if "not there" in each]


def test_a_table_says_the_parts_too(found):
    rows = b"filename,label,split\n" + b"".join(
        b"%d.png,%s,%s\n" % (n, (b"cat", b"dog")[n % 2], b"test" if n > 9 else b"train") for n in range(14)
    )
    seen = found(zipped([*((f"images/{number}.png", ONE) for number in range(14)), ("labels.csv", rows)]))
    assert (seen.train_counts, seen.test_counts) == ((5, 5), (2, 2))


def rows(head, names, labels=(b"cat", b"dog")):
    return head + b"\n" + b"".join(b"%s,%s\n" % (name.encode(), labels[n % 2]) for n, name in enumerate(names))


def test_a_table_for_each_part_is_one_way_to_tell_the_classes(found):
    """All pictures in one folder; each table says which it means, and of which part they are."""
    names = [f"{n}.png" for n in range(18)]
    tables = [("train.csv", rows(b"file,label", names[:12])), ("test.csv", rows(b"file,label", names[12:]))]
    seen = found(zipped([*((f"images/{name}", ONE) for name in names), *tables]))
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cat", "dog"), (6, 6), (3, 3))
    assert not seen.questions


def test_a_name_that_comes_in_two_parts_is_that_of_the_part_that_its_table_is_of(found, made):
    """Both have a 0.png: a red cat in one, a blue dog in the other."""
    colours = (RED, BLUE)
    pictures = [(f"d/train/{n}.png", picture(colours[n % 2])) for n in range(12)]
    pictures += [(f"d/test/{n}.png", picture(colours[1 - n % 2])) for n in range(6)]
    names = [f"{n}.png" for n in range(12)]
    turned = (b"dog", b"cat")
    for tables in (
        [("d/train.csv", rows(b"file,label", names)), ("d/test.csv", rows(b"file,label", names[:6], turned))],
        [("d/train/labels.csv", rows(b"file,label", names)), ("d/test/labels.csv", rows(b"file,label", names[:6], turned))],
    ):
        seen = found(zipped([*pictures, *tables]))
        assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cat", "dog"), (6, 6), (3, 3))
        _, arrays = made(zipped([*pictures, *tables]))
        for part in ("train", "test"):
            shown = [tuple(each) for each in arrays[f"x_{part}"][:, 0, 0].tolist()]
            assert shown == [colours[label] for label in arrays[f"y_{part}"]]


def test_a_table_with_a_column_per_class_in_each_part_is_one_way(found):
    """As Roboflow gives them out."""
    parts = {"train": 10, "valid": 4, "test": 4}
    members = [(f"{part}/{n}_jpg.rf.{part}.jpg", ONE) for part, count in parts.items() for n in range(count)]
    for part, count in parts.items():
        lines = [f"{n}_jpg.rf.{part}.jpg, {n % 2}, {1 - n % 2}" for n in range(count)]
        members.append((f"{part}/_classes.csv", "\n".join(["filename, cat, dog", *lines]).encode()))
    seen = found(zipped(members))
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 10, "validation": 4, "test": 4})


def test_what_is_handed_in_to_a_competition_labels_nothing(found):
    names = [f"{n}.png" for n in range(18)]
    tables = [
        ("train.csv", rows(b"id,label", [f"train/{name}" for name in names[:12]])),
        ("sample_submission.csv", rows(b"id,label", [f"test/{name}" for name in names[12:]], (b"cat", b"dog"))),
    ]
    pictures = [*((f"train/{name}", ONE) for name in names[:12]), *((f"test/{name}", ONE) for name in names[12:])]
    seen = found(zipped([*pictures, *tables]))
    assert dict(seen.parts) == {"train": 12}
    assert ("test/", 6) in [(each.what, each.images) for each in seen.set_aside]


def test_a_table_labels_the_test_part_of_which_no_folder_does(found):
    """As the German traffic signs come: folders to train with, a table to test with."""
    rows = b"Width,ClassId,Path\n" + b"".join(b"30,%d,Test/%d.png\n" % (n % 2, n) for n in range(6))
    paths = [*files("Train/0", "Train/1", first=10), *files("Test", count=6), "Meta/0.png", "Meta/1.png"]
    seen = found(zipped([*((path, ONE) for path in paths), ("Test.csv", rows)]))
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("0", "1"), (5, 5), (3, 3))


def test_a_table_that_says_otherwise_than_folders_of_no_meaning_is_believed_and_can_be_overruled(found):
    rows = b"image_id,dx\n" + b"".join(b"%d,%s\n" % (n, (b"nv", b"mel")[n % 2]) for n in range(20))
    members = [(f"part_{1 + number // 10}/{number}.png", ONE) for number in range(20)]
    seen = found(zipped([*members, ("metadata.csv", rows)]))
    assert seen.class_names == ("mel", "nv")
    assert found(zipped([*members, ("metadata.csv", rows)]), classes="the folders").class_names == ("part_1", "part_2")


TWO_PARTS = [
    (f"{part}/{n}.png", picture((RED, BLUE)[(n + (part == "test")) % 2])) for part in ("train", "test") for n in range(6)
]
"""A 0.png in both parts: a red cat in one, a blue dog in the other."""


@pytest.mark.parametrize("head", [b"filename,label,split", b"split,filename,label"])
def test_a_name_that_comes_in_two_parts_is_that_of_the_part_that_its_row_says(found, made, head):
    cells = [
        {b"filename": b"%d.png" % n, b"label": (b"cat", b"dog")[(n + (part == b"test")) % 2], b"split": part}
        for part in (b"train", b"test")
        for n in range(6)
    ]
    lines = [head, *(b",".join(each[name] for name in head.split(b",")) for each in cells)]
    upload = zipped([*TWO_PARTS, ("labels.csv", b"\n".join(lines))])
    seen = found(upload)
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cat", "dog"), (3, 3), (3, 3))
    _, arrays = made(upload)
    for part in ("train", "test"):
        shown = [tuple(each) for each in arrays[f"x_{part}"][:, 0, 0].tolist()]
        assert shown == [(RED, BLUE)[label] for label in arrays[f"y_{part}"]]


def test_a_table_that_says_no_part_labels_no_test_pictures_that_are_called_as_those_to_train_with(found):
    seen = found(zipped([*TWO_PARTS, ("labels.csv", rows(b"filename,label", [f"{n}.png" for n in range(6)]))]))
    assert dict(seen.parts) == {"train": 6}
    assert [(each.what, each.images) for each in seen.set_aside] == [("test/", 6)]


def test_a_head_of_thousands_of_columns_above_short_rows_takes_no_time(found):
    table = b"file,label" + b"," * 20_000 + b"\n" + b"".join(b"%d.png,cat\n" % n for n in range(20_000))
    began = time.process_time()
    with pytest.raises(DatasetError, match="no class is known"):
        found(zipped([*((f"{n}.png", ONE) for n in range(6)), ("labels.csv", table)]))
    assert time.process_time() - began < 3


def test_names_of_files_and_labels_may_have_gaps(found):
    breeds = ("soft coated wheaten terrier", "old english sheep dog")
    names = [f"IMG 00{n} (2).png" for n in range(8)]
    lines = ["filename,label", *(f"{name},{breeds[n % 2]}" for n, name in enumerate(names))]
    seen = found(zipped([*((f"images/{name}", ONE) for name in names), ("labels.csv", "\n".join(lines).encode())]))
    assert dict(zip(seen.class_names, seen.train_counts, strict=True)) == {breeds[1]: 4, breeds[0]: 4}


@pytest.mark.parametrize(
    "path", ["C:\\course\\images\\{}.png", "/data/upload/1/{}.png", "gs://bucket/flowers/{}.png", "old/{}.png"]
)
def test_a_table_may_name_the_folders_of_another_machine(found, path):
    rows = "".join(f"{path.format(n)},{('cat', 'dog')[n % 2]}\n" for n in range(12))
    seen = found(zipped([*((f"images/{n}.png", ONE) for n in range(12)), ("labels.csv", f"file,label\n{rows}")]))
    assert (seen.class_names, seen.pictures) == (("cat", "dog"), 12)


def test_a_path_of_another_part_or_of_two_pictures_is_not_guessed(found):
    pictures = [(f"{part}/{n}.png", ONE) for part in ("train", "test") for n in range(12)]
    rows = "".join(f"D:/x/{n}.png,{('cat', 'dog')[n % 2]}\n" for n in range(12))
    with pytest.raises(DatasetError, match="no class is known"):
        found(zipped([*pictures, ("labels.csv", f"file,label\n{rows}")]))
    rows = "".join(f"D:/test/{n}.png,{('cat', 'dog')[n % 2]}\n" for n in range(12))
    with pytest.raises(DatasetError, match="no class is known"):
        found(zipped([*pictures[:12], ("labels.csv", f"file,label\n{rows}")]))


@pytest.mark.parametrize("head", ["", "file,label\n"])
def test_a_table_of_two_folders_of_which_none_is_here_gives_no_labels(found, head):
    rows = [
        f"{part}/{n:03}.png,{('cat', 'dog')[(n + k) % 2]}\n" for k, part in enumerate(("train", "test")) for n in range(1, 11)
    ]
    with pytest.raises(DatasetError, match="no class is known"):
        found(zipped([*((f"imgs/{n:03}.png", ONE) for n in range(1, 11)), ("labels.csv", head + "".join(rows))]))


def test_a_table_of_two_folders_says_nothing_of_the_one_by_the_pictures_of_the_other(found):
    rows = [f"data/{label}/{n}.png,{label}\n" for label, count in (("cat", 8), ("dog", 5)) for n in range(1, count + 1)]
    seen = found(zipped([*((f"pets/cat/{n}.png", ONE) for n in range(1, 9)), ("pets/labels.csv", "".join(rows))]))
    assert (seen.class_names, seen.pictures) == (("cat",), 8)


def test_class_folders_below_those_of_another_machine_are_told_apart(found):
    names = [f"{name}/{n}.png" for name in ("left", "right") for n in range(6)]
    lines = [f"C:\\course\\{name},{('cat', 'dog')[n // 3 % 2]}" for n, name in enumerate(names)]
    seen = found(zipped([*((f"pets/{name}", ONE) for name in names), ("labels.csv", "\n".join(["file,label", *lines]))]))
    assert (seen.class_names, seen.pictures) == (("cat", "dog"), 12)


def test_excel_says_the_delimiter_in_a_line_before_the_table(found):
    rows = "".join(f"{n}.png;drawn by hand, scanned;{('cat', 'dog')[n % 2]}\n" for n in range(12))
    seen = found(zipped([*((f"images/{n}.png", ONE) for n in range(12)), ("labels.csv", f"sep=;\nfile;how;label\n{rows}")]))
    assert seen.class_names == ("cat", "dog")
    assert "The classes are told by labels.csv, label." in seen.notes


def test_the_table_of_the_part_is_found_behind_one_in_each_class_folder(found):
    """Tiny ImageNet has the boxes of a class in its folder, 200 tables, and the labels of the validation pictures in one."""
    classes = [f"n{c:02}" for c in range(25)]
    members = [(f"train/{c}/images/{c}_{n}.png", ONE) for c in classes for n in range(6)]
    members += [(f"train/{c}/{c}_boxes.txt", "".join(f"{c}_{n}.png\t0\t0\t9\t9\n" for n in range(6))) for c in classes]
    members += [(f"val/images/val_{n}.png", ONE) for n in range(50)]
    members.append(("val/val_annotations.txt", "".join(f"val_{n}.png\t{classes[n % 25]}\t0\t0\t9\t9\n" for n in range(50))))
    seen = found(zipped(members))
    assert seen.class_names == tuple(classes)
    assert dict(seen.parts) == {"train": 150, "validation": 50}


def test_a_name_without_an_ending_tells_its_class_whole(found):
    """The Yale faces are called subject01.happy, and are GIF inside."""
    members = [(f"yalefaces/subject{who:02}.{how}", ONE) for who in range(1, 4) for how in ("happy", "sad", "wink", "glasses")]
    assert found(zipped(members)).class_names == ("subject01", "subject02", "subject03")
