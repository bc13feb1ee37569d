"""A table that says the class of files by their names, beside arrays: what is refused says so."""

import numpy as np
import pytest
from make_uploads import images, npy, zipped

from cnn_core.errors import DatasetError


def table(name, ending, count=20):
    return (name, "\n".join(["filename,label", *(f"img_{n}{ending},{('cat', 'dog')[n % 2]}" for n in range(count))]).encode())


@pytest.mark.parametrize("ending", [".png", ".JPG", ""])
@pytest.mark.parametrize("name", ["labels.csv", "train.csv", "data.csv", "meta/index.csv", "annotations.tsv"])
def test_a_table_of_pictures_beside_arrays_is_named_with_what_to_do(found, name, ending):
    """The sentence spoke of the arrays alone."""
    with pytest.raises(DatasetError) as refused:
        found(zipped([("x.npy", npy(images())), table(name, ending)]))
    said = str(refused.value)
    assert said.startswith(f"Of {name}: ")
    assert "which image" in said
    assert "in the order of the images" in said
    assert "pack" in said
    assert "x (20, 8, 8)" in said


@pytest.mark.parametrize("ending", [".npy", ""])
def test_a_table_of_arrays_is_told_how_they_become_one(found, ending):
    single = [(f"img_{n}.npy", npy(np.random.RandomState(n).randint(0, 256, (28, 28)).astype(np.uint8))) for n in range(4)]
    with pytest.raises(
        DatasetError, match=r"Of classes\.csv: it names arrays \(img_0(\.npy)?, img_1(\.npy)?, …\), so .*np\.stack"
    ):
        found(zipped([*single, table("classes.csv", ending, 4)]))


def test_other_texts_are_not_named(found):
    for name, text in (("notes.txt", b"a b\nc d\ne f"), ("scores.csv", b"a,b\n1,2\n3,4")):
        with pytest.raises(DatasetError, match=r"^pictures\.zip cannot be used"):
            found(zipped([("x.npy", npy(images())), (name, text)]))
