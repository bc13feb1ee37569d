"""Tables of pixels as text, as courses and competitions hand them out."""

import gzip

import numpy as np
import pytest
from make_layouts import ONE
from make_uploads import images, labels, npz, zipped
from sklearn.datasets import load_digits

from cnn_core.errors import DatasetError


def same(arrays, expected):
    kept = np.concatenate([arrays["x_train"], arrays["x_test"]])
    return sorted(image.tobytes() for image in kept) == sorted(np.ascontiguousarray(image).tobytes() for image in expected)


def table(header=True, last=False, delimiter=",", label=str, quote=""):
    rows = [[label(y), *map(str, x.ravel())] for x, y in zip(images(), labels(), strict=True)]
    names = ["label", *(f"pixel{n}" for n in range(64))]
    lines = [names, *rows] if header else rows
    if last:
        lines = [[*line[1:], line[0]] for line in lines]
    return "\n".join(delimiter.join(f"{quote}{cell}{quote}" for cell in line) for line in lines).encode() + b"\n"


WORDS = {0: "well", 1: "ill"}
TABLES = {
    "label first, header": (table(), ("0", "1")),
    "label first": (table(header=False), ("0", "1")),
    "label last": (table(header=False, last=True), ("0", "1")),
    "label last, header": (table(last=True), ("0", "1")),
    "semicolons": (table(delimiter=";"), ("0", "1")),
    "spaces, decimals": (table(header=False, delimiter=" ", label=lambda y: f"{y}.0000"), ("0", "1")),
    "words": (table(label=lambda y: WORDS[int(y)]), ("ill", "well")),
    "words without a header": (table(header=False, last=True, label=lambda y: WORDS[int(y)]), ("ill", "well")),
    "quotes": (table(quote='"'), ("0", "1")),
    "tabs, Windows": (table(delimiter="\t").replace(b"\n", b"\r\n"), ("0", "1")),
    "packed with gzip": (gzip.compress(table()), ("0", "1")),
    "a mark of UTF-8": (b"\xef\xbb\xbf" + table(), ("0", "1")),
    "ARFF": (
        b"@RELATION digits\n@ATTRIBUTE pixel1 real\n@ATTRIBUTE class {0,1}\n@DATA\n" + table(header=False, last=True), ("0", "1"),
    ),
}  # fmt: skip


def written(names, columns):
    """A CSV of these columns, each a list of cells, below names if there are any."""
    rows = zip(*columns, strict=True)
    return "\n".join(",".join(map(str, row)) for row in [*([names] if names else []), *rows]).encode()


PIXELS = list(images().reshape(20, 64).T)
COUNTED = [*map(str, range(64))]
HEADS = {
    "names of pixels that are numbers": written(["label", *COUNTED], [labels(), *PIXELS]),
    "and the label last": written([*COUNTED, "label"], [*PIXELS, labels()]),
    "and the number of the row first": written(["", *COUNTED, "label"], [range(20), *PIXELS, labels()]),
    "a label under a name of its own": written(["digit class", *(f"pixel{n}" for n in range(64))], [labels(), *PIXELS]),
    "other columns beside": written(
        ["file", "label", *(f"pixel_{n}" for n in range(64)), "character"],
        [[f"{n}.png" for n in range(20)], labels(), *PIXELS, [chr(0x4E00 + n % 2) for n in range(20)]],
    ),
    "a comma behind the last value": written([], [labels(), *PIXELS, [""] * 20]),
    "R names its rows and not that column": written(["label", *(f"V{n}" for n in range(64))], [range(1, 21), labels(), *PIXELS]),
    "no names, and the number of the row first": written([], [range(20), labels(), *PIXELS]),
    "a column per class": written([], [*PIXELS, 1 - labels(), labels()]),
    "a column per class first, with decimals": written([], [[f"{1 - y}.0000" for y in labels()], [f"{y}.0000" for y in labels()], *PIXELS]),
}  # fmt: skip
DECIMALS = [[f"{value / 255:.4f}".replace(".", ",") for value in column] for column in PIXELS]
HEADS |= {
    "decimals with commas": "\n".join(";".join(map(str, row)) for row in zip(labels(), *DECIMALS, strict=True)).encode(),
    "UTF-16, as Excel's Unicode text": table(delimiter="\t").decode().encode("utf-16"),
    "pixels as a list in a cell": "\n".join(
        ["label,pixels", *(f'{label},"{image.ravel().tolist()}"' for image, label in zip(images(), labels(), strict=True))]
    ).encode(),
}
TABLES |= {name: (content, ("0", "1")) for name, content in HEADS.items()}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_with_a_row_per_image_is_read(made, name):
    content, expected = TABLES[name]
    names, arrays = made(content, (8, 8), colour=False, name="digits.csv")
    assert names == expected
    assert same(arrays, images())
    of = {image.tobytes(): label for image, label in zip(images(), labels(), strict=True)}
    first = 1 if names[0] == "ill" else 0
    assert all(of[image.tobytes()] == label ^ first for image, label in zip(arrays["x_train"], arrays["y_train"], strict=True))


