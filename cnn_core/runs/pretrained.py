"""The run that comes with the laboratory."""

from __future__ import annotations

from pathlib import Path

from cnn_core.training.transfer import PRETRAINED

__all__ = ["PRETRAINED", "PRETRAINED_PATH"]

PRETRAINED_PATH = Path(__file__).parents[1] / "assets" / PRETRAINED
