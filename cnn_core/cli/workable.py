"""The experiment of `train` and `sweep`, with what is held back of own images said where it is not the usual."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace

from cnn_core.cli.settings import experiment_of, started_from
from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import GIVEN
from cnn_core.data.corrections import corrected_labels, corrections_left
from cnn_core.data.load import load_local
from cnn_core.data.own import is_own
from cnn_core.data.split import why_not, workable
from cnn_core.experiment import Experiment

GIVEN_LEARNS = "Its images came with a validation part, which is learned from too, as validation is {}; --validation given validates with that part."


def workable_experiment(chosen: Namespace) -> Experiment:
    """`experiment_of` the options. Own images that came with a validation part are validated with that, and of others some classes may be
    too small to be held back in part: unless somebody said how, another way is taken, and said. So is what goes to no other images."""
    experiment = experiment_of(chosen)
    before = experiment.data
    if left := corrections_left(started_from(chosen).data, [before.dataset]):
        print(left, file=sys.stderr)
    if not is_own(before.dataset):
        return experiment
    if before.validation != GIVEN and entry_of(before.dataset).validation_from:
        print(GIVEN_LEARNS.format(before.validation), file=sys.stderr)
    if chosen.validation is not None or chosen.validation_split is not None:
        return experiment
    labels = corrected_labels(load_local(before.dataset), before)
    data, why = workable(labels, before), why_not(labels, before)
    if data != before:
        held = "nothing" if data.validation == "none" else f"{data.validation_split:.0%}"
        print(f"{why} {held} is held back to validate with.", file=sys.stderr)
    elif before.validation == GIVEN:
        print("The images that came as its validation part validate, unless --validation says otherwise.", file=sys.stderr)
    return replace(experiment, data=data)
