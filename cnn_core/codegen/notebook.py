"""An experiment as a Jupyter notebook, nbformat 4."""

from __future__ import annotations

import json
import re
from typing import Any

from cnn_core.codegen.script import promise, sections
from cnn_core.experiment import Experiment

Cell = dict[str, Any]


def notebook(experiment: Experiment) -> dict[str, Any]:
    """The sections of the script, each as a cell of text and a cell of code, as JSON for an .ipynb file."""
    title = f"{experiment.architecture.name} on {experiment.data.dataset}"
    cells = [_text(f"# {_plain(title)}\n\n{promise(experiment)}")]
    for section in sections(experiment):
        cells += [_text(f"## {section.title}\n\n{section.words}".strip()), _code(section.code)]
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "cells": [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)],
    }


def notebook_text(experiment: Experiment) -> str:
    """The text of the .ipynb file."""
    return json.dumps(notebook(experiment), indent=1, ensure_ascii=False) + "\n"


def _text(markdown: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": markdown}


def _code(code: str) -> Cell:
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": code}


def _plain(text: str) -> str:
    """Text that people typed, escaped for Markdown: no links, images or HTML."""
    return re.sub(r"([^\w\s]|_)", r"\\\1", text)
