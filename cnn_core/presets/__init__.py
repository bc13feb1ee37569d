"""Ready experiments: networks of papers and courses with the data and settings that belong to them."""

from __future__ import annotations

from cnn_core.presets import notebook_1, notebook_2, notebook_3, notebook_4, notebook_5, ours, papers
from cnn_core.presets.preset import Preset, Printed

__all__ = ["DEFAULT", "GROUPS", "PRESETS", "Preset", "Printed"]

DEFAULT = "small-cnn"

GROUPS: dict[str, tuple[Preset, ...]] = {
    "CNN Lab": ours.PRESETS,
    "From papers": papers.PRESETS,
    "Course notebook 1": notebook_1.PRESETS,
    "Course notebook 2": notebook_2.PRESETS,
    "Course notebook 3": notebook_3.PRESETS,
    "Course notebook 4": notebook_4.PRESETS,
    "Course notebook 5": notebook_5.PRESETS,
}
"""The presets by source, in the order of the menus."""

PRESETS: dict[str, Preset] = {preset.name: preset for group in GROUPS.values() for preset in group}
