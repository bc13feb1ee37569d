"""What is offered to who wants a better result."""

from __future__ import annotations

from dataclasses import replace

from cnn_core.data.augmentation import Augmentation
from cnn_core.presets import PRESETS
from cnn_core.summary import summarise
from cnn_core.workspace.improvements import improvements

SMALL = PRESETS["small-cnn"].experiment


def test_two_are_offered_that_the_experiment_has_not_yet() -> None:
    few = replace(SMALL, data=replace(SMALL.data, train_size=500))
    first, second = improvements(few, 10)
    assert first.experiment == SMALL
    assert first.change == "All training images"
    assert second.experiment.augmentation == Augmentation(translation=0.1)
    _, wider = improvements(SMALL, 10)
    assert [layer.values().get("filters") for layer in wider.experiment.architecture.layers][:3] == [64, None, 128]
    network = PRESETS["lenet-5"].experiment.architecture
    calmer = improvements(replace(SMALL, architecture=network), 10)[0].experiment.architecture
    assert calmer.layers[calmer.head - 1].kind == "Dropout"


def test_what_is_offered_fits_whatever_the_preset() -> None:
    for preset in PRESETS.values():
        experiment, classes = preset.experiment, preset.experiment.architecture.layers[-1].values().get("units", 10)
        for each in improvements(experiment, classes):
            assert each.experiment != experiment
            before, after = (len(summarise(e.architecture, classes).errors) for e in (experiment, each.experiment))
            assert after <= before, (preset.name, each.change)


def test_where_all_is_done_nothing_is_offered() -> None:
    done = SMALL
    for _ in range(9):
        if offered := improvements(done, 10):
            done = offered[0].experiment
    assert improvements(done, 10) == []