def test_where_the_labels_stand_in_a_table_can_be_chosen(found):
    upload = table(header=False)
    assert found(upload, "digits.csv").class_names == ("0", "1")
    turned = found(upload, "digits.csv", **{"label column": "the last column"})
    assert len(turned.class_names) > 2  # which are pixels


def test_small_pixels_in_a_corner_are_not_taken_for_labels(found):
    """Both columns vary and hold small whole numbers; labels leave none out."""
    corner = np.random.RandomState(0).randint(0, 60, (20, 64))
    lines = [",".join(map(str, [*pixels, number % 4])) for number, pixels in enumerate(corner)]
    assert found("\n".join(lines).encode(), "digits.csv").class_names == ("0", "1", "2", "3")


def test_of_several_columns_that_can_be_labels_one_is_chosen(found):
    heads = ["label", *(f"pixel{n}" for n in range(64)), "category"]
    content = written(heads, [labels(), *PIXELS, ["ab"[n > 9] for n in range(20)]])
    assert found(content, "digits.csv").class_names == ("0", "1")
    assert found(content, "digits.csv", **{"label column": "category"}).class_names == ("a", "b")


def test_numbers_of_rows_are_no_labels(found):
    seen = found(
        zipped([("train.csv", table()), ("test.csv", written(["id", *(f"pixel{n}" for n in range(64))], [range(20), *PIXELS]))])
    )
    assert [(each.what, each.images) for each in seen.set_aside] == [("test/images", 20)]


def test_equal_names_that_pandas_told_apart_by_decimals_are_no_image(found):
    digits = load_digits()
    columns = [digits.target, *digits.data.astype(int).T]
    content = written(["0", *(f"0.{n}" for n in range(1, 65))], [each[:200] for each in columns])
    seen = found(content, "digits.csv")
    assert (seen.class_names, seen.pictures) == (tuple("0123456789"), 200)


@pytest.mark.parametrize("last", [False, True])
def test_digits_of_eight_pixels_without_names_are_told_from_their_labels(found, last):
    """As scikit-learn and UCI's optdigits have them: labels of 0 to 9, pixels of 0 to 16."""
    digits = load_digits()
    columns = [list(each.astype(int)) for each in digits.data.T]
    columns.insert(64 if last else 0, list(digits.target))
    seen = found(written([], columns), "optdigits.tra")
    assert seen.class_names == tuple("0123456789")
    assert seen.train_counts == tuple(np.bincount(digits.target))


def test_a_table_to_train_with_one_to_test_with_and_others(found):
    unlabelled = b"\n".join(line.partition(b",")[2] for line in table().splitlines())
    members = [
        ("sign_mnist_train.csv", table()),
        ("sign_mnist_test.csv", table()),
        ("sample_submission.csv", b"ImageId,Label\n1,0\n2,0\n"),
    ]
    assert dict(found(zipped(members)).parts) == {"train": 20, "test": 20}
    kaggle = found(zipped([("train.csv", table()), ("test.csv", unlabelled), members[2]]))
    assert dict(kaggle.parts) == {"train": 20}
    assert [(each.what, each.images) for each in kaggle.set_aside] == [("test/images", 20)]


