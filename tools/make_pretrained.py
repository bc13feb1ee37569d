"""Trains the model that comes with the laboratory, so that there is something to draw for at once: `python tools/make_pretrained.py`.

The default preset with its own data and settings, through the code of the command line. The run goes to
cnn_core/assets/pretrained, without checkpoints: it can be used and looked at, and not be trained on.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cnn_core.cli.progress import Meter  # noqa: E402
from cnn_core.local_training import train_locally  # noqa: E402  (the path comes first)
from cnn_core.presets import DEFAULT, PRESETS  # noqa: E402
from cnn_core.runs import PRETRAINED, PRETRAINED_PATH  # noqa: E402

MAX_BYTES = 2_500_000
MIN_ACCURACY = 0.98


def main() -> None:
    experiment = PRESETS[DEFAULT].experiment
    with tempfile.TemporaryDirectory() as folder, Meter() as meter:
        run = train_locally(experiment, folder, watch=meter.show, run_id=PRETRAINED, checkpoints=False)
        accuracy = run.evaluation().accuracy
        size = sum(file.stat().st_size for file in run.path.iterdir())
        if accuracy < MIN_ACCURACY or size > MAX_BYTES:
            raise SystemExit(
                f"Not kept: test accuracy {accuracy:.4f}, {size:,} bytes; at least {MIN_ACCURACY}, at most {MAX_BYTES:,}."
            )
        shutil.rmtree(PRETRAINED_PATH, ignore_errors=True)
        shutil.copytree(run.path, PRETRAINED_PATH)
    print(f"{PRETRAINED_PATH}: test accuracy {accuracy:.4f}, {size:,} bytes")


if __name__ == "__main__":
    main()
