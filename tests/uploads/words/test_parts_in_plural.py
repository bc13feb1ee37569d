"""Parts that are called `tests`, `vals`, `evals` and `trains`, and names that may be those of parts, in every way that images come."""

import io
import json

import numpy as np
import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
from make_layouts import ONE, files
from make_uploads import file_of, npy, npz, zipped
from PIL import Image

from cnn_core.uploads.words.naming import says_contrary

LEARN, TEST_WITH = "to learn from", "to test with"
PLURALS = [
    (("train", "tests"), {"train": 30, "test": 10}),
    (("trains", "tests"), {"train": 30, "test": 10}),
    (("train", "vals", "test"), {"train": 30, "validation": 10, "test": 10}),
    (("trains", "vals", "evals"), {"train": 30, "validation": 10, "test": 10}),
]
"""Names of parts, the first of thirty images and the others of ten, and the images of each part."""


def shown(*seed):
    """A picture that no other seed has."""
    return file_of(Image.fromarray(np.random.RandomState(seed).randint(0, 256, (8, 9, 3)).astype(np.uint8)))


def counted(names):
    """Each of the names with the numbers of its images, of 30 for the first and 10 for each other."""
    starts = [0, *range(30, 30 + 10 * len(names), 10)]
    return [(name, range(starts[n], starts[n + 1])) for n, name in enumerate(names)]


def in_folders(names):
    return zipped([(f"{name}/{('cat', 'dog')[n % 2]}/{n}.png", shown(n)) for name, of in counted(names) for n in of])


def in_names(names):
    return zipped([(f"{name}_{('cat', 'dog')[n % 2]}_{n}.png", shown(n)) for name, of in counted(names) for n in of])


def in_parquet(names):
    members = []
    for name, of in counted(names):
        made = io.BytesIO()
        pictures = [{"bytes": shown(n), "path": f"{n}.png"} for n in of]
        parquet.write_table(arrow.table({"image": pictures, "label": [n % 2 for n in of]}), made)
        members.append((f"{name}.parquet", made.getvalue()))
    return zipped(members)


def in_split_column(names):
    rows = [f"{n}.png,{'ab'[n % 2]},{name}" for name, of in counted(names) for n in of]
    pictures = [(f"{n}.png", shown(n)) for _, of in counted(names) for n in of]
    return zipped([*pictures, ("labels.csv", "\n".join(["file,label,split", *rows]).encode())])


def in_tables(names):
    pictures = [(f"{n}.png", shown(n)) for _, of in counted(names) for n in of]
    tables = [(name, "\n".join(["file,label", *(f"{n}.png,{'ab'[n % 2]}" for n in of)]).encode()) for name, of in counted(names)]
    return zipped([*pictures, *((f"{name}.csv", table) for name, table in tables)])


def pixels_of(numbers):
    return np.stack([np.random.RandomState(n).randint(0, 256, (8, 8)).astype(np.uint8) for n in numbers])


def in_arrays(names):
    parts = counted(names)
    return zipped(
        [
            *((f"x_{name}.npy", npy(pixels_of(of))) for name, of in parts),
            *((f"y_{name}.npy", npy(np.array(of) % 2)) for name, of in parts),
        ]
    )


def in_pixels(names):
    head = ",".join(["label", "usage", *(f"pixel{n}" for n in range(64))])
    rows = [",".join(map(str, [n % 2, name, *pixels_of([n]).ravel()])) for name, of in counted(names) for n in of]
    return zipped([("pixels.csv", "\n".join([head, *rows]).encode())])


WAYS = [in_folders, in_names, in_parquet, in_split_column, in_tables, in_arrays, in_pixels]


def asked(seen):
    """What is asked, except what validation images are for."""
    return {each.key: each.chosen for each in seen.questions if each.key != "validation"}


@pytest.mark.parametrize(("names", "parts"), PLURALS)
@pytest.mark.parametrize("way", WAYS)
def test_a_part_in_the_plural_is_one_without_a_question(found, way, names, parts):
    """Images of `tests` were learned from, of most of these ways in silence."""
    seen = found(way(names))
    assert (dict(seen.parts), asked(seen), len(seen.class_names)) == (parts, {}, 2)
    assert not any("none of train" in note for note in seen.notes)


