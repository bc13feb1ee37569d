"""`explain`: where one number of a network comes from."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from cnn_core.cli.find_run import WHERE, find_run
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import print_json, table

if TYPE_CHECKING:
    from cnn_core.explain.arithmetic import Origin

MAX_TERMS = 12


def add(commands: Commands) -> None:
    words = (
        "Print the arithmetic of one number that a network computes for a test image: the terms of its sum, its bias, its "
        "activation, and the pixels of the image that it depends on (first row, first column, last row, last column)."
    )
    command = commands.add_parser("explain", help="print where one number of a network comes from", description=words)
    command.add_argument("folder", metavar="RUN", help=WHERE)
    command.add_argument("--image", metavar="N", type=int, required=True, help="the test image, counted from 0")
    command.add_argument("--layer", metavar="I", type=int, required=True, help="the layer of the experiment, counted from 0")
    command.add_argument("--at", metavar="Y,X,C", type=_place, required=True, help="the number in its output; U for a vector")
    command.add_argument(
        "--epoch", metavar="K", type=int, help="the weights after this epoch, 0: before training (default: the final ones)"
    )
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    from cnn_core.data.load import load_local
    from cnn_core.data.prepare import Scaling
    from cnn_core.errors import SpecError
    from cnn_core.explain.arithmetic import IMAGE, origin
    from cnn_core.explain.numpy_network import numpy_outputs

    folder = find_run(chosen.folder)
    experiment = folder.meta.experiment
    weights = folder.weights() if chosen.epoch is None else folder.epoch_weights(chosen.epoch)
    images = load_local(experiment.data.dataset).x_test
    if not 0 <= chosen.image < len(images):
        raise SpecError("image", f"must be the number of a test image, from 0 to {len(images) - 1}", chosen.image)
    image = Scaling(*folder.state().scaling).apply(images[chosen.image : chosen.image + 1])
    given = numpy_outputs(experiment.architecture, weights, image)
    outputs = {IMAGE: image[0]} | {index: values[0] for index, values in given.items()}
    found = origin(experiment.architecture, weights, outputs, chosen.layer, chosen.at)
    if chosen.json:
        print_json(found.to_json())
    else:
        print(_text(found, experiment.architecture.layers[chosen.layer].label))
    return 0


def _place(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise ArgumentTypeError(
            f"must be whole numbers with commas, as 3,5,0 for an image or 7 for a vector. Received: {text[:40]!r}"
        ) from None


def _text(found: Origin, label: str) -> str:
    """The number, its strongest terms, and what becomes of their sum."""
    from cnn_core.explain.activations import FORMULAS

    products = found.products
    strongest = sorted(range(len(products)), key=lambda k: -abs(products[k]))
    rows = [
        [",".join(map(str, found.inputs[k])), f"{found.values[k]:.6g}", f"{found.weights[k]:.6g}", f"{products[k]:.6g}"]
        for k in strongest[:MAX_TERMS]
    ]
    if len(strongest) > MAX_TERMS:
        rest = sum(products[k] for k in strongest[MAX_TERMS:])
        rows.append([f"{len(strongest) - MAX_TERMS:,} others", "", "", f"{rest:.6g}"])
    top, left, bottom, right = found.receptive_field.box
    return "\n".join(
        [
            f"{label} at {','.join(map(str, found.at))}: {found.value:.6g}",
            "",
            table(["input", "value", "weight", "product"], rows),
            "",
            f"sum {found.pre_activation - found.bias:.6g}, bias {found.bias:.6g}, {found.activation}({found.pre_activation:.6g}) = {found.value:.6g}",
            *([f"{found.activation}(x) = {FORMULAS[found.activation]}"] if found.activation in FORMULAS else []),
            f"depends on the rows {top} to {bottom} and the columns {left} to {right} of the image",
        ]
    )
