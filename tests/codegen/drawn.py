"""Experiments drawn by number: stacks of all kinds of layers that fit, with all kinds of settings, on the 8x8 digits."""

from __future__ import annotations

from itertools import count
from random import Random
from typing import Any

from cnn_core.data.augmentation import Augmentation
from cnn_core.data.choice import ALL, ONE, DataChoice
from cnn_core.experiment import Experiment
from cnn_core.spec import Architecture, Dense, Flatten, Layer, fields_of
from cnn_core.spec.fields import Choice, Integer, Real, Record, Rule, Size
from cnn_core.summary import summarise
from cnn_core.training.config import BALANCED, EVEN, LOSSES, SCHEDULES, TrainingConfig
from cnn_core.training.optimizers import Optimizer

IMAGES = [
    "Conv2D",
    "Conv2D",
    "MaxPooling2D",
    "AveragePooling2D",
    "BatchNormalization",
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
]
VECTORS = ["Dense", "BatchNormalization", "LayerNormalization", "Activation", "LeakyReLU", "ELU", "Dropout", "GaussianNoise"]
ENDS = ["Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D"]


def drawn(number: int) -> Experiment:
    """The experiment of that number; its network fits its data and is small."""
    random = Random(number)
    task = random.choice((ALL, ALL, ALL, ONE))
    classes = 10 if task == ALL else 2
    rate = {"learning_rate": random.choice((0.3, 1.0))}
    kind = Optimizer.kinds[random.choice(list(Optimizer.kinds))]
    settings = _values(random, kind)
    if (
        "beta_2" in settings
    ):  # smaller ones throw a network so far that the laboratory, which has probabilities, cuts its test loss off
        settings["beta_2"] = max(0.9, settings["beta_2"])
    settings["decay"] = settings.get("decay", 0.0)
    schedule = {} if settings["decay"] else _schedule(random)
    if kind is not Optimizer.kinds["SGD"]:
        del settings["decay"]
    loss = random.choice(LOSSES)
    settings["learning_rate"] = kind().values()["learning_rate"] * rate["learning_rate"]
    return Experiment(
        architecture=_stack(random, number, classes),
        data=DataChoice(
            dataset="digits",
            task=task,
            target=random.randrange(10),
            others=random.choice((0, 100)),
            train_size=random.randint(80, 110),
            validation=random.choice(("stratified", "last", "test", "none")),
            validation_split=random.choice((0.2, 0.25, 0.3)),
            split_seed=random.randrange(1000),
            scaling=random.choice(("unit", "standard")),
        ),
        training=TrainingConfig(
            batch_size=random.choice((32, 48, 64)),
            epochs=random.choice((1, 1, 2, 2)),
            loss=loss,
            label_smoothing=0.0 if loss.startswith("sparse") else random.choice((0.0, 0.1)),
            **schedule,
            seed=random.randrange(1000),
            class_weight=BALANCED if number % 4 == 1 else EVEN,
            early_stopping=random.choice((0, 0, 1)) * (not settings["use_ema"]),  # one excludes the other
            optimizer=kind(**settings),
        ),
        augmentation=Augmentation(**_values(random, Augmentation)) if number % 3 == 0 else Augmentation(),
    )


def _schedule(random: Random) -> dict[str, Any]:
    names = ("schedule", "schedule_factor", "schedule_epochs", "warmup")
    return dict(zip(names, (random.choice(SCHEDULES), random.choice((0.1, 0.5)), 1, random.choice((0, 0, 1, 2))), strict=True))


def _stack(random: Random, number: int, classes: int) -> Architecture:
    for _ in count():
        layers = [
            *(_layer(random, IMAGES) for _ in range(random.randint(0, 4))),
            _layer(random, ENDS),
            *(_layer(random, VECTORS) for _ in range(random.randint(0, 2))),
            Flatten(),
            Dense(units=classes, activation="softmax"),
        ]
        stack = Architecture(name=f"drawn {number}", input_shape=(8, 8, 1), layers=tuple(layers))
        summary = summarise(stack, classes)
        if not summary.errors and summary.params < 20_000:
            return stack
    raise AssertionError


def _layer(random: Random, kinds: list[str]) -> Layer:
    kind = Layer.kinds[random.choice(kinds)]
    return kind(**{**_values(random, kind), "enabled": random.random() < 0.9})


def _values(random: Random, record: type[Record]) -> dict[str, Any]:
    """A value for each field; half of the fields keep their default."""
    values = {f.name: _value(random, f.rule) if random.random() < 0.5 else f.default for f in fields_of(record)}
    if "groups" in values and "filters" in values:
        values["groups"] = 1  # eagerly, TensorFlow has no gradient of them on a processor; in the graphs that people get it has
    return values


def _value(random: Random, rule: Rule) -> Any:
    if isinstance(rule, Integer):
        return random.randint(rule.minimum, min(12, rule.maximum))
    if isinstance(rule, Real):
        return round(random.uniform(rule.minimum, rule.maximum), 3) if not rule.stops else random.choice(rule.stops)
    if isinstance(rule, Size):
        pair = random.randint(1, 3), random.randint(1, 3)
        return random.choice((pair, None)) if rule.optional else pair
    return random.choice(rule.options) if isinstance(rule, Choice) else random.choice((True, False))
