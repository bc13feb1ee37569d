"""Project files that nobody's laboratory wrote: one sentence, and nothing outside is touched."""

import io
import json
import stat
import tempfile
import zipfile

import numpy as np
import pytest

from cnn_core.errors import RunError
from cnn_core.project.opening import open_project
from cnn_core.runs import list_runs
from tests.project.small_project import BEN
from tests.project.small_project import file_with as file_of
from tests.uploads.make_uploads import directory_entry, patched


def members(made):
    with zipfile.ZipFile(made.file()) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(file, home):
    return open_project(file, "bad.zip", BEN, home / "runs", home / "drawings" / "ben.json")


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def linked(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def promising(file, name, size):
    """The same file, whose directory says that this member has so many bytes."""
    file.seek(0)
    content = file.read()
    changed = patched(content, directory_entry(content, name) + 24, "<I", size)
    file.seek(0)
    file.write(changed)
    return file


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (lambda files: file_of(files | {"../../evil.json": b"{}"}), "does not belong there"),
        (lambda files: file_of(files | {"runs/run-1/model.pkl": b"x"}), "does not belong there"),
        (lambda files: file_of(files | {"plans/../evil.json": b"{}"}), "does not belong there"),
        (lambda files: file_of({"cat/a.png": b"x"}), "no project of CNN Lab .pictures are brought in on the Data page"),
        (lambda files: file_of({name: content for name, content in files.items() if name != "project.json"}), "no project of CNN Lab"),
        (lambda files: file_of(files | {"project.json": b'{"schema": 2}'}), "made by another version"),
        (lambda files: file_of(files, **{"runs/run-1/run.json": linked("runs/run-1/run.json")}), "is a link and not a file"),
        (lambda files: promising(file_of(files | {"drawings.json": b" "}), "drawings.json", 2**30 + 1), "would swell from"),
    ],
    ids=["path", "pickle", "path of a plan", "other zip", "no about", "version", "link", "bomb"],
)  # fmt: skip
def test_a_file_that_is_no_project_is_refused_in_a_sentence(made, elsewhere, file, why):
    given, home = file(members(made)), elsewhere()
    with pytest.raises(RunError, match=why) as caught:
        opened(given, home)
    assert str(caught.value).startswith("The project cannot be opened: ")
    assert list_runs(home / "runs") == []
    assert not (home / "datasets").exists()


def test_bytes_that_are_no_zip_are_refused(elsewhere):
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(b"\x80\x04K\x01.")
    with pytest.raises(RunError, match="no zip archive"):
        opened(file, elsewhere())


RUN = "runs/run-1/"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("weights.npz", npz(**{"1.kernel": np.array([{}], object)}), "no array of plain numbers"),
        ("weights.npz", npz(**{"1.kernel": np.zeros((30, 3), np.float32), "1.bias": np.zeros(2, np.float32)}), "must have the shape"),
        ("weights.npz", b"PK", "no zip archive"),
        ("run.json", b"[" * 100_000, "is no JSON"),
        ("run.json", b"{}", "schema"),
        ("events.jsonl", b'{"event": "epoch", "epoch": -1}\n', "cannot be understood"),
        ("events.jsonl", b'{"event": "finished", "time": 0, "reason": "loaded", "epochs": 1, "seconds": 0, "origin": 3}\n', "origin"),
        ("epochs/001.npz", npz(**{"1.bias": np.full(2, np.nan, np.float32)}), "1.bias"),
        ("evaluation.npz", npz(labels=np.full(6, 9), probabilities=np.zeros((6, 2), np.float32)), "do not fit each other"),
        ("evaluation.json", json.dumps({"class_names": ["a", "b"], "report": {"a": {"precision": "1"}}}).encode(), "finite numbers"),
        ("annotation.json", json.dumps({"name": "x" * 81}).encode(), "name"),
        ("state.npz", npz(epoch=np.int64(2), **{"state|optimizer.1": np.zeros((4000, 4000), np.float32)}), "which no weight of the network has"),
    ],
)  # fmt: skip
def test_a_run_that_is_damaged_is_left_out_with_why_and_the_rest_comes(made, elsewhere, name, content, why):
    given, home = file_of(members(made) | {RUN + name: content}), elsewhere()
    found = opened(given, home)
    assert why in " ".join(found.left_out)
    assert [run.annotation.name for run in list_runs(home / "runs", BEN)] == ["run 2"]
    assert not any(path.name.startswith(".") for path in (home / "runs").iterdir())


def test_images_that_are_not_what_the_file_says_are_left_out_and_so_are_their_runs(made, elsewhere):
    files = members(made)
    name = f"datasets/{made.dataset}/"
    files[name + "about.json"] = files[name + "about.json"].replace(b"Cells", b"Rocks").replace(b'"sizes": [16', b'"sizes": [17')
    found = opened(file_of(files), elsewhere())
    assert "Rocks is damaged" in found.left_out[0]
    assert "its images are not in the project" in found.left_out[1]
    assert (found.runs, found.desk) == ({}, None)


@pytest.mark.parametrize(
    "aside",
    [
        npz(x_aside=np.zeros((1, 9, 9, 1), np.uint8), aside_names=np.frombuffer(b'["a"]', np.uint8)),
        npz(x_aside=np.array([{}], object)),
    ],
    ids=["of other sizes", "pickle"],
)
def test_images_with_pictures_without_a_class_that_are_no_such_are_left_out(made, elsewhere, aside):
    name = f"datasets/{made.dataset}/"
    found = opened(file_of(members(made) | {name + "aside.npz": aside}), elsewhere())
    assert found.left_out[0].startswith(f"{name}: Cells")
    assert found.datasets == {}


def test_a_run_called_pretrained_gets_another_name(made, elsewhere):
    files = {name.replace("run-1/", "pretrained/"): content for name, content in members(made).items()}
    files["runs/pretrained/run.json"] = files["runs/pretrained/run.json"].replace(b'"run-1"', b'"pretrained"')
    assert opened(file_of(files), elsewhere()).runs["pretrained"] != "pretrained"
