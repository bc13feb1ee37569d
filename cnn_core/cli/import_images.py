"""`import`: what files or folders of images hold, and a dataset made of them."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import print_json, table
from cnn_core.errors import DatasetError, SpecError
from cnn_core.text import classes_text, over_text, plural, shape_text
from cnn_core.uploads.arrays.digits_from_one import MAY_LIE
from cnn_core.uploads.files.members import pack
from cnn_core.uploads.in_sandbox import look_into, take
from cnn_core.uploads.limits import MAX_BYTES, MAX_MEMBERS, SMALLER
from cnn_core.uploads.making.drawn_part import nothing_to_test
from cnn_core.uploads.making.found import Found
from cnn_core.uploads.making.passes import TURNED

TURN, YES = "turn upright", {"yes": True, "no": False}
"""What the switch of the page is called: rows and columns are swapped."""
OWNER = "command line"
"""Whose the datasets are: no browser's. Each file name is a person of its own, so that none has too many."""


def add(commands: Commands) -> None:
    words = (
        "Say what is understood of files of images: pictures in class folders, arrays, tables, or archives of them. "
        "With --take, make a dataset of them and print its name."
    )
    command = commands.add_parser("import", help="look into files of own images, and make a dataset of them", description=words)
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files that belong together, or a folder")
    command.add_argument("--take", action="store_true", help="make a dataset of them and print its name")
    command.add_argument(
        "--set", action="append", default=[], metavar="KEY=OPTION", help="answer a question otherwise than it was guessed"
    )
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    answers = _answers(chosen.set)
    turned = _yes(answers.pop(TURN, ""))
    with tempfile.TemporaryFile() as file:
        upload = cast(BinaryIO, file)
        name = _together(chosen.paths, upload)
        found = look_into(upload, name, _nobody, answers)
        _check(answers, found)
        entry = None
        if turned is not None:
            found = replace(found, turned=turned, notes=tuple(each for each in found.notes if each not in (TURNED, MAY_LIE)))
        wish = found.usual_wish()
        if chosen.take:
            owner = f"{OWNER}, {name}"
            entry = take(upload, name, wish, None, owner, _nobody, answers).entry
    if chosen.json:
        print_json(found.to_json() | ({} if entry is None else {"dataset": entry.name}))
    else:
        print(_text(found))
        if entry is not None:
            print(entry.name)
    return 0


def _answers(given: list[str]) -> dict[str, str]:
    """What --set was given, by key; SpecError for one without an option."""
    for each in given:
        if not all(each.partition("=")):
            raise SpecError("--set", "must be KEY=OPTION, as in --set 'validation=learn from them too'", each)
    return dict(each.partition("=")[::2] for each in given)


def _yes(option: str) -> bool | None:
    """The answer to whether rows and columns are swapped; None where none was given."""
    if option and option not in YES:
        raise SpecError("--set", f"the options of {TURN} are {' | '.join(YES)}", option)
    return YES.get(option)


def _check(answers: dict[str, str], found: Found) -> None:
    """SpecError for an answer that was not taken: to a question that these files do not ask, or with what is none of its options."""
    asked = {each.key: each.options for each in found.questions}
    for key, option in answers.items():
        if key not in asked:
            known = f"the questions are {', '.join(asked)}" if asked else "there are no questions about them"
            raise SpecError("--set", f"these files ask no such question: {known}", key)
        if option not in asked[key]:
            raise SpecError("--set", f"the options of {key} are {' | '.join(asked[key])}", option)


def _nobody(done: int, total: int) -> None:
    """Nobody watches the progress."""


def _together(paths: list[Path], target: BinaryIO) -> str:
    """Writes a single file, or several as one zip; returns what errors call them."""
    files = [(name, path) for given in paths for name, path in _files(given)]
    size = sum(path.stat().st_size for _, path in files)
    name = paths[0].name if len(paths) == 1 else f"{paths[0].name} and {len(paths) - 1} more"
    if size > MAX_BYTES:
        raise DatasetError(f"{name} cannot be used: it has {over_text(size, MAX_BYTES)}; {SMALLER}.")
    if len(files) > MAX_MEMBERS:
        raise DatasetError(f"{name} cannot be used: it has more than {MAX_MEMBERS:,} files.")
    try:
        if len(files) == 1:
            target.write(files[0][1].read_bytes())
        else:
            pack(((each, path.read_bytes()) for each, path in files), target)
        target.flush()
    except OSError as error:
        raise DatasetError(f"{name} cannot be read: {error.strerror or error}.") from None
    return name


def _files(given: Path) -> Iterator[tuple[str, Path]]:
    if given.is_file():
        yield given.name, given
    elif given.is_dir():
        yield from (
            (f"{given.name}/{path.relative_to(given).as_posix()}", path) for path in sorted(given.rglob("*")) if path.is_file()
        )
    else:
        raise DatasetError(f"There is no file or folder {given}.")


def _text(found: Found) -> str:
    known = found.to_json()
    lines = [
        f"{plural(found.pictures, 'picture')} in {classes_text(len(found.class_names))} ({found.kind}, {shape_text(known['shape'])})",
        table(["class", "images"], [[each["name"], f"{each['images']:,}"] for each in known["classes"]]),
        "parts: " + ", ".join(f"{part} {count:,}" for part, count in found.parts),
    ]
    if not sum(found.test_counts):
        drawn = "A fifth of each class is held back to test with, drawn by a fixed seed."
        lines.append(nothing_to_test(found.train_counts, found.test_counts) or drawn)
    if found.turned:
        lines.append(f"Rows and columns are swapped, so that the pictures stand upright: yes  (or --set '{TURN}=...': no)")
    for each in found.questions:
        others = " | ".join(option for option in each.options if option != each.chosen)
        lines.append(f"{each.asks}: {each.chosen}  (or --set '{each.key}=...': {others})")
    lines += found.notes
    lines += [f"set aside: {each.what} ({plural(each.images, 'image')}): {each.why}" for each in found.set_aside]
    return "\n".join(lines)
