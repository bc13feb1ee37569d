"""The card before a training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest


def test_from_a_network_that_does_not_work_a_link_leads_to_build(visit: Callable[..., AppTest]) -> None:
    app = visit(page="train")
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(replace(mine.experiment, architecture=mine.experiment.architecture.edit(0, strides=(4, 4)))))
    app.run()
    (link,) = (each.proto for each in app.get("page_link") if "does not work yet" in each.proto.label)
    assert not link.external
    assert "Build" in link.label


def test_fewer_images_are_offered_below_the_field_that_makes_the_training_long(visit: Callable[..., AppTest]) -> None:
    """Above the settings the offer pushed away the field that was typed in."""
    app = visit(page="train")
    before = [each.label for each in app.main if each.type == "number_input"]
    mine = app.session_state["session"]
    mine.set_training(replace(mine.experiment.training, epochs=200))
    app.run()
    labels = [each.label for each in app.main if each.type in ("number_input", "button")]
    (offer,) = (place for place, label in enumerate(labels) if label.startswith("Take "))
    assert before[:2] == ["Epochs", "Time limit (minutes)"]
    assert offer > max(labels.index(each) for each in before[:2])
