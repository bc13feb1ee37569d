"""What a bundle says of its network besides layers and weights: meta.json."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.fields import Integer, Real, Text, expect_object, path_part

SCHEMA = 1
FIELDS = ("schema", "data", "training", "class_names", "scaling", "epochs", "figures", "versions")
MIN_CLASSES, MAX_CLASSES = 1, 100
MAX_VERSIONS = 20
FIGURES = {"test_accuracy": Real(0.0, 1.0), "test_loss": Real(0.0, 1e6), "val_accuracy": Real(0.0, 1.0)}
OFFSET, DIVISOR = Real(-1e6, 1e6), Real(-1e6, 1e6)
MIN_DIVISOR = 1e-6
EPOCHS = Integer(0, 100_000)
LABEL = Text(64)


@dataclass(frozen=True, kw_only=True)
class About:
    """How a network came about. `scaling` is (offset, divisor) of its pixels; `figures` are accuracies and a loss by name."""

    experiment: Experiment
    class_names: tuple[str, ...]
    scaling: tuple[float, float]
    epochs: int
    figures: dict[str, float] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "data": self.experiment.data.to_json(),
            "training": self.experiment.training.to_json(),
            "class_names": list(self.class_names),
            "scaling": list(self.scaling),
            "epochs": self.epochs,
            "figures": self.figures,
            "versions": self.versions,
        }

    @classmethod
    def from_json(cls, value: object, architecture: Architecture) -> About:
        """What a JSON object says of a network with these layers; SpecError names the path of the first fault."""
        value = expect_object("", value)
        for name in value:
            if name not in FIELDS:
                raise SpecError(path_part(name), "is no field of meta.json", value[name])
        if value.get("schema") != SCHEMA or isinstance(value.get("schema"), bool):
            raise SpecError("schema", f"must be {SCHEMA}, the only one this version knows", value.get("schema"))
        parts = {"architecture": architecture.to_json(), "data": value.get("data"), "training": value.get("training")}
        return cls(
            experiment=Experiment.from_saved(parts),
            class_names=_class_names(value.get("class_names")),
            scaling=_scaling(value.get("scaling")),
            epochs=EPOCHS.check("epochs", value.get("epochs")),
            figures=_figures(value.get("figures")),
            versions=_versions(value.get("versions")),
        )


def _class_names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not MIN_CLASSES <= len(value) <= MAX_CLASSES:
        raise SpecError("class_names", f"must be a list of {MIN_CLASSES} to {MAX_CLASSES} texts", value)
    return tuple(LABEL.check(f"class_names[{number}]", name) for number, name in enumerate(value))


def _scaling(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise SpecError("scaling", "must be [offset, divisor]", value)
    offset, divisor = OFFSET.check("scaling[0]", value[0]), DIVISOR.check("scaling[1]", value[1])
    if abs(divisor) < MIN_DIVISOR:
        raise SpecError("scaling[1]", "must not be 0", divisor)
    return offset, divisor


def _figures(value: object) -> dict[str, float]:
    given = expect_object("figures", value)
    for name in given:
        if name not in FIGURES:
            raise SpecError(f"figures.{path_part(name)}", f"must be one of {', '.join(FIGURES)}", given[name])
    return {name: FIGURES[name].check(f"figures.{name}", each) for name, each in given.items()}


def _versions(value: object) -> dict[str, str]:
    given = expect_object("versions", value)
    if len(given) > MAX_VERSIONS:
        raise SpecError("versions", f"must be at most {MAX_VERSIONS}", len(given))
    return {LABEL.check("versions", name): LABEL.check(f"versions.{path_part(name)}", each) for name, each in given.items()}