@pytest.mark.parametrize("column", [b"label\ncat\ndog\n", b"id\n1\n2\n3\n", b"1\n2\n"])
def test_a_text_with_a_single_column_is_no_table_of_pixels_and_sinks_nothing(found, column):
    """The upload was called damaged."""
    pictures = [(f"{name}/{n}.png", ONE) for name in ("cat", "dog") for n in range(2)]
    assert found(zipped([*pictures, ("ids.csv", column)])).pictures == 4
    assert found(zipped([("train.csv", table()), ("ids.csv", column)])).pictures == 20
    with pytest.raises(DatasetError, match=r"there is no picture, array or table of pixels in it|it is none of what can be read"):
        found(column, "ids.csv")


def test_an_image_whose_label_is_missing_is_left_out_and_nan_is_no_class(found):
    for missing in (b"", b"nan", b"NaN"):
        seen = found(table().replace(b"\n0,", b"\n" + missing + b",", 1), "train.csv")
        assert (seen.class_names, seen.pictures) == (("0", "1"), 19)
        assert "Left out, for want of a label: 1 image." in seen.notes


def test_sign_language_mnist_as_kaggle_packs_it(found):
    """Each table lies in a folder of its name once more, and pictures of the hands beside them."""
    names = ("sign_mnist_train.csv", "sign_mnist_test.csv")
    twice = [(path, table()) for name in names for path in (name, f"{name[:-4]}/{name}")]
    seen = found(zipped([*twice, ("amer_sign2.png", ONE), ("american_sign_language.PNG", ONE)]))
    assert dict(seen.parts) == {"train": 20, "test": 20}
    assert sorted((each.what, each.images) for each in seen.set_aside) == [
        ("amer_sign2.png", 1),
        ("american_sign_language.PNG", 1),
        ("sign_mnist_test/sign_mnist_test.csv", 0),
        ("sign_mnist_train/sign_mnist_train.csv", 0),
    ]


def test_fer2013_has_all_pixels_in_one_column_and_its_parts_in_another(found, made):
    usage = ["Training"] * 10 + ["PublicTest"] * 4 + ["PrivateTest"] * 6
    rows = [f"{y + 3},{' '.join(map(str, x.ravel()))},{part}" for x, y, part in zip(images(), labels(), usage, strict=True)]
    content = "\n".join(["emotion,pixels,Usage", *rows]).encode()
    seen = found(content, "fer2013.csv")
    assert (seen.class_names, dict(seen.parts)) == (("happy", "sad"), {"train": 10, "validation": 4, "test": 6})
    _, arrays = made(content, (8, 8), colour=False, name="fer2013.csv")
    assert same(arrays, images())


def test_an_array_with_the_label_in_each_row_is_split(made):
    rows = np.concatenate([labels()[:, None], images().reshape(20, 64)], axis=1)
    for content, label in ((rows, "first"), (np.roll(rows, -1, axis=1), "last")):
        names, arrays = made(npz(mnist=content), (8, 8), colour=False)
        assert (names, label) == (("0", "1"), label)
        assert same(arrays, images())


@pytest.mark.parametrize("last", [False, True])
def test_digits_in_an_array_with_their_label_are_told_from_it(found, last):
    digits = load_digits()
    rows = np.insert(digits.data, 64 if last else 0, digits.target, axis=1)
    assert found(npz(digits=rows)).class_names == tuple("0123456789")


def test_an_array_per_class_and_part(found):
    parts = {f"{part}/{name}": images(n).reshape(n, 64) for part, n in (("train", 12), ("test", 8)) for name in ("cat", "owl")}
    seen = found(npz(**parts))
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cat", "owl"), (12, 12), (8, 8))
