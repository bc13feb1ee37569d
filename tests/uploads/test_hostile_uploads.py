"""Whatever an upload holds, the answer is a dataset or one sentence, and soon."""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import time
import tracemalloc
import zipfile
import zlib

import numpy as np
import pytest
from make_layouts import ONE
from make_uploads import (
    RED,
    TWO,
    class_folders,
    directory_entry,
    file_of,
    idx,
    idx_files,
    images,
    labels,
    linked,
    npz,
    overlapping,
    patched,
    picture,
    zipped,
)
from PIL import Image

from cnn_core.errors import DatasetError
from cnn_core.uploads.folders import picture_files
from cnn_core.uploads.making import walk

GOOD = zipped(class_folders(TWO))
ZEROS = b"\x00" * 50_000_000
MANY = {f"class {number}": RED for number in range(101)}
HEADER = b"\x93NUMPY\x01\x00"


def with_member(name, content=b"x"):
    return zipped([*class_folders(TWO), (name, content)])


def lying_npy(text, content=b""):
    return HEADER + struct.pack("<H", len(text)) + text + content


def declared(size):
    return patched(GOOD, directory_entry(GOOD, "red/0.png") + 24, "<I", size)


def tarred(members):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def asking_for_4_gb():
    """An .xz whose block declares the largest dictionary there is: its size in byte 4 of the header of 12, and a CRC32 at its end."""
    packed = bytearray(lzma.compress(GOOD))
    packed[12 + 4] = 40
    packed[20:24] = struct.pack("<I", zlib.crc32(packed[12:20]))
    return bytes(packed)


