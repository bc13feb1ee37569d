"""What is said of an upload beside its classes and counts."""

import numpy as np
from make_uploads import RED, TWO, class_folders, file_of, zipped
from PIL import Image

from cnn_core.uploads.making import passes


def test_how_many_pictures_without_a_class_are_kept_is_said(found, monkeypatch):
    monkeypatch.setattr(passes, "MAX_ASIDE", 2)

    def notes(count):
        return found(zipped([*class_folders(TWO), *class_folders({"predict": RED}, count=count)])).notes

    assert not [note for note in notes(2) if "without a class" in note]
    (said,) = [note for note in notes(3) if "without a class" in note]
    assert said.startswith("Of the 3 pictures without a class the first 2 are kept for the Draw page")


def deep(low, high):
    return file_of(Image.fromarray(np.linspace(low, high, 64).astype(np.uint16).reshape(8, 8)))


def test_deep_pictures_that_are_scaled_each_by_itself_are_counted(found):
    """Brightness between them is lost; not so where all are shortened alike, as those of one camera are."""

    def said(*ends):
        members = [(f"{name}/{n}.png", deep(*of)) for name in ("a", "b") for n, of in enumerate(ends)]
        return [note for note in found(zipped(members)).notes if "16 bits" in note]

    assert said(*[(0, 65535)] * 5) == said(*[(0, 4095)] * 5) == []
    (weak,) = said(*[(0, 65535)] * 4, (1000, 1029))
    assert weak.startswith("With 16 bits a pixel or more, and not equally bright: 10 pictures.")
    assert said(*[(0, 4095)] * 4, (0, 2000)) == [weak]
