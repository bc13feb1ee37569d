"""A plan that is half made stays as it was left: on other pages, after a reload, and while the network on the desk changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from cnn_core.spec import PReLU
from cnn_core.storage.home import home
from tests.pages.compare.test_plan_page import button, texts


def half_made(app: AppTest) -> AppTest:
    app.session_state["plan form"] = True
    app.run().multiselect(key="plan paths").set_value(["layers[5].rate", "batch_size"]).run()
    app.text_input(key="plan values layers[5].rate").set_value("0.25,").run()
    app.button_group(key="plan how").set_value("one at a time").run()
    app.slider(key="plan seeds").set_value(5).run()
    app.checkbox(key="plan split").check().run()
    assert not app.exception
    return app


def says(app: AppTest, rate: str = "layers[5].rate") -> tuple[object, ...]:
    assert not app.exception
    typed = [app.text_input(key=f"plan values {path}").value for path in app.multiselect(key="plan paths").value]
    return (
        app.multiselect(key="plan paths").value == [rate, "batch_size"],
        typed,
        app.button_group(key="plan how").value,
        app.slider(key="plan seeds").value,
        app.checkbox(key="plan split").value,
        app.session_state["plan form"],
    )


LEFT = (True, ["0.25,", "32,64,128"], "one at a time", 5, True, True)


def test_it_is_there_after_a_visit_to_another_page(visit: Callable[..., AppTest]) -> None:
    app = half_made(visit(page="compare"))
    assert says(app) == LEFT
    app.switch_page("pages/data.py").run()
    app.switch_page("pages/compare.py").run()
    assert says(app) == LEFT
    assert "a comma with no value beside it" in texts(app)


def test_it_is_there_after_a_reload(visit: Callable[..., AppTest]) -> None:
    half_made(visit(page="compare"))
    assert says(visit(page="compare")) == LEFT


def test_a_field_follows_its_layer_to_another_row(visit: Callable[..., AppTest]) -> None:
    app = half_made(visit(page="compare"))
    app.switch_page("pages/build.py").run()
    mine = app.session_state["session"]
    longer = replace(mine.experiment, architecture=mine.experiment.architecture.insert(0, PReLU()))
    mine.put(mine.desk.edit(longer))
    app.switch_page("pages/compare.py").run()
    assert says(app, "layers[6].rate") == LEFT
    assert "Values of 7 Dropout: rate" in [each.label for each in app.text_input]


def test_once_the_plan_has_begun_the_form_is_closed_also_after_a_reload_and_keeps_what_it_says(
    visit: Callable[..., AppTest],
) -> None:
    app = half_made(visit(page="compare"))
    app.text_input(key="plan values layers[5].rate").set_value("0.25,0.5").run()
    button(app, "Train ").click().run()
    assert not app.error
    assert says(visit(page="compare")) == (True, ["0.25,0.5", "32,64,128"], "one at a time", 5, True, False)


def test_a_damaged_one_costs_nothing_else(visit: Callable[..., AppTest]) -> None:
    app = half_made(visit(page="compare"))
    (file,) = (home() / "desks").glob("*.json")
    saved = json.loads(file.read_text())
    file.write_text(json.dumps({**saved, "draft": {"varied": "much"}}))
    again = visit(page="compare")
    assert not again.exception
    assert again.multiselect(key="plan paths").value == []
    assert again.session_state["session"].experiment == app.session_state["session"].experiment


def test_its_experiments_are_made_once_and_anew_when_something_of_it_changes(visit: Callable[..., AppTest]) -> None:
    """200 of a deep network take two seconds, and every tick in the table below draws the page."""
    app = half_made(visit(page="compare"))
    app.text_input(key="plan values layers[5].rate").set_value("0.25,0.5").run()
    made = app.session_state["experiments of the plan form"]
    assert app.run().session_state["experiments of the plan form"] is made
    app.slider(key="plan seeds").set_value(2).run()
    made = app.session_state["experiments of the plan form"][1]
    assert len(made) == 2 * 4  # two rates and three sizes alone, of which one each is as on the desk, with two seeds
