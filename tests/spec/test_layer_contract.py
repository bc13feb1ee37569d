"""One contract that every kind of layer and every optimizer keeps."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_core.spec import Layer, SpecError, fields_of
from cnn_core.spec.fields import Choice, Integer, Real, Size, Switch, Text
from cnn_core.training.optimizers import Optimizer

KINDS = [*Layer.kinds.values(), *Optimizer.kinds.values()]
FIELDS = [pytest.param(kind, field, id=f"{kind.__name__}.{field.name}") for kind in KINDS for field in fields_of(kind)]
TEN_DIGITS = 10**10


def values(rule):
    """Values that a rule allows."""
    if isinstance(rule, Integer):
        return st.integers(rule.minimum, rule.maximum)
    if isinstance(rule, Real):
        return st.floats(rule.minimum, rule.maximum)
    if isinstance(rule, Size):
        side = st.integers(rule.minimum, rule.maximum)
        return st.tuples(side, side) | side | st.just([2, 3]) | (st.none() if rule.optional else st.nothing())
    if isinstance(rule, Choice):
        return st.sampled_from(rule.options)
    return st.booleans() if isinstance(rule, Switch) else st.text("abc", min_size=1, max_size=rule.maximum)


def bounds(rule):
    """The outermost values that a rule allows, and values just outside."""
    if isinstance(rule, Integer):
        low, high = rule.limits
        return [low, rule.minimum, rule.maximum, high], [low - 1, high + 1, TEN_DIGITS, -TEN_DIGITS]
    if isinstance(rule, Real):
        low, high = rule.limits
        outside = [math.nextafter(low, -math.inf), math.nextafter(high, math.inf), math.nan, math.inf, -math.inf]
        return [low, rule.minimum, rule.maximum, high], outside
    if isinstance(rule, Size):
        low, high = rule.limits
        return [low, high, (low, high), [high, low]], [low - 1, high + 1, (low, high + 1), (low - 1, high), (2,), (2, 2, 2), ()]
    if isinstance(rule, Choice):
        return list(rule.options), ["", rule.options[0].upper(), f" {rule.options[0]}"]
    return [True, False], []


def wrong_types(rule):
    """Values of other JSON types."""
    everything = [None, True, 1, 1.5, "2", [1], {}, [[1, 1], 1], ["2", "2"], [True, True], [1.5, 2]]
    fits = {
        Integer: lambda v: type(v) is int,
        Real: lambda v: type(v) in (int, float),
        Size: lambda v: type(v) is int or (v is None and rule.optional),
        Choice: lambda v: type(v) is str,
        Switch: lambda v: type(v) is bool,
        Text: lambda v: type(v) is str,
    }
    return [value for value in everything if not fits[type(rule)](value)]


def test_there_are_the_twenty_four_kinds_of_layer_and_seven_optimizers():
    assert sorted(Layer.kinds) == [
        "Activation",
        "AveragePooling2D",
        "BatchNormalization",
        "Conv2D",
        "Dense",
        "DepthwiseConv2D",
        "Dropout",
        "ELU",
        "Flatten",
        "GaussianNoise",
        "GlobalAveragePooling2D",
        "GlobalMaxPooling2D",
        "GroupNormalization",
        "InvertedResidual",
        "LayerNormalization",
        "LeakyReLU",
        "MaxPooling2D",
        "PReLU",
        "ResidualBlock",
        "SeparableBlock",
        "SeparableConv2D",
        "SpatialDropout2D",
        "UpSampling2D",
        "ZeroPadding2D",
    ]
    assert sorted(Optimizer.kinds) == ["Adadelta", "Adagrad", "Adam", "AdamW", "Nadam", "RMSprop", "SGD"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_what_it_is_for_in_a_sentence(kind):
    assert kind.purpose.endswith(".") or kind.purpose.endswith("?")
    assert len(kind.purpose) > 20
    assert not hasattr(kind, "group") or kind.group != "other"


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_has_a_default_that_its_rule_allows_and_help_as_a_sentence(kind, field):
    field.rule.check(field.name, field.default)
    assert len(field.help) > 20
    assert field.help.endswith((".", "?"))


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_takes_its_bounds_and_nothing_outside(kind, field):
    inside, outside = bounds(field.rule)
    for value in inside:
        kind(**{field.name: value})
    for value in outside:
        with pytest.raises(SpecError) as caught:
            kind(**{field.name: value})
        assert caught.value.where == field.name


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_refuses_every_other_json_type(kind, field):
    for value in wrong_types(field.rule):
        with pytest.raises(SpecError) as caught:
            kind.from_values({field.name: value})
        assert str(caught.value).startswith(f"{field.name}: must be ")
        assert f"Received: {value!r}" in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_json_gives_the_same_value_back(kind, data):
    made = kind(**{field.name: data.draw(values(field.rule), field.name) for field in fields_of(kind)})
    family = Layer if isinstance(made, Layer) else Optimizer
    text = json.dumps(made.to_json(), allow_nan=False)
    again = family.from_json(json.loads(text))
    assert again == made
    assert type(again) is kind
    assert hash(again) == hash(made)


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_cannot_be_changed_in_place(kind):
    made = kind()
    with pytest.raises(AttributeError):
        made.kind = "Other"
    with pytest.raises(AttributeError):
        setattr(made, fields_of(kind)[0].name, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_slider_step_or_stop_never_leaves_the_bounds(kind):
    for field in fields_of(kind):
        for stop in getattr(field.rule, "stops", ()):
            assert field.rule.check(field.name, stop) == stop
        if getattr(field.rule, "stops", ()):
            assert list(field.rule.stops) == sorted(set(field.rule.stops))
            assert field.default in field.rule.stops
