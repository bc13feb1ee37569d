"""A network as a value: an input shape and a list of layers."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Integer, Text, expect_object, path_part
from cnn_core.spec.layer import Layer
from cnn_core.spec.shaping import Dense

SCHEMA = 1
MAX_LAYERS = 64
_numbers = count(
    secrets.randbits(40)
)  # those of another process, in a saved desk or an old browser tab, are never taken for these


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """An immutable stack of layers; every edit returns a new one.

    `input_shape` is (height, width, channels). The last Dense is the head: it has one unit per class.
    `ids` has a number for each layer, which it keeps through every edit, so that two equal layers are never taken for each other.
    They are no part of what the network is: equal networks may have different ones, and JSON leaves them out.
    """

    name: str
    input_shape: tuple[int, int, int]
    layers: tuple[Layer, ...]
    ids: tuple[int, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        Text().check("name", self.name)
        if not isinstance(self.input_shape, list | tuple) or len(self.input_shape) != 3:
            raise SpecError("input_shape", "must be [height, width, channels]", self.input_shape)
        for index, (side, most) in enumerate(zip(self.input_shape, (512, 512, 4), strict=True)):
            Integer(1, most).check(f"input_shape[{index}]", side)
        object.__setattr__(self, "input_shape", tuple(self.input_shape))
        object.__setattr__(self, "layers", tuple(self.layers))
        if len(self.layers) > MAX_LAYERS:
            raise SpecError("layers", f"must be at most {MAX_LAYERS}", len(self.layers))
        if len(self.ids) != len(self.layers):
            object.__setattr__(self, "ids", tuple(next(_numbers) for _ in self.layers))

    @property
    def head(self) -> int | None:
        """Index of the last enabled Dense, which gives a number for each class."""
        found = [i for i, layer in enumerate(self.layers) if isinstance(layer, Dense) and layer.enabled]
        return found[-1] if found else None

    def edit(self, index: int, **values: Any) -> Architecture:
        """The same stack with some fields of one layer changed."""
        try:
            changed = replace(self.layers[index], **values)
        except SpecError as error:
            raise error.inside(f"layers[{index}]") from None
        return self.put(index, changed)

    def put(self, index: int, layer: Layer) -> Architecture:
        return replace(self, layers=(*self.layers[:index], layer, *self.layers[index + 1 :]))

    def insert(self, index: int, layer: Layer, number: int | None = None) -> Architecture:
        """The same stack with one more layer, which gets a new number, or this one if no other has it."""
        free = number is not None and number not in self.ids
        return self._insert(index, layer, number if free and number is not None else next(_numbers))

    def remove(self, index: int) -> Architecture:
        layers, ids = self.layers, self.ids
        return replace(self, layers=(*layers[:index], *layers[index + 1 :]), ids=(*ids[:index], *ids[index + 1 :]))

    def move(self, index: int, to: int) -> Architecture:
        """The same stack with a layer in another place; it keeps its number."""
        return self.remove(index)._insert(to, self.layers[index], self.ids[index])

    def _insert(self, index: int, layer: Layer, number: int) -> Architecture:
        layers, ids = self.layers, self.ids
        return replace(self, layers=(*layers[:index], layer, *layers[index:]), ids=(*ids[:index], number, *ids[index:]))

    def set_trainable(self, count: int, trainable: bool) -> Architecture:
        """The network whose first `count` layers train, or are frozen; layers without weights have no such field."""
        network = self
        for index, layer in enumerate(self.layers[:count]):
            if hasattr(layer, "trainable"):
                network = network.edit(index, trainable=trainable)
        return network

    def fit_to(self, input_shape: tuple[int, int, int], classes: int) -> Architecture:
        """The same stack for another dataset: its input shape, and one unit per class in the head."""
        fitted = replace(self, input_shape=input_shape)
        return fitted if self.head is None else fitted.edit(self.head, units=classes)

    def to_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "name": self.name,
            "input_shape": list(self.input_shape),
            "layers": [layer.to_json() for layer in self.layers],
        }

    @classmethod
    def from_json(cls, value: object) -> Architecture:
        """The architecture that a JSON object describes; SpecError names the path of the first fault."""
        value = expect_object("", value)
        for name in value:
            if name not in ("schema", "name", "input_shape", "layers"):
                raise SpecError(path_part(name), "is no field of an architecture", value[name])
        if value.get("schema") != SCHEMA or isinstance(value.get("schema"), bool):
            raise SpecError("schema", f"must be {SCHEMA}, the only one this version knows", value.get("schema"))
        given = value.get("layers")
        if not isinstance(given, list):
            raise SpecError("layers", "must be a list of layers", given)
        if len(given) > MAX_LAYERS:
            raise SpecError("layers", f"must be at most {MAX_LAYERS}", len(given))
        layers = []
        for index, each in enumerate(given):
            try:
                layers.append(Layer.from_json(each))
            except SpecError as error:
                raise error.inside(f"layers[{index}]") from None
        return cls(name=value.get("name"), input_shape=value.get("input_shape"), layers=tuple(layers))  # type: ignore[arg-type]

    def to_text(self) -> str:
        """Canonical JSON: the cache key, and what the run folder holds."""
        return json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
