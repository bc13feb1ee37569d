"""The experiment of `train` and `sweep`, with what is held back of own images said where it is not the usual."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace

from cnn_core.cli.settings import experiment_of
from cnn_core.data.choice import GIVEN
from cnn_core.data.load import load_local
from cnn_core.data.own import is_own
from cnn_core.data.split import workable
from cnn_core.experiment import Experiment


def workable_experiment(chosen: Namespace) -> Experiment:
    """`experiment_of` the options. Own images that came with a validation part are validated with that, and of others some classes may be
    too small to be held back in part: unless somebody said how, another way is taken, and said."""
    experiment = experiment_of(chosen)
    before = experiment.data
    if not is_own(before.dataset) or chosen.validation is not None or chosen.validation_split is not None:
        return experiment
    if before.validation == GIVEN:
        print("The images that came as its validation part validate, unless --validation says otherwise.", file=sys.stderr)
        return experiment
    data = workable(load_local(before.dataset).y_train, before)
    if data != before:
        held = "nothing" if data.validation == "none" else f"{data.validation_split:.0%}"
        print(f"Its smallest class is so small that {held} is held back to validate with.", file=sys.stderr)
    return replace(experiment, data=data)
