"""A plan that is being made: what its form says before it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.plan.plan import MAX_SEEDS
from cnn_core.plan.vary import LAYER
from cnn_core.spec.fields import Integer, Switch, expect_object

MAX_FIELDS, MAX_LETTERS = 20, 2000
SEEDS, SWITCH = Integer(1, MAX_SEEDS), Switch()

Varied = tuple[int | None, str, str]
"""The number of a layer, or None for what is no layer's; the field; its values as they were typed."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Layers are known by the numbers that they keep through every edit; `open` is whether the form is."""

    varied: tuple[Varied, ...] = ()
    seeds: int = 3
    one_at_a_time: bool = False
    split_too: bool = False
    open: bool = False

    def varying(self, typed: Mapping[str, str], base: Experiment) -> Draft:
        """The same with these texts by path, `layers[0].filters` or `batch_size`, of this experiment."""
        found: list[Varied] = []
        for path, values in typed.items():
            layer = LAYER.fullmatch(path)
            number = base.architecture.ids[int(layer[1])] if layer else None
            found.append((number, layer[2] if layer else path, values[:MAX_LETTERS]))
        return replace(self, varied=tuple(found))

    def typed(self, base: Experiment) -> dict[str, str]:
        """The texts by path in this experiment, in which layers may stand in other places; those of layers that are gone are left out."""
        places = {number: index for index, number in enumerate(base.architecture.ids)}
        return {
            field if number is None else f"layers[{places[number]}].{field}": values
            for number, field, values in self.varied
            if number is None or number in places
        }

    def to_json(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in ("seeds", "one_at_a_time", "split_too", "open")}
        return {"varied": [list(each) for each in self.varied], **plain}

    @classmethod
    def from_json(cls, value: object) -> Draft:
        """The draft that a JSON object describes; SpecError names the first fault."""
        value = expect_object("draft", value)
        varied = value.get("varied")
        if not isinstance(varied, list) or len(varied) > MAX_FIELDS:
            raise SpecError("varied", f"must be a list of at most {MAX_FIELDS} fields", varied)
        return cls(
            varied=tuple(_varied(each) for each in varied),
            seeds=SEEDS.check("seeds", value.get("seeds")),
            one_at_a_time=SWITCH.check("one_at_a_time", value.get("one_at_a_time")),
            split_too=SWITCH.check("split_too", value.get("split_too")),
            open=SWITCH.check("open", value.get("open")),
        )


def _varied(value: object) -> Varied:
    if isinstance(value, list) and len(value) == 3:
        number, field, values = value
        if (number is None or type(number) is int) and isinstance(field, str) and isinstance(values, str):
            return number, field, values[:MAX_LETTERS]
    raise SpecError("varied", "must be [number of a layer or null, field, values]", value)
