"""The section that stacks the layers."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from cnn_core.codegen.blocks import Used, block_calls
from cnn_core.codegen.section import Code, Section, call, lines, literal
from cnn_core.codegen.source import source
from cnn_core.data.augmentation import Augmentation
from cnn_core.experiment import Experiment
from cnn_core.spec import Architecture, Composite, DoesNotFit, Shape
from cnn_core.spec.fields import fields_of
from cnn_core.spec.layer import Layer
from cnn_core.spec.weight_settings import penalty
from cnn_core.training.precision import BFLOAT16, is_mixed

FIRST = ("filters", "kernel_size", "pool_size", "units", "rate")
"""Fields that are written as positional arguments, as is usual."""
USUAL = ("strides", "padding", "use_bias", "momentum", "epsilon", "center", "scale", "depth_multiplier", "trainable")
"""Fields that are left out when they have their default, which is Keras's too. All others are always written."""


def network_section(experiment: Experiment) -> Section:
    """`model`, with its first weights drawn by `SEED`."""
    architecture, training = experiment.architecture, experiment.training
    mixed = is_mixed(training.precision)
    rows = [f"    {call('keras.Input', architecture.input_shape)},"]
    if experiment.augmentation.active:
        rows.append(
            "    # Random changes to each image, different in every epoch, in training only. Each layer has its own seed."
        )
        rows += [f"    {text}," for text in _augmentation(experiment, mixed)]
    functions, calls = _calls(architecture, mixed)
    rows += [f"    {each}," for each in calls]
    words = "The seed is set right before the network is built: initial weights, shuffling and dropout all follow from it."
    if mixed:
        words += " Layers compute in bfloat16, with half the digits; the last ones in float32, since probabilities need them."
    if functions:
        words += " A block is a small model of its own, one entry of the list."
    return Section(
        title="Network",
        words=words,
        code=lines(
            "\n\n\n".join(functions) + "\n\n" if functions else "",
            f"SEED = {training.seed}",
            "keras.utils.set_random_seed(SEED)",
            *(_span(experiment)),
            *(_made_twice(rows) if mixed else _made("model =", rows)),
            "model.summary()",
        ),
        imports=("import keras", "from keras import layers"),
    )


def _made(start: str, rows: list[str]) -> list[str]:
    return [f"{start} keras.Sequential(", "    [", *("    " + row for row in rows), "    ]", ")"]


def _made_twice(rows: list[str]) -> list[str]:
    """A function that makes the network: in bfloat16 to be trained here, and in float32 to be tested, as the laboratory does it."""
    return [
        "\n\ndef network():",
        *("    " + line for line in _made("return", rows)),
        f"\n\n{call('keras.config.set_dtype_policy', BFLOAT16)}",
        "model = network()",
    ]


def _calls(architecture: Architecture, mixed: bool) -> tuple[list[str], list[str]]:
    """The functions of blocks, and a line for each layer that is on."""
    shape: Shape = architecture.input_shape
    made: list[Used | str] = []
    for index, layer in enumerate(architecture.layers):
        if not layer.enabled:
            continue
        before_head = architecture.head is not None and index < architecture.head
        more = {"dtype": "float32"} if mixed and not before_head else {}
        made.append(Used(layer, shape, more) if isinstance(layer, Composite) else layer_call(layer, more))
        with suppress(DoesNotFit):
            shape = layer.output_shape(shape)
    functions, calls = block_calls([each for each in made if isinstance(each, Used)])
    block = iter(calls)
    return functions, [each if isinstance(each, str) else next(block) for each in made]


