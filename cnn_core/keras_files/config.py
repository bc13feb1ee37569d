"""From the configuration that Keras saves to our own closed schema. Nothing in it is imported or called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnn_core.errors import RunError, SpecError, shown
from cnn_core.spec import Architecture, Layer, fields_of
from cnn_core.spec.architecture import MAX_LAYERS

IGNORED = ("name", "trainable", "dtype", "seed", "renorm_momentum", "batch_input_shape", "batch_shape", "build_config")
TRAINING_ONLY = ("_initializer", "_regularizer", "_constraint")
NEUTRAL: dict[str, tuple[object, ...]] = {
    "data_format": ("channels_last", None),
    "dilation_rate": ([1, 1], 1),
    "groups": (1,),
    "axis": (-1, [-1], [3]),
    "synchronized": (False,),
    "renorm": (False,),
    "renorm_clipping": (None,),
    "noise_shape": (None,),
    "keepdims": (False,),
    "lora_rank": (None,),
    "quantization_config": (None,),
}
"""Settings of Keras without a counterpart here, and the values with which they have no effect."""
OLD_NAMES = {"alpha": "negative_slope"}


def architecture_of(config: object) -> tuple[Architecture, list[tuple[str, str]]]:
    """The network that a Keras configuration describes, and kind and name of each layer. RunError names what is not supported."""
    model = _object(config, "the file")
    if model.get("class_name") != "Sequential":
        raise RunError(f"Only Sequential networks can be loaded. Received: {shown(model.get('class_name'))}")
    inside = _object(model.get("config"), "the network")
    given = inside.get("layers")
    if not isinstance(given, list) or len(given) > MAX_LAYERS + 1:
        raise RunError(f"A network must have a list of at most {MAX_LAYERS} layers.")
    shape: object = None
    layers: list[Layer] = []
    names: list[tuple[str, str]] = []
    for each in given:
        where = f"Layer {len(layers) + 1}"
        entry = _object(each, where)
        values = _object(entry.get("config"), where)
        if shape is None:
            shape = values.get("batch_shape", values.get("batch_input_shape"))
        if entry.get("class_name") == "InputLayer":
            continue
        layers.append(_layer(where, entry.get("class_name"), values))
        names.append((layers[-1].kind, str(values.get("name", ""))))
    if not isinstance(shape, list) or len(shape) != 4:
        raise RunError("The network must take images (height, width, channels), and say so in its first layer.")
    name = inside.get("name")
    try:
        return Architecture(
            name=name if isinstance(name, str) else "network", input_shape=tuple(shape[1:]), layers=tuple(layers)
        ), names
    except SpecError as error:
        raise RunError(f"The network cannot be used: {error}") from None


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise RunError(f"The configuration of {where} is not that of a Keras network.")
    return value


def _layer(where: str, kind: object, values: Mapping[str, Any]) -> Layer:
    if not isinstance(kind, str) or kind not in Layer.kinds:
        raise RunError(f"{where} is of the kind {shown(kind)}, which CNN Lab does not have: it has {', '.join(Layer.kinds)}.")
    known = {field.name for field in fields_of(Layer.kinds[kind])} - {"enabled"}
    taken: dict[str, Any] = {}
    for name, value in values.items():
        own = OLD_NAMES.get(name, name)
        if own in known:
            taken[own] = value
        elif name in NEUTRAL and not any(type(value) is type(each) and value == each for each in NEUTRAL[name]):
            raise RunError(f"{where} ({kind}) has {name} set to {shown(value)}, which CNN Lab does not have.")
        elif name not in NEUTRAL and name not in IGNORED and not name.endswith(TRAINING_ONLY):
            raise RunError(f"{where} ({kind}) has a setting {shown(name)} that CNN Lab does not know.")
    try:
        return Layer.kinds[kind].from_values(taken)  # type: ignore[no-any-return]
    except SpecError as error:
        raise RunError(f"{where} ({kind}) cannot be used: {error}") from None
