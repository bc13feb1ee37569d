"""More is held back of few images, and of those alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.data.uploading import ADA, button, give, texts, use
from tests.project.small_project import images
from tests.uploads.make_uploads import TWO, class_folders, zipped

CLASSES = {"red": (9, 9, 90), "blue": (5, 90, 5), "green": (90, 7, 7)}
FEW = zipped([each for name in CLASSES for each in class_folders({name: CLASSES[name]}, 5 + (name != "red"), size=(28, 28))])
MANY = zipped(class_folders(TWO, count=30, size=(28, 28)))


def choose(app: AppTest, name: str) -> AppTest:
    cards = next(each for each in app.get("button_group") if (each.key or "").split()[:1] == ["dataset"])
    return cards.set_value(name).run()


def held(app: AppTest) -> float:
    return float(app.session_state["session"].experiment.data.validation_split)


@pytest.mark.parametrize("own", [0.1, 0.15])
def test_what_few_images_need_stays_with_them(visit: Callable[..., AppTest], own: float) -> None:
    """MNIST mini was trained with 8,000 images after a class of three had been uploaded, and nobody had touched the slider."""
    app = visit(page="data")
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, validation_split=own))
    app.run()
    use(give(app, ("few.zip", FEW)))
    few = mine.experiment.data.dataset
    assert held(app) == 0.2
    assert f"They are so few that 20% is held back; with other images it is {own:.0%} again" in texts(app)
    choose(app, "digits")
    assert held(app) == own
    assert "is held back; with other images" not in texts(app)
    choose(app, few)
    assert held(app) == 0.2
    use(give(app, ("many.zip", MANY)))
    assert held(app) == own
    choose(app, few)
    button(app, "Remove them for good").click().run()
    assert (mine.experiment.data.dataset, held(app)) == ("mnist-mini", own)


def test_what_a_person_chose_on_few_images_goes_along(visit: Callable[..., AppTest]) -> None:
    app = use(give(visit(page="data"), ("few.zip", FEW)))
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, validation_split=0.3))
    app.run()
    assert "is held back; with other images" not in texts(app)
    assert choose(app, "digits").session_state["session"].experiment.data.validation_split == 0.3


def test_the_reason_is_that_of_a_given_part_where_it_has_all_of_a_class(visit: Callable[..., AppTest]) -> None:
    """The smallest class was said to be small, and nothing was held back."""
    app = visit(page="data")
    few = images(owner=ADA, labels=(0,) * 11 + (1,) * 5, validation_from=11)
    choose(app.run(), few)
    assert app.session_state["session"].experiment.data.validation == "stratified"
    said = texts(app)
    assert (
        "The validation part that came with them has all images of a class, so it does not validate and 10% is held back." in said
    )
    assert "smallest class" not in said
    assert not app.error
