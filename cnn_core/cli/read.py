"""`read`: what a network says of pictures."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from cnn_core.cli.content import content_of
from cnn_core.cli.find_run import WHERE, find_run
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import percent, print_json, table
from cnn_core.errors import DatasetError
from cnn_core.uploads.limits import MAX_PICTURE_BYTES

Content = Callable[[], bytes]


def add(commands: Commands) -> None:
    words = (
        "Print the class that a network finds in each picture, such as a photograph of a digit on paper. Writing is found on its "
        "paper and made like the training images; other pictures are scaled."
    )
    command = commands.add_parser("read", help="say what a network reads in pictures", description=words)
    command.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE", help="a picture file, or a zip of them")
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
    pictures, problems = _pictures(chosen.pictures)
    decoded = read_batch([(name, content) for _, name, content in pictures], lambda done, total: None)
    problems += [each for each in decoded if isinstance(each, DatasetError)]
    if all(isinstance(each, DatasetError) for each in decoded):
        raise problems[0]
    for (path, _, _), found in zip(pictures, decoded, strict=True):
        if isinstance(found, DatasetError):
            continue
        picture = Image.fromarray(found)
        made = picture_input(picture, shape, like, entry.pixel_max, usual_preparation(picture, shape[2], like))
        probabilities = numpy_prediction(experiment.architecture, weights, scaling.apply(made.pixels[None]))[0]
        best = int(probabilities.argmax())
        blank = made.pixels.min() == made.pixels.max()
        rows.append(
            {
                "file": path,
                "prediction": None if blank else names[best],
                "probability": None if blank else float(probabilities[best]),
                "class_in_name": label_in(path, names),
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


def _pictures(paths: Sequence[Path]) -> tuple[list[tuple[str, str, Content]], list[DatasetError]]:
    """Of each picture, those in zips too, its path, the name that sentences call it by and what gives its content; and why zips have none.
    The zips have the bounds of the Draw page."""
    from cnn_core.uploads.many_pictures import ZIP, check_number, pictures_in

    found: list[tuple[str, str, Content]] = []
    problems: list[DatasetError] = []
    count = unpacked = 0
    for path in paths:
        if not _begins(path, ZIP):
            found.append((str(path), path.name, partial(content_of, path, MAX_PICTURE_BYTES, DatasetError)))
            continue
        try:
            members, size = pictures_in(path.name, content_of(path, MAX_PICTURE_BYTES, DatasetError))
        except DatasetError as error:
            problems.append(error)
            continue
        count, unpacked = count + len(members), unpacked + size
        check_number(count, unpacked)
        found += [(f"{path}/{member}", member, content) for member, content in members]
    return found, problems


def _begins(path: Path, start: bytes) -> bool:
    """Whether a file begins so; not, if it cannot be read, which is said when it is."""
    try:
        with path.open("rb") as file:
            return file.read(len(start)) == start
    except OSError:
        return False


def _cells(row: dict[str, Any]) -> list[str]:
    nothing = row["prediction"] is None
    return [row["file"], *(("nothing stands out", "") if nothing else (row["prediction"], percent(row["probability"])))]
