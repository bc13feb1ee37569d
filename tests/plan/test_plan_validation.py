"""Validation that varies in a plan, and images whose validation part came with them."""

from dataclasses import replace

import pytest

from cnn_core.errors import LabError
from cnn_core.plan.plan import expand
from cnn_core.plan.vary import read_variation
from cnn_core.presets import PRESETS
from tests.project.small_project import images


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))


def found(changes, *texts):
    base = replace(PRESETS["mlp"].experiment, data=replace(PRESETS["mlp"].experiment.data, **changes))
    cases = expand(base, [read_variation(text, base) for text in texts])
    return [(case.experiment.data.validation, case.experiment.data.validation_from) for case in cases]


def test_given_images_validate_from_where_they_begin_whatever_the_experiment_had():
    name = images(validation_from=11)
    wanted = [("stratified", 0), ("given", 11)]
    assert found({"dataset": name}, "validation=stratified,given") == wanted
    assert found({"dataset": name, "validation": "given", "validation_from": 11}, "validation=stratified,given") == wanted


def test_given_validation_is_refused_before_any_run_where_there_is_none():
    with pytest.raises(LabError, match=r"MNIST mini came without a validation part; take another kind\. Received: 'given'"):
        found({"dataset": "mnist-mini"}, "validation=stratified,given")


def test_images_that_vary_are_each_divided_as_they_came():
    given = {"dataset": images(validation_from=11), "validation": "given", "validation_from": 11}
    other = images(seed=1, title="Others", validation_from=8)
    assert found(given, f"dataset={other},mnist-mini") == [("given", 8), ("stratified", 0)]


def test_parts_to_hold_back_are_parts_of_all_images():
    given = {"dataset": images(validation_from=11), "validation": "given", "validation_from": 11}
    assert found(given, "validation_split=0.1,0.2") == [("stratified", 0)] * 2
    assert found(given, "epochs=1,2") == [("given", 11)] * 2


def test_where_the_given_part_begins_can_vary_too():
    given = {"dataset": images(validation_from=11), "validation": "given", "validation_from": 11}
    assert found(given, "validation_from=11,9") == [("given", 11), ("given", 9)]