def transfer_section(experiment: Experiment) -> Section:
    """The first layers get the weights of a .keras file of the laboratory, in which layers are named by their index."""
    transfer, layers = experiment.transfer, experiment.architecture.layers
    places = [index for index, layer in enumerate(layers) if layer.enabled]
    before = len(_augmentation(experiment, False))
    taken = [
        f"model.layers[{before + place}].set_weights(trained.get_layer({literal(f'{layers[index].kind.lower()}_{index}')}).get_weights())"
        for place, index in enumerate(places)
        if index < transfer.layers and hasattr(layers[index], "trainable")
    ]
    return Section(
        title="Weights of a trained network",
        words="The first layers begin with the weights of another trained network. Those with trainable=False keep them unchanged.",
        code=lines(
            f"TRAINED_FILE = {literal(f'{transfer.run}.keras')}  # save that network in CNN Lab as Keras, and write its path here",
            "trained = keras.models.load_model(TRAINED_FILE)",
            *taken,
        ),
        imports=("import keras",),
    )


def layer_call(layer: Layer, more: dict[str, Any]) -> str:
    """A layer as people write it: `layers.Conv2D(32, (3, 3), activation="relu")`."""
    fields = [field for field in fields_of(type(layer)) if field.name not in ("enabled", "l1", "l2")]
    given = layer.keras_arguments()
    first: list[Any] = []
    named: dict[str, Any] = {}
    for field in fields:
        value = given[field.name] if field.name == "shared_axes" else getattr(layer, field.name)
        if field.name in FIRST or len(fields) == 1:
            first.append(value)
        elif (
            value is not None
            and not ((field.advanced or field.name in USUAL) and value == field.default)
            and not (
                field.name == "activation" and value == "linear"  # what Keras does when nothing is said
            )
        ):
            named[field.name] = value
    return call(f"layers.{layer.kind}", *first, **named, **regularizers(layer), **more)


def regularizers(layer: Layer) -> dict[str, Code]:
    """The regularizer of `l1` and `l2` under each of its names in Keras; none where both are 0."""
    found = penalty(layer.values()["l1"], layer.values()["l2"]) if layer.regularized else None
    return dict.fromkeys(layer.regularized, Code(call(f"keras.regularizers.{found[0]}", **found[1]))) if found else {}


def _span(experiment: Experiment) -> list[str]:
    """The values of black and of the brightest pixel after scaling, if RandomBrightness or RandomContrast needs them."""
    augmentation = experiment.augmentation
    if experiment.data.scaling == "unit" or not (augmentation.brightness or augmentation.contrast):
        return []
    mean, deviation = ("offset", "divisor") if experiment.data.scaling == "fixed" else ("mean", "deviation")
    most = source(experiment).pixel_max
    if experiment.data.scaling == "fixed" and experiment.data.divisor < 0:
        return [f"darkest, brightest = ({most} - offset) / divisor, -offset / divisor  # inverted"]
    return [f"darkest, brightest = -{mean} / {deviation}, ({most} - {mean}) / {deviation}"]


def _augmentation(experiment: Experiment, mixed: bool) -> list[str]:
    """One layer for each field that changes anything. Their seeds count up from `SEED`, one per field."""
    augmentation: Augmentation = experiment.augmentation
    span = "(0.0, 1.0)" if experiment.data.scaling == "unit" else "(darkest, brightest)"
    a = augmentation
    calls = (
        (a.horizontal_flip, 'RandomFlip("horizontal"'),
        (a.translation, f'RandomTranslation({a.translation!r}, {a.translation!r}, fill_mode="nearest"'),
        (a.zoom, f'RandomZoom({a.zoom!r}, fill_mode="nearest"'),
        (a.rotation, f'RandomRotation({a.rotation!r}, fill_mode="nearest"'),
        (a.brightness, f"RandomBrightness({a.brightness!r}, value_range={span}"),
        (a.contrast, f"RandomContrast({a.contrast!r}, value_range={span}"),
    )
    end = ', dtype="float32")' if mixed else ")"
    return [
        f"layers.{text}, seed=SEED{f' + {number}' if number else ''}{end}"
        for number, (factor, text) in enumerate(calls)
        if factor
    ]
