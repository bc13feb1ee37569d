"""Names that lie beside labels which are numbers."""

import json

import numpy as np
import pytest
from make_layouts import ONE, files
from make_uploads import images, npy, npz, zipped

from cnn_core.uploads.opening import open_upload


def opened(members):
    source = open_upload(zipped(members), "upload.zip", {})
    return source, [source.class_names[item.label] for item in source.items]


def listed(labels, names):
    arrays = [("x.npy", npy(images(len(labels)))), ("y.npy", npy(np.array(labels)))]
    return opened([*arrays, ("class_names.txt", "\n".join(names).encode())])


def test_labels_from_0_to_as_many_as_there_are_names_keep_their_numbers():
    """0 may be what is nothing of them."""
    labels = [*range(4)] * 5
    source, classes = listed(labels, ["cat", "dog", "owl"])
    assert classes == [str(label) for label in labels]
    assert "3 names are listed, and the labels go from 0 to 3, so they keep their numbers." in source.notes


@pytest.mark.parametrize("labels", [[0, 1, 3, 7, 9], ["0", "1", "9" * 60], ["cat", "1", "2", "3"]])
def test_labels_that_do_not_count_the_names_keep_what_they_are(labels):
    _, classes = listed(labels * 4, ["ant", "bee", "fly", "moth", "wasp", "gnat"])
    assert classes == [str(label) for label in labels * 4]


@pytest.mark.parametrize(("labels", "first"), [([0, 1], 0), ([1, 3], 1)])
def test_the_first_or_the_last_label_tells_which_name_is_the_first(labels, first):
    names = ["cat", "dog", "owl"]
    _, classes = listed(labels * 6, names)
    assert classes == [names[label - first] for label in labels * 6]


def test_labels_of_two_digits_count_from_0_as_well():
    names = ["cat", "dog", "owl"]
    _, classes = listed(["00", "01"] * 6, names)
    assert classes == ["cat", "dog"] * 6


@pytest.mark.parametrize("names", [["dog", "cat"], ["Dog", "Cat"], ["dog", "owl", "cat"]])
def test_labels_that_are_words_of_the_list_are_called_as_they_are_whatever_its_order(names):
    words = ["cat", "dog", "dog"] * 6
    assert listed(words, names)[1] == words
    source = open_upload(npz(x=images(len(words)), y=np.array(words), classes=np.array(names)), "upload.npz", {})
    assert [source.class_names[item.label] for item in source.items] == words


def test_the_column_of_a_1_counts_from_0_also_where_the_first_class_has_no_image():
    names, labels = ["cat", "dog", "owl", "yak"], [1, 2] * 6
    source, classes = listed(np.eye(4, dtype=int)[labels], names)
    assert classes == [names[label] for label in labels]
    assert not any(each.key == "first label" for each in source.questions)


def test_a_list_of_the_label_of_each_image_names_none():
    """As many lines as images, beside the same as numbers."""
    labels = [1, 0, 0] * 6
    arrays = {"x": images(len(labels)), "y": np.array(labels)}
    each = [("cat", "dog")[label] for label in labels]
    beside = [(f"{name}.npy", npy(array)) for name, array in arrays.items()]
    assert opened([*beside, ("labels.txt", "\n".join(each).encode())])[1] == [str(label) for label in labels]


def test_words_for_each_of_a_few_images_are_their_labels_and_no_list_of_classes():
    words = ["cat", "dog", "dog"] * 6
    source = open_upload(npz(x=images(len(words)), classes=np.array(words)), "upload.npz", {})
    assert [source.class_names[item.label] for item in source.items] == words


def in_json(said, folders=("1", "2")):
    source, classes = opened([*((path, ONE) for path in files(*folders)), ("names.json", json.dumps(said).encode())])
    return {(item.where.partition("/")[0], each) for item, each in zip(source.items, classes, strict=True)}


def test_a_key_of_thousands_of_digits_is_no_label():
    assert in_json({"9" * 5000: "owl", "1": "cat", "2": "dog"}) == {("1", "cat"), ("2", "dog")}


def test_numbers_of_files_name_no_classes():
    assert in_json({"1": "cat/1.png", "2": "dog/2.jpg"}) == {("1", "1"), ("2", "2")}


@pytest.mark.parametrize("text", ["0,cat.png\n1,dog.jpg\n", f"0 {'9' * 5000}\n"])
@pytest.mark.parametrize("file", ["meta.csv", "mapping.txt"])
def test_what_is_no_name_beside_arrays_names_no_labels(text, file):
    arrays = [("x.npy", npy(images())), ("y.npy", npy(np.arange(20) % 2))]
    assert set(opened([*arrays, (file, text.encode())])[1]) == {"0", "1"}


def test_folders_of_thousands_of_digits_are_called_by_the_first_of_them():
    long = "7" * 5000
    assert in_json({long: "owl", "1": "cat"}, ("1", long)) == {("1", "1"), (long, f"{long[:63]}…")}


def test_gaps_around_names_in_json_do_not_count():
    assert in_json({"1": " cat", "2": "dog\n"}) == {("1", "cat"), ("2", "dog")}


@pytest.mark.parametrize("said", [{"1": "cat", "2": " cat"}, {"1": "cat", "2": " "}, {"1": "cat", "2": 3}, {"1": "cat"}, [1, 2]])
def test_json_that_does_not_tell_the_classes_apart_names_none(said):
    assert in_json(said) == {("1", "1"), ("2", "2")}


def test_labels_may_be_packed_with_their_names():
    """As in many a course."""
    source = open_upload(npz(x=images(8), y=np.arange(8) % 4, class_names=np.array(["cat", "dog", "owl"])), "a.npz", {})
    assert [source.class_names[item.label] for item in source.items] == [str(n % 4) for n in range(8)]


@pytest.mark.parametrize(
    "text",
    [
        "label_id,class_name\n0,cat\n1,dog\n2,owl\n",
        "label_id;class_name\n0;cat\n1;dog\n2;owl\n",
        "class_name,label_id\ncat,0\ndog,1\nowl,2\n",
        "class_name\ncat\ndog\nowl\n",
        "label,species,family\n0,cat,mammal\n1,dog,mammal\n2,owl,bird\n",
    ],
)
def test_a_table_of_class_names_beside_arrays_may_have_a_head(text):
    arrays = [("x.npy", npy(images(18))), ("y.npy", npy(np.arange(18) % 3))]
    assert opened([*arrays, ("classes.csv", text.encode())])[1] == ["cat", "dog", "owl"] * 6
