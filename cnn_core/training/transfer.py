"""Beginning with weights of a network that was trained before, rather than with random ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from cnn_core.spec.fields import Integer, Record, Text

PRETRAINED = "pretrained"
"""The id of the run that comes with the laboratory."""


@dataclass(frozen=True, kw_only=True)
class Transfer(Record):
    """The first `layers` layers (disabled ones counted) begin with the weights that they have in the run `run`.

    0 layers: all weights are drawn anew. Whether the layers taken over go on learning is said by their own `trainable`.
    Yosinski, Clune, Bengio and Lipson, "How transferable are features in deep neural networks?" (2014).
    """

    run: Annotated[str, Text(64), "The run whose weights are taken over; with 0 layers it changes nothing."] = PRETRAINED
    layers: Annotated[
        int, Integer(0, 64), "More layers taken over: less is left to learn, and less can suit itself to the new images."
    ] = 0

    @property
    def active(self) -> bool:
        return self.layers > 0

    def to_json(self) -> dict[str, Any]:
        return self.values()

    @classmethod
    def from_json(cls, value: object) -> Transfer:
        """What a JSON object describes; experiments saved before there was transfer have none."""
        return cls() if value is None else cls.from_values(value)
