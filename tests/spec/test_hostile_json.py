"""Whatever JSON arrives, a specification is made or SpecError is raised, nothing else."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_core.data.choice import DataChoice
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.spec import Architecture, SpecError
from cnn_core.training.config import TrainingConfig

small = PRESETS["small-cnn"].experiment.to_json()
READERS = [
    pytest.param(Architecture.from_json, small["architecture"], id="architecture"),
    pytest.param(Experiment.from_json, small, id="experiment"),
    pytest.param(TrainingConfig.from_json, small["training"], id="training"),
    pytest.param(DataChoice.from_json, small["data"], id="data"),
]
odd = st.sampled_from(
    [
        math.nan,
        math.inf,
        -math.inf,
        1e308,
        -0.0,
        10**400,
        -(10**400),
        2**63,
        True,
        False,
        None,
        "",
        "\x00",
        "\ud800",
        "\u202e",
        [],
        {},
        [[]],
    ]
)
leaves = odd | st.integers() | st.floats() | st.text(max_size=100) | st.sampled_from(["Conv2D", "relu", "same", "kind"])
nested = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4))


def paths(value, here=()):
    """Every place in a JSON value."""
    yield here
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(inner, (*here, key))


def changed(value, path, draw):
    """The value with the part at `path` replaced, removed, or joined by another."""
    value = json.loads(json.dumps(value))
    if not path:
        return draw(nested)
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    deed = draw(st.sampled_from(["replace", "remove", "add"]))
    if deed == "remove":
        del inner[path[-1]]
    elif deed == "add" and isinstance(inner, dict):
        inner[draw(st.text(max_size=50))] = draw(nested)
    else:
        inner[path[-1]] = draw(nested)
    return value


def read_or_refuse(read, value):
    try:
        made = read(value)
    except SpecError as error:
        text = str(error)
        assert text.isprintable()
        assert len(text) < 500
    else:
        again = json.loads(json.dumps(made.to_json(), allow_nan=False))
        assert read(again) == made


@pytest.mark.parametrize(("read", "good"), READERS)
def test_the_good_value_is_read(read, good):
    assert read(good).to_json() == good


@pytest.mark.parametrize(("read", "good"), READERS)
@given(value=nested)
def test_any_json_value_is_read_or_refused(read, good, value):
    read_or_refuse(read, value)


@pytest.mark.parametrize(("read", "good"), READERS)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_good_value_with_up_to_three_places_changed_is_read_or_refused(read, good, data):
    value = good
    for _ in range(data.draw(st.integers(1, 3))):
        if not isinstance(value, dict | list):
            break
        try:
            value = changed(value, data.draw(st.sampled_from(list(paths(value)))), data.draw)
        except (ValueError, RecursionError):  # json cannot copy what an earlier change put in
            break
    read_or_refuse(read, value)
