"""The card of the sidebar: is the network on the desk the one that the run trained?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.choice import ONE
from cnn_core.engine import Laboratory
from cnn_core.presets import PRESETS
from cnn_core.runs.annotation import Annotation
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines, FakeJob, batches, started

MOMENT = r"\d\d:\d\d(:\d\d( \(\d\))?)?"
"""When a run began: of a second one in the same minute with the second."""


def card(app: AppTest) -> str:
    return str(app.sidebar.markdown[0].value).replace("\\", "")


def put(app: AppTest, **changes: object) -> AppTest:
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(replace(mine.experiment, **changes)))
    return app.run()


def train(app: AppTest, engines: FakeEngines, *events: dict[str, Any], number: int = 1) -> FakeJob:
    """Presses the button; the training, the one of that number, has begun with a batch, and these events have come."""
    app.button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(number)
    job.send(started(), batches(1, 2.0, 1.0), *events)
    return job


def test_it_says_what_the_desk_has_and_the_button_what_it_trains(visit: Callable[..., AppTest]) -> None:
    app = visit()
    assert card(app).startswith("**small-cnn** on MNIST mini")
    assert "Same as the app's own network" in card(app)
    assert app.button(key="sidebar-train").label.replace("\\", "") == "Train small-cnn"
    network = app.session_state["session"].experiment.architecture
    assert card(app).endswith("\n\n98.40% right on the test images")
    edited = card(put(app, architecture=network.edit(0, filters=8)))
    assert "Not the app's own network" in edited
    assert edited.endswith("\n\nThe app's own network: 98.40% right on the test images")  # not of the network on the desk
    assert "Does not work yet" in card(put(app, architecture=network.edit(0, strides=(4, 4))))


def test_after_a_training_it_follows_what_is_changed(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = visit()
    app.button(key="sidebar-train").click().run()
    assert app.button(key="sidebar-train").label == "Training…"
    assert "Same as the run of " in card(app)
    training = app.session_state["session"].experiment.training
    assert "Its run has 6 epochs" in card(put(app, training=replace(training, epochs=99)))
    assert "Not the settings of its run" in card(put(app, training=replace(training, batch_size=99)))
    network = app.session_state["session"].experiment.architecture
    assert "Edited since the run of " in card(put(app, architecture=network.edit(0, filters=8)))
    put(app, architecture=network)
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, task=ONE))
    assert "Not the question of its run" in card(app.run())


def test_after_an_undo_the_desk_is_said_to_be_that_of_the_run_that_trained_it(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit()
    network = app.session_state["session"].experiment.architecture
    for number, filters in enumerate((8, 48), start=1):
        put(app, architecture=network.edit(0, filters=filters))
        job = train(app, engines, number=number)
        job.end()
        lab.wait(job.run, timeout=10)
        lab.annotate(job.run, app.session_state["session"].owner, Annotation(name=f"with {filters}"))
    assert "Same as with 48" in card(app.run())
    undone = card(put(app, architecture=network.edit(0, filters=8)))
    assert "Same as with 8" in undone
    of_desk, shown = undone.split("\n\n")[1].split("  \n")
    assert of_desk.startswith("Finished")
    assert shown.startswith("Shown: with 48, finished")  # the run in hand is the same as before, and is called by its name
    assert "Same as the app's own network" in card(put(app, architecture=network))
    assert "Edited since with 48" in card(put(app, architecture=network.edit(0, filters=9)))


def test_while_a_network_trains_another_one_is_queued_behind_it_and_both_are_at_hand(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit()
    job = train(app, engines)
    lab.wait(job.run, lambda state: state.status == "running", timeout=10)
    assert app.run().button(key="sidebar-train").disabled  # the same once more would be no more
    mine = app.session_state["session"]
    put(app, architecture=mine.experiment.architecture.edit(0, filters=48))
    asks = app.button(key="sidebar-train")
    assert (asks.label.replace("\\", ""), asks.disabled, "is queued" in asks.help) == ("Train small-cnn next", False, True)
    asks.click().run()
    assert not app.error
    assert mine.run == job.run, "who watches it is not taken to one that waits"
    (second,) = (run for run in lab.active(mine.owner) if run != job.run)
    assert lab.folder(second).meta.experiment.architecture.layers[0].filters == 48
    assert (app.button(key="sidebar-train").label, app.button(key="sidebar-train").disabled) == ("Training…", True)
    app.switch_page("pages/train.py").run()
    assert any(re.search(r"Next: small-cnn of \d\d:\d\d[^,]*, number 1 in the queue", each.value) for each in app.main.caption)
    asked: list[bool] = []
    monkeypatch.setattr("pages.widgets.train.beside.redraw", lambda: asked.append(True))
    app.button(key=f"show {second}").click().run()
    assert mine.run == second
    assert asked, "in a browser the click runs that line alone, and the page must be asked for"
    order = [each.value if each.type == "caption" else each.label for each in app.main if each.type in ("caption", "button")]
    at = order.index("Show it here")  # what grows and shrinks with the epochs stands behind it, and moves it nowhere
    assert re.search(r"Beside it: small-cnn of \d\d:\d\d", order[at - 1])
    assert order[at + 1].startswith("Epoch 1 of 2")
    put(app, architecture=mine.experiment.architecture.edit(0, filters=24))
    assert app.button(key="train").label.replace("\\", "") == "Train small-cnn next"


def trained(app: AppTest, lab: Laboratory, engines: FakeEngines, number: int, accuracy: float) -> str:
    """What is on the desk is trained, to the end."""
    job = train(app, engines, event("evaluated", test_loss=0.1, test_accuracy=accuracy), number=number)
    job.end()
    lab.wait(job.run, timeout=10)
    app.run()
    return str(job.run)


def test_beside_the_run_of_another_network_the_card_says_what_is_known_of_the_one_on_the_desk(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    """Right were 10.80% with mlp and 98.55% with small-cnn: with that in hand, the card on mlp said 98.55%."""
    app = visit()
    network = app.session_state["session"].experiment.architecture
    first = trained(put(app, architecture=network.edit(0, filters=8)), lab, engines, 1, 0.9855)
    mlp = PRESETS["mlp"].experiment
    put(app, architecture=mlp.architecture)
    app.session_state["session"].show_run(first)
    assert re.search(rf"Not trained yet\n\nShown: small-cnn of {MOMENT}: 98.55% right on the test images$", card(app.run()))
    trained(app, lab, engines, 2, 0.108)
    app.session_state["session"].show_run(first)
    shown = rf"Shown: small-cnn of {MOMENT}, 98.55%$"
    same = rf"^\*\*mlp\*\* on MNIST mini  \n:material/check: Same as the run of {MOMENT}\n\n10.80% right on the test images  \n"
    assert re.search(same + shown, card(app.run()))
    assert app.button(key="sidebar-train").label == "Train mlp again"
    training = app.session_state["session"].experiment.training
    assert re.search(rf"Not the settings of its run\n\n{shown}", card(put(app, training=replace(training, batch_size=99))))
    assert re.search(
        rf"Edited since the run of {MOMENT}\n\n{shown}", card(put(app, architecture=mlp.architecture.edit(1, units=99)))
    )


def test_that_the_network_on_the_desk_waits_already_is_said_beside_the_run_of_another(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit()
    job = train(app, engines)
    lab.wait(job.run, lambda state: state.status == "running", timeout=10)
    put(app, architecture=PRESETS["mlp"].experiment.architecture)
    app.button(key="sidebar-train").click().run()
    app.session_state["session"].show_run(job.run)
    said = rf"Same as the run of {MOMENT}\n\nWaiting: number 1 in the queue  \nShown: small-cnn of {MOMENT}, epoch 1 of 2$"
    assert re.search(said, card(app.run()))
    mine = app.session_state["session"]
    mine.show_run(lab.active(mine.owner)[1])
    mine.put(mine.desk.undo())
    assert re.search(rf"\n\nEpoch 1 of 2[^\n]*  \nShown: mlp of {MOMENT}, waits$", card(app.run()))


def test_a_run_that_was_given_a_name_is_called_by_it(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit()
    job = train(app, engines)
    job.end()
    lab.wait(job.run, timeout=10)
    lab.annotate(job.run, app.session_state["session"].owner, Annotation(name="my best one"))
    assert "Same as my best one" in card(app.run())
    assert any(each.value == "Read by my best one" for each in app.sidebar.caption)
    network = app.session_state["session"].experiment.architecture
    assert card(put(app, architecture=network.edit(0, filters=8))).split("\n\n")[1].startswith("my best one: finished")


def test_parameters_are_counted_as_in_the_table_of_layers_once_all_of_them_fit(visit: Callable[..., AppTest]) -> None:
    app = visit()
    network = app.session_state["session"].experiment.architecture
    put(app, architecture=network.edit(0, strides=(4, 4)))
    said = " ".join(each.value for each in app.sidebar.markdown)
    assert "parameters are counted once its layers fit" in said
    assert not re.search(r"[\d,]+ parameters", said)
    put(app, architecture=replace(network, layers=network.layers[-1:], ids=network.ids[-1:]))
    assert "Does not work yet" in card(app)
    assert any("20 parameters" in each.value for each in app.sidebar.markdown)


def test_figures_of_a_run_name_its_data_where_the_desk_has_others(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines
) -> None:
    app = visit()
    job = train(app, engines, event("paused"))
    lab.wait(job.run, lambda state: state.status == "paused", timeout=10)
    assert card(app.run()).endswith("\n\nPaused in epoch 1 of 2")
    assert app.button(key="sidebar-train").label == "Paused"
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, dataset="digits"))
    assert re.search(r"\n\nThe run of \d\d:\d\d on MNIST mini: paused in epoch 1 of 2$", card(app.run()))
    mine.set_data(replace(mine.experiment.data, dataset="mnist-mini", task="one-against-rest", target=3))
    assert " on MNIST mini: paused in epoch 1 of 2" in card(app.run())


def test_a_button_that_cannot_train_says_why_beside_it(visit: Callable[..., AppTest]) -> None:
    app = visit()
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, dataset="cifar10"))
    app.run()
    reason = app.button(key="sidebar-train").help
    assert app.button(key="sidebar-train").disabled
    assert any(reason in each.value.replace("\\", "") for each in app.sidebar.caption)


def test_one_against_the_rest_says_how_many_images(visit: Callable[..., AppTest]) -> None:
    """Of the digits of scikit-learn a training part has 142 noughts, and as many others are drawn; where the images are not on this machine, a
    class of ten has about a tenth of them: twice 5,000 of CIFAR-10's 50,000."""
    app = visit()
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, dataset="digits", task="one-against-rest", target=0))
    assert any("0 or not, 284 images 8x8x1" in each.value for each in app.run().sidebar.markdown)
    mine.set_data(replace(mine.experiment.data, dataset="cifar10", task="one-against-rest", target=3))
    assert any("cat or not, about 10,000 images 32x32x3" in each.value for each in app.run().sidebar.markdown)


def test_figures_are_of_the_images_that_are_chosen(visit: Callable[..., AppTest]) -> None:
    app = visit()
    assert any("10,000 images 28x28x1, 10 classes" in each.value for each in app.sidebar.markdown)
    put(app, data=replace(app.session_state["session"].experiment.data, train_size=3000))
    assert any("3,000 of 10,000 images 28x28x1, 10 classes" in each.value for each in app.sidebar.markdown)


def test_the_small_curve_says_of_which_run_it_is(visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines) -> None:
    """Below the card of a network that nobody has trained, it read as if it were of that."""
    app = visit()
    job = train(app, engines)
    lab.wait(job.run, lambda state: len(state.points) > 1, timeout=10)
    put(app, architecture=PRESETS["mlp"].experiment.architecture)
    assert any(re.fullmatch(rf"Loss of small-cnn of {MOMENT}", each.value) for each in app.sidebar.caption)
    job.end()
