"""The graphics cards of this machine: each trains one network at a time."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping

VISIBLE = "CUDA_VISIBLE_DEVICES"
"""What CUDA shows to a process: cards by number or id, split by commas. It is read until the first that is no card, such as -1."""
NONE = "-1"
SECONDS = 10.0
ASK = ("nvidia-smi", "--query-gpu=uuid", "--format=csv,noheader")


def graphics_cards(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The names of the cards as CUDA_VISIBLE_DEVICES has them, those alone that this variable leaves; none without NVIDIA's driver."""
    chosen = environment.get(VISIBLE)
    if chosen is None:
        return _asked(environment)
    cards: list[str] = []
    for each in chosen.split(","):
        if each.strip() in ("", NONE):
            break
        cards.append(each.strip())
    return cards if _asked(environment) else []


def _asked(environment: Mapping[str, str]) -> list[str]:
    try:
        said = subprocess.run(ASK, capture_output=True, text=True, timeout=SECONDS, env=dict(environment), check=True).stdout
    except (OSError, subprocess.SubprocessError):  # there is no such program, or it meets no driver
        return []
    return [line.strip() for line in said.splitlines() if line.strip()]


def in_words(cards: list[str], places: int) -> str:
    """Where networks train on this machine."""
    if not cards:
        return "no graphics card: networks train on the processor"
    if len(cards) == 1:
        return "one network at a time on the graphics card"
    return f"{places} networks at a time, each on one of {len(cards)} graphics cards"
