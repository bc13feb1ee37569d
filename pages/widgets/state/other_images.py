"""The choice of data for other images than those on the desk: what few or divided images of one's own need goes to no others."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import ALL, GIVEN, DataChoice
from cnn_core.data.divided import as_given
from cnn_core.data.load import find
from cnn_core.data.own import is_own
from cnn_core.data.split import as_wanted, workable
from cnn_core.errors import DatasetError
from pages.widgets.state.datasets import dataset
from pages.widgets.state.session import session


def choice_of(name: str) -> DataChoice:
    """The choice on the desk with another dataset. It has other classes and other sizes: all of it, and all of its classes.

    Where it has few images, so many are held back that every class can be validated; where it came with a validation part, that validates.
    """
    choice = as_given(replace(wanted(), dataset=name), entry_of(name))
    return workable(dataset(name).y_train, choice) if _here(name) else choice


def wanted() -> DataChoice:
    """All images of the dataset on the desk, divided as the person wants images to be: as on the last dataset of the app that they had."""
    mine = session()
    choice = replace(mine.experiment.data.uncorrected, train_size=0, task=ALL, target=0, others=0)
    if not _here(choice.dataset):
        return choice
    before = (each.data for each in reversed(mine.desk.past) if not is_own(each.data.dataset))
    if choice.validation == GIVEN:
        usual = next(before, DataChoice())
        return replace(choice, validation=usual.validation, validation_split=usual.validation_split)
    with suppress(DatasetError):  # images that are damaged divide in no way
        return as_wanted(dataset(choice.dataset).y_train, choice, next(before, DataChoice()))
    return choice


def _here(name: str) -> bool:
    """Whether these are own images, and not removed."""
    return is_own(name) and find(name) is not None
