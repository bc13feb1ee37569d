"""From the settings of one Keras layer to layers of the spec: nothing in them is imported or called."""

from __future__ import annotations

from typing import Any

from cnn_core.errors import RunError, SpecError, shown
from cnn_core.keras_files.entry import Entry
from cnn_core.keras_files.weight_settings import weight_settings
from cnn_core.spec import Activation, Layer, LeakyReLU, fields_of
from cnn_core.spec.fields import Integer, Rule, Size
from cnn_core.spec.layer import ACTIVATIONS

OLD_KINDS = {"Convolution2D": "Conv2D", "SeparableConvolution2D": "SeparableConv2D"}
OLD_SETTINGS = {
    "alpha": "negative_slope",
    "nb_filter": "filters",
    "subsample": "strides",
    "border_mode": "padding",
    "bias": "use_bias",
    "output_dim": "units",
    "p": "rate",
    "sigma": "stddev",
}
"""Names of Keras 1, and `alpha` of LeakyReLU before Keras 3."""
IGNORED = (
    *("name", "trainable", "dtype", "seed", "renorm_momentum", "batch_input_shape", "batch_shape", "build_config", "autocast"),
    *("input_dtype", "input_dim", "input_length", "input_shape", "init", "sparse", "ragged", "fused", "shared_object_id"),
    *("nb_row", "nb_col", "gamma_init", "beta_init", "weights"),
)
TRAINING_ONLY = ("_initializer", "_regularizer", "_constraint")
NEUTRAL: dict[str, tuple[object, ...]] = {
    "data_format": ("channels_last", "default"),
    "dim_ordering": ("tf", "default"),
    "dilation_rate": ([1, 1], 1),
    "groups": (1,),
    "mode": (0,),
    "synchronized": (False,),
    "renorm": (False,),
    "keepdims": (False,),
    "interpolation": ("nearest",),
    "rms_scaling": (False,),
}
"""Settings of Keras without a counterpart here, and the values with which they have no effect; so has null for any setting."""
ACTIVATION_NAMES = {"swish": "silu", "softmax_v2": "softmax", "silu_v2": "silu", "relu_v2": "relu", "log_softmax": "softmax"}
CHANNELS_FIRST = "has its channels first, as Theano had them, and CNN Lab has them last: save it anew with channels_last"


RECURRENT = ("RNN", "LSTM", "GRU", "Bidirectional", "TimeDistributed")
"""Parts of the names of Keras's layers for series: a network with one is nothing without it."""


def _way_out(kind: str) -> str:
    if any(part in kind for part in RECURRENT):
        return (
            "it reads images as a series, and a network of such layers can only be used in Keras itself; for the same images, choose a "
            "network with Conv2D or Dense layers on the Build page and train it here, to compare the two"
        )
    return "save the network without it, or build it here from the layers of the Build page and train it"


def layers_of(entry: Entry, where: str, rank: int) -> list[Layer]:
    """The layers that equal this one, whose input has `rank` axes without the batch; RunError names what is not supported.

    An activation that is a layer here becomes a second layer.
    """
    kind = OLD_KINDS.get(entry.kind, entry.kind)
    if kind not in Layer.kinds:
        raise RunError(f"{where} is of the kind {shown(entry.kind)}, which CNN Lab does not have: {_way_out(entry.kind)}.")
    known = {field.name: field.rule for field in fields_of(Layer.kinds[kind]) if field.name != "enabled"}
    taken: dict[str, Any] = {}
    for name, value in modern(entry.values).items():
        own = name if name in known else OLD_SETTINGS.get(name, name)
        if own.endswith("_initializer"):
            continue
        if own in known:
            taken[own] = _short(known[own], value) if own != "shared_axes" else _shared(value)
        elif not _has_no_effect(name, value, rank):
            if name in ("data_format", "dim_ordering"):
                raise RunError(f"{where} ({kind}) has {name} set to {shown(value)}: it {CHANNELS_FIRST}.")
            unknown = name not in NEUTRAL and name != "axis"
            raise RunError(
                f"{where} ({kind}) has a setting {shown(name)} that CNN Lab does not know."
                if unknown
                else f"{where} ({kind}) has {name} set to {shown(value)}, which CNN Lab does not have."
            )
    taken |= weight_settings(Layer.kinds[kind], entry.values)
    behind: list[Layer] = []
    if "activation" in taken:
        taken["activation"], behind = _activation(taken["activation"], where, kind, rank)
        if kind == "Activation" and behind:
            return behind
    try:
        return [Layer.kinds[kind].from_values(taken), *behind]
    except SpecError as error:
        raise RunError(f"{where} ({kind}) cannot be used: {error}") from None


