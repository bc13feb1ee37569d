"""What was understood of an upload is corrected on the page, before anything is taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.own import own_entries
from pages.widgets.data import own_images
from pages.widgets.state import upload
from tests.pages.data.uploading import ADA, button, give, texts, use, waited
from tests.uploads.make_uploads import TWO, class_folders, zipped


def test_what_was_guessed_is_asked_and_another_answer_looks_again(visit: Callable[..., AppTest]) -> None:
    parts = [*class_folders(TWO, count=10, before="train/"), *class_folders(TWO, before="validation/")]
    app = give(visit(page="data"), ("parts.zip", zipped(parts)))
    question = next(each for each in app.get("button_group") if each.label.startswith("There is a validation part"))
    assert question.value == "test with them"
    question.set_value("learn from them too").run()
    waited(app)
    assert "a fifth of each class is held back" in texts(app)
    use(app)
    assert (own_entries(ADA)[0].train_size, own_entries(ADA)[0].test_size) == (25, 7)


def test_an_answer_with_which_nothing_is_left_is_taken_back(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("one.zip", zipped(class_folders({"red": (1, 2, 3)}, count=20))))
    assert "20 pictures in 1 class" in texts(app)
    question = next(each for each in app.get("button_group") if each.label.startswith("Only one class: red"))
    question.set_value("leave it out").run()
    waited(app)
    assert "no class of it is left" in texts(app)
    button(app, "Take the last answer back").click().run()
    waited(app)
    assert "20 pictures in 1 class" in texts(app)
    use(app)
    assert own_entries(ADA)[0].class_names == ("red",)
    assert "All of these images are of one class, red" in texts(app)
    assert not app.exception


def test_classes_are_left_out_and_called_otherwise(visit: Callable[..., AppTest]) -> None:
    three = {"red": (200, 3, 3), "green": (3, 200, 3), "blue": (3, 3, 200)}
    app = give(visit(page="data"), ("colours.zip", zipped(class_folders(three, count=10))))
    app.multiselect(key="own left out").set_value(["green"]).run()
    next(each for each in app.text_input if each.label == "Names of the classes").set_value("sky, rose").run()
    assert app.dataframe[0].value.to_dict("list") == {"class": ["sky", "rose"], "to learn from": [10, 10]}
    assert "20 pictures in 2 classes" in texts(app)
    use(app)
    (entry,) = own_entries(ADA)
    assert (entry.class_names, entry.train_size + entry.test_size) == (("sky", "rose"), 20)


def test_classes_that_are_given_the_same_name_become_one(visit: Callable[..., AppTest]) -> None:
    three = {"red": (200, 3, 3), "green": (3, 200, 3), "blue": (3, 3, 200)}
    members = [*class_folders(three, count=10, before="train/"), *class_folders(three, count=4, before="test/")]
    app = give(visit(page="data"), ("colours.zip", zipped(members)))

    def call(names: str) -> str:
        next(each for each in app.text_input if each.label == "Names of the classes").set_value(names).run()
        return texts(app)

    said = call("cold, cold, warm")
    assert "42 pictures in 2 classes" in said
    assert "blue and green are one class, cold." in said
    assert app.dataframe[0].value.to_dict("list") == {
        "class": ["cold", "warm"],
        "to learn from": [20, 10],
        "to test with": [8, 4],
    }
    assert "What was typed cannot be used: the class name 'a<b' has a < or >" in call("cold, a<b, warm")
    assert "Each class needs a name; to leave a class out, choose it above. The names before stay." in call("cold, , warm")
    assert "A network learns to tell classes apart, and here is nothing to tell" in call("cold, cold, cold")
    assert "cold and Cold stay different classes." in call("cold, Cold, warm")
    assert "stay different" not in call("cold, cold, warm")
    use(app)
    (entry,) = own_entries(ADA)
    assert (entry.class_names, entry.train_size, entry.test_size) == (("cold", "warm"), 30, 12)


def test_what_became_of_the_test_part_is_said(visit: Callable[..., AppTest]) -> None:
    learn = {"circle": (200, 3, 3), "triangle": (3, 200, 3)}
    test = {"circle": (200, 3, 3), "Triangel": (3, 200, 3)}
    members = [*class_folders(learn, count=10, before="train/"), *class_folders(test, count=5, before="test/")]
    app = give(visit(page="data"), ("shapes.zip", zipped(members)))
    menu = next(each for each in app.selectbox if each.label.startswith("The test part lacks triangle"))
    menu.set_value("mix all and draw a test part").run()
    waited(app)
    assert "The test part is mixed with the others: a fifth of each class is held back to test with" in texts(app)
    same = next(each for each in app.get("button_group") if each.label.startswith("Triangel of the test part and triangle"))
    same.set_value("one class").run()
    waited(app)
    assert app.dataframe[0].value["to test with"].tolist() == [5, 5]


def test_names_that_were_typed_stay_when_a_class_is_left_out_and_comes_back(visit: Callable[..., AppTest]) -> None:
    three = {"red": (200, 3, 3), "green": (3, 200, 3), "blue": (3, 3, 200)}
    app = give(visit(page="data"), ("colours.zip", zipped(class_folders(three, count=10))))
    field = "Names of the classes"
    next(each for each in app.text_input if each.label == field).set_value("sky, grass, rose").run()
    app.multiselect(key="own left out").set_value(["green"]).run()
    assert next(each for each in app.text_input if each.label == field).value == "sky, rose"
    app.multiselect(key="own left out").set_value([]).run()
    assert next(each for each in app.text_input if each.label == field).value == "sky, grass, rose"
    next(each for each in app.text_input if each.label == field).set_value("sky, grass").run()
    assert "3 names are wanted, and 2 are there" in texts(app)
    next(each for each in app.text_input if each.label == field).set_value(" ").run()
    assert "3 names are wanted, and 0 are there" in texts(app)
    use(app)
    assert own_entries(ADA)[0].class_names == ("sky", "grass", "rose")
    again = give(app, ("others.zip", zipped(class_folders(three, count=10))))
    assert next(each for each in again.text_input if each.label == field).value == "blue, green, red"


def test_what_was_chosen_stays_when_it_is_refused_or_looked_at_again_and_goes_with_the_upload(
    visit: Callable[..., AppTest],
) -> None:
    members = [
        each for part in ("train", "val") for each in class_folders({"red": (200, 3, 3), "blue": (3, 3, 200)}, 10, f"{part}/")
    ]
    app = give(visit(page="data"), ("colours.zip", zipped(members)))

    def title() -> str:
        return str(next(each for each in app.text_input if each.label == "Name").value)

    next(each for each in app.text_input if each.label == "Name").set_value("MNIST").run()
    next(each for each in app.get("button_group") if each.key == "own colour").set_value(False).run()
    next(each for each in app.selectbox if each.label == "Size").select((32, 32)).run()
    use(app)
    assert "A dataset that comes with the app is called MNIST" in texts(app)
    assert title() == "MNIST"
    assert next(each for each in app.selectbox if each.label == "Size").value == (32, 32)
    next(
        each for each in app.get("button_group") if each.label and each.label.startswith("There is a validation part")
    ).set_value("learn from them too").run()
    waited(app)
    assert title() == "MNIST"
    next(each for each in app.text_input if each.label == "Name").set_value("Sky and rose").run()
    next(each for each in app.text_input if each.label == "Names of the classes").set_value("sky, rose").run()
    use(app)
    (entry,) = own_entries(ADA)
    assert (entry.title, entry.class_names, entry.input_shape) == ("Sky and rose", ("sky", "rose"), (32, 32, 1))
    give(app, ("others.zip", zipped(class_folders({"red": (200, 3, 3), "blue": (3, 3, 200)}, count=10))))
    assert title() == "others"
    assert next(each for each in app.selectbox if each.label == "Size").value != (32, 32)


def test_images_called_as_a_dataset_of_the_app_get_another_name(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("mnist.zip", zipped(class_folders({"1": (200, 3, 3), "2": (3, 3, 200)}, count=10))))
    name = next(each for each in app.text_input if each.label == "Name")
    assert name.value == "My mnist"
    name.set_value("MNIST").run()
    use(app)
    assert "A dataset that comes with the app is called MNIST" in texts(app)


def test_more_than_fits_is_refused_before_anything_is_read(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_images, "MAX_BYTES", 2**20)
    app = visit(page="data")
    loader = next(each for each in app.file_uploader if each.label.startswith("A zip"))
    loader.set_value([("a.zip", bytes(3 * 2**19), "application/zip")]).run()
    assert "a.zip has 1.6 MB (1.5 MiB), and 1 MB (1 MiB) is the most; take fewer images, or smaller ones" in texts(app)
    loader = next(each for each in app.file_uploader if each.label.startswith("A zip"))
    loader.set_value([(f"{name}.zip", bytes(2**19 + 1), "application/zip") for name in "ab"]).run()
    assert "These files together have 1.1 MB (1.1 MiB), and 1 MB (1 MiB) is the most; take fewer" in texts(app)
    assert "upload of own images" not in app.session_state


def test_several_files_that_are_not_used_are_files_or_folders(visit: Callable[..., AppTest]) -> None:
    app = give(
        visit(page="data"), ("flowers.zip", zipped([*class_folders(TWO, count=5), ("a.txt", b"hello"), ("b.txt", b"hello")]))
    )
    assert "Set aside: 2 files or folders." in texts(app)


def test_a_single_class_that_stays_is_taken_as_it_is_shown(visit: Callable[..., AppTest]) -> None:
    """The pictures of the test part of those left out came back, and its own pictures to test with were learned from."""
    shades = {"cat": (200, 3, 3), "dog": (3, 200, 3), "cow": (3, 3, 200)}
    others = {"Cats": (201, 3, 3), "Dogs": (3, 201, 3), "owl": (4, 4, 201)}
    members = [*class_folders(shades, count=10, before="train/"), *class_folders(others, count=5, before="test/")]
    app = give(visit(page="data"), ("pets.zip", zipped(members)))
    app.multiselect(key="own left out").set_value(["cow", "dog"]).run()
    assert "15 pictures in 1 class" in texts(app)
    assert "here is nothing to tell" in texts(app)
    app.multiselect(key="own left out").set_value(["cat", "dog"]).run()
    assert "The test part has only classes that are left out: a fifth of each class is held back" in texts(app)
    assert app.dataframe[0].value.to_dict("list") == {"class": ["cow"], "to learn from": [10]}
    app.multiselect(key="own left out").set_value(["cow", "dog"]).run()
    use(app)
    (entry,) = own_entries(ADA)
    assert (entry.class_names, entry.train_size, entry.test_size) == (("cat",), 10, 5)


def test_to_cancel_the_making_brings_the_corrections_back(visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    """The upload was gone, and its names with it."""

    def slow(*given: Any) -> None:
        while True:
            given[5](0, 0)
            time.sleep(0.01)

    app = give(visit(page="data"), ("colours.zip", zipped(class_folders(TWO, count=10))))
    next(each for each in app.text_input if each.label == "Names of the classes").set_value("sky, rose").run()
    next(each for each in app.get("button_group") if each.key == "own colour").set_value(False).run()
    with monkeypatch.context() as patched:
        patched.setattr(upload, "take", slow)
        button(app, "Use these images").click().run()
        button(app, "Cancel").click().run()
    assert not own_entries(ADA)
    assert next(each for each in app.text_input if each.label == "Names of the classes").value == "sky, rose"
    use(app)
    (entry,) = own_entries(ADA)
    assert (entry.class_names, entry.input_shape[2]) == (("sky", "rose"), 1)


def test_what_is_said_calls_the_classes_as_they_are_called_now(visit: Callable[..., AppTest]) -> None:
    """Only the table did."""
    members = [*class_folders({**TWO, "5": (1, 2, 3)}, count=4, before="train/"), *class_folders(TWO, before="test/")]
    app = give(visit(page="data"), ("colours.zip", zipped(members)))
    assert "There is no test image of 5, so" in texts(app)
    next(each for each in app.text_input if each.label == "Names of the classes").set_value("grey, sky, rose").run()
    assert "There is no test image of grey, so the test says nothing of that." in texts(app)
    labels = [str(each.label) for each in (*app.selectbox, *app.get("button_group"))]
    assert {"The test part lacks grey", "Fewer than 5 images to learn from: grey (4), sky (4), rose (4)"} <= {*labels}
