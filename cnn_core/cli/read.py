"""`read`: what a network says of pictures."""

from __future__ import annotations

import sys
from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import Any

from cnn_core.cli.content import content_of
from cnn_core.cli.find_run import WHERE, find_run
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import percent, print_json, table
from cnn_core.errors import DatasetError
from cnn_core.uploads.limits import MAX_PICTURE_BYTES


def add(commands: Commands) -> None:
    words = (
        "Print the class that a network finds in each picture, such as a photograph of a digit on paper. Writing is found on its "
        "paper and made like the training images; other pictures are scaled."
    )
    command = commands.add_parser("read", help="say what a network reads in pictures", description=words)
    command.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE", help="a picture file")
    command.add_argument("--run", dest="network", metavar="RUN", default="pretrained", help=f"{WHERE} (default: pretrained)")
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    from PIL import Image

    from cnn_core.data.catalogue import entry_of
    from cnn_core.data.load import find, load_local
    from cnn_core.data.prepare import Scaling
    from cnn_core.data.task import class_names
    from cnn_core.drawing import MNIST, SHAPES, appearance
    from cnn_core.drawing.picture_input import picture_input, usual_preparation
    from cnn_core.explain.numpy_network import numpy_prediction
    from cnn_core.uploads.many_pictures import label_in, rightly_read
    from cnn_core.uploads.picture_batch import read_batch

    folder = find_run(chosen.network)
    experiment = folder.meta.experiment
    name, shape = experiment.data.dataset, experiment.architecture.input_shape
    entry, names = entry_of(name), class_names(experiment.data)
    like = SHAPES if entry.shapes else MNIST
    if find(name) is not None:
        data = load_local(name)
        like = appearance(data.x_train, data.pixel_max)
    weights, scaling = folder.weights(), Scaling(*folder.state().scaling)
    rows: list[dict[str, Any]] = []
    pictures = [(path.name, partial(content_of, path, MAX_PICTURE_BYTES, DatasetError)) for path in chosen.pictures]
    decoded = read_batch(pictures, lambda done, total: None)
    problems = [each for each in decoded if isinstance(each, DatasetError)]
    if len(problems) == len(decoded):
        raise problems[0]
    for path, found in zip(chosen.pictures, decoded, strict=True):
        if isinstance(found, DatasetError):
            continue
        picture = Image.fromarray(found)
        made = picture_input(picture, shape, like, entry.pixel_max, usual_preparation(picture, shape[2], like))
        probabilities = numpy_prediction(experiment.architecture, weights, scaling.apply(made.pixels[None]))[0]
        best = int(probabilities.argmax())
        blank = made.pixels.min() == made.pixels.max()
        rows.append(
            {
                "file": str(path),
                "prediction": None if blank else names[best],
                "probability": None if blank else float(probabilities[best]),
                "class_in_name": label_in(str(path), names),
                "more_writing": made.more_writing,
                "probabilities": {each: float(p) for each, p in zip(names, probabilities, strict=True)},
            }
        )
    if chosen.json:
        print_json(rows)
    else:
        print(table(["picture", "class", "probability"], [_cells(row) for row in rows]))
        if more := [each["file"] for each in rows if each["more_writing"]]:
            print(f"\nMore is written on {', '.join(more)} than the one thing that is read, which is nearest to the middle.")
        told = [each for each in rows if each["class_in_name"] is not None]
        right = sum(each["prediction"] == each["class_in_name"] for each in told)
        if told:
            print("\n" + " ".join(rightly_read(right, sum(each["prediction"] is None for each in told), len(told))))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 2 if problems else 0


def _cells(row: dict[str, Any]) -> list[str]:
    nothing = row["prediction"] is None
    return [row["file"], *(("nothing stands out", "") if nothing else (row["prediction"], percent(row["probability"])))]
