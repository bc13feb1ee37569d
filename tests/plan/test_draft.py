"""What the form of a plan says, kept while the network on the desk changes."""

import json
from dataclasses import replace

import pytest

from cnn_core.errors import SpecError
from cnn_core.plan.draft import Draft
from cnn_core.presets import PRESETS
from cnn_core.spec import PReLU

BASE = PRESETS["small-cnn"].experiment
TYPED = {"layers[5].rate": "0.25, many", "batch_size": "32", "layers[0].filters": "8,16"}


def edited(architecture):
    return replace(BASE, architecture=architecture)


def test_it_comes_back_from_json_as_it_was():
    draft = Draft(seeds=5, one_at_a_time=True, split_too=True, open=True).varying(TYPED, BASE)
    again = Draft.from_json(json.loads(json.dumps(draft.to_json())))
    assert again == draft
    assert list(again.typed(BASE).items()) == list(TYPED.items())


def test_a_field_follows_its_layer_to_another_row_and_goes_with_it():
    draft = Draft().varying(TYPED, BASE)
    longer = edited(BASE.architecture.insert(0, PReLU()))
    assert draft.typed(longer) == {"layers[6].rate": "0.25, many", "batch_size": "32", "layers[1].filters": "8,16"}
    assert draft.typed(edited(BASE.architecture.remove(0))) == {"layers[4].rate": "0.25, many", "batch_size": "32"}


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"varied": [[1, 2, 3]]},
        {**Draft().to_json(), "seeds": 11},
        {**Draft().to_json(), "varied": [[True, "a", "b"]]},
    ],
)
def test_what_is_no_draft_is_named(value):
    with pytest.raises(SpecError):
        Draft.from_json(value)
