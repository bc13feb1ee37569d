"""The Learn page opens at every topic, and links lead there from the work."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.presets import PRESETS
from cnn_core.spec.layer import Layer
from cnn_core.storage.home import home
from cnn_core.training.optimizers import SGD
from pages.widgets.learn.choose_lesson import LESSONS
from pages.widgets.shell.lesson_topics import TOPICS, topics_for
from pages.widgets.state.shown_layer import SHOWN

Visit = Callable[..., AppTest]


def at(app: AppTest, topic: str) -> AppTest:
    app.query_params["topic"] = topic
    return app.run()


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link") if link.proto.query_string.startswith("topic=")]


def test_the_learn_page_opens_at_every_topic(visit: Visit) -> None:
    app = visit(page="learn")
    for topic in TOPICS.values():
        at(app, topic.name)
        assert not app.exception
        assert not app.error, topic.name
        assert [each.value for each in app.header] == [topic.title]


def test_every_topic_has_its_lesson_and_every_lesson_its_topic() -> None:
    assert list(LESSONS) == list(TOPICS)


def test_topics_name_layers_that_there_are() -> None:
    assert {kind for topic in TOPICS.values() for kind in topic.kinds} <= set(Layer.kinds)


@pytest.mark.parametrize("topic", ["", "nonsense", "<b>"])
def test_a_topic_that_there_is_not_opens_the_first(visit: Visit, topic: str) -> None:
    app = at(visit(page="learn"), topic)
    assert not app.exception
    assert app.header[0].value == next(iter(TOPICS.values())).title


def test_next_leads_through_all_topics_and_the_address_follows(visit: Visit) -> None:
    app = visit(page="learn")
    for topic in list(TOPICS.values())[1:]:
        next(each for each in app.button if each.label.startswith("Next")).click().run()
        assert app.header[0].value == topic.title
        assert app.query_params["topic"] in (topic.name, [topic.name])
    assert not [each for each in app.button if each.label.startswith("Next")]


@pytest.mark.parametrize(
    ("topic", "changes"),
    [
        ("kernel", {"kernel place": 16}),
        ("sizes", {"sizes kernel": 5, "sizes input": 4}),
        ("sizes", {"sizes stride": 4, "sizes input": 12}),
        ("flatten", {"flatten filters": 128}),
        ("softmax", {"score cat": -5.0}),
        ("dropout", {"dropout rate": 0.9}),
        ("batch-norm", {"norm gamma": 0.0}),
        ("overfitting", {"fit degree": 9}),
        ("pixels", {"pixels row": 21, "pixels column": 21}),
    ],
)
def test_the_ends_of_the_sliders_are_no_trouble(visit: Visit, topic: str, changes: dict[str, float]) -> None:
    app = at(visit(page="learn"), topic)
    for key, value in changes.items():
        app.slider(key=key).set_value(value).run()
        assert not app.exception
        assert not app.error


def test_flattening_speaks_of_43264_numbers(visit: Visit) -> None:
    app = at(visit(page="learn"), "flatten")
    assert any("43,264" in each.value for each in app.markdown)


def test_the_build_page_links_to_what_explains_the_networks_layers(visit: Visit) -> None:
    app = visit(page="build")
    mine = app.session_state["session"]
    kinds = {layer.kind for layer in mine.experiment.architecture.layers}
    assert "Conv2D" in kinds
    assert links(app) == [topic.title for topic in topics_for(kinds)]
    mine.put(mine.desk.edit(PRESETS["mlp"].experiment))
    app.run()
    assert TOPICS["kernel"].title not in links(app)
    assert TOPICS["softmax"].title in links(app)


@pytest.mark.parametrize(
    ("page", "topics"), [("train", ["gradient", "labels", "overfitting"]), ("data", ["pixels", "overfitting"])]
)
def test_settings_link_to_what_explains_them(visit: Visit, page: str, topics: list[str]) -> None:
    assert links(visit(page=page)) == [TOPICS[topic].title for topic in topics]


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label.startswith(label)).click()
    return app.run()


def test_every_lesson_ends_with_something_to_try_and_one_undo_takes_it_back(visit: Visit) -> None:
    for topic in TOPICS:
        app = at(visit(page="learn"), topic)
        mine = app.session_state["session"]
        before = mine.experiment
        press(app, "Set it and open")
        assert not app.exception
        assert not app.error
        assert mine.experiment != before, topic
        assert app.title[0].value in ("Build", "Train")
        assert any("From the lesson" in each.value for each in app.info)
        mine.put(mine.desk.undo())
        assert mine.experiment == before


def test_what_a_lesson_set_is_put_back_when_the_next_one_is_tried(visit: Visit) -> None:
    """Softmax sets one epoch at a rate of 0.00001, Gradient descent SGD at 2: with both, Dropout would train a network that guesses. It is
    known after a reload, an own edit stays, and one undo takes back all that the click did."""
    for topic in ("softmax", "gradient"):
        press(at(visit(page="learn"), topic), "Set it and open")
    mine = visit().session_state["session"]
    mine.set_training(replace(mine.experiment.training, batch_size=16))
    before = mine.experiment
    assert (before.training.epochs, before.training.optimizer) == (6, SGD(learning_rate=2.0))  # one epoch was put back already
    app = at(visit(page="learn"), "dropout")
    told = "What an earlier lesson set is put back: optimizer back to Adam (Train)."
    assert any(told in each.value.replace("\\", "") for each in app.caption)
    press(app, "Set it and open")
    assert any(told in each.value.replace("\\", "") for each in app.info)
    mine = app.session_state["session"]
    assert mine.experiment.training == replace(PRESETS["small-cnn"].experiment.training, batch_size=16)
    assert not mine.experiment.architecture.layers[5].enabled
    assert mine.desk.undo().experiment == before


def test_what_was_undone_is_not_put_back_when_it_is_set_by_hand_later(visit: Visit) -> None:
    """Overfitting trains on 1,000 images for 100 epochs, and is undone; both are chosen by hand then."""
    mine = press(at(visit(page="learn"), "overfitting"), "Set it and open").session_state["session"]
    mine.put(mine.desk.undo())
    mine.set_data(replace(mine.experiment.data, train_size=1000))
    mine.set_training(replace(mine.experiment.training, epochs=100))
    app = at(visit(page="learn"), "dropout")
    assert not any("put back" in each.value for each in app.caption)
    training = press(app, "Set it and open").session_state["session"].experiment.training
    assert training.epochs == 100


def test_the_lesson_on_overfitting_takes_all_images_where_they_are_few(visit: Visit) -> None:
    """It took 500 of 437, and the Train page that it opened said that there are not so many."""
    mine = visit(page="learn").session_state["session"]
    mine.set_data(replace(mine.experiment.data, validation="given", validation_from=437))
    app = at(visit(page="learn"), "overfitting")
    assert any("All 437 training images" in each.value for each in app.caption)
    app = press(app, "Set it and open")
    assert app.title[0].value == "Train"
    assert not any("train_size" in each.value for each in (*app.caption, *app.error))


@pytest.mark.parametrize(("page", "button"), [("build", "preset.small-cnn"), ("evaluate", "open on the desk")])
def test_what_comes_onto_the_desk_after_a_try_is_left_as_it_came(visit: Visit, page: str, button: str) -> None:
    """A preset, and the network that came with the app, with the loss that the lesson has set."""
    mine = visit(page="learn").session_state["session"]
    came = PRESETS["small-cnn"].experiment if page == "build" else visit(page=page).session_state["session"].experiment
    mine.put(mine.desk.edit(replace(came, training=replace(came.training, loss="sparse_categorical_crossentropy"))))
    press(at(visit(page="learn"), "labels"), "Set it and open")
    app = visit(page=page)
    app.session_state["preset menu"] = True
    app.run().button(key=button).click().run()
    mine = app.session_state["session"]
    assert mine.experiment.training.loss == came.training.loss
    assert mine.before_tries == mine.experiment


def test_what_is_tried_already_is_said_to_be_set_and_opened_without_another_edit(visit: Visit) -> None:
    press(at(visit(page="learn"), "softmax"), "Set it and open")
    app = at(visit(page="learn"), "softmax")
    steps = app.session_state["session"].desk.past
    assert any("Set on small-cnn: One epoch" in each.value.replace("\\", "") for each in app.caption)
    press(app, "Open Train")
    assert app.title[0].value == "Train"
    assert app.session_state["session"].desk.past == steps


@pytest.mark.parametrize("damaged", [3, [3], [{"step": 99, "before": None}], [{"step": 0, "before": {"experiment": {}}}]])
def test_tries_that_cannot_be_read_cost_nothing_else(visit: Visit, damaged: object) -> None:
    app = press(at(visit(page="learn"), "softmax"), "Set it and open")
    (file,) = (home() / "desks").glob("*.json")
    saved = json.loads(file.read_text())
    saved["desk"]["marks"] = damaged
    file.write_text(json.dumps(saved))
    again = visit(page="learn")
    assert not again.exception
    assert again.session_state["session"].experiment == app.session_state["session"].experiment


def test_one_step_of_the_ball_shows_its_arithmetic(visit: Visit) -> None:
    """From 5 with rate 0.1 the slope is 8."""
    app = press(at(visit(page="learn"), "gradient"), "One step")
    assert not app.exception
    assert any("Step 1 of 30" in each.value and "0.8" in each.value for each in app.caption)
    assert any("5 − 0.1 × 2 × (5 − 1) = 5 − 0.1 × 8 = 4.2" in each for each in shown(app))


def shown(app: AppTest) -> list[str]:
    return [
        json.loads(each.proto.json)["panels"]
        for each in app.get("bidi_component")
        if each.proto.component_name == "cnn_lab.lesson"
    ]


@pytest.mark.parametrize("topic", ["kernel", "maps"])
def test_lessons_on_filters_offer_those_of_the_network(visit: Visit, topic: str) -> None:
    app = at(visit(page="learn"), topic)
    app.session_state["kernel" if topic == "kernel" else "maps filters"] = "learned"
    app.run()
    assert not app.exception
    assert not app.error
    assert any("the network that comes with CNN Lab" in each.value for each in app.caption)


def test_build_chooses_the_layer_that_a_lesson_has_changed(visit: Visit) -> None:
    app = at(visit(page="learn"), "sizes")
    app.button(key="try it").click().run()
    assert app.session_state[SHOWN]["id"] == app.session_state["session"].experiment.architecture.ids[0]
