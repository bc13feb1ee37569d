"""`presets`: the ready experiments."""

from __future__ import annotations

from argparse import Namespace

from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import print_json, table
from cnn_core.presets import DEFAULT, PRESETS, Preset


def add(commands: Commands) -> None:
    words = "List the presets: networks with the data and settings that belong to them."
    command = commands.add_parser("presets", help="list the presets", description=words)
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    if chosen.json:
        print_json([_described(preset) for preset in PRESETS.values()])
        return 0
    print(table(["preset", "dataset", "parameters", "epochs", "what it is"], [_row(p) for p in PRESETS.values()], left=(0, 1, 4)))
    print(f"\n{DEFAULT} is the default.")
    return 0


def _row(preset: Preset) -> list[str]:
    experiment = preset.experiment
    return [preset.name, experiment.data.dataset, f"{preset.params:,}", str(experiment.training.epochs), preset.description]


def _described(preset: Preset) -> dict[str, object]:
    return {
        "name": preset.name,
        "title": preset.title,
        "description": preset.description,
        "source": preset.source,
        "differs": preset.differs,
        "params": preset.params,
        "default": preset.name == DEFAULT,
        "experiment": preset.experiment.to_json(),
    }
