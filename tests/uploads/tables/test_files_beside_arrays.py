"""Of an upload with arrays no file is dropped unsaid."""

import numpy as np
import pytest
from make_layouts import ONE, files
from make_uploads import images, labels, npy, picture, zipped

from cnn_core.errors import DatasetError


def test_a_few_pictures_beside_arrays_are_set_aside_by_name(found):
    seen = found(zipped([("x.npy", npy(images())), ("y.npy", npy(labels())), ("logo.png", picture())]))
    assert (seen.pictures, [(each.what, each.images) for each in seen.set_aside]) == (20, [("logo.png", 1)])


def test_more_files_of_arrays_than_are_read_are_refused_and_none_is_dropped(found):
    shares = [(f"{n}/{what}.npy", npy(a)) for n in range(129) for what, a in (("x", images(2) + np.uint8(n)), ("y", labels(2)))]
    assert found(zipped(shares[:256])).pictures == 256
    with pytest.raises(DatasetError, match="it has 258 files of arrays or tables, and 256 is the most"):
        found(zipped(shares))


PICTURES = [*files("cat", "dog", count=130)]
OF_EACH = {
    "boxes in arrays, as Caltech-101 has them": (PICTURES, "npy", npy(np.zeros((1, 4)))),
    "outlines of YOLO": (PICTURES[110:150], "txt", ("0" + " 0.25 0.75" * 18 + "\n").encode() * 3),
    "temperatures": (PICTURES[110:150], "csv", ("20.5," * 63 + "30.5\n").encode() * 16),
}


@pytest.mark.parametrize("name", OF_EACH)
def test_a_file_of_numbers_for_each_picture_is_no_image(found, name):
    """They were taken for the images, or refused for their number."""
    paths, ending, content = OF_EACH[name]
    members = [each for path in paths for each in ((path, ONE), (f"notes/{path[:-4]}.{ending}", content))]
    assert found(zipped(members)).pictures == len(paths)
