"""A kernel of the first convolution that is changed by hand on the Explain page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load_local
from cnn_core.engine import Laboratory
from cnn_core.explain.numpy_network import numpy_prediction
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from pages.widgets.components import kernel_editor
from pages.widgets.components.kernel_editor import Cell, Load
from pages.widgets.explain.edit_kernel import _ByHand, _step
from tests.pages.epochs_run import ADA, epochs_run

Visit = Callable[..., AppTest]


class Editor:
    """Stands for the component: keeps what Python shows, and sends what the browser would."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.number = 0

    def __call__(self, key: str, data: dict[str, Any], on_edits_change: Callable[[], None]) -> None:
        self.data, self.report = data, on_edits_change

    def send(self, monkeypatch: pytest.MonkeyPatch, app: AppTest, **message: Any) -> AppTest:
        """One edit of the browser, and the run of the page that answers it."""
        self.number += 1
        sent = [{"of": self.data["of"], "seq": self.number, **message}]
        with monkeypatch.context() as patched:
            patched.setattr(kernel_editor, "messages", lambda key, name: sent)
            patched.setattr(kernel_editor.st, "session_state", app.session_state)
            self.report()
        return app.run()


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Editor:
    made = Editor()
    monkeypatch.setattr(kernel_editor, "_component", made)
    return made


def filters(visit: Visit) -> AppTest:
    return visit(ADA, "explain").segmented_control(key="explain part").set_value("Filters").run()


def accuracy(app: AppTest) -> tuple[str, int]:
    shown = next(each for each in app.metric if each.label.startswith("Accuracy"))
    return str(shown.value), int(shown.label.removeprefix("Accuracy on ").removesuffix(" test images").replace(",", ""))


def words(app: AppTest) -> str:
    return "\n".join(each.value.replace("\\", "") for each in app.markdown)


def test_the_editor_begins_with_what_the_run_has_learned(visit: Visit, editor: Editor) -> None:
    app = filters(visit)
    assert not app.exception
    learned = RunFolder(PRETRAINED_PATH).weights()["0.kernel"]
    assert editor.data["shape"] == [3, 3, 1]
    assert editor.data["weights"] == pytest.approx(learned[..., 0].ravel())
    assert editor.data["known"][0] == "vertical edges"
    assert not editor.data["changed"]
    app.number_input(key="filter of 0 32").set_value(9).run()
    assert editor.data["weights"] == pytest.approx(learned[..., 9].ravel())