HOSTILE = {
    "nothing": (b"", "it is empty"),
    "a text": (b"pictures" * 100, "none of what can be read"),
    "a picture": (picture(), "no class is known of its only picture"),
    "a truncated zip": (GOOD[:-30], "an incomplete one"),
    "half a zip": (GOOD[: len(GOOD) // 2], "an incomplete one"),
    "too many bytes": (lambda: bytes(200 * 2**20 + 1), "more than 200 MB"),
    "an empty zip": (zipped([]), "there is no file in it"),
    "a name that leaves the folder": (with_member("../../escaped.png"), "does not belong"),
    "a name that leaves it the Windows way": (with_member("red\\..\\..\\escaped.png"), "does not belong"),
    "an absolute name": (with_member("/etc/passwd"), "does not belong"),
    "a drive": (with_member("C:/red/1.png"), "does not belong"),
    "a bomb of zeros": (lambda: zipped([("red/1.png", ZEROS)], zipfile.ZIP_DEFLATED), "would swell"),
    "a thousand small bombs": (
        lambda: zipped([(f"red/{number}.png", bytes(4 * 2**20)) for number in range(200)], zipfile.ZIP_DEFLATED),
        "would unpack to",
    ),
    "a bomb by its declared size": (declared(4_000_000_000), "two different sizes"),
    "members that overlap": (overlapping(), "shares its bytes"),
    "a link": (linked(), "is a link"),
    "an encrypted member": (patched(GOOD, directory_entry(GOOD, "red/0.png") + 8, "<H", 1), "encrypted"),
    "packed with bzip2": (zipped(class_folders(TWO), zipfile.ZIP_BZIP2), "packed in a way"),
    "60,000 members in a directory for 64,000": (patched(zipped([]), 10, "<H", 60_000), "incomplete|cannot be used"),
    "101 classes": (zipped(class_folders(MANY, count=1)), "101 classes"),
    "no folders": (zipped([(f"{n}.png", picture()) for n in range(20)]), "no class is known of its 20 pictures"),
    "only broken pictures": (
        zipped([(f"{name}/{n}.png", picture()[:30]) for name in TWO for n in range(6)]),
        "none of its 12 pictures can be used",
    ),
    "a class name with a line break": (zipped(class_folders({"red": RED, "a\nb": RED})), "control characters"),
    "a class name with markup": (zipped(class_folders({"red": RED, "<b>": RED})), "< or >"),
    "a class name that reports use": (zipped(class_folders({"red": RED, "accuracy": RED})), "a meaning of its own"),
    "111 zips within a zip": (zipped([(f"{n}.zip", zipped([])) for n in range(111)]), "more than 110 archives"),
    "a bomb of zeros in a zip within a zip": (
        lambda: zipped([("a.zip", zipped([("red/1.png", ZEROS)], zipfile.ZIP_DEFLATED))]),
        "would swell",
    ),
    "a bomb of zeros in gzip": (lambda: gzip.compress(ZEROS), "would swell"),
    "a bomb of zeros in bzip2": (lambda: bz2.compress(ZEROS), "would swell"),
    "a bomb of zeros in xz": (lambda: lzma.compress(ZEROS), "would swell"),
    "an xz that asks for 4 GB of memory": (asking_for_4_gb(), "xz data asks for too much memory"),
    "half an xz": (lzma.compress(GOOD)[:-20], "xz data ends too early"),
    "half a bzip2": (bz2.compress(GOOD)[:-20], "bzip2 data ends too early"),
    "a broken bzip2": (b"BZh9" + bytes(50), "bzip2 data is broken"),
    "a broken xz": (b"\xfd7zXZ\0" + bytes(50), "xz data is broken"),
    "a tar with a name that leaves the folder": (tarred([("../../red/1.png", picture())]), "does not belong"),
    "half a tar": (tarred(class_folders(TWO))[:5000], "no whole tar archive|can be used|class"),
    "an npz with a pickle": (npz(x=np.array([{}] * 20, dtype=object), y=labels()), "type"),
    "a pickle called npy": (zipped([("x.npy", b"\x80\x04\x95cos\nsystem\n"), ("y.npy", b"x")]), "no array of plain numbers"),
    "an npz of an exabyte": (
        zipped([("x.npy", lying_npy(b"{'descr': '|u1', 'fortran_order': False, 'shape': (999999999, 99999, 9999), }\n"))]),
        "which its 0 bytes are not",
    ),
    "an npz header with code": (
        zipped([("x.npy", lying_npy(b"__import__('os').system('true')\n"))]),
        "no array of plain numbers",
    ),
    "an npz header of brackets": (zipped([("x.npy", lying_npy(b"(" * 9000))]), "no array of plain numbers"),
    "an npz with pixels that are not numbers": (npz(x=np.full((20, 4, 4), np.nan), y=labels()), "nan"),
    "IDX with too few values": (zipped([(n, c[:-3]) for n, c in idx_files(test=False)]), "and only"),
    "IDX with too many values": (zipped([(n, c + b"xyz") for n, c in idx_files(test=False)]), "and more follow"),
    "IDX that declares terabytes": (
        zipped([("a", idx(images())[:4] + b"\x7f\xff\xff\xff" * 3), ("b", idx(labels()))]),
        "declares",
    ),
    "IDX in gzip that ends early": (zipped([(n, c[:-10]) for n, c in idx_files(True, False)]), "gzip data ends too early"),
    "IDX in broken gzip": (zipped([(n, c[:15] + b"\xff" * 9 + c[24:]) for n, c in idx_files(True, False)]), "cannot be used"),
    "IDX images without labels": (zipped(idx_files(test=False)[:1]), "images without labels"),
    "IDX of other counts": (zipped([("a", idx(images(20))), ("b", idx(labels(19)))]), "20 train images and 19 train labels"),
}
"""Name -> the content, what takes long to make as a function, and words of the sentence."""


def test_there_are_many_hostile_uploads_and_the_good_one_is_let_in(found):
    assert len(HOSTILE) >= 40
    assert found(GOOD).pictures == 12


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_upload_is_refused_in_one_sentence_within_two_seconds_and_20_mb(found, name):
    content, words = HOSTILE[name]
    content = content() if callable(content) else content
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(DatasetError, match=words) as caught:
        found(content)
    seconds, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    sentence = str(caught.value)
    assert seconds < (2 if len(content) < 2**20 else 8)  # measuring memory makes a zip of 20,000 members several times slower
    assert peak < 20 * 2**20 + 2 * len(content)
    assert "\n" not in sentence
    assert len(sentence) < 400
    assert sentence.endswith(".")


def test_a_name_that_comes_twice_is_refused(found):
    with pytest.warns(UserWarning, match="Duplicate name"):
        made = zipped([*class_folders(TWO), ("red/0.png", picture())])
    with pytest.raises(DatasetError, match="two members called"):
        found(made)


def test_folders_that_are_deeper_than_anybody_packs_are_refused_by_their_depth(found):
    """They were called damaged."""
    with pytest.raises(
        DatasetError, match=r"^pictures.zip cannot be used: a file in it lies 3,000 folders deep, and 100 is the most.$"
    ):
        found(zipped([("d/" * 3000 + "0.png", ONE), ("d/" * 20 + "0.png", ONE)]))


def test_pictures_that_are_too_much_together_are_refused(found, monkeypatch):
    """64 million pixels of one colour pack into 8 KB."""
    large = file_of(Image.new("1", (8000, 8000)))
    monkeypatch.setattr(walk, "MAX_PIXELS_IN_ALL", 600 * 10**6)
    with pytest.raises(DatasetError, match="more than 600 megapixels together"):
        found(zipped([(f"{name}/{n}.png", large) for name in TWO for n in range(6)]))


def test_more_files_than_may_be_are_refused_before_any_is_opened(found, monkeypatch):
    monkeypatch.setattr(picture_files, "MAX_FILES", 50)
    with pytest.raises(DatasetError, match="it has 51 pictures, and 50 is the most"):
        found(zipped([(f"red/{number}.png", b"") for number in range(51)]))


@pytest.mark.parametrize("good", [GOOD, npz(x=images(), y=labels()), zipped(idx_files())], ids=["folders", "npz", "idx"])
def test_an_upload_with_any_byte_changed_is_a_dataset_or_a_sentence(found, good):
    chance = random.Random(1)
    refused = 0
    for _ in range(300):
        changed = bytearray(good)
        for _ in range(chance.choice([1, 1, 3])):
            changed[chance.randrange(len(good))] = chance.randrange(256)
        try:
            found(bytes(changed))
        except DatasetError:
            refused += 1
    assert refused > 20
