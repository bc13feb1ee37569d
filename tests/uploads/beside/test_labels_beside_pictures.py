"""Labels of pictures in arrays, and in a small file beside each."""

import io
import json
import tarfile

import numpy as np
import pytest
from make_layouts import ONE
from make_uploads import BLUE, RED, npy, picture, zipped
from scipy.io import savemat

from cnn_core.errors import DatasetError

COLOURS = {"0": RED, "1": BLUE}


def mat(**values):
    made = io.BytesIO()
    savemat(made, values)
    return made.getvalue()


def test_labels_are_in_the_order_in_which_people_count(made):
    """The second comes before the tenth, and each picture has the colour of its label."""
    labels = np.arange(12) // 6
    members = [(f"jpg/image_{n}.png", picture(COLOURS[str(labels[n])])) for n in range(12)]
    for file in (("labels.npy", npy(labels)), ("imagelabels.mat", mat(labels=labels[None]))):
        names, arrays = made(zipped([*members, file]))
        assert names == ("0", "1")
        for part in ("train", "test"):
            red = arrays[f"x_{part}"][:, 0, 0, 0] > 128
            assert (red == (arrays[f"y_{part}"] == 0)).all()


def test_labels_may_be_in_the_order_in_which_python_sorts_and_that_can_be_chosen(found, labelled):
    """Who went through sorted(os.listdir()) has the tenth before the second."""
    paths = [f"jpg/{n}.png" for n in range(12)]
    kinds = {path: ("cat", "dog")[n * n // 3 % 2] for n, path in enumerate(paths)}
    beside = [("labels.npy", npy(np.array([kinds[path] for path in sorted(paths)])))]
    (question,) = found(zipped([*((path, ONE) for path in paths), *beside])).questions
    assert question.options == tuple(f"labels, in the order of {order}" for order in ("the files' names", "letters, 10 before 2"))
    assert question.chosen == question.options[0]
    assert labelled(paths, beside, classes=question.options[1]) == kinds


@pytest.mark.parametrize("form", ["{}", "{:03}"])
def test_an_order_that_makes_no_difference_is_not_asked_about(found, form):
    names = [form.format(n) for n in range(*((10, 22) if form == "{}" else (12,)))]
    assert not found(zipped([*((f"{name}.png", ONE) for name in names), ("y.npy", npy(np.arange(12) % 2))])).questions


def test_labels_of_each_part_go_with_its_pictures(found):
    members = [(f"{part}/{n}.png", ONE) for part, count in (("train", 12), ("test", 6)) for n in range(count)]
    files = [("y_train.npy", npy(np.arange(12) % 2)), ("y_test.npy", npy(np.arange(6) % 2))]
    seen = found(zipped([*members, *files]))
    assert (seen.train_counts, seen.test_counts) == ((6, 6), (3, 3))


def test_words_and_one_hot_rows_are_labels_too(found):
    members = [(f"{n}.png", ONE) for n in range(12)]
    assert found(zipped([*members, ("y.npy", npy(np.array(["cat", "dog"] * 6)))])).class_names == ("cat", "dog")
    assert found(zipped([*members, ("y.npy", npy(np.eye(2)[np.arange(12) % 2]))])).class_names == ("0", "1")


def test_an_array_of_another_number_or_of_what_are_no_classes_is_not_believed(found):
    members = [(f"{n}.png", ONE) for n in range(12)]
    for values in (np.arange(11) % 2, np.arange(12), np.linspace(0, 1, 12)):
        with pytest.raises(DatasetError, match="no class is known"):
            found(zipped([*members, ("y.npy", npy(values))]))


def test_labels_that_are_objects_are_refused_with_the_two_lines_that_help(found):
    made = io.BytesIO()
    np.save(made, np.array(["cat", "dog"] * 6, object), allow_pickle=True)
    with pytest.raises(DatasetError, match="never opened"):
        found(zipped([*((f"{n}.png", ONE) for n in range(12)), ("y.npy", made.getvalue())]))


def test_folders_are_believed_before_an_array(found):
    members = [(f"{name}/{n}.png", ONE) for name in ("cat", "dog") for n in range(6)]
    assert found(zipped([*members, ("features.npy", npy(np.arange(12) % 3))])).class_names == ("cat", "dog")


@pytest.mark.parametrize("ending", ["cls", "json"])
def test_webdataset_keeps_a_small_file_beside_each_picture(found, ending):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for number in range(12):
            label = str(number % 2) if ending == "cls" else json.dumps({"label": number % 2, "width": 8})
            for name, content in ((f"{number:06}.png", ONE), (f"{number:06}.{ending}", label.encode())):
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
    seen = found(made.getvalue(), "shard-000000.tar")
    assert (seen.class_names, seen.train_counts, seen.set_aside) == (("0", "1"), (6, 6), ())
