"""'Why this answer' on the Explain page, its histograms, and the ways that lead to the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.data.prepare import prepare
from cnn_core.engine import Inspection, Laboratory
from cnn_core.engine.protocol.status import EngineStatus
from cnn_core.errors import EngineError
from cnn_core.explain.spread import spread
from cnn_core.spec import Architecture
from cnn_core.summary import summarise
from pages.widgets.explain import filters, inside, why
from tests.engine.fake_engine import FakeEngines
from tests.pages.epochs_run import epochs_run
from tests.pages.timers import Timers

ADA = "ada-" + "x" * 24
Visit = Callable[..., AppTest]


def ones(key: str, network: Any, image: np.ndarray, units: tuple[int, ...], after: int) -> dict[int, np.ndarray] | None:
    """Gradients of an engine that finds everything equally important."""
    if network is None:
        return None
    rows = summarise(Architecture.from_json(network[0])).rows
    shapes = {-1: image.shape, **{row.index: row.output_shape for row in rows}}
    return {index: np.ones((len(units), *shape), np.float32) for index, shape in shapes.items()}


def part(app: AppTest, name: str) -> AppTest:
    return app.segmented_control(key="explain part").set_value(name).run()


def captions(app: AppTest) -> str:
    return "\n".join(each.value for each in app.caption)


def test_why_has_a_sentence_on_each_method_and_names_the_square_that_matters_most(visit: Visit, engines: FakeEngines) -> None:
    app = visit(ADA, "explain")
    engines.nth_client(1).side_tasks["gradients"] = ones
    part(app, "Why this answer")
    assert not app.error
    assert not app.exception
    for words in ("**Occlusion.**", "**Grad-CAM.**", "**Gradient x input.**", "matters most: without it 100.0% becomes"):
        assert words in captions(app)
    assert [each.value for each in app.header] == ["7: 100.0%"]


def test_where_no_square_changes_the_answer_none_is_said_to_matter_and_the_map_is_empty(
    visit: Visit, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "The square at row 6, column 6 matters most: without it 100.0% becomes 100.0%", under a square in the full colour."""
    drawn, predict, picture = list[np.ndarray](), Inspection.predict, why.heat_picture
    monkeypatch.setattr(Inspection, "predict", lambda self, images: np.repeat(predict(self, images[:1]), len(images), 0))
    monkeypatch.setattr(why, "heat_picture", lambda pixels, heat, most: drawn.append(heat) or picture(pixels, heat, most))
    app = visit(ADA, "explain")
    engines.nth_client(1).side_tasks["gradients"] = ones
    part(app, "Why this answer")
    assert not app.exception
    assert "No square changes the answer: whichever is covered, it stays at 100.0%." in captions(app)
    assert "matters most" not in captions(app)
    assert not drawn[0].any()


def test_the_part_that_was_open_is_open_again_after_another_page_and_a_link_opens_the_microscope(visit: Visit) -> None:
    app = part(visit(ADA, "explain"), "Filters")
    app.switch_page("pages/learn.py").run()
    app.switch_page("pages/explain.py").run()
    assert app.segmented_control(key="explain part").value == "Filters"
    app.query_params["open"] = "kernel"
    app.run()
    assert not app.exception
    assert [each.value for each in app.segmented_control if "Filters" in str(each.options)] == ["Microscope"]


def test_a_second_class_stands_beside_the_first(visit: Visit, engines: FakeEngines) -> None:
    app = visit(ADA, "explain")
    engines.nth_client(1).side_tasks["gradients"] = ones
    part(app, "Why this answer")
    app.selectbox(key="why second").select(1).run()
    assert [each.value.split(":")[0] for each in app.header] == ["7", "1"]
    assert [[each.value for each in column.header] for column in app.columns if column.header] == [
        ["7: 100.0%"],
        ["1: 0.0%"],
    ]


