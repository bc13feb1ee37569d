"""Classes and parts that do not fit each other."""

import numpy as np
import pytest

from cnn_core.uploads.settling import settle


def settled(learn, test, answers=()):
    """Five pictures of each of these classes in the training part, and five of each of those in the test part."""
    names = list(dict.fromkeys([*learn, *test]))
    given = [names.index(each) for each in (*learn, *test) for _ in range(5)]
    parts = ["train"] * 5 * len(learn) + ["test"] * 5 * len(test)
    return settle(names, given, parts, np.zeros(len(given), np.bool_), "shapes.zip", dict(answers))


@pytest.mark.parametrize(("learn", "test"), [("triangle", "Triangel"), ("puppy", "puppies"), ("square", "sqare")])
def test_a_class_of_the_test_part_that_is_nearly_spelled_as_one_that_it_lacks_is_that_if_a_person_says_so(learn, test):
    apart = settled(("circle", learn), ("circle", test))
    asked = apart.questions[0]
    assert (asked.asks, asked.chosen) == (f"{test} of the test part and {learn} of the training part are", "two classes")
    assert [each.what for each in apart.set_aside] == [f"class {test}"]
    one = settled(("circle", learn), ("circle", test), {asked.key: "one class"})
    assert (one.names, one.set_aside, [question.key for question in one.questions]) == (("circle", learn), [], [asked.key])
    assert np.bincount(one.labels[one.of_test]).tolist() == [5, 5]


@pytest.mark.parametrize(("learn", "test"), [("dog", "bird"), ("class1", "class2"), ("cat", "car")])
def test_classes_of_other_names_are_not_offered_as_one_and_the_way_to_make_them_one_is_said(learn, test):
    (question,) = settled(("circle", learn), ("circle", test)).questions
    assert question.key == "test part"
    assert "mix all, and give both the same name in 'Names of the classes'" in question.why


def test_names_without_a_letter_are_never_taken_for_one_class():
    """Signs of arithmetic: "-" of the test part is not "+" of the training part."""
    given = [0] * 5 + [1] * 5 + [1] * 5 + [2] * 5
    found = settle(["+", "x", "-"], given, ["train"] * 10 + ["test"] * 10, np.zeros(20, np.bool_), "signs.zip", {})
    assert [question.key for question in found.questions] == ["test part"]
    assert [each.what for each in found.set_aside] == ["class -"]
