"""The Explain page: which image, which epoch, and that what is shown is computed with the weights kept after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.drawing import Drawing
from cnn_core.engine import Laboratory
from cnn_core.explain.numpy_network import numpy_prediction
from cnn_core.runs import PRETRAINED_PATH, RunFolder, owner_mark
from cnn_core.training.events import event
from pages.widgets.state.view import Look
from tests.pages.epochs_run import epochs_run

ADA = "ada-" + "x" * 24
Visit = Callable[..., AppTest]


def shown(app: AppTest) -> Look:
    """The look that the page shows now."""
    assert not app.exception
    assert not app.error
    look: Look = list(app.session_state["looks"].values())[-1]
    return look


def labelled(kind: Any, label: str) -> Any:
    """The widget of this kind with this label: those that the page changes get new keys."""
    return next(each for each in kind if each.label == label)


def test_the_page_opens_with_a_test_image_in_the_network(visit: Visit) -> None:
    app = visit(ADA, "explain")
    data = load_local("mnist-mini")
    assert np.array_equal(shown(app).pixels, data.x_test[0])
    assert shown(app).truth == data.y_test[0]
    assert set(shown(app).outputs) == {-1, *range(8)}


def test_next_and_previous_go_through_the_images_of_a_class(visit: Visit) -> None:
    app = visit(ADA, "explain")
    data = load_local("mnist-mini")
    fours = np.flatnonzero(data.y_test == 4)
    labelled(app.selectbox, "True class").select(4).run()
    assert np.array_equal(shown(app).pixels, data.x_test[fours[0]])
    app.button(key="explain Next").click().run()
    assert np.array_equal(shown(app).pixels, data.x_test[fours[1]])
    app.button(key="explain Previous").click().run()
    assert np.array_equal(shown(app).pixels, data.x_test[fours[0]])
    labelled(app.number_input, "Number").set_value(int(fours[2]) - 1).run()
    assert np.array_equal(shown(app).pixels, data.x_test[fours[2]]), "a number of another class leads to the next of this one"


def test_mistakes_come_the_most_confident_first_and_are_mistakes(visit: Visit) -> None:
    app = visit(ADA, "explain")
    labelled(app.segmented_control, "Image").set_value("Mistakes").run()
    wrong = RunFolder(PRETRAINED_PATH).evaluation().wrong()
    assert np.array_equal(shown(app).pixels, load_local("mnist-mini").x_test[wrong[0]])
    assert int(shown(app).probabilities.argmax()) != shown(app).truth


def test_next_in_the_mistakes_follows_their_order_and_a_number_leads_to_the_next_mistake(visit: Visit) -> None:
    app = visit(ADA, "explain")
    labelled(app.number_input, "Number").set_value(1_500).run()
    labelled(app.segmented_control, "Image").set_value("Mistakes").run()
    wrong, images = RunFolder(PRETRAINED_PATH).evaluation().wrong(), load_local("mnist-mini").x_test
    assert np.array_equal(shown(app).pixels, images[wrong[0]]), "they begin with the most confident, whatever was shown before"
    app.button(key="explain Next").click().run()
    app.button(key="explain Next").click().run()
    assert np.array_equal(shown(app).pixels, images[wrong[2]])
    app.button(key="explain Previous").click().run()
    assert np.array_equal(shown(app).pixels, images[wrong[1]])
    third = int(np.sort(wrong)[2])
    assert third - 1 not in wrong
    labelled(app.number_input, "Number").set_value(third - 1).run()
    assert np.array_equal(shown(app).pixels, images[third])


def test_a_click_on_next_counts_from_the_image_that_was_chosen_last(visit: Visit) -> None:
    """The page may not have shown it yet."""
    app = visit(ADA, "explain")
    app.session_state["explained image"] = replace(app.session_state["explained image"], number=10)
    app.button(key="explain Next").click().run()
    assert np.array_equal(shown(app).pixels, load_local("mnist-mini").x_test[11])


def test_a_class_is_forgotten_with_the_run_whose_class_it_is(visit: Visit, lab: Laboratory) -> None:
    """Of two classes, there is no number 7: all of them are shown, and no list without images."""
    pretrained = RunFolder(PRETRAINED_PATH)
    experiment = pretrained.meta.experiment
    two = replace(experiment, data=replace(experiment.data, task="one-against-rest", target=6))
    two = replace(two, architecture=two.architecture.edit(len(two.architecture.layers) - 1, units=2))
    folder = RunFolder.create(lab.root, replace(pretrained.meta, id="two", owner=owner_mark(ADA), experiment=two))
    weights = pretrained.weights()
    last = max(int(name.split(".")[0]) for name in weights)
    folder.save_weights({name: array[..., :2] if name.startswith(f"{last}.") else array for name, array in weights.items()})
    folder.append(
        [event("evaluated", test_loss=0.5, test_accuracy=0.75), event("finished", reason="completed", epochs=2, seconds=1.0)]
    )
    folder.save_result()
    app = visit(ADA, "explain")
    labelled(app.selectbox, "True class").select(7).run()
    app.selectbox(key="run choice").select("two").run()
    assert shown(app).class_names == ("not 6", "6")
    assert labelled(app.selectbox, "True class").value == -1


def test_the_drawing_goes_through_the_network_and_without_one_a_sentence_says_where_to_draw(visit: Visit) -> None:
    app = visit(ADA, "explain")
    labelled(app.segmented_control, "Image").set_value("My drawing").run()
    assert "Draw on the pad" in app.info[0].value
    app.session_state["drawn"] = Drawing(strokes=(((0.3, 0.2), (0.7, 0.2), (0.4, 0.8)),))
    app.run()
    assert shown(app).truth is None
    assert shown(app).pixels.max() > 0


@pytest.mark.parametrize(("asked", "number"), [("17", 17), ("99999", 1999), ("-3", 0), ("seven", 0)])
def test_a_link_names_the_image(visit: Visit, asked: str, number: int) -> None:
    app = visit(ADA, "explain")
    app.query_params["image"] = asked
    app.run()
    assert np.array_equal(shown(app).pixels, load_local("mnist-mini").x_test[number])


def test_an_epoch_is_shown_with_the_weights_that_were_kept_after_it(visit: Visit, lab: Laboratory) -> None:
    folder = epochs_run(lab)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    assert np.array_equal(shown(app).inspection.weights["0.kernel"], folder.weights()["0.kernel"])
    for epoch in (0, 1):
        app.select_slider(key="epoch slider").set_value(epoch).run()
        assert np.array_equal(shown(app).inspection.weights["0.kernel"], folder.epoch_weights(epoch)["0.kernel"])


def test_the_answer_says_after_which_epoch_it_is(visit: Visit, lab: Laboratory) -> None:
    epochs_run(lab)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    app.segmented_control(key="explain part").set_value("Map of images").run()

    def said() -> str:
        assert not app.exception
        return next(each.value for each in app.markdown if "Predicted" in each.value).replace("\\", "")

    assert "Predicted: 7 (" in said()
    app.select_slider(key="epoch slider").set_value(1).run()
    assert "Predicted after epoch 1: 7 (" in said()


def test_the_pad_is_read_with_the_weights_of_the_chosen_epoch(
    visit: Visit, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Draw as in the sidebar; by hand: the kept weights, and NumPy."""
    folder = epochs_run(lab)
    stroke = {"strokes": [[[0.3, 0.2], [0.7, 0.2], [0.4, 0.8]]], "seq": 1}
    app = visit(ADA, "draw")
    app.selectbox(key="run choice").select("epochs").run()
    app.select_slider(key="epoch slider").set_value(0).run()
    monkeypatch.setattr("pages.widgets.components.pad.messages", lambda key, name: [stroke])
    app.run()
    assert not app.exception
    question, reading = app.session_state["read"]
    assert question[2] == 0
    by_hand = numpy_prediction(folder.meta.experiment.architecture, folder.epoch_weights(0), reading.scaled[None])[0]
    np.testing.assert_allclose(reading.probabilities, by_hand, atol=1e-6)


def test_a_run_with_its_final_weights_alone_says_so(visit: Visit) -> None:
    app = visit(ADA, "explain")
    assert not app.select_slider
    assert any("keeps its final weights alone" in each.value for each in app.caption)


def test_of_weights_that_have_become_no_numbers_a_sentence_says_so_and_other_epochs_are_shown(
    visit: Visit, lab: Laboratory
) -> None:
    folder = epochs_run(lab)
    weights = folder.epoch_weights(1)
    folder.save_checkpoint(
        1, {name: array * np.float32("inf" if name == "2.kernel" else 1) for name, array in weights.items()}, {}
    )
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    app.select_slider(key="epoch slider").set_value(1).run()
    assert not app.exception
    assert ["Layer 3 of this network gives infinite values" in each.value for each in app.error] == [True]
    app.select_slider(key="epoch slider").set_value(0).run()
    assert not app.error
    assert not app.exception
