"""`read`: pictures are read from the command line."""

import io
import json
import zipfile

import numpy as np
from PIL import Image

from cnn_core.cli import main
from cnn_core.data.load import load
from cnn_core.uploads import many_pictures
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
    assert "1 of 1 picture with a class in the name or folder is read correctly: 100.0%." in capsys.readouterr().out


def test_a_page_with_more_than_one_digit_is_said(tmp_path, capsys):
    two = str(tmp_path / "two.png")
    Image.fromarray(page_of([(DIGITS[2], (0.3, 0.5)), (DIGITS[8], (0.7, 0.5))], 0.35)).save(two)
    assert main(["read", two, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["more_writing"]
    assert main(["read", two]) == 0
    assert f"More is written on {two}" in capsys.readouterr().out


def test_of_a_blank_page_no_class_is_said(tmp_path, capsys):
    """It was "1, 10.66%", as if one had been found; of two with a class "1 of 1 picture" was right, as if there had been no other."""
    page = str(tmp_path / "7.png")
    Image.fromarray(np.full((300, 200), 220, np.uint8)).save(page)
    assert main(["read", page, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["prediction"], row["probability"]) == (None, None)
    assert main(["read", page]) == 0
    said = capsys.readouterr().out
    assert "nothing stands out" in said
    assert "0 of 1 picture with a class in the name or folder are read correctly: 0.0%. Nothing stands out on 1 of them" in said


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


def zip_of(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return str(path)


def test_the_pictures_in_a_zip_are_read_as_on_the_page(tmp_path, capsys):
    """It was refused: "it is no picture"."""
    data = load("mnist-mini")
    members = {}
    for n in range(3):
        made = io.BytesIO()
        Image.fromarray(data.x_test[n, :, :, 0]).save(made, "PNG")
        members[f"{data.class_names[data.y_test[n]]}/{n}.png"] = made.getvalue()
    pictures = zip_of(tmp_path / "pictures.zip", {**members, "notes.txt": b"no picture", "__MACOSX/._0.png": b"x"})
    alone = tmp_path / "alone.png"
    alone.write_bytes(members[next(iter(members))])
    assert main(["read", pictures, str(alone), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["file"] for row in rows] == [*(f"{pictures}/{name}" for name in members), str(alone)]
    assert [row["class_in_name"] for row in rows[:3]] == [name[0] for name in members]
    assert main(["read", pictures]) == 0
    assert "of 3 pictures with a class in the name or folder" in capsys.readouterr().out


def test_a_bad_zip_is_refused_in_a_sentence_and_costs_no_other_picture(tmp_path, capsys, monkeypatch):
    cut = tmp_path / "cut.zip"
    zip_of(cut, {"a.png": b"x" * 900})
    cut.write_bytes(cut.read_bytes()[:500])
    for path in (str(cut), zip_of(tmp_path / "none.zip", {"a.txt": b"words"})):
        assert main(["read", path]) == 2
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)
    data = load("mnist-mini")
    Image.fromarray(data.x_test[0, :, :, 0]).save(tmp_path / "one.png")
    assert main(["read", str(cut), str(tmp_path / "one.png"), "--json"]) == 2
    said = capsys.readouterr()
    assert (len(json.loads(said.out)), said.err.startswith("cut.zip")) == (1, True)
    monkeypatch.setattr(many_pictures, "MAX_PICTURES", 1)
    two = zip_of(tmp_path / "two.zip", {f"{n}.png": (tmp_path / "one.png").read_bytes() for n in range(2)})
    assert main(["read", two]) == 2
    assert "1 pictures are read at once, and these are 2 or more" in capsys.readouterr().err