def _shared(value: object) -> object:
    """PReLU with one slope per channel; whatever is neither that nor one per number is left, and refused."""
    return {"None": False, "[1, 2]": True}.get(str(value), value)


def _short(rule: Rule, value: Any) -> Any:
    """A value that Keras writes twice, as one: a stride for both directions, zeros on both sides."""
    alike = isinstance(value, list) and len(value) == 2
    if isinstance(rule, Integer) and alike and value[0] == value[1]:
        return value[0]
    if (
        isinstance(rule, Size)
        and alike
        and all(isinstance(each, list) and len(each) == 2 and each[0] == each[1] for each in value)
    ):
        return [each[0] for each in value]
    return value


def modern(values: Any) -> dict[str, Any]:
    """The settings, with those of Keras 1 that two stand for one put together."""
    taken = dict(values)
    if "nb_row" in taken and "nb_col" in taken:
        taken["kernel_size"] = [taken["nb_row"], taken["nb_col"]]
    if isinstance(taken.get("strides"), list) and taken.get("strides") == [None, None]:
        taken["strides"] = None
    return taken


def _has_no_effect(name: str, value: object, rank: int) -> bool:
    if value is None or name in IGNORED or name.endswith(TRAINING_ONLY) or name[:2] in ("W_", "b_"):
        return True
    if name == "axis":  # of the batch too, so the last one is `rank`
        return value in (-1, [-1], rank, [rank]) and not isinstance(value, bool)
    return any(type(value) is type(each) and value == each for each in NEUTRAL.get(name, ()))


def _activation(value: object, where: str, kind: str, rank: int) -> tuple[object, list[Layer]]:
    """The name of the activation for the layer's own field, and what follows as a layer of its own."""
    if isinstance(value, dict):  # an object: a function by its name, or a layer
        inner, settings = value.get("class_name"), value.get("config")
        if isinstance(settings, str):
            value = settings
        elif isinstance(inner, str) and isinstance(settings, dict) and ("activation" in settings or "negative_slope" in settings):
            return "linear", layers_of(Entry(inner, settings), where, rank)
        elif isinstance(inner, str) and isinstance(settings, dict) and inner in ("ReLU", "Softmax", "LeakyReLU"):
            return "linear", activation_layers(Entry(inner, settings), where, rank)
    if value is None:
        return "linear", []
    if value == "leaky_relu":
        return "linear", [LeakyReLU(negative_slope=0.2)]
    named = ACTIVATION_NAMES.get(value, value) if isinstance(value, str) else value
    if not isinstance(named, str) or named not in ACTIVATIONS:
        raise RunError(
            f"{where} ({kind}) has the activation {shown(value)}, which CNN Lab does not have: it has {', '.join(ACTIVATIONS)}."
        )
    return named, []


def activation_layers(entry: Entry, where: str, rank: int) -> list[Layer]:
    """ReLU and Softmax, layers of Keras that are activations here; RunError for settings that make them something else."""
    values = entry.values
    if entry.kind == "ReLU":
        limit, threshold = values.get("max_value"), values.get("threshold", 0)
        if limit == 6 and not threshold and not values.get("negative_slope"):
            return [Activation(activation="relu6")]
        if limit is not None or threshold not in (0, None):
            raise RunError(
                f"{where} (ReLU) is cut off above, at {shown(limit)}, which CNN Lab does not have."
                if limit is not None
                else f"{where} (ReLU) has threshold set to {shown(threshold)}, which CNN Lab does not have."
            )
        slope = values.get("negative_slope")
        return [_made(LeakyReLU, where, negative_slope=slope) if slope else Activation(activation="relu")]
    if entry.kind == "LeakyReLU":
        return [_made(LeakyReLU, where, negative_slope=values.get("negative_slope", values.get("alpha", 0.3)))]
    if entry.kind == "Softmax" and _has_no_effect("axis", values.get("axis", -1), rank):
        return [Activation(activation="softmax")]
    raise RunError(f"{where} ({entry.kind}) has axis set to {shown(values.get('axis'))}, which CNN Lab does not have.")


def _made(kind: type[Layer], where: str, **values: Any) -> Layer:
    try:
        return kind(**values)
    except SpecError as error:
        raise RunError(f"{where} ({kind.__name__}) cannot be used: {error}") from None
