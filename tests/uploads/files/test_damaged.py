"""Files beside pictures whose bytes in the zip are damaged."""

import zipfile

import pytest
from make_layouts import ONE, files
from make_uploads import npz, zipped

from cnn_core.errors import DatasetError

FOLDERS = [(path, ONE) for path in files("cats", "dogs")]
TEXT = b"hello hello hello hallo hello"


def damaged(members, *names):
    """A zip of the members, of which those of these names cannot be unpacked."""
    made = bytearray(zipped(members, zipfile.ZIP_DEFLATED))
    for name in names:
        at = made.find(name.encode()) + len(name)
        made[at : at + 6] = b"\xff" * 6
    return bytes(made)


@pytest.mark.parametrize("name", ["notes.md", "notes.txt", "README", "labels.csv", "cats/cats.xml", "about.json", "y.npy"])
def test_a_damaged_file_beside_class_folders_is_set_aside(found, made, name):
    """The upload was refused for it."""
    content = damaged([*FOLDERS, (name, TEXT)], name)
    seen = found(content)
    assert (dict(seen.parts), seen.class_names) == ({"train": 10}, ("cats", "dogs"))
    assert [(each.what, each.why) for each in seen.set_aside] == [(name, "its place in the zip is damaged")]
    assert len(made(content)[1]["x_train"]) == 8


def test_several_are_set_aside_and_files_that_are_whole_are_used(found):
    table = b"name,part\n" + b"".join(f"{path},{'test' if '4' in path else 'train'}\n".encode() for path, _ in FOLDERS)
    seen = found(damaged([*FOLDERS, ("split.csv", table), ("notes.txt", TEXT), ("README", TEXT)], "notes.txt", "README"))
    assert (dict(seen.parts), [each.what for each in seen.set_aside]) == ({"train": 8, "test": 2}, ["notes.txt", "README"])


def test_what_the_classes_are_told_by_may_not_be_damaged(found):
    flat = [(f"{n}.png", ONE) for n in range(9)]
    table = b"file,label\n" + b"".join(f"{n}.png,{'ab'[n % 2]}\n".encode() for n in range(9))
    assert found(zipped([*flat, ("labels.csv", table)])).class_names == ("a", "b")
    arrays = [("train.npz", npz(x=[[[1]]] * 9, y=[0] * 9)), ("test.npz", npz(x=[[[1]]] * 9, y=[0] * 9))]
    for content in (damaged([*flat, ("labels.csv", table)], "labels.csv"), damaged(arrays, "train.npz")):
        with pytest.raises(DatasetError, match="damaged"):
            found(content)
