"""'Filters' on the Explain page: which are switched off, what follows for the answers, and what excites one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.explain.numpy_network import numpy_prediction
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from tests.engine.fake_engine import FakeEngines
from tests.pages.epochs_run import ADA
from tests.pages.explain.test_why import captions, ones, part

Visit = Callable[..., AppTest]


def test_enter_takes_the_one_filter_that_was_typed_and_a_button_the_whole_layer(visit: Visit) -> None:
    """Streamlit puts "Select 13 matches" first where it is allowed to, and Enter takes what is first."""
    app = part(visit(ADA, "explain"), "Filters")
    assert app.multiselect(key="filters off 0 32").proto.select_all == 0
    app.button(key="all filters off").click().run()
    assert not app.exception
    assert app.multiselect[0].value == [*range(32)]
    assert any("with all 32 filters of layer 1 switched off" in each.value.replace("\\", "") for each in app.markdown)


def test_a_filter_that_is_switched_off_changes_the_accuracy_as_zero_weights_do(visit: Visit) -> None:
    """A filter without weights and bias gives relu(0) = 0 everywhere."""
    app = part(visit(ADA, "explain"), "Filters")
    assert not app.exception
    app.multiselect(key="filters off 0 32").set_value([0, 3, 8, 18]).run()
    folder, data = RunFolder(PRETRAINED_PATH), load_local("mnist-mini")
    weights = folder.weights()
    for name in ("0.kernel", "0.bias"):
        weights[name][..., [0, 3, 8, 18]] = 0
    shown = next(each for each in app.metric if each.label.startswith("Accuracy"))
    count = int(shown.label.removeprefix("Accuracy on ").removesuffix(" test images").replace(",", ""))
    said = numpy_prediction(folder.meta.experiment.architecture, weights, data.x_test[:count] / np.float32(255))
    assert shown.value == f"{np.mean(said.argmax(1) == data.y_test[:count]):.1%}"
    assert any("This image" in each.value for each in app.markdown)


def test_filters_that_are_off_are_off_in_every_part_until_all_are_as_trained(visit: Visit, engines: FakeEngines) -> None:
    app = part(visit(ADA, "explain"), "Filters")
    engines.nth_client(1).side_tasks["gradients"] = ones
    app.multiselect(key="filters off 0 32").set_value([0, 3]).run()
    app.selectbox(key="filters layer").set_value(app.selectbox(key="filters layer").options[1]).run()
    app.multiselect(key="filters off 2 64").set_value(list(range(64))).run()
    weights = RunFolder(PRETRAINED_PATH).weights()
    for name, numbers in (("0", [0, 3]), ("2", list(range(64)))):
        weights[f"{name}.kernel"][..., numbers] = weights[f"{name}.bias"][..., numbers] = 0
    architecture = RunFolder(PRETRAINED_PATH).meta.experiment.architecture
    said = numpy_prediction(architecture, weights, load_local("mnist-mini").x_test[:1] / np.float32(255))[0]
    words = f"with filters 0, 3 of layer 1 switched off and all 64 filters of layer 3 switched off: {said.argmax()} ({said.max():.1%})"
    assert any(words in each.value.replace("\\", "") for each in app.markdown)
    part(app, "Why this answer")
    assert not app.exception
    assert not app.error
    assert any(words in each.value.replace("\\", "") for each in app.markdown)
    assert [each.value for each in app.header] == [f"{said.argmax()}: {said.max():.1%}"]
    part(app, "Filters")
    assert app.multiselect[0].value == [0, 3] or len(app.multiselect[0].value) == 64
    app.button(key="kernels as trained").click().run()
    assert app.multiselect[0].value == []
    assert not any("switched off:" in each.value for each in app.markdown)


def test_filters_are_switched_off_one_after_the_other_in_any_order_in_one_open_list(visit: Visit) -> None:
    """Another widget in its place would close the list in the browser."""
    app = part(visit(ADA, "explain"), "Filters")
    for numbers in ([8], [8, 3], [8, 3, 18], [3, 18]):
        app.multiselect(key="filters off 0 32").set_value(numbers).run()
        assert app.multiselect(key="filters off 0 32").value == numbers
        assert list(app.session_state["looks"].values())[-2].inspection.off == (((0, ""), tuple(sorted(numbers))),)


def test_another_layer_has_its_own_filters(visit: Visit) -> None:
    app = part(visit(ADA, "explain"), "Filters")
    app.selectbox(key="filters layer").set_value(app.selectbox(key="filters layer").options[1]).run()
    assert not app.exception
    assert app.number_input(key="filter of 2 64").label == "Filter (0 to 63)"
    assert "of its 32 input channels the strongest" in captions(app)


@pytest.mark.parametrize("number", [-1, 32, 900])
def test_a_filter_that_there_is_not_is_refused_in_a_sentence(visit: Visit, number: int) -> None:
    app = part(visit(ADA, "explain"), "Filters")
    app.number_input(key="filter of 0 32").set_value(9).run()
    app.number_input(key="filter of 0 32").set_value(number).run()
    assert not app.exception
    assert f"{number} is not taken, 9 stays: it can be from 0 to 31." in captions(app)
    assert app.number_input(key="filter of 0 32").value == 9
    assert "What excites filter 9" in [each.value for each in app.header]


@pytest.mark.parametrize("number", [0, 63])
def test_a_filter_shows_what_excites_it(visit: Visit, number: int) -> None:
    app = part(visit(ADA, "explain"), "Filters")
    app.selectbox(key="filters layer").set_value(app.selectbox(key="filters layer").options[1]).run()
    app.number_input(key="filter of 2 64").set_value(number).run()
    assert not app.exception
    assert f"What excites filter {number}" in [each.value for each in app.header]