def test_all_is_worked_out_before_any_of_it_is_drawn(visit: Visit, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the epochs play, what is not drawn yet is still of the epoch before."""
    done: list[str] = []

    def noted(module: Any, name: str) -> None:
        shipped = getattr(module, name)

        def note(*arguments: Any, **options: Any) -> Any:
            done.append(name)
            return shipped(*arguments, **options)

        monkeypatch.setattr(module, name, note)

    app = visit(ADA, "explain")
    engines.nth_client(1).side_tasks["gradients"] = lambda *arguments: done.append("gradients") or ones(*arguments)
    for module, name in ((why, "occlusion"), (why, "drawn_sheet"), (why, "show_sheet"), (inside, "escape_markdown")):
        noted(module, name)
    app.session_state["why second"] = 1
    part(app, "Why this answer")
    assert not app.exception
    worked_out, drawn = done[: done.index("escape_markdown")], done[done.index("escape_markdown") + 1 :]
    assert set(worked_out) == {"occlusion", "gradients", "drawn_sheet"}
    assert drawn == ["show_sheet"] * 6

    done.clear()
    for module, name in ((Inspection, "responses"), (filters, "accuracies"), (filters, "show_sheet")):
        noted(module, name)
    part(app, "Filters")
    assert not app.exception
    assert done == ["responses", "accuracies", "escape_markdown", "show_sheet", "show_sheet"]


@pytest.mark.parametrize(
    ("name", "place"),
    [("Why this answer", "why.cover"), ("Filters", "filters.accuracies"), ("Map of images", "image_map.principal_plane")],
)
def test_what_the_network_answers_is_said_also_where_the_rest_cannot_be_worked_out(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, name: str, place: str
) -> None:
    def fails(*_: Any) -> None:
        raise EngineError("The engine is away.")

    monkeypatch.setattr(f"pages.widgets.explain.{place}", fails)
    app = part(visit(ADA, "explain"), name)
    if "values made" in app.session_state:
        assert app.session_state["values made"][1].wait(60)
        app.run()
    assert [each.value for each in app.error] == ["The engine is away."]
    assert any("Predicted: 7" in each.value.replace("\\", "") for each in app.markdown)


def test_without_gradients_a_sentence_says_so_and_occlusion_is_there(visit: Visit, engines: FakeEngines) -> None:
    app = visit(ADA, "explain")
    engines.nth_client(1).side_tasks["gradients"] = EngineError("The engine is busy.")
    part(app, "Why this answer")
    assert [each.value for each in app.error] == ["The engine is busy."]
    assert "matters most" in captions(app)


def test_while_tensorflow_loads_what_needs_no_gradients_is_there_and_the_rest_follows_by_itself(
    visit: Visit, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page waited ten seconds, and then said in red that the engine is not ready."""
    timers, asked = Timers(monkeypatch), list[int]()
    app = visit(ADA, "explain")
    engines.nth_client(1).side_tasks["gradients"] = lambda *arguments: asked.append(1) or ones(*arguments)
    with monkeypatch.context() as loading:
        loading.setattr(Laboratory, "status", EngineStatus(words="loading TensorFlow (takes about 10 s)"))
        part(app, "Why this answer")
        assert not app.exception
        assert not app.error
        assert "The maps by gradients come in a moment: loading TensorFlow" in captions(app).replace("\\", "")
        assert "matters most" in captions(app)
        timers.tick(app, "_wait")
        assert not asked
    timers.tick(app, "_wait")
    assert not app.error
    assert asked
    assert "in a moment" not in captions(app)
    assert "_wait" not in timers.on(app)


@pytest.mark.parametrize("place", [0, 1], ids=["confusion matrix", "mistakes"])
def test_an_image_of_the_evaluation_leads_inside(visit: Visit, place: int) -> None:
    app = visit(ADA, "evaluate")
    pills = [each for each in app.button_group if each.label.startswith("Look inside")][place]
    pills.set_value([pills.options[1].content] if hasattr(pills.options[1], "content") else pills.options[1]).run()
    assert not app.exception
    assert app.title[0].value == "Explain"


def test_the_weights_of_each_epoch_are_worked_out_in_the_background(visit: Visit, lab: Laboratory, engines: FakeEngines) -> None:
    asked: list[float] = []
    of: list[tuple[np.ndarray, np.ndarray, object]] = []

    def spreads(architecture: object, weights: Any, images: np.ndarray, labels: np.ndarray, lost: object) -> Any:
        asked.append(float(weights["0.kernel"].max()))
        of.append((images, labels, lost))
        return {index: dict.fromkeys(("weights", "activations", "gradients"), spread(weights["0.kernel"])) for index in (0, 2)}

    engines.nth_client(1).side_tasks["spreads"] = spreads
    folder = epochs_run(lab)
    app = visit(ADA, "explain")
    app.selectbox(key="run choice").select("epochs").run()
    part(app, "Weights")
    assert app.session_state["spreads"][1].wait(20)
    app.run()
    assert not app.exception
    assert not app.error
    largest = [float(folder.epoch_weights(epoch)["0.kernel"].max()) for epoch in (0, 1, 2)]
    assert asked == largest
    images, labels, lost = of[0]
    data, training = folder.meta.experiment.data, folder.meta.experiment.training
    prepared = prepare(load_local(data.dataset), data)
    np.testing.assert_allclose(images, np.asarray(prepared.x_train[: len(images)]), atol=1e-6)  # those that it learned from
    np.testing.assert_array_equal(labels, prepared.y_train[: len(images)])
    assert lost == (training.loss, training.label_smoothing, None)
    assert [each.value for each in app.header] == ["Weights", "Activations", "Gradients"]
    deviation = folder.weights()["0.kernel"].std()
    assert f"standard deviation {deviation:.3g}" in captions(app)
    assert list(app.dataframe[0].value["layer"]) == ["1. Conv2D 32 3x3", "3. Conv2D 64 3x3"]
    assert "switched off" not in captions(app)
    app.session_state["filters off"] = folder.id, {(0, ""): [2]}
    assert "Filters that you switched off or changed count here as the run learned them" in captions(app.run())
    assert asked == largest
