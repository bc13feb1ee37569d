"""Classes and parts that do not fit each other."""

import time

import numpy as np
import pytest
from make_layouts import ONE, files
from make_uploads import npz, zipped

from cnn_core.errors import DatasetError
from cnn_core.uploads.making.found import as_called
from cnn_core.uploads.making.settling import settle


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


@pytest.mark.parametrize(("learn", "test"), [("Iğdır", "IĞDIR"), ("İstanbul", "istanbul"), ("ışık", "IŞIK")])
def test_turkish_letters_in_capitals_and_small_are_one_class(learn, test):
    """IĞDIR was another class than Iğdır, so no picture of it was tested with."""
    found = settled(("Ankara", learn), ("Ankara", test))
    assert (found.names, [each.chosen for each in found.questions]) == (("Ankara", learn), ["one class"])


@pytest.mark.parametrize(("learn", "test"), [("dog", "bird"), ("class1", "class2"), ("cat", "car")])
def test_classes_of_other_names_are_not_offered_as_one_and_the_way_to_make_them_one_is_said(learn, test):
    (question,) = settled(("circle", learn), ("circle", test)).questions
    assert question.key == "test part"
    assert "mix all, and give both the same name in 'Names of the classes'" in question.why


@pytest.mark.parametrize("test_part", ["keep the test part as it is", "mix all and draw a test part"])
def test_a_class_that_is_left_out_takes_those_along_that_are_one_with_it(test_part):
    """Its pictures of the test part came back."""
    found = settled(
        ("circle", "triangle", "star"), ("circle", "Triangles", "star"), {"class triangle": "leave out", "test part": test_part}
    )
    assert found.names == ("circle", "star")
    assert [(each.what, each.images) for each in found.set_aside] == [("class triangle", 10)]


def test_names_without_a_letter_are_never_taken_for_one_class():
    """Signs of arithmetic: "-" of the test part is not "+" of the training part."""
    given = [0] * 5 + [1] * 5 + [1] * 5 + [2] * 5
    found = settle(["+", "x", "-"], given, ["train"] * 10 + ["test"] * 10, np.zeros(20, np.bool_), "signs.zip", {})
    assert [question.key for question in found.questions] == ["test part"]
    assert [each.what for each in found.set_aside] == ["class -"]


def test_hundreds_of_people_of_whom_none_is_in_both_parts_are_refused_at_once():
    """As in the faces of LFW. Each name of one part was compared with each of the other."""
    letters = np.random.RandomState(0).choice([*"abcdefghijklmnopqrstuvwxyz"], (1600, 13))
    names = ["".join(each) for each in letters]
    began = time.process_time()
    with pytest.raises(DatasetError, match="classes, and 1 to 100 are possible"):
        settled(names[:800], names[800:])
    assert time.process_time() - began < 2


def test_names_of_thousands_of_letters_are_not_compared():
    began = time.process_time()
    with pytest.raises(DatasetError, match="the class name"):
        settled(("circle", "ab" * 10_000), ("circle", "ba" * 10_000))
    assert time.process_time() - began < 2


def test_spellings_of_one_name_in_one_part_are_guessed_to_be_one_class(labelled, found):
    """They were six classes of three shapes unless somebody saw the question."""
    typed = ["circle", "CIRCLE ", "circle", "circle", "square", "Square", "square", "square"] * 3
    paths = [f"img/p{number}.png" for number in range(len(typed))]
    beside = [("labels.csv", "\n".join(["file,label", *(f"p{number}.png,{each}" for number, each in enumerate(typed))]).encode())]
    content = zipped([*((path, ONE) for path in paths), *beside])
    asked = next(each for each in found(content).questions if each.key == "spelled alike")
    assert (asked.chosen, asked.options) == ("the same class", ("the same class", "different classes"))
    assert "CIRCLE (3) and circle (9), Square (3) and square (9)" in asked.asks
    assert labelled(paths, beside) == {path: each.strip().lower() for path, each in zip(paths, typed, strict=True)}
    apart = found(content, **{"spelled alike": "different classes"})
    assert sorted(apart.class_names) == ["CIRCLE", "Square", "circle", "square"]


@pytest.mark.parametrize(
    ("names", "guess"),
    [
        (("Cat", "cat"), "the same class"),
        (("hot dog", "Hot Dog"), "the same class"),
        (("İzmir", "i̇zmir"), "the same class"),
        (("Straße", "STRASSE"), "the same class"),
        (("Iğdır", "IĞDIR"), "the same class"),
        (("kır", "kir"), "different classes"),
        (("letter A", "letter a"), "different classes"),
        (("cat", "cats"), "different classes"),
        (("hot dog", "hotdog"), "different classes"),
        (("grade A", "grade A-"), "different classes"),
    ],
)
def test_only_capital_letters_of_words_are_guessed_to_say_nothing(found, names, guess):
    (asked,) = found(zipped([(path, ONE) for path in files(*(f"shapes/{each}" for each in (*names, "owl")))])).questions
    assert (asked.key, asked.chosen) == ("spelled alike", guess)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\t"])
def test_blanks_around_a_name_and_several_between_its_words_are_nothing(found, blank):
    """They were classes of their own, or the upload was refused for them."""
    y = np.array(["hot dog", f"hot dog{blank}", f"{blank}hot  dog", "a", f"a{blank}", "A"] * 5)
    seen = found(npz(x=np.random.RandomState(0).randint(0, 256, (30, 8, 8), np.uint8), y=y), "x.npz")
    assert dict(zip(seen.class_names, seen.train_counts, strict=True)) == {"hot dog": 15, "a": 10, "A": 5}
    assert not seen.questions


def test_many_names_are_called_quickly():
    """Of 30,000 folders, one with a blank in its name, it took a quarter of a minute until there were said to be too many."""
    began = time.process_time()
    assert as_called([*map(str, range(20_000)), "0"]) == (tuple(map(str, range(20_000))), [*range(20_000), 0])
    assert time.process_time() - began < 0.5


def test_spellings_are_one_class_in_every_part_and_then_fit_the_other(found):
    folders = ("train/circle", "train/CIRCLE", "train/dog", "test/Circles", "test/dog")
    upload = zipped([(path, ONE) for path in files(*folders)])
    seen = found(upload, **{"spelled alike": "the same class"})
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("CIRCLE", "dog"), (10, 5), (5, 5))


@pytest.mark.parametrize("names", [("a", "A"), ("-10", "10"), ("c", "c++"), ("cat", "car"), ("class1", "class2")])
def test_single_letters_numbers_and_other_names_are_not_asked_about(found, names):
    upload = zipped([(path, ONE) for path in files(*(f"shapes/{each}" for each in names))])
    assert not found(upload).questions


def test_why_a_validation_part_is_learned_from_too_is_said_with_what_validates_instead(found):
    """The class that only it has was not named, and nothing said that other images validate."""
    paths = files("train/cats", "train/dogs", "val/cats", "val/owls", "test/cats", "test/dogs", "test/owls")
    seen = found(zipped([(path, ONE) for path in paths]))
    (question,) = [each for each in seen.questions if each.key == "validation"]
    assert (question.chosen, question.why) == (
        "learn from them too",
        "The validation part has owls, which the training part lacks.",
    )
    assert seen.notes[0] == (
        "The validation part has owls, which the training part lacks. The validation part is learned from too, and what validates is drawn by "
        "seed from all that is learned from, each class in its proportion."
    )
    assert not any(
        "learned from too" in note
        for note in found(zipped([(path, ONE) for path in paths]), validation="validate with them").notes
    )
