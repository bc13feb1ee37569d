"""`datasets`: the datasets, and where they are."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import print_json, table
from cnn_core.data.catalogue import CATALOGUE
from cnn_core.data.entry import Entry
from cnn_core.data.own import own_entries
from cnn_core.text import shape_text


def add(commands: Commands) -> None:
    words = "List the datasets: sizes, classes, licence, and whether they are on this machine."
    command = commands.add_parser("datasets", help="list the datasets", description=words)
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    found = [_known(entry) for entry in (*CATALOGUE.values(), *own_entries())]
    if chosen.json:
        print_json(found)
        return 0
    rows = [
        [
            each["name"],
            shape_text(each["input_shape"]),
            str(each["classes"]),
            f"{each['train_size']:,}",
            f"{each['test_size']:,}",
            _where(each),
            each["licence"],
        ]
        for each in found
    ]
    print(table(["dataset", "image", "classes", "to train", "to test", "on this machine", "licence"], rows, left=(0, 1, 5, 6)))
    return 0


def _known(entry: Entry) -> dict[str, Any]:
    from cnn_core.data.load import find

    path = find(entry.name)
    return {
        "name": entry.name,
        "title": entry.title,
        "description": entry.description,
        "input_shape": list(entry.input_shape),
        "classes": len(entry.class_names),
        "class_names": list(entry.class_names),
        "train_size": entry.train_size,
        "test_size": entry.test_size,
        "bundled": entry.bundled,
        "path": None if path is None else str(path),
        "source": entry.source,
        "licence": entry.licence,
    }


def _where(known: dict[str, Any]) -> str:
    if known["bundled"]:
        return "yes, it comes along"
    return str(known["path"] or "no, it will be downloaded")
