"""Labels in which nothing is said: `?` and N/A are none unless a person wants it, `unknown` and `none` are classes unless a person does not."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from make_uploads import npz, picture, zipped

from cnn_core.uploads.making.silent_labels import A_CLASS, WITHOUT

COUNT = 40


def packed(form, labels):
    """As many pictures with these labels, over and over, beside a table, in Parquet, or as an array."""
    said = [labels[n % len(labels)] for n in range(COUNT)]
    if form == "npz":
        return npz(
            images=np.random.RandomState(1).randint(0, 256, (COUNT, 8, 8)).astype(np.uint8), labels=np.array(said)
        ), "x.npz"
    if form == "parquet":
        files = pa.array([{"bytes": picture((n, 90, 90)), "path": None} for n in range(COUNT)])
        pq.write_table(pa.table({"image": files, "label": pa.array(said)}), file := io.BytesIO())
        return file.getvalue(), "x.parquet"
    table = "\n".join(["file,label", *(f"{n}.png,{each}" for n, each in enumerate(said))]).encode()
    return zipped([*((f"p/{n}.png", picture((n, 9, 9))) for n in range(COUNT)), ("labels.csv", table)]), "x.zip"


def asked(seen):
    return {each.asks: each.chosen for each in seen.questions if each.key.endswith(" labels")}


@pytest.mark.parametrize("form", ["pictures", "npz", "parquet"])
@pytest.mark.parametrize("label", ["?", "-", "N/A", "null", "tbd", "Unlabeled", "missing", "not sure", "k.A."])
def test_labels_that_say_nothing_are_no_class_unless_a_person_wants_it(found, form, label):
    """They were classes, and nothing said so."""
    content, name = packed(form, ["cat", "dog", "cat", "dog", label])
    seen = found(content, name)
    assert seen.class_names == ("cat", "dog")
    assert asked(seen) == {f"The 8 pictures labelled {label} are": WITHOUT}
    assert [each.images for each in seen.set_aside] == [8]
    assert "Draw page predicts" in seen.set_aside[0].why
    kept = found(content, name, **{"silent labels": A_CLASS})
    assert {*kept.class_names} == {"cat", "dog", label}
    assert kept.pictures == COUNT


@pytest.mark.parametrize("label", ["unknown", "none", "Undefined"])
def test_a_word_that_is_a_class_as_often_is_one_unless_a_person_says_that_it_is_none(found, label):
    """As in Speech Commands and among wafers; nothing said so."""
    content, name = packed("pictures", ["cat", "dog", "cat", "dog", label])
    seen = found(content, name)
    assert {*seen.class_names} == {"cat", "dog", label}
    assert asked(seen) == {f"The 8 pictures labelled {label} are": A_CLASS}
    assert found(content, name, **{"doubtful labels": WITHOUT}).class_names == ("cat", "dog")


def test_such_a_word_beside_labels_that_say_nothing_is_guessed_to_say_nothing_too(found):
    seen = found(*packed("pictures", ["cat", "dog", "?", "N/A", "unknown"]))
    assert seen.class_names == ("cat", "dog")
    assert asked(seen) == {"The 16 pictures labelled ? or N/A are": WITHOUT, "The 8 pictures labelled unknown are": WITHOUT}
    assert [(each.what, each.images) for each in seen.set_aside] == [("pictures labelled ?, N/A or unknown", 24)]


@pytest.mark.parametrize("labels", [["crack", "-"], ["crack", "unknown", "?"], ["+", "-", "x", "="], ["ka", "na", "ta"]])
def test_two_classes_stay_and_signs_and_syllables_among_others_are_classes(found, labels):
    seen = found(*packed("pictures", labels))
    assert {*seen.class_names} == {*labels} - {"?"}


def test_pictures_set_aside_so_are_kept_for_prediction(made):
    content, name = packed("pictures", ["cat", "dog", "?", "cat"])
    names, arrays = made(content, name=name)
    assert names == ("cat", "dog")
    assert len(arrays["x_train"]) + len(arrays["x_test"]) == 30
    assert sum(len(each) for each in arrays.values() if each.shape[1:] == (8, 10, 3)) == COUNT


def test_names_of_folders_and_files_are_classes_and_nothing_is_asked(found):
    seen = found(zipped([(f"{label}/{n}.png", picture((n, 9, 9))) for label in ("cat", "missing", "todo") for n in range(8)]))
    assert seen.class_names == ("cat", "missing", "todo")
    seen = found(zipped([(f"{label}_{n}.png", picture((n, 9, 9))) for label in ("cat", "missing", "none") for n in range(8)]))
    assert seen.class_names == ("cat", "missing", "none")
    assert asked(seen) == {}


@pytest.mark.parametrize("form", ["pictures", "npz"])
def test_numbers_beside_them_are_called_as_the_names_say(found, form):
    """With a `?` among the numbers the names were not used."""
    content, name = packed(form, ["0", "1", "?"])
    with_names = [("classes.txt", b"cat\ndog\n")]
    if form == "npz":
        content = zipped([(name, content), *with_names])
    else:
        table = "\n".join(["file,label", *(f"{n}.png,{'01?'[n % 3]}" for n in range(COUNT))]).encode()
        content = zipped([*((f"p/{n}.png", picture((n, 9, 9))) for n in range(COUNT)), ("labels.csv", table), *with_names])
    assert found(content).class_names == ("cat", "dog")
