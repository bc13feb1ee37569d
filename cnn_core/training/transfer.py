"""Transfer learning: starting from the weights of a trained network instead of random ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from cnn_core.spec.fields import Integer, Record, Text

PRETRAINED = "pretrained"
"""The id of the run that comes with the laboratory."""


@dataclass(frozen=True, kw_only=True)
class Transfer(Record):
    """The first `layers` layers (disabled ones counted) begin with the weights that they have in the run `run`.

    0 layers: all weights are initialised randomly. The reused layers train if their own `trainable` is set.
    Yosinski, Clune, Bengio and Lipson, "How transferable are features in deep neural networks?" (2014).
    """

    run: Annotated[str, Text(64), "The run whose weights are reused; with 0 layers it has no effect."] = PRETRAINED
    layers: Annotated[int, Integer(0, 64), "More reused layers: less is left to train, and less can adapt to the new images."] = 0

    @property
    def active(self) -> bool:
        return self.layers > 0

    def to_json(self) -> dict[str, Any]:
        return self.values()

    @classmethod
    def from_json(cls, value: object) -> Transfer:
        """What a JSON object describes; experiments saved by versions without transfer have none."""
        return cls() if value is None else cls.from_values(value)
