"""Machines with graphics cards, without one: `nvidia-smi` is a script that says what the real one says."""

import os
import sys

import pytest

from cnn_core.engine.host.cluster import train_slots, worker_specs
from cnn_core.engine.host.graphics_cards import graphics_cards, in_words

GB = 2**30
TWO = "GPU-5f9a4d0e-1c2b-7a88-9d3e-0a1b2c3d4e5f\nGPU-a7c1e2d3-4b5f-6071-8293-a4b5c6d7e8f9\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the script is one of a Unix shell")


@pytest.fixture
def machine(tmp_path):
    """A function that gives the environment of a machine whose driver says this and ends with this code; None: without one."""

    def made(said=None, code=0, **more):
        if said is not None:
            program = tmp_path / "nvidia-smi"
            program.write_text(f"#!/bin/sh\nprintf '%s' '{said}'\nexit {code}\n")
            program.chmod(0o755)
        return {"PATH": os.pathsep.join([str(tmp_path)]), **more}

    return made


def tensorflow_sees(number):
    """A program that says what a TensorFlow says that sees so many cards."""
    return (sys.executable, "-c", f"print({number})")


def test_a_machine_without_the_driver_or_whose_driver_meets_no_card_has_none(machine):
    assert graphics_cards(machine(), tensorflow_sees(1)) == []
    failed = "NVIDIA-SMI has failed because it could not communicate with the driver."
    assert graphics_cards(machine(failed, 9), tensorflow_sees(1)) == []


def test_cards_have_the_ids_by_which_cuda_finds_them(machine):
    assert graphics_cards(machine(TWO), tensorflow_sees(2)) == TWO.split()


def test_a_card_that_tensorflow_does_not_see_trains_nothing(machine):
    assert graphics_cards(machine(TWO), tensorflow_sees(0)) == []
    assert graphics_cards(machine(TWO), (sys.executable, "-c", "raise ImportError")) == []


def test_the_tensorflow_of_this_package_is_asked(machine):
    """It comes without CUDA, and a fake driver makes no card."""
    assert graphics_cards({**os.environ, **machine(TWO)}) == []


@pytest.mark.parametrize(
    ("chosen", "seen", "left"),
    [
        ("1", 1, ["1"]),
        ("1, 0", 2, ["1", "0"]),
        ("", 0, []),
        ("-1", 0, []),
        ("0,-1,1", 1, ["0"]),
        ("0,1,2,3", 2, ["0", "1"]),
        (TWO.split()[1], 1, TWO.split()[1:]),
    ],
)
def test_whoever_starts_the_app_says_which_cards_it_may_use_in_the_way_of_cuda(machine, chosen, seen, left):
    """CUDA C++ Programming Guide, CUDA_VISIBLE_DEVICES: those before the first that is invalid are visible."""
    assert graphics_cards(machine(TWO, CUDA_VISIBLE_DEVICES=chosen), tensorflow_sees(seen)) == left


def test_a_choice_of_cards_makes_none_where_there_are_none(machine):
    assert graphics_cards(machine(CUDA_VISIBLE_DEVICES="0"), tensorflow_sees(1)) == []


def test_each_place_to_train_sees_one_card_and_predictions_see_none():
    specs = worker_specs(16, 64 * GB, ["GPU-a", "GPU-b"])
    assert {name: spec["env"]["CUDA_VISIBLE_DEVICES"] for name, spec in specs.items()} == {
        "train-0": "GPU-a",
        "train-1": "GPU-b",
        "infer": "-1",
    }
    assert {spec["env"]["TF_FORCE_GPU_ALLOW_GROWTH"] for spec in specs.values()} == {"true"}
    assert specs["train-0"]["env"]["TF_NUM_INTRAOP_THREADS"] == "8"
    assert sum(spec["memory_limit"] for spec in specs.values()) <= 0.9 * 64 * GB


def test_one_card_trains_one_network_however_many_cores_there_are():
    assert [train_slots(cores, 1) for cores in (1, 2, 16, 64)] == [1, 1, 1, 1]
    assert [train_slots(cores, 8) for cores in (4, 64)] == [4, 8]


def test_without_a_card_nobody_is_told_which_to_see():
    assert all("CUDA_VISIBLE_DEVICES" not in spec["env"] for spec in worker_specs(16, 64 * GB).values())


def test_where_networks_train_is_said_in_words():
    assert in_words([], 2) == "no graphics card that TensorFlow sees: networks train on the processor"
    assert in_words(["GPU-a"], 1) == "one network at a time on the graphics card"
    assert in_words(["GPU-a", "GPU-b"], 2) == "2 networks at a time, each on one of 2 graphics cards"
