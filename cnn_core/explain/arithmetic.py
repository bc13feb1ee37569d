"""The arithmetic of one number: which inputs it is the sum of, and what is done with the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.errors import SpecError
from cnn_core.explain.activations import activate
from cnn_core.explain.terms import Numbers, Place, terms_of
from cnn_core.explain.windows import Box, Field, receptive_field
from cnn_core.spec import ELU, Dense, LeakyReLU, PReLU
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import Row, summarise
from cnn_core.training.interface import Arrays

IMAGE = -1
"""The layer before the first one: the scaled image."""


@dataclass(frozen=True, eq=False)
class Origin:
    """Where one number comes from: the sum of `values` times `weights`, plus `bias`, through `activation`.

    `inputs` int (n, 3 or 1) are the places (y, x, channel) or (unit,) of the terms in the outputs of layer `source` (IMAGE: the
    image). Padding gives no terms. Max pooling has the weight 1 at its winner and 0 elsewhere. `window` is the whole window in the
    input, padding included; `group` holds the sums of all units that a softmax divides by; `parts` are the numbers that a weight
    was made of, by name. For a number inside a block `step` is the name of its layer there, and `source_step` that of the one before it.
    """

    layer: int
    source: int
    at: Place
    value: float
    pre_activation: float
    bias: float
    activation: str
    inputs: NDArray[np.int64]
    values: Numbers
    weights: Numbers
    receptive_field: Field
    window: Box | None = None
    group: Numbers | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    step: str = ""
    source_step: str = ""

    @property
    def products(self) -> Numbers:
        return self.values * self.weights

    def to_json(self) -> dict[str, Any]:
        places = self.inputs.tolist(), self.values.tolist(), self.weights.tolist(), self.products.tolist()
        terms = [dict(zip(("input", "value", "weight", "product"), term, strict=True)) for term in zip(*places, strict=True)]
        return {
            "value": self.value,
            "pre_activation": self.pre_activation,
            "bias": self.bias,
            "activation": self.activation,
            "terms": terms,
            "receptive_field": list(self.receptive_field.box),
        }


def origin(architecture: Architecture, weights: Arrays, outputs: Mapping[int, NDArray[Any]], layer: int, at: Place) -> Origin:
    """The origin of the number at (y, x, channel) or (unit,) of a layer, counted from 0 in the architecture.

    `outputs` holds what each enabled layer gives for one image, by its index, and under IMAGE the scaled image itself.
    SpecError for a layer that there is not, that is off, or for a place outside its output.
    """
    rows = _rows_to(architecture, layer)
    source = rows[-2].index if len(rows) > 1 else IMAGE
    own = {weight.name: weights[f"{layer}.{weight.name}"] for weight in rows[-1].weights}
    return origin_on_way(rows, own, outputs[source], at, source)


def origin_on_way(rows: Sequence[Row], weights: Arrays, before: NDArray[Any], at: Place, source: int) -> Origin:
    """The origin of a number that the last of these rows gives, with its own weights, for what the layer `source` before it has given.
    `rows` are those from the first layer on."""
    row = rows[-1]
    _check_place(row, at)
    own = {name: np.asarray(array, np.float64) for name, array in weights.items()}
    x = np.asarray(before, np.float64)
    terms = terms_of(row, own, x, at)
    total = float(terms.values @ terms.weights) + terms.bias
    name = row.layer.ending(row.input_shape)
    group = None
    if isinstance(row.layer, LeakyReLU | PReLU):
        slope = terms.parts["alpha"] if isinstance(row.layer, PReLU) else row.layer.negative_slope
        name, value = "leaky_relu", total if total > 0 else slope * total
    elif isinstance(row.layer, ELU):
        name, value = "elu", total if total > 0 else row.layer.alpha * float(np.expm1(total))
    elif name == "softmax":
        group = _group(row, own, x, at)
        value = float(activate(name, group)[at[-1]])
    else:
        value = float(activate(name, np.array([total]))[0])
    return Origin(
        layer=row.index,
        source=source,
        at=at,
        value=value,
        pre_activation=total,
        bias=terms.bias,
        activation=name,
        inputs=terms.inputs,
        values=terms.values,
        weights=terms.weights,
        receptive_field=receptive_field(rows, at),
        window=terms.window,
        group=group,
        parts=terms.parts,
    )


def _rows_to(architecture: Architecture, layer: int) -> Sequence[Row]:
    rows = summarise(architecture).rows
    known = [row.index for row in rows]
    if layer not in known:
        raise SpecError("layer", f"must be one of the layers that are on: {', '.join(map(str, known))}", layer)
    return rows[: known.index(layer) + 1]


def _check_place(row: Row, at: Place) -> None:
    wanted = "Y,X,C" if len(row.output_shape) == 3 else "U"
    if len(at) != len(row.output_shape) or not all(0 <= k < size for k, size in zip(at, row.output_shape, strict=False)):
        most = ",".join(str(size - 1) for size in row.output_shape)
        raise SpecError("at", f"{row.label} takes {wanted}, each from 0, up to {most}", ",".join(map(str, at)))


def _group(row: Row, own: Mapping[str, Numbers], x: Numbers, at: Place) -> Numbers:
    """The sums of all units at this place, which a softmax turns into shares."""
    if isinstance(row.layer, Dense):
        return np.asarray(x[at[:-1]] @ own["kernel"] + own.get("bias", 0.0))
    units = range(row.output_shape[-1])
    found = [terms_of(row, own, x, (*at[:-1], unit)) for unit in units]
    return np.array([float(each.values @ each.weights) + each.bias for each in found])
