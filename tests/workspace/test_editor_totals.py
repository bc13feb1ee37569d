"""What the table of layers counts."""

from cnn_core.presets import PRESETS
from cnn_core.summary import summarise
from cnn_core.workspace.edit_history import Desk
from cnn_core.workspace.editor_view import view

EXPERIMENT = PRESETS["small-cnn"].experiment


def totals(architecture):
    return view(Desk(EXPERIMENT), summarise(architecture))["totals"]


def test_a_sum_that_ends_before_a_layer_that_does_not_fit_is_called_no_total():
    assert totals(EXPERIMENT.architecture)["name"] == "Total"
    assert totals(EXPERIMENT.architecture.edit(0, strides=(4, 4)))["name"] == "So far"
