"""A mistake is acted on where it is seen: the image is left out, the training begins anew, and the figures say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.data.prepare import prepare
from cnn_core.data.task import class_names
from cnn_core.engine import Laboratory
from cnn_core.metrics.evaluation import evaluate
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines
from tests.pages.data.uploading import ADA, texts

PREFIX = "correct samples"


def test_a_test_image_is_left_out_and_the_network_trained_again_without_it(
    visit: Callable[..., AppTest], engines: FakeEngines
) -> None:
    app = visit(page="evaluate")
    number = app.selectbox(key=f"{PREFIX} image").value
    app.button(key=f"{PREFIX} leave out").click().run()
    assert not app.exception
    assert app.session_state["session"].experiment.data.left_out_test == (number,)
    assert "1 test image left out" in texts(app)
    app.button(key=f"{PREFIX} train").click().run()
    assert not app.error
    job = engines.nth_client(1).nth_job(1).job
    assert job.experiment["data"]["left_out_test"] == [number]


def test_a_test_image_that_is_labelled_wrong_gets_its_label_and_counts_so_in_the_next_training(
    visit: Callable[..., AppTest], engines: FakeEngines
) -> None:
    app = visit(page="evaluate")
    number = app.selectbox(key=f"{PREFIX} image").value
    other = (int(load_local("mnist-mini").y_test[number]) + 1) % 10
    classes = f"{PREFIX} class of test {number}"
    assert app.selectbox(key=classes).value is None  # the first class was there, one click away from a wrong label
    assert app.button(key=f"{PREFIX} relabel").disabled
    assert app.selectbox(key=classes).set_value((other - 1) % 10).run().button(key=f"{PREFIX} relabel").disabled
    app.selectbox(key=classes).set_value(other).run()
    app.button(key=f"{PREFIX} relabel").click().run()
    assert not app.exception
    assert app.session_state["session"].experiment.data.relabelled_test == ((number, other),)
    assert "1 test label changed" in texts(app)
    assert app.selectbox(key=f"{PREFIX} image").value == number
    app.selectbox(key=classes).set_value((other - 1) % 10).run()
    app.button(key=f"{PREFIX} relabel").click().run()
    assert app.session_state["session"].experiment.data.relabelled_test == ()  # its own again is no change
    app.selectbox(key=classes).set_value(other).run()
    app.button(key=f"{PREFIX} relabel").click().run()
    app.button(key=f"{PREFIX} train").click().run()
    assert engines.nth_client(1).nth_job(1).job.experiment["data"]["relabelled_test"] == [(number, other)]


def test_what_was_chosen_for_an_image_is_not_chosen_for_the_next(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    images = app.selectbox(key=f"{PREFIX} image")
    app.selectbox(key=f"{PREFIX} class of test {images.value}").set_value(3).run()
    images.set_value(int(images.options[1].removeprefix("test "))).run()
    assert app.button(key=f"{PREFIX} relabel").disabled
    assert app.selectbox(key=f"{PREFIX} class of test {app.selectbox(key=f'{PREFIX} image').value}").value is None


def test_with_other_images_the_menu_begins_with_the_first_of_them(visit: Callable[..., AppTest]) -> None:
    """It opened at the third, which had been the first of the images before."""
    app = visit(page="evaluate")
    first, *_, third = app.selectbox(key=f"{PREFIX} image").options[:3]
    before = int(third.removeprefix("test "))
    app.session_state[f"{PREFIX} first"] = app.session_state[f"{PREFIX} image"] = before
    app.run()
    assert app.selectbox(key=f"{PREFIX} image").value == int(first.removeprefix("test "))
    app.selectbox(key=f"{PREFIX} image").set_value(before).run()
    assert app.selectbox(key=f"{PREFIX} image").value == before


def test_what_was_left_out_is_used_again_right_there(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    app.button(key=f"{PREFIX} leave out").click().run()
    app.button(key=f"{PREFIX} use again").click().run()
    assert not app.exception
    assert app.session_state["session"].experiment.data.left_out_test == ()
    assert app.button(key=f"{PREFIX} leave out")


def test_a_training_image_that_is_left_out_says_so_and_names_no_button_that_is_not_there(visit: Callable[..., AppTest]) -> None:
    """It said that it is learned from in the next training, and that Undo brings it back."""
    app = visit(page="evaluate")

    def menu() -> None:
        from cnn_core.runs import PRETRAINED_PATH, RunFolder
        from pages.widgets.runs.correct_images import TRAIN, correct_images

        correct_images(RunFolder(PRETRAINED_PATH), TRAIN, [5, 6], "nearest")

    alone = AppTest.from_function(menu, default_timeout=60)
    alone.session_state["owner"] = app.session_state["owner"]
    alone.run().button(key="correct nearest leave out").click().run()
    assert not alone.exception
    said = texts(alone)
    assert "The next training is without it." in said
    assert "learned from so" not in said


def pictures(app: AppTest) -> str:
    return " ".join(picture.alt for each in app.get("image") for picture in each.proto.imgs)


def test_a_label_is_taken_back_where_it_was_changed_and_the_picture_says_both(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    number = app.selectbox(key=f"{PREFIX} image").value
    came = int(load_local("mnist-mini").y_test[number])
    other = (came + 1) % 10
    assert not [each for each in app.button if each.key == f"{PREFIX} undo"]
    assert app.button(key=f"{PREFIX} relabel").help == "Choose first what the image really is."
    app.selectbox(key=f"{PREFIX} class of test {number}").set_value(came).run()
    assert app.button(key=f"{PREFIX} relabel").help == f"Its class is {came} already: choose another one."
    app.selectbox(key=f"{PREFIX} class of test {number}").set_value(other).run()
    app.button(key=f"{PREFIX} relabel").click().run()
    assert f"test {number}: {came}, now {other}" in pictures(app)  # the figures above it are of the class that it came with
    app.button(key=f"{PREFIX} undo").click().run()
    assert not app.exception
    assert app.session_state["session"].experiment.data.relabelled_test == ()
    assert not [each for each in app.button if each.key == f"{PREFIX} undo"]
    assert f"test {number}: {came}," not in pictures(app)


def test_what_is_taken_back_there_is_a_correction_and_no_other_step(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    app.button(key=f"{PREFIX} leave out").click().run()
    assert app.button(key=f"{PREFIX} undo")
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=9))
    app.run()
    assert not [each for each in app.button if each.key == f"{PREFIX} undo"]


def test_undo_brings_the_image_back(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    app.button(key=f"{PREFIX} leave out").click().run()
    mine = app.session_state["session"]
    mine.put(mine.desk.undo())
    app.run()
    assert mine.experiment.data.left_out_test == ()
    assert not any(each.key == f"{PREFIX} train" for each in app.button)


def test_a_run_without_some_test_images_shows_the_right_ones_by_their_own_numbers(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    """The last 1,998 test images of mnist-mini, each read as a 0: the first mistake has a number from 2 on."""
    app = visit(page="evaluate")
    experiment = app.session_state["session"].experiment
    experiment = replace(experiment, data=replace(experiment.data, left_out_test=(0, 1)))
    prepared = prepare(load_local("mnist-mini"), experiment.data)
    zeros = np.eye(10, dtype=np.float32)[np.zeros(len(prepared.y_test), np.int64)]
    folder = RunFolder.create(lab.root, RunMeta(id="mine", experiment=experiment, owner=owner_mark(ADA)))
    folder.save_evaluation(evaluate(prepared.y_test, zeros, class_names(experiment.data)))
    folder.append(
        [event("evaluated", test_loss=2.0, test_accuracy=0.1), event("finished", reason="completed", epochs=1, seconds=2.0)]
    )
    app.session_state["session"].show_run("mine")
    app.run()
    assert not app.exception
    assert "Without 2 test images that somebody left out: not comparable with runs on all." in texts(app)
    whole = load_local("mnist-mini")
    shown = next(each.value for each in app.dataframe if "no." in each.value)
    wanted = np.flatnonzero(whole.y_test[2:] != 0)[:24] + 2
    assert shown["no."].tolist() == wanted.tolist()
    assert shown["true"].tolist() == [str(label) for label in whole.y_test[wanted]]


def test_where_the_desk_has_other_images_nothing_is_offered(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, dataset="digits"))
    app.switch_page("pages/evaluate.py").run()
    assert not app.exception
    assert not any((each.key or "").startswith(PREFIX) for each in app.selectbox)
    assert "choose MNIST mini on the Data page: the desk has" in texts(app)


def test_uneven_classes_have_a_balanced_accuracy(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    """One against the rest: always answering no is right for nine of ten, and its mean recall is a half."""
    app = visit(page="evaluate")
    assert not any(each.label == "Balanced accuracy" for each in app.metric)
    experiment = app.session_state["session"].experiment
    data = replace(experiment.data, task="one-against-rest", target=3)
    experiment = replace(experiment, data=data, architecture=experiment.architecture.fit_to((28, 28, 1), 2))
    prepared = prepare(load_local("mnist-mini"), data)
    no = np.tile(np.array([[0.9, 0.1]], np.float32), (len(prepared.y_test), 1))
    folder = RunFolder.create(lab.root, RunMeta(id="mine", experiment=experiment, owner=owner_mark(ADA)))
    folder.save_evaluation(evaluate(prepared.y_test, no, class_names(data)))
    figures = {"test_loss": 0.5, "test_accuracy": 0.9, "balanced_accuracy": 0.5}
    folder.append([event("evaluated", **figures), event("finished", reason="completed", epochs=1, seconds=2.0)])
    app.session_state["session"].show_run("mine")
    app.run()
    assert {each.label: each.value for each in app.metric}["Balanced accuracy"] == "50.00%"
    app.switch_page("pages/train.py").run()
    assert {each.label: each.value for each in app.metric}["Test, balanced"] == "50.00%"
