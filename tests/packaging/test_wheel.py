"""`pip install .`: the core with its assets, without the pages, and a command."""

import json
import subprocess
import sys
import zipfile

from cnn_core.presets import PRESETS


def test_the_wheel_holds_the_core_with_its_assets_and_no_page(installed):
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"cnn_core"}
    assets = {
        "mnist-mini.npz",
        "pretrained/model.keras",
        "pretrained/weights.npz",
        "pretrained/run.json",
        "pretrained/events.jsonl",
    }
    assert {f"cnn_core/assets/{name}" for name in assets} <= set(names)


def test_the_command_works_outside_the_repository(installed, tmp_path):
    done = subprocess.run(
        ["cnn-lab", "presets", "--json"], cwd=tmp_path, env=installed.environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert [each["name"] for each in json.loads(done.stdout)] == list(PRESETS)


def test_the_command_calls_itself_by_the_name_under_which_it_was_started(installed, tmp_path):
    done = subprocess.run(
        ["cnn-lab", "summary", "no-such-network"],
        cwd=tmp_path,
        env=installed.environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr.split(":")[0]) == (2, "cnn-lab summary")


def test_the_bundled_images_and_the_bundled_network_are_found_in_the_installation(installed, tmp_path):
    program = (
        "import cnn_core, sys\nfrom cnn_core.data.load import load\nfrom cnn_core.runs import RunFolder\nfrom pathlib import Path\n"
        "folder = Path(cnn_core.__file__).parent\nprint(folder)\nprint(len(load('mnist-mini').x_train))\n"
        "print(RunFolder(folder / 'assets' / 'pretrained').state().status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=installed.environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines() == [str(installed.folder / "cnn_core"), "10000", "finished"], done.stderr
