"""How fast the laboratory trains beside PyTorch: `python benchmarks/peers.py --torch PYTHON [--rounds N] [--only NAME ...]`.

PYTHON is an interpreter that has PyTorch, which is no dependency of the laboratory. It trains the same network with channels_last
and its own default number of threads, in float32 and, where --bfloat16 is given, with bfloat16 autocast. Batches are gathered from one
array by a drawn order, the quickest way that PyTorch has for data in memory. default: the engine with the precision that it chooses.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.contest import EPOCHS, NETWORKS, Engine, Program, Turn, experiment, in_turns, matrix_speed, rows, show  # noqa: E402
from cnn_core.data.load import load  # noqa: E402
from cnn_core.data.prepare import prepare  # noqa: E402
from cnn_core.engine import Laboratory  # noqa: E402
from cnn_core.spec import Conv2D, Dense, Dropout, Flatten, MaxPooling2D  # noqa: E402
from cnn_core.summary import summarise  # noqa: E402
from cnn_core.training.precision import AUTO  # noqa: E402

TORCH = """
import contextlib, json, sys, time
import numpy as np
import torch
from torch import nn

told = json.loads(sys.argv[1])
made = {"conv": lambda i, o, k, p: nn.Conv2d(i, o, k, padding=p), "relu": nn.ReLU, "pool": nn.MaxPool2d, "flatten": nn.Flatten,
        "dropout": nn.Dropout, "dense": nn.Linear}
with np.load(told["images"]) as kept:
    parts = {name: torch.from_numpy(kept[name]) for name in kept.files}
for name in ("x_train", "x_val"):
    parts[name] = parts[name].permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
size, epochs = told["batch_size"], told["epochs"]
half = (lambda: torch.autocast("cpu", dtype=torch.bfloat16)) if told["bfloat16"] else contextlib.nullcontext
loss_of = nn.CrossEntropyLoss()
for line in sys.stdin:
    torch.manual_seed(0)
    model = nn.Sequential(*(made[kind](*values) for kind, values in told["layers"])).to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, eps=1e-7, foreach=True)
    ends = []
    for epoch in range(epochs):
        model.train()
        order = torch.randperm(len(parts["x_train"]))
        for at in range(0, len(order), size):
            rows = order[at : at + size]
            with half():
                loss = loss_of(model(parts["x_train"][rows]), parts["y_train"][rows])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        model.eval()
        with torch.no_grad(), half():
            for at in range(0, len(parts["x_val"]), size):
                said = model(parts["x_val"][at : at + size])
                loss_of(said, parts["y_val"][at : at + size]).item(), (said.argmax(1) == parts["y_val"][at : at + size]).sum().item()
        ends.append(time.perf_counter())
    print((epochs - 1) * len(parts["x_train"]) / (ends[-1] - ends[0]), flush=True)
"""


def layers(preset: str) -> list[tuple[str, list[Any]]]:
    """The network as PyTorch's modules: kind and arguments. Only what the networks of the contest are made of; the loss has the softmax."""
    made: list[tuple[str, list[Any]]] = []
    summary = summarise(experiment(preset, AUTO).architecture)
    for row, layer in zip(summary.rows, experiment(preset, AUTO).architecture.layers, strict=True):
        if isinstance(layer, Conv2D):
            made.append(("conv", [row.input_shape[-1], layer.filters, list(layer.kernel_size), layer.padding]))
        elif isinstance(layer, Dense):
            made.append(("dense", [row.input_shape[0], layer.units]))
        elif isinstance(layer, MaxPooling2D):
            made.append(("pool", [list(layer.pool_size)]))
        elif isinstance(layer, Dropout):
            made.append(("dropout", [layer.rate]))
        elif isinstance(layer, Flatten):
            made.append(("flatten", []))
        else:
            raise SystemExit(f"{preset}: {layer.kind} has no counterpart here.")
        if getattr(layer, "activation", None) == "relu":
            made.append(("relu", []))
    return made


def write_images(path: Path) -> None:
    import numpy as np

    choice = experiment("small-cnn", AUTO).data
    data = prepare(load(choice.dataset), choice)
    assert data.x_val is not None
    assert data.y_val is not None
    parts = {
        "x_train": data.x_train,
        "x_val": data.x_val,
        "y_train": data.y_train.astype("int64"),
        "y_val": data.y_val.astype("int64"),
    }
    np.savez(path, **parts)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--torch", metavar="PYTHON", help="an interpreter with PyTorch; without it nothing is measured")
    options.add_argument("--bfloat16", action="store_true", help="PyTorch with bfloat16 autocast too; slow where it is emulated")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", nargs="+", choices=NETWORKS, default=list(NETWORKS))
    chosen = options.parse_args()
    python = chosen.torch or sys.executable
    found = subprocess.run([python, "-c", "import torch; print(torch.__version__)"], capture_output=True, text=True, check=False)
    if found.returncode:
        print(f"Skipped: {python} has no PyTorch. Name an interpreter that has it: --torch PYTHON.")
        return
    limit = matrix_speed()
    lines = []
    with tempfile.TemporaryDirectory() as home:
        write_images(Path(home) / "images.npz")
        laboratory = Laboratory(Path(home) / "home").start()
        try:
            for preset in chosen.only:
                told = {
                    "layers": layers(preset),
                    "images": str(Path(home) / "images.npz"),
                    "batch_size": NETWORKS[preset],
                    "epochs": EPOCHS,
                }
                torches = {
                    f"PyTorch {name}": Program(python, TORCH, {**told, "bfloat16": name == "bfloat16"})
                    for name in ("float32", "bfloat16")[: 2 if chosen.bfloat16 else 1]
                }
                try:
                    contestants: dict[str, Turn] = {**torches, "default": Engine(laboratory, experiment(preset, AUTO))}
                    speeds = in_turns(contestants, chosen.rounds)
                finally:
                    for each in torches.values():
                        each.close()
                lines += rows(preset, speeds, "PyTorch float32", limit)
        finally:
            laboratory.close()
    print(f"PyTorch {found.stdout.strip()}: training images per second, epochs 2 to {EPOCHS}, medians of {chosen.rounds} rounds")
    show(lines, "PyTorch float32", limit)


if __name__ == "__main__":
    main()