def test_the_accuracy_and_the_answer_are_those_of_the_weights_with_the_kernel(
    visit: Visit, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = filters(visit)
    weights = RunFolder(PRETRAINED_PATH).weights()
    for number in (0, 3, 8):
        app.number_input(key="filter of 0 32").set_value(number).run()
        editor.send(monkeypatch, app, do="load", name="sharpen", channel=-1, strong=False)
        weights["0.kernel"][..., 0, number] = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
    value, count = accuracy(app)
    data = load_local("mnist-mini")
    architecture = RunFolder(PRETRAINED_PATH).meta.experiment.architecture
    said = numpy_prediction(architecture, weights, data.x_test[:count] / np.float32(255))
    assert value == f"{np.mean(said.argmax(1) == data.y_test[:count]):.1%}"
    assert f"with filters 0, 3, 8 changed by hand: {said[0].argmax()} ({said[0].max():.1%})" in words(app)
    assert np.array_equal((app.dataframe[0].value["now"] / 100).round(5), said[0].round(5))
    app.button(key="kernels as trained").click().run()
    assert "changed by hand" not in words(app)


def test_edits_are_undone_one_after_the_other_and_those_of_one_drag_together(
    visit: Visit, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = filters(visit)
    learned = editor.data["weights"]
    for value in (0.5, 0.75):
        editor.send(monkeypatch, app, do="cell", at=[1, 2, 0], value=value, gesture=1)
    assert editor.data["weights"][5] == 0.75
    editor.send(monkeypatch, app, do="cell", at=[1, 2, 0], value=-2, gesture=2)
    assert [k for k in range(9) if editor.data["weights"][k] != learned[k]] == [5]
    for expected in (0.75, learned[5]):
        editor.send(monkeypatch, app, do="undo")
        assert editor.data["weights"][5] == pytest.approx(expected)
    assert not editor.data["changed"]
    editor.send(monkeypatch, app, do="load", name="zero", channel=-1, strong=True)
    assert not any(editor.data["weights"])
    editor.send(monkeypatch, app, do="trained")
    assert editor.data["weights"] == pytest.approx(learned)


def test_each_click_on_undo_takes_back_one_step_until_nothing_is_left(
    visit: Visit, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = filters(visit)
    seen = [editor.data["weights"]]
    for edit in (
        {"do": "load", "name": "vertical edges", "channel": -1, "strong": True},
        {"do": "cell", "at": [0, 0, 0], "value": 1e9, "gesture": 1},
        {"do": "cell", "at": [0, 1, 0], "value": -2, "gesture": 2},
        {"do": "load", "name": "blur", "channel": -1, "strong": True},
        {"do": "load", "name": "sharpen", "channel": -1, "strong": True},
    ):
        editor.send(monkeypatch, app, **edit)
        seen.append(editor.data["weights"])
    assert len({tuple(each) for each in seen}) == 6
    for before in reversed(seen[:-1]):
        assert editor.data["changed"]
        editor.send(monkeypatch, app, do="undo")
        assert editor.data["weights"] == pytest.approx(before)
    assert not editor.data["changed"]
    assert not [each.label for each in app.button if "undo" in f"{each.proto.icon} {each.label}".lower()], (
        "the editor's Undo is the only button of that name and sign, so that nothing else is taken for it"
    )


def test_an_edit_that_changes_nothing_is_no_step_in_whatever_order_filters_were_changed() -> None:
    first, second = (0, (1.0,)), (3, (2.0,))
    by_hand = _step(_step(_ByHand("run"), (second,)), (second, first))
    assert _step(by_hand, (second, first)) == by_hand
    assert by_hand.before == ((), (second,))


def test_a_kernel_by_hand_stays_through_the_epochs_and_ends_with_its_run(
    visit: Visit, editor: Editor, lab: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = epochs_run(lab)
    app = filters(visit)
    app.selectbox(key="run choice").select("epochs").run()
    editor.send(monkeypatch, app, do="load", name="identity", channel=-1, strong=False)
    app.select_slider(key="epoch slider").set_value(0).run()
    assert editor.data["weights"] == [0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert not app.exception
    app.segmented_control(key="explain part").set_value("Why this answer").run()
    assert "changed by hand" in words(app)
    assert np.array_equal(folder.weights()["0.kernel"], folder.epoch_weights(2)["0.kernel"])
    app.selectbox(key="run choice").select("pretrained").run()
    assert "changed by hand" not in words(app)


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ({"do": "cell", "at": [2, 1, 0], "value": 0.5, "gesture": 3}, Cell((2, 1, 0), 0.5, 3)),
        ({"do": "cell", "at": [2, 1, 0], "value": 1e9}, Cell((2, 1, 0), 100.0, 0)),
        ({"do": "load", "name": "blur", "channel": -1, "strong": False}, Load("blur", None, False)),
        ({"do": "load", "name": "blur", "channel": 0}, Load("blur", 0, True)),
        ({"do": "undo"}, "undo"),
        ({"do": "cell", "at": [3, 1, 0], "value": 1}, None),
        ({"do": "cell", "at": [0, 1], "value": 1}, None),
        ({"do": "cell", "at": "abc", "value": 1}, None),
        ({"do": "cell", "at": [0, 1, 0], "value": float("nan")}, None),
        ({"do": "load", "name": "rm", "channel": 0}, None),
        ({"do": "load", "name": ["blur"], "channel": 1}, None),
        ({}, None),
    ],
)
def test_what_a_browser_says_is_checked(said: dict[str, Any], command: object) -> None:
    assert kernel_editor._command(said, (3, 3, 1), ["blur"]) == command
