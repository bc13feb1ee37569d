"""The sandboxed process: a project on stdin, checked part by part; what is good is unpacked into the folder that is its argument."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cnn_core.errors import LabError
from cnn_core.project.parts import (
    ABOUT,
    DESK,
    DRAWINGS,
    MAX_BYTES,
    MAX_MEMBERS,
    MAX_UNPACKED,
    SCHEMA,
    Part,
    is_member,
    json_of,
    parts_in,
    plans_in,
    refused,
)
from cnn_core.project.plans import read_plan
from cnn_core.project.reading import check_run, read_desk, read_drawings, read_images
from cnn_core.project.unpacked import LEFT_OUT
from cnn_core.sandbox.limits import limit
from cnn_core.sandbox.strict_zip import strict_zip, unbroken
from cnn_core.sandbox.voice import Voice, say, signs_of_life
from cnn_core.spec.fields import expect_object

LIMITS = (2560 * 2**20, 150, 256 * 2**20)
"""Bytes of memory, seconds of processor, bytes of one file."""


def main() -> None:
    limit(*LIMITS)
    with signs_of_life():
        try:
            _unpack(sys.stdin.buffer.read(MAX_BYTES + 1), Path(sys.argv[1]))
        except LabError as error:
            say(str(error))
        except MemoryError:
            say(str(refused("it takes more memory than a project may")))
        except Exception as error:  # whatever a file made by hand can do to the readers
            say(str(refused(f"it is damaged ({type(error).__name__})")))


def _unpack(content: bytes, target: Path) -> None:
    """Parts that are not good are left out, which `LEFT_OUT` in the target says."""
    if len(content) > MAX_BYTES:
        raise refused(f"it has more than {MAX_BYTES >> 20} MB")
    left_out: list[str] = []
    progress = Voice().progress
    with unbroken(refused), strict_zip(content, refused, lambda name: True, MAX_MEMBERS, MAX_UNPACKED, MAX_UNPACKED) as archive:
        names = [each.orig_filename for each in archive.infolist()]
        if ABOUT not in names:
            raise refused(
                "it is a zip, but no project of CNN Lab (pictures are brought in on the Data page, networks on Evaluate)"
            )
        for name in names:
            if not is_member(name):
                raise refused(f"it has a member {name[:60]!r}, which does not belong there")
        about = expect_object(ABOUT, json_of(archive.read(ABOUT), ABOUT))
        if about.get("schema") != SCHEMA:
            raise refused(f"it was made by another version ({about.get('schema')!r:.20} and not {SCHEMA})")
        checks: list[tuple[Part, str, Callable[[Part], object]]] = [
            *((part, f"datasets/{part.id}/", read_images) for part in parts_in(names, "datasets", archive.read)),
            *((part, f"runs/{part.id}/", check_run) for part in parts_in(names, "runs", archive.read)),
        ]
        alone: dict[str, Callable[[bytes], object]] = {DESK: read_desk, DRAWINGS: read_drawings}
        alone |= {name: partial(read_plan, name=name) for name in plans_in(names)}
        for name in filter(names.__contains__, alone):
            part = Part(name, frozenset([name]), archive.read)
            checks.append((part, "", lambda part: alone[part.id](part.read(part.id))))
        for number, (part, folder, check) in enumerate(checks):
            progress(number, len(checks))
            try:
                check(part)
            except LabError as error:
                left_out.append(f"{folder or part.id}: {error}")
                continue
            for name in part.names:
                place = target / folder / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(part.read(name))
    (target / LEFT_OUT).write_text(json.dumps(left_out))


if __name__ == "__main__":
    main()
