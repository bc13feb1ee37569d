"""`read`: pictures are read from the command line."""

import json

import numpy as np
from PIL import Image

from cnn_core.cli import main
from cnn_core.data.load import load
from tests.drawing.photographs import DIGITS, page_of, photograph


def test_photographs_are_read_and_their_probabilities_named(tmp_path, capsys):
    files = []
    for digit in (3, 7):
        files.append(str(tmp_path / f"{digit}.jpg"))
        large = Image.fromarray(photograph("shadow", DIGITS[digit])).resize((4032, 3024))  # as a phone has them: 12 megapixels
        large.save(files[-1], quality=60)
    assert main(["read", *files, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["file"] for row in rows] == files
    assert [row["prediction"] for row in rows] == ["3", "7"]
    assert [row["class_in_name"] for row in rows] == ["3", "7"]
    for row in rows:
        assert not row["more_writing"]
        assert row["probability"] == max(row["probabilities"].values())
        np.testing.assert_allclose(sum(row["probabilities"].values()), 1, atol=1e-5)
    assert main(["read", files[0]]) == 0
    assert "1 of 1 picture with a class in the name or folder is read rightly: 100.0%." in capsys.readouterr().out


def test_a_page_with_more_than_one_digit_is_said(tmp_path, capsys):
    two = str(tmp_path / "two.png")
    Image.fromarray(page_of([(DIGITS[2], (0.3, 0.5)), (DIGITS[8], (0.7, 0.5))], 0.35)).save(two)
    assert main(["read", two, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["more_writing"]
    assert main(["read", two]) == 0
    assert f"More is written on {two}" in capsys.readouterr().out


def test_of_a_blank_page_no_class_is_said(tmp_path, capsys):
    """It was "1, 10.66 %", as if one had been found; of two with a class "1 of 1 picture" was right, as if there had been no other."""
    page = str(tmp_path / "7.png")
    Image.fromarray(np.full((300, 200), 220, np.uint8)).save(page)
    assert main(["read", page, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["prediction"], row["probability"]) == (None, None)
    assert main(["read", page]) == 0
    said = capsys.readouterr().out
    assert "nothing stands out" in said
    assert "0 of 1 picture with a class in the name or folder are read rightly: 0.0%. Nothing stands out on 1 of them" in said


def test_an_image_of_the_dataset_is_read(tmp_path, capsys):
    data = load("mnist-mini")
    Image.fromarray(data.x_test[0, :, :, 0]).save(tmp_path / "one.png")
    assert main(["read", str(tmp_path / "one.png"), "--run", "pretrained", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["prediction"] == data.class_names[data.y_test[0]]


def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, capsys):
    (tmp_path / "words.txt").write_text("no picture")
    for arguments in (["words.txt"], ["missing.png"], ["words.txt", "--run", "nothing"]):
        assert main(["read", str(tmp_path / arguments[0]), *arguments[1:]]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
