"""Labels that a table has twice, as numbers and as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cnn_core.uploads.words.naming import is_count


def in_words(guess: str, columns: Mapping[str, Sequence[str]]) -> str:
    """The column that has a word for each number of the one that was guessed, class_name beside label_id; else the guess. `columns` are the cells
    of each."""
    numbers = columns[guess]
    for name, said in columns.items() if all(map(is_count, numbers)) else ():
        if len({*zip(numbers, said, strict=True)}) == len({*numbers}) == len({*said}) and not any(map(is_count, said)):
            return name
    return guess
