"""The smallest changes of an image that flip its answer: said, and made by a click."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.explain.edits import Edit, Flip
from tests.pages.epochs_run import ADA
from tests.pages.explain.test_edit_image import Visit, labelled


def changing(visit: Visit) -> AppTest:
    app = visit(ADA, "explain")
    return labelled(app.toggle, "Change the image").set_value(True).run()  # type: ignore[no-any-return]


def test_the_smallest_changes_that_flip_the_answer_are_said_and_made_by_a_click(visit: Visit) -> None:
    app = changing(visit)
    assert any("The least that changes the answer:" in each.value for each in app.markdown)
    offered = ["moved 1 right and 3 up: **2**", "turned 30° to the right: **2**", "noise of 65%: **2**"]
    assert [each.label for each in app.button if str(each.key).startswith("smallest ")] == offered
    for kind, label, value in (("turn", "Turned left by degrees", -30), ("shift", "Down by pixels", -3)):
        app.button(key=f"smallest {kind}").click().run()
        assert labelled(app.slider, label).value == value
        assert app.button(key=f"smallest {kind}").disabled
        assert any("changed. Predicted: 2" in each for each in words_of_image(app))
    assert labelled(app.slider, "Turned left by degrees").value == 0  # that change alone


def words_of_image(app: AppTest) -> list[str]:
    """What the other parts say above what they show; the microscope has the same words in the browser."""
    app.segmented_control(key="explain part").set_value("Filters").run()
    return [each.value.replace("\\", "") for each in app.markdown]


def test_every_turn_that_is_advised_can_be_set_by_hand(visit: Visit) -> None:
    """It is looked for in steps of two degrees."""
    app = changing(visit)
    slider = labelled(app.slider, "Turned left by degrees")
    assert (slider.step, slider.min, slider.max) == (1, -180, 180)


def test_kinds_of_change_that_leave_the_answer_are_said_too(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Flip("shift", None), Flip("turn", Edit(turn=12.0), 3), Flip("noise", None)]
    for flips, words in (
        (found, "No shift by a few pixels and no noise that was tried changes it."),
        ([found[0]], "No shift by a few pixels changes the answer."),
    ):
        monkeypatch.setattr("pages.widgets.explain.edit_image._flips", lambda look, flips=flips: flips)
        app = changing(visit)
        assert not app.exception
        assert any(each.value.endswith(words) for each in app.markdown)
        assert [each.label for each in app.button if str(each.key).startswith("smallest ")] == [
            "turned 12° to the left: **3**"
        ] * (len(flips) - 1 > 0)
