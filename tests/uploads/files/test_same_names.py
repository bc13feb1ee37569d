"""Files of one name in an upload."""

import io
import tarfile
import time
from functools import partial

from make_layouts import ONE
from make_uploads import BLUE, RED, picture, zipped

from cnn_core.uploads.files.members import Member
from cnn_core.uploads.files.same_names import told_apart


def shade(n):
    return picture((n * 9, 20, 200 - n))


def test_a_class_that_was_downloaded_twice_loses_no_picture(found):
    """As Teachable Machine calls two downloads of one class; each counts its pictures from 0. One picture is in both."""
    first = [(f"{n}.jpg", shade(n)) for n in range(10)]
    second = [("0.jpg", shade(0)), *((f"{n}.jpg", shade(n + 10)) for n in range(1, 12))]
    other = [(f"{n}.jpg", ONE) for n in range(6)]
    zips = {"cat-samples.zip": first, "cat-samples (1).zip": second, "dog-samples.zip": other}
    seen = found(zipped([(name, zipped(members)) for name, members in zips.items()]))
    assert dict(zip(seen.class_names, seen.train_counts, strict=True)) == {"cat": 10 + 12 - 1, "dog": 6}


def test_thousands_of_files_of_one_name_are_told_apart_in_time_that_grows_with_their_number():
    began = time.process_time()
    files = [Member("cat/0.png", 8, partial(b"%08d".__mod__, n // 2), bytes) for n in range(20_000)]
    kept = told_apart(files)
    assert time.process_time() - began < 2
    assert [each.name for each in kept[:3]] == ["cat/0.png", "cat/0 (2).png", "cat/0 (3).png"]
    assert len({each.name for each in kept}) == len(kept) == 10_000


def test_of_a_file_that_a_tar_holds_twice_the_later_one_counts(made):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for colour in (RED, BLUE):
            for name in ("cats", "dogs"):
                for n in range(5):
                    info = tarfile.TarInfo(f"{name}/{n}.png")
                    info.size = len(picture(colour))
                    archive.addfile(info, io.BytesIO(picture(colour)))
    _, arrays = made(content.getvalue(), name="pictures.tar")
    shown = [tuple(each) for part in ("train", "test") for each in arrays[f"x_{part}"][:, 0, 0].tolist()]
    assert shown == [BLUE] * 10
