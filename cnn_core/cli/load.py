"""`load`: a network from a file becomes a run, tested here."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from cnn_core.cli.content import content_of
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import percent, print_json
from cnn_core.data.choice import DataChoice
from cnn_core.errors import RunError
from cnn_core.experiment import Experiment
from cnn_core.presets import DEFAULT, PRESETS
from cnn_core.summary import summarise
from cnn_core.text import shape_text


def add(commands: Commands) -> None:
    words = (
        "Make a run of a network in a file: a .keras or .h5 file of any Keras from 1.2 on, a zip around one, or a bundle of CNN Lab. "
        "The scaling of its pixels is found by trying, and the network is tested on the test images of the dataset."
    )
    command = commands.add_parser("load", help="load a network from a file", description=words)
    command.add_argument("file", type=Path, metavar="FILE", help="the .keras or .h5 file, or a zip")
    command.add_argument(
        "--dataset",
        metavar="NAME",
        help="the images that it learned from (default: those it was saved with, or the first that fit)",
    )
    command.add_argument(
        "--classes",
        metavar="A,B,...",
        help="the classes of the dataset that its outputs stand for, where the file calls them otherwise",
    )
    command.add_argument(
        "--out", metavar="DIR", type=Path, default=Path("runs"), help="where the run folder goes (default: runs)"
    )
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    from cnn_core.data.load import find
    from cnn_core.engine import model_files
    from cnn_core.engine.this_process import ThisProcess
    from cnn_core.runs import RunFolder
    from cnn_core.runs.origin import origin_of

    found = model_files.opened(_read(chosen.file))
    dataset = chosen.dataset or model_files.dataset_for(found)
    like = replace(PRESETS[DEFAULT].experiment, data=DataChoice(dataset=dataset))
    classes = tuple(chosen.classes.split(",")) if chosen.classes else None
    here = ThisProcess()
    folder = RunFolder(chosen.out / model_files.loaded(chosen.out, found, None, like, here.run_side_task, classes))
    if find(folder.meta.experiment.data.dataset) is not None:
        model_files.examined(folder, here, lambda done, total: None, None)
    state, origin = folder.state(), origin_of(folder)
    experiment: Experiment = folder.meta.experiment
    summary = summarise(experiment.architecture)
    scaling = _scaling(experiment.data, state.scaling)
    notes = list(origin.notes)
    if not chosen.dataset:
        notes.insert(0, f"Nobody named its images: {experiment.data.dataset} is taken.")
    if chosen.json:
        print_json(
            {
                "run": str(folder.path),
                "layers": [layer.to_json() for layer in experiment.architecture.layers],
                "params": summary.params,
                "scaling": {**scaling, "tried": [each.to_json() for each in origin.trials]},
                "test_accuracy": state.test_accuracy,
                "notes": notes,
            }
        )
        return 0
    shape = shape_text(experiment.architecture.input_shape)
    print(f"{experiment.architecture.name} on {experiment.data.dataset} ({folder.path})")
    print(f"{len(experiment.architecture.layers)} layers, {summary.params:,} parameters, images of {shape}")
    print(f"scaling: {scaling['words']}")
    for each in origin.trials:
        sure = "" if each.sure is None else f" (sure of its answers by {each.sure:.0%}, on average)"
        print(f"  {percent(each.accuracy):>8}  {each.name}{sure}")
    print("not tested" if state.test_accuracy is None else f"test accuracy {percent(state.test_accuracy)}")
    for note in notes:
        print(f"- {note}")
    return 0


def _scaling(data: DataChoice, scaling: tuple[float, float]) -> dict[str, Any]:
    offset, divisor = scaling
    words = f"{data.scaling}: (pixel - {offset:g}) / {divisor:g}"
    return {"kind": data.scaling, "offset": offset, "divisor": divisor, "words": words}


def _read(path: Path) -> bytes:
    from cnn_core.runs.bundle import MAX_BYTES

    if path.is_dir():
        inside = {each.name for each in path.iterdir()}
        if "saved_model.pb" in inside:
            raise RunError(
                f"{path} is a SavedModel of TensorFlow, which holds a program and not a list of layers: load it with Keras where it "
                "was made, and save it with model.save('network.keras')."
            )
        raise RunError(f"{path} is a folder: name the .keras or .h5 file in it.")
    return content_of(path, MAX_BYTES)
