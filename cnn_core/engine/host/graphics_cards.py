"""The graphics cards of this machine: each trains one network at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

VISIBLE = "CUDA_VISIBLE_DEVICES"
"""What CUDA shows to a process: cards by number or id, split by commas. It is read until the first that is no card, such as -1."""
NONE = "-1"
SECONDS, LOADING = 10.0, 120.0
"""The longest that the driver and TensorFlow are waited for."""
ASK = ("nvidia-smi", "--query-gpu=uuid", "--format=csv,noheader")
ASK_TENSORFLOW = (sys.executable, "-c", "import tensorflow as tf; print(len(tf.config.list_physical_devices('GPU')))")


def graphics_cards(environment: Mapping[str, str] = os.environ, ask: Sequence[str] = ASK_TENSORFLOW) -> list[str]:
    """The names of the cards on which TensorFlow can train, as CUDA_VISIBLE_DEVICES has them, those alone that this variable leaves.

    None without NVIDIA's driver, and none where TensorFlow came without CUDA, as that of this package does. It is asked in a process of its
    own, which takes seconds, where there is a card.
    """
    cards = _lines(ASK, environment, SECONDS)
    if not cards:
        return []
    chosen = environment.get(VISIBLE)
    if chosen is not None:
        cards = [each.strip() for each in chosen.split(",")]
    seen = _lines(ask, environment, LOADING)
    return cards[: int(seen[-1])] if seen and seen[-1].isdecimal() else []


def _lines(command: Sequence[str], environment: Mapping[str, str], seconds: float) -> list[str]:
    """What a program says; nothing where there is no such program, or it fails."""
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=seconds, env=dict(environment), check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return [line.strip() for line in said.splitlines() if line.strip()]


def in_words(cards: list[str], places: int) -> str:
    """Where networks train on this machine."""
    if not cards:
        return "no graphics card that TensorFlow sees: networks train on the processor"
    if len(cards) == 1:
        return "one network at a time on the graphics card"
    return f"{places} networks at a time, each on one of {len(cards)} graphics cards"
