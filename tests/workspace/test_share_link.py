"""A link carries an experiment whole, and whatever else is in a link is a sentence."""

import base64
import json
import pickle
import time
import zlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cnn_core.errors import LabError
from cnn_core.presets import PRESETS
from cnn_core.spec import Architecture
from cnn_core.workspace.share_link import MAX_BYTES, MAX_CHARACTERS, WORDS, from_link, to_link
from tests.summary.stacks import stacks

small = PRESETS["small-cnn"].experiment
link = to_link(small)
KEPT = {
    "lenet-5": "1ePlf__f2o7ycByauDHzlKXpxaqpjSqNinrbNAVI8bUiyr6leiVDL2yRWDdgDhuiqwYBg9U2RBRYmBM2naW2Sk5qXWqJrOjjrkmFTclsM5QIZAK-G3Ok",
    "mlp": "1ePlf__f2I6ucHwTFBf1KgNycgsGZ94dNTrMYyhkIANWBFrE",
}


def packed(content, words=WORDS, version="1"):
    """A link around any bytes."""
    packer = zlib.compressobj(9, zdict=words) if words else zlib.compressobj(9)
    return version + base64.urlsafe_b64encode(packer.compress(content) + packer.flush()).decode().rstrip("=")


def refusal(text):
    with pytest.raises(LabError) as caught:
        from_link(text)
    words = str(caught.value)
    assert words.startswith("This link cannot be opened: ")
    assert words.isprintable()
    assert len(words) < 400
    return words


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_comes_back_and_its_link_is_short(name):
    made = to_link(PRESETS[name].experiment)
    assert from_link(made) == PRESETS[name].experiment
    assert len(made) < 350


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(stack=stacks())
def test_any_stack_comes_back(stack):
    experiment = replace(small, architecture=stack)
    assert from_link(to_link(experiment)) == experiment


def test_64_layers_fit_and_other_alphabets_too():
    layers = tuple(PRESETS["notebook-2-exercise"].experiment.architecture.layers * 4)[:64]
    experiment = replace(
        small, architecture=Architecture(name="\N{GREEK SMALL LETTER ALPHA}\N{SNOWMAN}", input_shape=(8, 8, 1), layers=layers)
    )
    assert from_link(to_link(experiment)) == experiment


def test_an_experiment_that_is_too_long_for_a_link_is_refused_when_it_is_made(monkeypatch):
    monkeypatch.setattr("cnn_core.workspace.share_link.MAX_CHARACTERS", 50)
    with pytest.raises(LabError, match="too long for a link"):
        to_link(small)


@pytest.mark.parametrize("name", KEPT)
def test_links_that_people_have_kept_open_for_ever(name):
    """Made when version 1 began. A change of what both sides know would break them: that needs version 2."""
    wanted = PRESETS[name].experiment
    assert from_link(KEPT[name]) == replace(wanted, training=replace(wanted.training, precision="float32"))


def test_older_links_lack_what_came_later():
    value = small.to_json()
    del value["augmentation"], value["transfer"]
    assert from_link(packed(json.dumps(value).encode())) == small


@pytest.mark.parametrize("cut", range(1, len(link)))
def test_a_link_that_lost_its_end_is_refused(cut):
    refusal(link[:cut])


@pytest.mark.parametrize("place", range(len(link) - 1))
def test_a_link_with_another_letter_is_refused(place):
    other = "A" if link[place] != "A" else "B"
    refusal(link[:place] + other + link[place + 1 :])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is empty"),
        ("1", "missing or changed"),
        ("2" + link[1:], "another version"),
        ("\N{SUPERSCRIPT ONE}" + link[1:], "characters that no link has"),
        (link + "=", "characters that no link has"),
        (link + "\n", "characters that no link has"),
        (link + "AAAA", "missing or changed"),
        ("1" + "A" * MAX_CHARACTERS, "8,001 characters"),
        (packed(b""), "must be JSON"),
        (packed(b"null"), "must be a JSON object"),
        (packed(b"\xc3\x28"), "must be JSON in UTF-8"),
        (packed(b"[" * 50_000), "without endless nesting"),
        (packed(pickle.dumps(small)), "must be JSON"),
        (packed(b"__import__('os').getcwd()"), "must be JSON"),
        (packed(b" " * (MAX_BYTES + 1)), "more than an experiment"),
        (packed(json.dumps({**small.to_json(), "code": "1"}).encode()), "is no part of an experiment"),
        (packed(json.dumps(small.to_json()).replace('"epochs": 6', '"epochs": 1e999').encode()), "training.epochs"),
        (packed(json.dumps(small.to_json()).replace('"epochs": 6', '"epochs": ' + "9" * 5000).encode()), "must be JSON"),
        (packed(json.dumps(small.to_json()).replace('"schema": 1', '"schema": 2').encode()), "architecture.schema: must be 1"),
        (packed(b"{}", words=b""), "architecture: must be a JSON object"),
        (packed(b"{}", words=b"something else"), "missing or changed"),
    ],
)
def test_what_is_no_link_is_refused_in_a_sentence(text, words):
    assert words in refusal(text)


def test_a_bomb_is_refused_at_once_and_never_unpacked():
    """8,000 characters would hold 6 MB of spaces."""
    bomb = packed(b" " * 5_000_000)
    assert len(bomb) < MAX_CHARACTERS
    began = time.perf_counter()
    assert "more than an experiment" in refusal(bomb)
    assert time.perf_counter() - began < 0.5


@given(text=st.text(max_size=300) | st.text(alphabet="ABCabc019-_", max_size=300).map(lambda text: "1" + text))
def test_any_text_is_read_or_refused(text):
    refusal(text)


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=300) | st.text(alphabet='{}[]",:0123456789eE-truefalsn ', max_size=300).map(str.encode))
def test_any_content_is_read_or_refused(content):
    refusal(packed(content))
