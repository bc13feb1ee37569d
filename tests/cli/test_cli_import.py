"""`import`: files of images are understood, and made a dataset."""

import json
import os

import numpy as np
import pytest

from cnn_core.cli import main
from cnn_core.data import own
from cnn_core.data.load import load
from tests.uploads.make_uploads import TWO, class_folders, images, labels, npz, picture, zipped


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "home"))


@pytest.fixture
def run(capsys):
    """Runs `import` and returns its exit code and what it printed, as JSON if it can be read so."""

    def call(*arguments):
        code = main(["import", *map(str, arguments)])
        said = capsys.readouterr()
        return code, json.loads(said.out) if "--json" in arguments and code == 0 else said.out + said.err

    return call


def test_what_was_understood_is_printed_as_json(run, tmp_path):
    parts = [*class_folders(TWO, before="train/"), *class_folders(TWO, count=2, before="test/"), ("predict/1.png", b"x")]
    (tmp_path / "colours.zip").write_bytes(zipped(parts))
    code, known = run(tmp_path / "colours.zip", "--json")
    assert code == 0
    assert known == {
        "kind": "folders",
        "shape": [8, 10, 3],
        "classes": [{"name": "blue", "images": 8}, {"name": "red", "images": 8}],
        "parts": {"train": 12, "test": 4},
        "set_aside": [
            {"what": "predict/", "why": "no class is known of them; the Draw page predicts such pictures", "images": 1}
        ],
        "notes": [],
    }


def test_a_dataset_is_made_and_its_name_printed(run, tmp_path):
    (tmp_path / "a.npz").write_bytes(npz(foo=images(), bar=labels()))
    code, known = run(tmp_path / "a.npz", "--take", "--json")
    assert code == 0
    data = load(known["dataset"])
    assert (data.class_names, len(data.y_train), len(data.y_test)) == (("0", "1"), 16, 4)
    assert data.title == "a"


def test_a_file_is_imported_again_and_more_files_are_than_a_person_may_have(run, tmp_path, monkeypatch):
    monkeypatch.setattr(own, "MAX_OF_ONE", 2)
    made = []
    for number in (0, 1, 2, 0):
        (tmp_path / f"{number}.npz").write_bytes(npz(foo=images(20 + number), bar=labels(20 + number)))
        code, known = run(tmp_path / f"{number}.npz", "--take", "--json")
        assert code == 0
        made.append(known["dataset"])
    assert len(set(made)) == 3
    assert made[0] == made[3]


def test_a_folder_and_several_files_are_read_as_one(run, tmp_path):
    for name, content in class_folders(TWO):
        (tmp_path / "colours" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "colours" / name).write_bytes(content)
    code, known = run(tmp_path / "colours", "--json")
    assert [each["name"] for each in known["classes"]] == ["blue", "red"]
    np.save(tmp_path / "images.npy", images())
    np.save(tmp_path / "labels.npy", labels())
    code, known = run(tmp_path / "images.npy", tmp_path / "labels.npy", "--json")
    assert (code, known["parts"]) == (0, {"train": 20})


def test_a_question_is_printed_with_its_options_and_answered_by_set(run, tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped([*class_folders(TWO, before="train/"), *class_folders(TWO, before="val/")]))
    code, said = run(tmp_path / "a.zip")
    assert code == 0
    assert (
        "What are the validation images for?: test with them  (or --set 'validation=...': validate with them | learn from them too)"
        in said
    )
    assert "learn from them too  (or" in run(tmp_path / "a.zip", "--set", "validation=learn from them too")[1]


def test_whether_pictures_are_turned_upright_is_printed_and_can_be_set(run, tmp_path):
    """It could be chosen on the page alone."""
    path = tmp_path / "emnist-x.npz"
    path.write_bytes(npz(x_train=images(), y_train=labels()))
    assert "--set 'turn upright=...': no" in run(path)[1]
    code, said = run(path, "--set", "turn upright=no", "--take")
    assert (code, "seem to be swapped" in said, "stand upright" in said) == (0, False, False)
    (kept,) = (tmp_path / "home").rglob("*.npz")
    with np.load(kept) as arrays:
        assert {each.tobytes() for each in arrays["x_train"][..., 0]} < {each.tobytes() for each in images()}
    assert "the options of turn upright are yes | no" in run(path, "--set", "turn upright=perhaps")[1]


def test_that_a_part_is_held_back_for_the_test_is_printed(run, tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(class_folders(TWO)))
    assert "A fifth of each class is held back to test with" in run(tmp_path / "a.zip")[1]
    (tmp_path / "b.zip").write_bytes(zipped([*class_folders(TWO, before="train/"), *class_folders(TWO, before="test/")]))
    assert "held back" not in run(tmp_path / "b.zip")[1]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            "validation=bogus",
            "the options of validation are test with them | validate with them | learn from them too. Received: 'bogus'",
        ),
        ("nonsense=1", "these files ask no such question: the questions are validation. Received: 'nonsense'"),
        ("validation", "must be KEY=OPTION"),
    ],
)
def test_an_answer_that_fits_no_question_is_refused_and_nothing_is_made(run, tmp_path, given, words):
    (tmp_path / "a.zip").write_bytes(zipped([*class_folders(TWO, before="train/"), *class_folders(TWO, before="val/")]))
    code, said = run(tmp_path / "a.zip", "--set", given, "--take")
    assert code == 2
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert not any((tmp_path / "home").rglob("*.npz"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.zip", zipped([("1.png", picture())]), "a.zip cannot be used: no class is known of its only picture"),
        ("data_batch_1", b"\x80\x02}q", "it is a pickle"),
    ],
)
def test_a_refusal_is_one_sentence_with_exit_code_2(run, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    code, said = run(tmp_path / name, "--json")
    assert code == 2
    assert words in said
    assert len(said.strip().splitlines()) == 1


def test_what_is_too_large_is_told_what_it_has_and_what_is_the_most(run, tmp_path):
    (tmp_path / "large.zip").touch()
    os.truncate(tmp_path / "large.zip", 250 * 2**20)
    code, said = run(tmp_path / "large.zip")
    assert code == 2
    assert (
        "large.zip cannot be used: it has 262.2 MB (250 MiB), and 209.7 MB (200 MiB) is the most; take fewer images, or smaller ones"
        in said
    )


def test_a_file_that_is_not_there_is_named(run, tmp_path):
    code, said = run(tmp_path / "nothing.zip")
    assert (code, "There is no file or folder" in said) == (2, True)
