"""The command line, one file per command. Errors are one sentence on stderr, with exit code 2.

Results go to stdout, progress to stderr. Only `train`, `sweep` and `load` load TensorFlow, and `engine` its worker processes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cnn_core.cli import (
    code,
    datasets,
    engine,
    evaluate,
    explain,
    import_images,
    load,
    presets,
    project,
    read,
    runs,
    summary,
    sweep,
    train,
)
from cnn_core.cli.parser import Parser
from cnn_core.errors import LabError
from cnn_core.storage.private import write_privately

COMMANDS = (datasets, import_images, presets, summary, code, train, sweep, load, evaluate, explain, read, runs, project, engine)
WRONG, INTERRUPTED = 2, 130


def parser() -> Parser:
    """The parser of all commands; each of them adds its own."""
    installed = Path(sys.argv[0]).stem == "cnn-lab"
    whole = Parser(prog="cnn-lab" if installed else "python -m cnn_core", description="CNN Lab from the command line.")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0, 2 (something is wrong) or 130 (Ctrl-C)."""
    write_privately()
    whole = parser()
    chosen = whole.parse_args(arguments)
    try:
        ended: int = chosen.run(chosen)
        sys.stdout.flush()
        return ended
    except LabError as error:
        print(f"{whole.prog} {chosen.command}: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print(f"{whole.prog} {chosen.command}: interrupted.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
