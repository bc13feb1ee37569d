"""What is taken of an upload are the pictures that were shown, whichever classes are left out and however it was answered."""

from itertools import combinations, product

import numpy as np
import pytest
from make_uploads import class_folders, zipped

from cnn_core.errors import DatasetError
from cnn_core.uploads.making.drawn_part import MIN_TO_TEST
from cnn_core.uploads.making.settling import left_out_key

SHADES = {
    "ant": (10, 20, 30),
    "bee": (90, 80, 10),
    "cat": (200, 3, 3),
    "Bees": (80, 80, 20),
    "cow": (3, 200, 3),
    "dog": (3, 3, 200),
}


def upload(**parts):
    """A zip of parts, each class -> its number of pictures."""
    return zipped(
        [
            each
            for part, classes in parts.items()
            for name, count in classes.items()
            for each in class_folders({name: SHADES[name]}, count, f"{part}/")
        ]
    )


UPLOADS = {
    "a class spelled otherwise": upload(train={"ant": 6, "bee": 7, "cat": 8}, test={"ant": 3, "Bees": 4, "cat": 5}),
    "a class of the test part alone": upload(train={"ant": 6, "bee": 7}, test={"ant": 3, "bee": 4, "cow": 5}),
    "a test part of one class": upload(train={"ant": 6, "bee": 7, "cat": 8}, test={"ant": 3}),
    "parts that share no class": upload(train={"ant": 6, "bee": 7}, test={"cow": 5, "dog": 4}),
    "three parts": upload(train={"ant": 6, "bee": 7}, validation={"ant": 2, "cow": 6}, test={"bee": 3, "cow": 4}),
    "a validation part": upload(train={"ant": 6, "bee": 7}, validation={"ant": 3, "cow": 6}),
    "a class of few": upload(train={"ant": 6, "bee": 3, "cat": 1}, test={"ant": 3, "bee": 2}),
    "no parts": upload(pets={"ant": 6, "bee": 7, "cat": 8}),
}


def answers_to(questions):
    """Every way to answer them."""
    return [
        dict(zip([each.key for each in questions], options, strict=True))
        for options in product(*(each.options for each in questions))
    ]


@pytest.mark.parametrize("kind", UPLOADS)
def test_what_is_taken_is_what_was_shown(kind, found, made):
    content = UPLOADS[kind]
    asked = answers_to(found(content).questions)
    compared = 0
    for answers in asked:
        try:
            shown = found(content, **answers)
        except DatasetError:
            continue
        for few in range(len(shown.class_names)):
            for out in combinations(shown.class_names, few):
                left = {left_out_key(name): "leave out" for name in out}
                stay = [number for number, name in enumerate(shown.class_names) if name not in out]
                if (
                    not sum(shown.test_counts[number] for number in stay)
                    and max(shown.train_counts[n] for n in stay) < MIN_TO_TEST
                ):
                    with pytest.raises(DatasetError, match="so that one could be held back for testing"):
                        made(content, answers=answers | left)
                    continue
                names, arrays = made(content, answers=answers | left)
                told = f"{answers}, without {out}"
                assert names == tuple(shown.class_names[number] for number in stay), told
                given = int(arrays["validation_from"][0]) or len(arrays["y_train"])
                parts = arrays["y_train"][:given], arrays["y_train"][given:], arrays["y_test"]
                learn, validate, test = (np.bincount(part, minlength=len(names)) for part in parts)
                of_test = [shown.test_counts[number] for number in stay]
                of_all = [shown.train_counts[number] + shown.test_counts[number] for number in stay]
                assert (learn + test).tolist() == of_all, told
                assert validate.tolist() == [shown.validation_counts[number] for number in stay], told
                if any(of_test):
                    assert test.tolist() == of_test, told
                compared += 1
    assert compared >= 3
