"""Arrays of images with their labels in texts of their own: which image has which class."""

import numpy as np
import pytest
from make_uploads import images, labels, npy, npz, zipped

from cnn_core.errors import DatasetError
from cnn_core.uploads.opening import open_upload

COUNT = 20
KINDS = ("cat", "old dog", "owl")
WORDS = [KINDS[n * n // 3 % 3] for n in range(COUNT)]
NUMBERS = [str(n * n // 3 % 3) for n in range(COUNT)]


def lines(each):
    return "\n".join(each).encode()


def numbered(each, start=0, between=","):
    return [f"{n}{between}{label}" for n, label in enumerate(each, start)]


def opened(members, **answers):
    return open_upload(zipped(members), "arrays.zip", answers)


def understood(source):
    """(part, image, class) of every picture, sorted."""
    return sorted((item.part, np.asarray(item.open()).tobytes(), source.class_names[item.label]) for item in source.items)


def wanted(kinds, pixels=None, part="train"):
    pixels = images(len(kinds)) if pixels is None else pixels
    return [(part, image.tobytes(), kind) for image, kind in zip(pixels, kinds, strict=True)]


FORMS = {
    "no heading": lambda each: each,
    "a heading": lambda each: ["label", *each],
    "numbers of the rows": numbered,
    "numbers of the rows from 1": lambda each: numbered(each, 1),
    "as pandas writes them": lambda each: [",0", *numbered(each)],
    "as pandas writes them with a heading": lambda each: [",label", *numbered(each)],
    "two headings": lambda each: ["id,label", *numbered(each)],
    "two headings and numbers from 1": lambda each: ["ImageId,Label", *numbered(each, 1)],
    "semicolons": lambda each: ["id;class", *numbered(each, between=";")],
    "in quotes": lambda each: [f'"{label}"' for label in ["label", *each]],
}


@pytest.mark.parametrize("kinds", [WORDS, NUMBERS], ids=["words", "numbers"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("x", "y"), [("x_train.npy", "y_train.csv"), ("X.npy", "y.csv"), ("X.npy", "labels.csv"), ("X.npy", "labels.txt")]
)
def test_the_lines_of_a_text_are_the_labels_of_the_images(x, y, form, kinds):
    source = opened([(y, lines(FORMS[form](kinds))), (x, npy(images(COUNT)))])
    assert understood(source) == sorted(wanted(kinds))
    assert source.notes[-1] == f"The labels are the lines of {y}, in the order of the images."
    assert (source.questions, source.set_aside) == ([], [])


@pytest.mark.parametrize("form", ["{}.0", "{}.000000000000000000e+00"])
def test_numbers_with_a_point_as_numpy_writes_them_are_whole(form):
    source = opened([("X.npy", npy(images(COUNT))), ("y.txt", lines(map(form.format, NUMBERS)))])
    assert understood(source) == sorted(wanted(NUMBERS))


TWO_PARTS = {
    "by their names": ("x_train.npy", "y_train.csv", "x_test.npy", "y_test.csv"),
    "by their folders": ("train/images.npy", "train/labels.csv", "test/images.npy", "test/labels.csv"),
}


@pytest.mark.parametrize("names", TWO_PARTS)
@pytest.mark.parametrize("tested", [COUNT, 12])
def test_each_part_has_its_own_list(names, tested):
    x, y, x_test, y_test = TWO_PARTS[names]
    pixels, kinds = images(tested) + np.uint8(1), WORDS[::-1][:tested]
    members = [(y_test, lines(kinds)), (x, npy(images(COUNT))), (x_test, npy(pixels)), (y, lines(WORDS))]
    assert understood(opened(members)) == sorted(wanted(WORDS) + wanted(kinds, pixels, "test"))


def test_arrays_of_one_file_have_lists_beside_it():
    members = [
        ("data.npz", npz(x_train=images(COUNT), x_test=images(COUNT) + np.uint8(1))),
        ("y_test.csv", lines(WORDS[::-1])),
        ("y_train.csv", lines(WORDS)),
    ]
    assert understood(opened(members)) == sorted(wanted(WORDS) + wanted(WORDS[::-1], images(COUNT) + np.uint8(1), "test"))


def test_lists_of_the_same_name_belong_to_the_images_of_their_folder():
    members = [
        ("b/y.csv", lines(WORDS[::-1])),
        ("a/x.npy", npy(images(COUNT))),
        ("b/x.npy", npy(images(COUNT) + np.uint8(1))),
        ("a/y.csv", lines(WORDS)),
    ]
    assert understood(opened(members)) == sorted(wanted(WORDS) + wanted(WORDS[::-1], images(COUNT) + np.uint8(1)))


def test_equal_lists_of_different_images_are_both_read():
    members = [(f"{name}/y.csv", lines(WORDS)) for name in "ab"]
    members += [("a/x.npy", npy(images(COUNT))), ("b/x.npy", npy(images(COUNT) + np.uint8(1)))]
    assert understood(opened(members)) == sorted(wanted(WORDS) + wanted(WORDS, images(COUNT) + np.uint8(1)))


def test_what_lies_there_twice_is_read_once():
    source = opened([(f"{name}/{file}", content) for name in "ab" for file, content in PAIR])
    assert understood(source) == sorted(wanted(WORDS))
    assert sorted(each.what for each in source.set_aside) == ["b/x.npy", "b/y.csv"]


PAIR = [("x.npy", npy(images(COUNT))), ("y.csv", lines(WORDS))]


def test_names_of_the_classes_may_lie_beside():
    members = [("x.npy", npy(images(COUNT))), ("y.csv", lines(NUMBERS)), ("classes.txt", lines(KINDS))]
    assert understood(opened(members)) == sorted(wanted(WORDS))


@pytest.mark.parametrize(("heading", "kinds"), [("species", WORDS), ("0", NUMBERS)], ids=["a word", "as pandas calls a column"])
def test_where_a_line_is_too_many_it_is_asked_which(heading, kinds):
    members = [("x.npy", npy(images(COUNT))), ("y.csv", lines([heading, *kinds]))]
    source = opened(members)
    (question,) = source.questions
    assert (question.options, question.chosen) == ((f"the first: {heading}", f"the last: {kinds[-1]}"), f"the first: {heading}")
    assert understood(source) == sorted(wanted(kinds))
    other = opened(members, **{question.key: question.options[1]})
    assert understood(other) == sorted(wanted([heading, *kinds[:-1]]))


@pytest.mark.parametrize("file", ["y.csv", "labels.csv"])
def test_beside_an_array_of_labels_it_is_asked_which_are_the_labels(file):
    members = [("x.npy", npy(images(COUNT))), ("y.npy", npy(labels(COUNT))), (file, lines(WORDS))]
    source = opened(members)
    (question,) = source.questions
    assert (question.asks, question.chosen, len(question.options)) == ("The train labels are", "y", 2)
    assert understood(source) == sorted(wanted([str(label) for label in labels(COUNT)]))
    assert understood(opened(members, **{question.key: question.options[1]})) == sorted(wanted(WORDS))


@pytest.mark.parametrize("file", ["y.txt", "labels.csv"])
def test_of_two_lists_it_is_asked_which_are_the_labels(file):
    members = [("x.npy", npy(images(COUNT))), ("y.csv", lines(WORDS)), (file, lines(NUMBERS))]
    source = opened(members)
    (question,) = source.questions
    assert question.asks == "The train labels are"
    assert understood(source) == sorted(wanted(WORDS))
    assert understood(opened(members, **{question.key: question.options[1]})) == sorted(wanted(NUMBERS))


def test_of_two_arrays_of_its_number_it_is_asked_which_are_the_images():
    members = [("a.npy", npy(images(COUNT))), ("b.npy", npy(images(COUNT) + np.uint8(1))), ("labels.csv", lines(WORDS))]
    (question,) = opened(members).questions
    assert (question.asks, question.options) == ("The train images are", ("a", "b"))
    assert understood(opened(members, **{question.key: "b"})) == sorted(wanted(WORDS, images(COUNT) + np.uint8(1)))


WHY = "it has 15 train labels for 20 train images"


def test_a_list_of_another_number_is_set_aside_with_the_numbers():
    members = [("x.npy", npy(images(COUNT))), ("y.npy", npy(np.array(WORDS))), ("labels.csv", lines(WORDS[:15]))]
    source = opened(members)
    assert understood(source) == sorted(wanted(WORDS))
    assert [(each.what, each.why) for each in source.set_aside] == [("labels.csv", WHY)]


def test_arrays_of_one_class_each_stay_so_beside_it():
    members = [("cat.npy", npy(images(COUNT))), ("dog.npy", npy(images(COUNT))), ("labels.txt", lines(WORDS[:15]))]
    source = opened(members)
    assert understood(source) == sorted(wanted(["cat"] * COUNT) + wanted(["dog"] * COUNT))
    assert [each.what for each in source.set_aside] == ["labels.txt"]


def test_without_other_labels_the_refusal_says_the_numbers():
    with pytest.raises(DatasetError, match=f"^Of labels.csv: {WHY}.* images without labels"):
        opened([("x.npy", npy(images(COUNT))), ("labels.csv", lines(WORDS[:15]))])


def test_as_many_lines_as_an_image_has_columns_are_no_labels():
    with pytest.raises(DatasetError, match="it has 8 train labels for 20 train images"):
        opened([("x.npy", npy(images(COUNT))), ("y.csv", lines(WORDS[:8]))])


def test_words_for_each_image_are_no_names_of_classes_that_an_axis_counts():
    """High narrow images look like an array of a class each."""
    pixels = images(COUNT, (200, 36))
    assert understood(opened([("x.npy", npy(pixels)), ("y.csv", lines(WORDS))])) == sorted(wanted(WORDS, pixels))


def test_a_list_with_a_gap_labels_no_images():
    """With a heading of any word it would have as many lines as there are images, and each label would be that of another."""
    gap = ["species", *WORDS[:7], "", *WORDS[8:]]
    with pytest.raises(DatasetError, match="images without labels"):
        opened([("x.npy", npy(images(COUNT))), ("y.csv", lines(gap))])
    assert understood(opened([("x.npy", npy(images(COUNT))), ("y.csv", b"\n" + lines(WORDS) + b"\n\n")])) == sorted(wanted(WORDS))
