"""The precision that "auto" stands for on a machine, and how a run and its code keep it."""

import base64
import json
import zlib
from dataclasses import replace

import pytest

from cnn_core.codegen import script
from cnn_core.experiment import Experiment
from cnn_core.presets import DEFAULT, PRESETS
from cnn_core.training.config import TrainingConfig
from cnn_core.training.events import event
from cnn_core.training.fold import fold
from cnn_core.training.precision import SETTING, auto_words, computes_bfloat16, resolve
from cnn_core.workspace.share_link import WORDS, from_link

SAPPHIRE_RAPIDS = "processor : 0\nflags\t\t: fpu sse avx512f avx512_bf16 amx_bf16 amx_tile\n"
COOPER_LAKE = "processor : 0\nflags : fpu avx512f avx512_bf16\n"
SKYLAKE = "processor : 0\nflags : fpu sse avx2 avx512f\n"


@pytest.fixture
def processor(monkeypatch, tmp_path):
    """Makes this machine have a processor with these flags."""
    monkeypatch.delenv(SETTING)

    def be(cpuinfo):
        path = tmp_path / "cpuinfo"
        path.write_text(cpuinfo, encoding="utf-8")
        found = computes_bfloat16(path)
        computes_bfloat16.cache_clear()
        monkeypatch.setattr("cnn_core.training.precision.computes_bfloat16", lambda: found)

    return be


@pytest.mark.parametrize(
    ("cpuinfo", "wanted"),
    [(SAPPHIRE_RAPIDS, "mixed_bfloat16"), (COOPER_LAKE, "mixed_bfloat16"), (SKYLAKE, "float32"), ("", "float32")],
)
def test_auto_is_bfloat16_on_processors_that_compute_it(processor, cpuinfo, wanted):
    processor(cpuinfo)
    assert resolve("auto") == wanted
    assert auto_words().startswith(f"auto is {wanted} here: this processor ")


def test_where_the_system_says_nothing_of_its_processor_auto_is_float32(tmp_path):
    assert not computes_bfloat16(tmp_path / "there is none")


@pytest.mark.parametrize(
    ("gpus", "wanted"),
    [([(7, 5)], "float32"), ([(8, 0)], "mixed_bfloat16"), ([(9, 0), (8, 6)], "mixed_bfloat16"), ([(9, 0), (7, 0)], "float32")],
)
def test_with_graphics_cards_their_compute_capability_decides(processor, gpus, wanted):
    processor(SKYLAKE if wanted == "mixed_bfloat16" else SAPPHIRE_RAPIDS)
    assert resolve("auto", gpus) == wanted


def test_a_precision_that_was_chosen_is_taken(processor):
    processor(SAPPHIRE_RAPIDS)
    assert resolve("float32", [(9, 0)]) == "float32"
    processor(SKYLAKE)
    assert resolve("mixed_bfloat16") == "mixed_bfloat16"


def test_the_environment_can_settle_it(processor, monkeypatch):
    processor(SAPPHIRE_RAPIDS)
    monkeypatch.setenv(SETTING, "float32")
    assert resolve("auto") == "float32"
    assert auto_words() == "auto is float32 here, as CNN_LAB_PRECISION says."
    monkeypatch.setenv(SETTING, "float8")
    assert resolve("auto") == "mixed_bfloat16"


def test_settings_of_earlier_versions_keep_their_precision():
    assert TrainingConfig().precision == "auto"
    assert TrainingConfig.from_json({**TrainingConfig().to_json(), "precision": "float32"}).precision == "float32"


def test_json_that_names_no_precision_means_float32_on_every_machine(processor):
    processor(SAPPHIRE_RAPIDS)
    value = TrainingConfig().to_json()
    del value["precision"]
    assert TrainingConfig.from_json(value).precision == "float32"
    experiment = PRESETS[DEFAULT].experiment
    older = experiment.to_json() | {"training": value}
    assert from_link(linked(older)).training.precision == "float32"
    assert "set_dtype_policy" not in script(Experiment.from_json(older))


def linked(value):
    """A link of version 1 as an earlier laboratory made it."""
    packer = zlib.compressobj(9, zdict=WORDS)
    packed = packer.compress(json.dumps(value).encode()) + packer.flush()
    return "1" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def test_a_run_knows_what_it_was_trained_in():
    sizes = {"epochs": 1, "steps_per_epoch": 1, "train_size": 8, "validation_size": 0, "parameters": 1}
    assert fold([event("started", **sizes, precision="mixed_bfloat16")]).precision == "mixed_bfloat16"
    assert fold([event("started", **sizes)]).precision == ""


def test_its_code_says_so_wherever_it_is_written(processor):
    processor(SKYLAKE)
    experiment = PRESETS[DEFAULT].experiment
    policy = 'keras.config.set_dtype_policy("mixed_bfloat16")'
    assert policy not in script(experiment)
    assert policy in script(experiment.in_precision("mixed_bfloat16"))
    chosen = replace(experiment, training=replace(experiment.training, precision="float32"))
    assert chosen.in_precision("mixed_bfloat16") == chosen
    assert experiment.in_precision("") == experiment
