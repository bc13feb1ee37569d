"""`summary`: the layers of a network, totals, errors and warnings."""

from __future__ import annotations

from argparse import Namespace

from cnn_core.cli.network import network
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import print_json, table
from cnn_core.presets import PRESETS
from cnn_core.summary import Row, Summary, summarise
from cnn_core.text import bytes_text, shape_text


def add(commands: Commands) -> None:
    words = "Print the layers of a network with their shapes and parameters as arithmetic, the totals, errors and warnings."
    command = commands.add_parser("summary", help="print the table of a network", description=words)
    names = ", ".join(PRESETS)
    command.add_argument("network", metavar="NAME_OR_FILE", help=f"a preset ({names}), a JSON file, or a run folder")
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    summary = summarise(*network(chosen.network))
    if chosen.json:
        print_json(summary.to_json())
    else:
        print(text_of(summary))
    return 0


def text_of(summary: Summary) -> str:
    """The summary for a terminal."""
    header = ["", "layer", "output", "parameters", "multiply-adds", "sees", "memory"]
    first = ["0", "image", shape_text(summary.architecture.input_shape), "", "", "", ""]
    lines = [summary.architecture.name, "", table(header, [first, *map(_row, summary.rows)], left=(1, 2))]
    lines += [
        "",
        f"{summary.params:,} parameters, {summary.trainable:,} of them trained; {summary.macs:,} multiply-adds and "
        f"{bytes_text(summary.activation_bytes)} of activations for one image.",
    ]
    for issue in summary.issues:
        lines += ["", f"{issue.severity}: {issue.message}", *(f"  fix: {fix.label}" for fix in issue.fixes)]
    return "\n".join(lines)


def _row(row: Row) -> list[str]:
    return [
        str(row.index + 1),
        row.label,
        shape_text(row.output_shape),
        row.arithmetic,
        f"{row.macs:,}",
        shape_text(row.receptive_field),
        bytes_text(row.activation_bytes),
    ]
