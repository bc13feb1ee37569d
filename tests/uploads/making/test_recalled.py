"""Sentences about an upload with the names that its classes have now."""

import pytest

from cnn_core.uploads.making.recalled import recalled


@pytest.mark.parametrize(
    ("sentence", "called", "now"),
    [
        ("There is no test image of bar, swan, so the test says nothing of that.", {"bar": "Bär", "swan": "Schwan"}, "There is no test image of Bär, Schwan, so the test says nothing of that."),
        ("The test part lacks a and has b, which the training part lacks", {"a": "b", "b": "a"}, "The test part lacks b and has a, which the training part lacks"),
        ("Fewer than 5 images to learn from: 3 (5), 5 (3)", {"3": "three", "5": "five"}, "Fewer than 5 images to learn from: three (5), five (3)"),
        ("There is no test image of test, so the test says nothing of that.", {"test": "exam"}, "There is no test image of exam, so the test says nothing of that."),
        ("Only one class: cats. A network tells cats from dogs.", {"cat": "Katze", "cats": "Katzen"}, "Only one class: Katzen. A network tells cats from dogs."),
        ("Each row of 64 numbers is a picture of 8x8.", {"8": "eight", "64": "many"}, "Each row of 64 numbers is a picture of 8x8."),
        ("Triangel of the test part and triangle of the training part are", {"triangle": "Dreieck"}, "Triangel of the test part and Dreieck of the training part are"),
        ("The classes, which are to be told apart, are shapes, notes or disc, square, …", {"disc": "Größe", "square": "Ecke"}, "The classes, which are to be told apart, are shapes, notes or Größe, Ecke, …"),
        ("There is no test image of 2, 3 and 12 more, so", {"3": "three", "12": "twelve"}, "There is no test image of 2, three and 12 more, so"),
    ],
)  # fmt: skip
def test_the_names_of_classes_alone_are_those_of_now(sentence, called, now):
    assert recalled(sentence, called) == now
