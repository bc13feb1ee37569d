"""Images that came with a validation part of their own are divided so, and no others are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.own import own_entries
from tests.pages.data.uploading import ADA, give, texts, use, waited
from tests.uploads.make_uploads import TWO, class_folders, zipped

COUNTS = {"train": 20, "val": 7, "test": 5}
PARTS = zipped(
    [each for part, count in COUNTS.items() for each in class_folders(TWO, count=count, before=f"{part}/", size=(28, 28))]
)
ALONE = zipped(class_folders(TWO, count=30, size=(28, 28)))


def choose(app: AppTest, name: str) -> AppTest:
    cards = next(each for each in app.get("button_group") if (each.key or "").split()[:1] == ["dataset"])
    return cards.set_value(name).run()


def kinds(app: AppTest) -> AppTest:
    return next(each for each in app.selectbox if "(validation)" in each.label)


def test_the_given_part_validates_with_as_many_images_as_it_has(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("course.zip", PARTS))
    table = next(each.value for each in app.dataframe if "class" in each.value)
    assert table.to_numpy().tolist() == [["blue", 20, 7, 5], ["red", 20, 7, 5]]
    assert list(table) == ["class", "to learn from", "to validate with", "to test with"]
    assert "The 14 images of the validation part stay these" in texts(app)
    use(app)
    assert not app.exception
    data = app.session_state["session"].experiment.data
    assert (data.validation, data.validation_from) == ("given", 40)
    bar = "".join(each.value for each in app.get("html"))
    for words in ("training <b>40</b>", "validation <b>14</b>", "test <b>10</b>"):
        assert words in bar
    assert (
        "14 images of the validation part that came with these validate; with other images 10% is held back, as before."
        in texts(app)
    )
    assert kinds(app).value == "given"
    for page in ("build", "train", "compare", "data"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
        assert not app.error, page


def test_other_images_are_divided_as_before_and_these_as_given_again(visit: Callable[..., AppTest]) -> None:
    app = use(give(visit(page="data"), ("course.zip", PARTS)))
    mine, name = app.session_state["session"], app.session_state["session"].experiment.data.dataset
    choose(app, "digits")
    assert (mine.experiment.data.validation, mine.experiment.data.validation_split) == ("stratified", 0.1)
    assert "given" not in " ".join(kinds(app).options)
    use(give(app, ("alone.zip", ALONE)))
    assert mine.experiment.data.validation == "stratified"
    choose(app, name)
    assert (mine.experiment.data.validation, mine.experiment.data.validation_from) == ("given", 40)


def test_it_can_be_divided_otherwise_and_back(visit: Callable[..., AppTest]) -> None:
    app = use(give(visit(page="data"), ("course.zip", PARTS)))
    mine = app.session_state["session"]
    kinds(app).set_value("stratified").run()
    assert (mine.experiment.data.validation, mine.experiment.data.validation_from) == ("stratified", 0)
    assert "of the validation part that came" not in texts(app)
    kinds(app).set_value("given").run()
    assert (mine.experiment.data.validation, mine.experiment.data.validation_from) == ("given", 40)
    assert not app.error


def test_images_of_the_part_that_are_left_out_are_not_counted(visit: Callable[..., AppTest]) -> None:
    app = use(give(visit(page="data"), ("course.zip", PARTS)))
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, left_out=(0, 41, 53)))
    app.run()
    assert "12 images of the validation part that came with these validate" in texts(app)


@pytest.mark.parametrize("changes", [{"left_out": tuple(range(54))}, {"validation_from": 999_999}])
def test_where_no_image_is_left_it_is_said_on_every_page(visit: Callable[..., AppTest], changes: dict[str, object]) -> None:
    app = use(give(visit(page="data"), ("course.zip", PARTS)))
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, **changes))
    for page in ("data", "build", "train", "compare"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
        assert "Something in the app itself went wrong" not in texts(app), page
        assert "-" + "9" not in texts(app), page
    app.switch_page("pages/data.py").run()
    assert "of the validation part that came" not in texts(app)
    assert app.error


def test_they_learn_too_if_a_person_says_so(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("course.zip", PARTS))
    question = next(each for each in app.get("button_group") if each.label == "What are the validation images for?")
    assert question.value == "validate with them"
    question.set_value("learn from them too").run()
    waited(app)
    assert "of the validation part stay" not in texts(app)
    use(app)
    (entry,) = own_entries(ADA)
    assert (entry.train_size, entry.validation_from) == (54, 0)
    assert app.session_state["session"].experiment.data.validation == "stratified"
