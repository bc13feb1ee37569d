"""An experiment as a Python script."""

from __future__ import annotations

import textwrap

from cnn_core.codegen.data import data_sections
from cnn_core.codegen.network import network_section, transfer_section
from cnn_core.codegen.section import Section, lines
from cnn_core.codegen.training import training_sections
from cnn_core.experiment import Experiment
from cnn_core.training.precision import is_mixed

WIDTH = 76
ONEDNN = """\
# Before the import: faster on older processors, and the same figures as in CNN Lab.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")"""
PROMISE = (
    "Plain Keras, written by CNN Lab. It needs no more than: pip install tensorflow scikit-learn matplotlib. In {}, with the same versions, its "
    "curves are those of CNN Lab to the last digit."
)
STANDARD = ("import os",)


def script(experiment: Experiment) -> str:
    """The experiment as the text of a Python script. SpecError if it names a class that its dataset does not have."""
    return "\n\n".join([opening(experiment), *map(_commented, sections(experiment))]) + "\n"


def opening(experiment: Experiment) -> str:
    """The comment at the top. What people typed has no line break in it, so it cannot leave the comment."""
    title = f"{experiment.architecture.name} on {experiment.data.dataset}"
    return lines(*(f"# {line}" for line in [title, *_wrapped(promise(experiment))]))


def promise(experiment: Experiment) -> str:
    """What the code needs, and how far its figures are those of a run here."""
    return PROMISE.format(
        "mixed_bfloat16 on the same processor" if is_mixed(experiment.training.precision) else "float32 on a processor"
    )


def sections(experiment: Experiment) -> list[Section]:
    """All sections of the code in order, the imports first."""
    network = [network_section(experiment)]
    if experiment.transfer.active:
        network.append(transfer_section(experiment))
    made = [*data_sections(experiment), *network, *training_sections(experiment)]
    return [_libraries(made), *made]


def _libraries(made: list[Section]) -> Section:
    needed = {line for section in made for line in section.imports}
    others = sorted(needed - set(STANDARD), key=lambda line: (line.startswith("from"), line))
    return Section(title="Libraries", words="", code="\n\n".join(["import os", ONEDNN, lines(*others)]))


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH - 2, break_on_hyphens=False)


def _commented(section: Section) -> str:
    """A section under a comment. `# %%` begins a cell in editors that support cells."""
    why = (f"# {line}" for line in _wrapped(section.words))
    return lines(f"# %% {section.title}", *why, section.code)
