"""What a run is called within a sentence."""

from __future__ import annotations

from collections.abc import Callable

from cnn_core.runs import PRETRAINED, RunResult
from pages.widgets.state.began import began
from pages.widgets.state.laboratory import laboratory

Typed = Callable[[str], str]
"""What is done to words that people typed or files contain, as where marks in them are to be escaped."""


def called(run: RunResult, typed: Typed = str) -> str:
    """What it was called, or else `small-cnn of 18:23`."""
    return typed(run.annotation.name) or f"{typed(run.network)} of {began(run)}"


def in_words(run_id: str, typed: Typed = str, network: bool = False, begins: bool = False) -> str:
    """What a run was called, or else `the run of 18:23`, by its `network` `small-cnn of 18:23`; `the loaded mine` of a file. Where it
    `begins` a sentence, a name stays as it is."""
    the, run = "The" if begins else "the", laboratory().result(run_id)
    if run_id == PRETRAINED:
        return f"{the} app's own network"
    if run.loaded and not run.annotation.name:
        return f"{the} loaded {typed(run.network)}"
    return called(run, typed) if network or run.annotation.name else f"{the} run of {began(run)}"
