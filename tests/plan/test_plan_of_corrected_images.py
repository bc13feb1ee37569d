"""Images that were left out or called otherwise, in a plan in which the images vary."""

from dataclasses import replace

import pytest

from cnn_core.data.choice import CORRECTIONS, DataChoice
from cnn_core.plan.plan import expand, uncorrected
from cnn_core.plan.vary import read_variation
from cnn_core.presets import PRESETS
from tests.project.small_project import images

CORRECTED = {"left_out": (0, 5), "relabelled": ((3, 1),), "left_out_test": (2,), "relabelled_test": ((1, 0),)}


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))


def planned(text, **changes):
    base = replace(PRESETS["mlp"].experiment, data=DataChoice(**changes))
    return base, expand(base, [read_variation(text, base)])


def test_corrections_are_of_their_dataset_alone():
    """Their numbers meant other images there: four wrong ones were changed in silence."""
    name = images(title="Cells")
    base, cases = planned(f"dataset={name},mnist-mini,digits", dataset=name, **CORRECTED)
    found = [[getattr(case.experiment.data, each) for each in CORRECTIONS] for case in cases]
    assert found == [[*CORRECTED.values()], [()] * 4, [()] * 4]
    assert uncorrected(base, cases) == (
        "What was corrected of Cells (2 training images left out, 1 label changed, 1 test image left out, 1 test label changed) is "
        "about its images alone: MNIST mini and Digits 8x8 are taken as they came."
    )


def test_nothing_is_said_where_nothing_was_corrected_or_the_images_stay():
    assert uncorrected(*planned("dataset=mnist-mini,digits")) == ""
    base, cases = planned("epochs=1,2", **CORRECTED)
    assert uncorrected(base, cases) == ""
    assert [case.experiment.data.left_out for case in cases] == [(0, 5)] * 2
