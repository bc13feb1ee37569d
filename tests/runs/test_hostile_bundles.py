"""Whatever a file holds, the answer is a network or one sentence, and soon."""

import json
import random
import time
import tracemalloc
import zipfile

import numpy as np
import pytest
from hostile_bundles import (
    GOOD_LAYERS,
    architecture,
    bundle,
    contents,
    declaring,
    encrypted,
    linked,
    lying_array,
    meta,
    npz,
    overlapping,
    state,
    swelling,
    weights,
    with_member,
    zipped,
)

from cnn_core.errors import RunError
from cnn_core.runs.bundle import read_bundle

DENSE = {"kind": "Dense", "units": 4096}
MANY = [{"kind": "Flatten"}, DENSE, DENSE, {"kind": "Dense", "units": 10, "activation": "softmax"}]
HEADER = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }\n"

HOSTILE = {
    "nothing": (b"", "no zip archive"),
    "a text": (b"network" * 100, "no zip archive"),
    "a truncated archive": (bundle()[:-30], "no zip archive"),
    "half an archive": (bundle()[: len(bundle()) // 2], "no zip archive"),
    "an archive of nothing": (zipped([]), "architecture.json is missing"),
    "too many bytes": (bytes(64 * 2**20 + 1), r"67.1 MB \(64 MiB\) is the most"),
    "a bomb by its declared size": (declaring(4_000_000_000), "two different sizes"),
    "a bomb of real zeros": (swelling(), "would swell"),
    "a bomb in the weights": (
        bundle(weights=zipped([("2.bias.npy", bytes(range(256)) * 4000)], zipfile.ZIP_DEFLATED)),
        "would",
    ),
    "a size that is a lie": (declaring(5000), "two different sizes"),
    "a name that leaves the folder": (with_member("../../escaped.txt"), "does not belong"),
    "an absolute name": (with_member("/etc/passwd"), "does not belong"),
    "a drive": (with_member("C:\\weights.npz"), "does not belong"),
    "a name with a null byte": (with_member("state.npz_.exe").replace(b"z_.exe", b"z\x00.exe"), "does not belong"),
    "a pickle beside the rest": (with_member("optimizer.pkl"), "does not belong"),
    "ten thousand members": (zipped([(str(number), b"") for number in range(10_000)]), "10,000 members"),
    "no weights": (bundle(weights=None), r"weights\.npz is missing"),
    "no architecture": (bundle(architecture=None), r"architecture\.json is missing"),
    "no meta": (bundle(meta=None), r"meta\.json is missing"),
    "an encrypted member": (encrypted(), "encrypted"),
    "a link": (linked(), "is a link"),
    "members that overlap": (overlapping(), "shares its bytes"),
    "packed with bzip2": (zipped(contents(bundle()).items(), zipfile.ZIP_BZIP2), "packed in a way"),
    "architecture that is no JSON": (bundle(architecture="{"), "must be JSON"),
    "architecture that is a list": (bundle(architecture="[]"), "must be a JSON object"),
    "huge JSON": (bundle(architecture=" " * 300_000), "more than 256 KB"),
    "deep JSON": (bundle(architecture="[" * 100_000), "endless nesting"),
    "a number of 100,000 digits": (bundle(meta='{"schema": ' + "9" * 100_000 + "}"), "must be JSON"),
    "JSON that is no UTF-8": (bundle(meta=b"\xff\xfe{}"), "must be JSON"),
    "an unknown layer": (bundle(architecture=architecture([{"kind": "Lambda", "code": "import os"}])), r"layers\[0\]\.kind"),
    "an unknown field": (bundle(architecture=architecture([{"kind": "Flatten", "module": "os"}])), r"layers\[0\]\.module"),
    "65 layers": (bundle(architecture=architecture([{"kind": "Flatten"}] * 65)), "must be at most 64"),
    "a layer of a billion units": (
        bundle(architecture=architecture([{"kind": "Flatten"}, {"kind": "Dense", "units": 10**9}])),
        r"layers\[1\]\.units",
    ),
    "21 million parameters": (
        bundle(architecture=architecture(MANY, input_shape=[32, 32, 1])),
        "20,000,000 is the most",
    ),
    "layers that do not fit": (bundle(architecture=architecture([{"kind": "Conv2D", "kernel_size": 11}])), "does not fit"),
    "no head": (bundle(architecture=architecture(GOOD_LAYERS[:2])), "no Dense layer"),
    "eleven classes for ten units": (bundle(meta=meta(class_names=list("0123456789x"))), "11 classes"),
    "a class name with a line break": (bundle(meta=meta(class_names=["a\nb"] * 10)), "control characters"),
    "class names that are no list": (bundle(meta=meta(class_names={"0": 1})), "class_names"),
    "a scaling that divides by zero": (bundle(meta=meta(scaling=[0, 0])), r"scaling\[1\]"),
    "a scaling that is not a number": (
        bundle(meta=json.dumps(meta(scaling=[0, float("nan")]))),
        r"scaling\[1\]",
    ),
    "an accuracy of 200%": (bundle(meta=meta(figures={"test_accuracy": 2})), "test_accuracy"),
    "a figure nobody knows": (bundle(meta=meta(figures={"beauty": 1})), "figures.beauty"),
    "a field nobody knows": (bundle(meta=meta(run="pretrained")), "no field"),
    "another schema": (bundle(meta=meta(schema=2)), "schema"),
    "no optimizer": (bundle(meta=meta(training={})), "optimizer"),
    "pickled weights": (bundle(weights=npz(weights(**{"0_kernel": np.array([{}])}), pickle=True)), "no array of plain numbers"),
    "a pickle for weights": (bundle(weights=b"\x80\x04\x95cos\nsystem\n"), r"weights\.npz .* no zip archive"),
    "weights of another shape": (bundle(weights=npz(weights(**{"2_kernel": np.ones((10, 72), np.float32)}))), r"\(72, 10\)"),
    "weights in double precision": (bundle(weights=npz(weights(**{"2_bias": np.zeros(10)}))), "type <f4"),
    "weights as texts": (bundle(weights=npz(weights(**{"2_bias": np.array(["a"] * 10)}))), "no array of plain numbers"),
    "weights that are not numbers": (
        bundle(weights=npz(weights(**{"2_bias": np.full(10, np.nan, np.float32)}))),
        "no finite number",
    ),
    "infinite weights": (bundle(weights=npz(weights(**{"2_bias": np.full(10, np.inf, np.float32)}))), "no finite number"),
    "a weight too few": (bundle(weights=npz(weights(**{"2_bias": None}))), r"2\.bias is missing"),
    "a weight too many": (bundle(weights=npz(weights(**{"9_bias": np.zeros(1, np.float32)}))), "5 members"),
    "a weight of another name": (
        bundle(weights=npz(weights(**{"0_bias": None, "9_bias": np.zeros(2, np.float32)}))),
        "has no weight",
    ),
    "an array shorter than its header says": (lying_array("2.bias", HEADER % "10,", b"\x00" * 20), "which its 20 bytes"),
    "an array of an exabyte": (lying_array("2.bias", HEADER % "999999999, 999999999"), "must have the shape"),
    "a header with code": (lying_array("2.bias", "__import__('os').system('true')\n"), "no array of plain numbers"),
    "a header of 2,000 brackets": (lying_array("2.bias", "(" * 2_000), "no array of plain numbers"),
    "a state that is no npz": (bundle(state=b"pickle"), r"state\.npz .* no zip archive"),
    "a state without weights": (bundle(state=npz({"epoch": np.int64(1)})), "is missing"),
    "a state of epoch -1": (bundle(state=state(epoch=np.int64(-1))), "epoch -1"),
    "a state with a name of its own": (bundle(state=state(**{"state|__class__": np.int64(1)})), "does not belong"),
    "a state with a huge array": (bundle(state=state(**{"state|optimizer.1": np.zeros((999, 2))})), "no weight of the network"),
}


def test_there_are_many_hostile_bundles_and_the_good_one_is_let_in():
    assert len(HOSTILE) >= 60
    assert read_bundle(bundle(state=state())).checkpoint.epoch == 2


def test_a_name_that_comes_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        made = zipped([("meta.json", b"{}"), ("meta.json", b"{}")])
    with pytest.raises(RunError, match="two members called"):
        read_bundle(made)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_bundle_is_refused_in_one_sentence_within_two_seconds_and_20_mb(name):
    content, words = HOSTILE[name]
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(RunError, match=words) as caught:
        read_bundle(content)
    seconds, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    sentence = str(caught.value)
    assert seconds < 2
    assert peak < 20 * 2**20
    assert "\n" not in sentence
    assert len(sentence) < 500
    assert sentence.endswith("load a file as CNN Lab saves it.")


def test_a_bundle_with_any_byte_changed_is_a_network_or_a_sentence():
    good = bundle(state=state())
    chance = random.Random(1)
    refused = 0
    for _ in range(3000):
        changed = bytearray(good)
        for _ in range(chance.choice([1, 1, 3])):
            changed[chance.randrange(len(good))] = chance.randrange(256)
        try:
            read_bundle(bytes(changed))
        except RunError:
            refused += 1
    assert refused > 2000