@pytest.mark.parametrize("way", [in_parquet, in_split_column, in_tables, in_arrays, in_pixels])
def test_a_name_that_only_begins_as_a_part_is_asked_about(found, way):
    """Its images were learned from in silence."""
    seen = found(way(("train", "Testreihe")))
    assert dict(seen.parts) == {"train": 30, "test": 10}
    ((key, chosen),) = asked(seen).items()
    assert (chosen, "Testreihe" in key) == (TEST_WITH, True)
    assert dict(found(way(("train", "Testreihe")), **{key: LEARN}).parts) == {"train": 40}
    (chosen,) = asked(found(way(("train", "test", "trainer")))).values()
    assert chosen == LEARN


@pytest.mark.parametrize("names", [("trains", "te"), ("trains", "val", "te"), ("trains", "val", "Testdaten")])
def test_an_array_of_trains_is_to_learn_from_whatever_the_others_are_called(found, names):
    parts = dict(found(in_arrays(names)).parts)
    assert (parts["train"], parts["test"]) == (30, 10)


@pytest.mark.parametrize("names", [("Trainingsreihe", "Testreihe"), ("learn", "exam"), ("my_train", "tests")])
def test_in_the_names_of_files_it_is_said_that_parts_are_not_read(found, names):
    """They were learned from in silence."""
    seen = found(in_names(names))
    assert dict(seen.parts) == {"train": 40}
    assert any(note.startswith("The names of the files may say parts, and are not read so: ") for note in seen.notes)


@pytest.mark.parametrize("way", [in_parquet, in_tables, in_arrays, in_pixels])
def test_valid_beside_invalid_is_asked_about(found, way):
    seen = found(way(("valid", "invalid")))
    assert dict(seen.parts) == {"train": 40}
    assert set(asked(seen).values()) == {LEARN}
    assert len(asked(seen)) == 2


def test_lists_of_parts_beside_class_folders_are_asked_about_too(found):
    paths = files("cats", "dogs", count=10)
    lists = [("learn.txt", "\n".join(p for p in paths if p[-5] < "8")), ("exam.txt", "\n".join(p for p in paths if p[-5] >= "8"))]
    seen = found(zipped([*((path, ONE) for path in paths), *((name, text.encode()) for name, text in lists)]))
    assert dict(seen.parts) == {"train": 16, "test": 4}
    assert asked(seen)["part exam.txt"] == TEST_WITH


def test_trains_among_other_vehicles_are_a_class(found):
    seen = found(zipped([(path, ONE) for path in files("trains", "planes", "cars")]))
    assert seen.class_names == ("cars", "planes", "trains")
    classes = found(zipped([(path, ONE) for path in files("train/trains", "train/planes", "test/trains", "test/planes")]))
    assert (classes.class_names, dict(classes.parts)) == (("planes", "trains"), {"train": 10, "test": 10})


def test_arrays_of_one_class_each_in_folders_of_parts_in_the_plural(found):
    members = [
        (f"{part}/{kind}.npy", npy(pixels_of(range(n, n + 10))))
        for n, (part, kind) in enumerate((p, k) for p in ("trains", "tests") for k in ("cat", "dog"))
    ]
    seen = found(zipped(members))
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 20, "test": 20})


def test_labels_in_json_by_parts_in_the_plural(found):
    said = json.dumps({part: {f"{n}.png": "ab"[n % 2] for n in of} for part, of in counted(("trains", "tests"))})
    seen = found(zipped([*((f"{n}.png", shown(n)) for n in range(40)), ("labels.json", said.encode())]))
    assert dict(seen.parts) == {"train": 30, "test": 10}


def test_an_intestine_says_nothing_of_a_test(found):
    """The test part was asked about beside it."""
    assert not says_contrary("intestine")
    assert not says_contrary("intestinal")
    assert says_contrary("untested")
    x = pixels_of(range(20))
    seen = found(
        npz(
            x_train=x,
            y_train=np.arange(20) % 2,
            x_test=x[:10] // 2,
            y_test=np.arange(10) % 2,
            x_intestine=x // 3,
            y_intestine=np.arange(20) % 2,
        ),
        name="arrays.npz",
    )
    assert [*asked(seen)] == ["part x_intestine"]
