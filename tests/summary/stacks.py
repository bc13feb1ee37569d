"""Hypothesis strategies for stacks of layers: most fit, some do not."""

from hypothesis import strategies as st

from cnn_core.spec import Architecture, Layer, fields_of
from cnn_core.spec.fields import Choice, Integer, Real, Size

IMAGE = (
    "Conv2D",
    "MaxPooling2D",
    "AveragePooling2D",
    "BatchNormalization",
    "Activation",
    "LeakyReLU",
    "PReLU",
    "ELU",
    "Dropout",
    "SpatialDropout2D",
    "DepthwiseConv2D",
    "SeparableConv2D",
    "LayerNormalization",
    "GroupNormalization",
    "GaussianNoise",
    "ZeroPadding2D",
    "UpSampling2D",
    "ResidualBlock",
    "InvertedResidual",
    "SeparableBlock",
)
VECTOR = (
    "Dense",
    "Dense",
    "BatchNormalization",
    "LayerNormalization",
    "GroupNormalization",
    "Activation",
    "LeakyReLU",
    "PReLU",
    "ELU",
    "Dropout",
)
ENDS = ("Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D")


def values(rule):
    if isinstance(rule, Integer):
        return st.integers(rule.minimum, min(rule.maximum, 64)) | st.integers(rule.minimum, rule.maximum)
    if isinstance(rule, Real):
        return st.floats(rule.minimum, rule.maximum)
    if isinstance(rule, Size):
        side = st.sampled_from((1, 2, 3)) | st.integers(rule.minimum, rule.maximum)
        return st.tuples(side, side) | (st.none() if rule.optional else st.nothing())
    return st.sampled_from(rule.options) if isinstance(rule, Choice) else st.booleans()


def drawn_values(field):
    """What few need is mostly left as it is; groups that fit are few, too."""
    if not field.advanced:
        return values(field.rule)
    some = st.sampled_from((2, 3, 4)) if field.name == "groups" else values(field.rule)
    return st.one_of(*[st.just(field.default)] * 3, some)


def layers(kinds, enabled=None):
    """One layer of any of these kinds, with any values that its fields allow."""
    if enabled is None:
        enabled = st.sampled_from((True, True, True, False))
    made = []
    for kind in (Layer.kinds[name] for name in kinds):
        fields = {field.name: drawn_values(field) for field in fields_of(kind)} | {"enabled": enabled}
        made.append(st.builds(kind, **fields))
    return st.one_of(made)


@st.composite
def stacks(draw, enabled=None, at_most=12):
    """An architecture: image layers, a turn to a vector, vector layers; or any layers in any order."""
    shape = draw(st.tuples(st.integers(1, 48), st.integers(1, 48), st.integers(1, 4)))
    if draw(st.integers(0, 3)):
        parts = [
            *draw(st.lists(layers(IMAGE, enabled), max_size=at_most // 2)),
            *draw(st.lists(layers(ENDS, enabled), max_size=1)),
            *draw(st.lists(layers(VECTOR, enabled), max_size=at_most // 2 - 1)),
        ]
    else:
        parts = draw(st.lists(layers(Layer.kinds, enabled), max_size=at_most))
    return Architecture(name="drawn", input_shape=shape, layers=tuple(parts))
