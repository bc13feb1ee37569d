"""Finding runs by words."""

from __future__ import annotations

from cnn_core.data.catalogue import displayed_name
from cnn_core.runs.result import RunResult


def has_words(run: RunResult, words: str) -> bool:
    """Whether each of these words, whatever their case, is in the run's name, network, tags, note, images, settings or status."""
    written = run.annotation
    images = (run.dataset, displayed_name(run.dataset))
    said = (written.name, run.network, *written.tags, written.note, *images, run.particular, run.status)
    text = "\n".join(said).casefold()
    return all(word in text for word in words.casefold().split())
