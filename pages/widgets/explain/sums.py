"""What a number is the sum of, and what an activation makes of the sum, as the microscope's panel draws it."""

from __future__ import annotations

import numpy as np

from cnn_core.explain.activations import FORMULAS
from cnn_core.explain.arithmetic import Origin
from cnn_core.spec import Composite
from cnn_core.text import plural
from pages.widgets.explain.blocks import Block, number, quotient_digits, sentence, tally, term_rows
from pages.widgets.state.view import Look

TERMS = 12


def two_ways(look: Look, found: Origin, block: Composite) -> list[Block]:
    """What the convolutions of a block give, what goes around them, and what becomes of the sum."""
    within = block.inside(look.outputs[found.source].shape)
    names = {
        "branch": "the convolutions inside" if within.skip is not None else "what is inside",
        "skip": "what goes around them",
    }
    last = {"branch": within.main[-1].name, "skip": within.skip[-1].name if within.skip else ""}
    rows = [
        {"at": list(found.at), "place": names[way], "texts": [number(value)], "part": 0.0, "step": last[way]}
        for way, value in found.parts.items()
    ]
    ways: Block = {"type": "terms", "head": ["from", "value"], "rows": rows}
    ending: list[tuple[str, float | str]] = [("sum", found.pre_activation)] if len(rows) > 1 else []
    if found.activation != "linear" and found.group is None:
        ending.append((f"{found.activation}: {FORMULAS[found.activation]}", found.value))
    inside = f"Inside: {', '.join(step.layer.label for step in within.main)}."
    words = (
        f"{inside} For this image all of it is one sum over what goes in: a weight here is the product of the weights on the way, summed "
        "over all ways, and what an activation inside cuts off counts 0."
    )
    products = [("sum of all products", found.pre_activation - found.bias), ("what the normalisations add", found.bias)]
    blocks = [ways, *([tally([], *ending)] if ending else [])]
    blocks += _shares(look, found, found.group) if found.group is not None else []
    return [*blocks, sentence(words), tally(products, ("sum", found.pre_activation))]


def activated(look: Look, found: Origin) -> list[Block]:
    """From the sum to the value."""
    total, bias, name = found.pre_activation, found.bias, found.activation
    rows = [("sum of all products", total - bias), ("bias", bias)] if len(found.values) > 1 or bias else [("x", total)]
    if name == "linear":
        return [tally(rows, ("sum", total))]
    if name != "softmax" or found.group is None:
        return [tally(rows, *([("x", total)] if len(rows) > 1 else []), (f"{name}: {FORMULAS[name]}", found.value))]
    return [tally(rows, *([("x", total)] if len(rows) > 1 else [])), *_shares(look, found, found.group)]


def _shares(look: Look, found: Origin, sums: np.ndarray) -> list[Block]:
    """Softmax: each unit's share of the sum of powers. The largest x is taken off first, which changes no share."""
    powers = np.exp(sums - sums.max())
    unit = found.at[-1]
    names = look.class_names if len(sums) == len(look.class_names) else [str(k) for k in range(len(sums))]
    order = [int(k) for k in np.argsort(-sums)[:TERMS]]
    rows = [(f"{names[k]}: exp({number(sums[k])} − {number(sums.max())})", float(powers[k])) for k in order]
    if rest := len(sums) - len(order):
        rows.append((f"{rest} others", float(powers.sum() - powers[order].sum())))
    digits = quotient_digits(float(powers[unit]), float(powers.sum()))
    total = number(float(powers.sum()), digits)
    share = f"share of {names[unit]}: {number(float(powers[unit]), digits)} / {total}"
    text = "Softmax: exp of each unit's sum, less the largest of them (which changes no share), divided by the total."
    return [sentence(text), tally(rows, ("total", total), (share, found.value))]


def _sum_words(found: Origin) -> str:
    """Of a unit with softmax it is not the value above that is the sum."""
    products = f"{len(found.products):,} products"
    if found.group is None:
        return f"A sum of {products}, the strongest first."
    bias = " and the bias" if found.bias else ""
    return f"Before softmax it is {number(found.pre_activation)}: a sum of {products}{bias}, the strongest first."


def terms(found: Origin, count: int) -> list[Block]:
    """The strongest contributions, one row each; the rest as one sum."""
    products = found.products
    order = np.argsort(-np.abs(products), kind="stable")
    shown = order[:count]
    most = float(np.abs(products).max()) or 1.0
    columns = (found.values, found.weights, products)
    blocks = [
        sentence(_sum_words(found)),
        term_rows(found, shown, ("from", "value", "weight", "product", ""), columns, products / most),
    ]
    if rest := len(products) - len(shown):
        blocks.append(
            {
                "type": "more",
                "text": f"{plural(rest, 'other')}, together {number(float(products.sum() - products[shown].sum()))}: show more",
            }
        )
    return blocks
