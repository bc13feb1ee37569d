"""Files that hold no images that can be read: each is called by its name, with the way out."""

import bz2
import io

import h5py
import numpy as np
import pytest
from make_uploads import picture, zipped

from cnn_core.errors import DatasetError


def weights():
    file = io.BytesIO()
    with h5py.File(file, "w") as archive:
        archive["layers/dense/vars/0"] = np.zeros((4, 2), np.float32)
    return file.getvalue()


def weights_of_numpy():
    file = io.BytesIO()
    np.savez(file, **{"0.kernel": np.zeros((3, 3, 1, 8), np.float32), "1.kernel": np.zeros((8, 2), np.float32)})
    return file.getvalue()


FOREIGN = {
    "a pickle": (
        b"\x80\x04\x95cos\nsystem",
        "data_batch_1",
        'pickle.load.* np.savez\\("good.npz".*CIFAR-10 itself needs no upload',
    ),
    "a pickle of numbers": (b"\x80\x02}q\x00", "mnist.pkl", "never opened; two lines make a good file"),
    "a pickle called as the one in a file of PyTorch": (b"\x80\x04}q\x00", "data.pkl", 'it is a pickle, which .*d\\["data"\\]'),
    "PyTorch": (zipped([("archive/data.pkl", b"\x80\x02}"), ("archive/data/0", b"x")]), "model.pth", "a file of PyTorch"),
    "PyTorch without numbers": (
        zipped([("archive/data.pkl", b"\x80\x02}"), ("archive/version", b"3")]),
        "model.pt",
        "does not read networks of PyTorch",
    ),
    "PyTorch of former times": (b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "model.bin", "a file of PyTorch"),
    "TFRecord": (
        zipped([("train.tfrecord-00000-of-00001", b"x"), ("info.json", b"{}")]),
        "tfds.zip",
        "it is a TFRecord of TensorFlow",
    ),
    "a project": (
        zipped([("project.json", b"{}"), ("runs/a/run.json", b"{}"), ("runs/a/weights.npz", weights_of_numpy())]),
        "mine.zip",
        "a project of CNN Lab: open it on the Compare page",
    ),
    "R": (b"X\n\0\0\0\3", "digits.rds", "a file of R itself; in R, write.csv"),
    "RAR": (b"Rar!\x1a\x07\x00", "pictures.rar", "a RAR archive; unpack it and pack it as a zip"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "pictures.7z", "a 7z archive"),
    "an Excel workbook": (
        zipped([("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")]),
        "digits.xlsx",
        "it is an Excel workbook; save the sheet as CSV",
    ),
    "an old Excel workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "digits.xls", "of Excel, save the sheet as CSV"),
    "a sheet of LibreOffice": (zipped([("mimetype", b"x"), ("content.xml", b"<x/>")]), "digits.ods", "save the sheet as CSV"),
    "sound": (zipped([(f"{c}/1.wav", b"RIFF0000WAVEfmt ") for c in "ab"]), "t.zip", "it is sound; save spectrograms as PNG"),
    "one sound": (b"RIFF0000WAVEfmt ", "siren", "it is sound"),
    "LMDB": (zipped([("train/data.mdb", b"\0"), ("train/lock.mdb", b"\0")]), "t.zip", "an LMDB database; in Python, np.savez"),
    "MXNet": (b"\x0a\x23\xd7\xce\0\0", "train.rec", "a RecordIO file of MXNet; in Python, np.savez"),
    "HDF4": (b"\x0e\x03\x13\x01\0", "sat.hdf", "an HDF4 file, not HDF5; in Python, np.savez"),
    "RAW photographs": (
        zipped([("a/1.NEF", b"II*\0"), ("b/1.NEF", b"II*\0")]),
        "t.zip",
        "a RAW photograph of a camera; save it as JPEG",
    ),
    "PDF": (b"%PDF-1.7", "pictures.pdf", "it is a PDF"),
    "Git LFS": (b"version https://git-lfs.github.com/spec/v1\noid sha256:1", "data.zip", "a placeholder of Git LFS"),
    "a web page": (b"<!DOCTYPE html><html>", "data.zip", "a web page and not the file itself"),
    "a Keras model": (zipped([("config.json", b"{}"), ("model.weights.h5", b"x")]), "m.keras", "load it on the Evaluate page"),
    "a Keras model with weights": (
        zipped([("metadata.json", b"{}"), ("config.json", b"{}"), ("model.weights.h5", weights())]),
        "mine.keras",
        "it is a network that Keras saved, not images: load it on the Evaluate page",
    ),
    "Office": (zipped([("[Content_Types].xml", b"<x/>")]), "pictures.docx", "an Office document"),
    "drawings of lines": (zipped([(f"{c}/{n}.svg", b"<svg/>") for c in "ab" for n in range(3)]), "t.zip", "save it as PNG first"),
    "AVIF": (zipped([("a/1.avif", b"\0\0\0\x1cftypavif")]), "t.zip", "it is an AVIF picture; save it as PNG or JPEG first"),
    "a video": (b"\0\0\0\x18ftypmp42", "film.mp4", "it is a video"),
    "a sparse table": (b"5 153:0.012 154:0.071 \n0 128:0.2 \n", "mnist.scale", "a sparse table of LIBSVM; in Python"),
    "a sparse table that is packed": (
        bz2.compress(b"5 1:0.012 2:0.071 3:1 \n0 1:0.2 2:1 3:0 \n" * 20),
        "usps.bz2",
        "a sparse table of LIBSVM",
    ),
    "pictures named by their part": (
        zipped([(f"images/{part}/{part}{n}.png", picture()) for part in ("train", "val") for n in range(6)]),
        "t.zip",
        "no class is known of its 12 pictures",
    ),
    "pictures with an Excel table": (
        zipped([*((f"images/IMG_{n}.png", picture()) for n in range(6)), ("labels.xlsx", b"PK\x03\x04")]),
        "t.zip",
        "labels.xlsx cannot be read: save it as CSV, with the columns filename and label",
    ),
    "a table of no pixels": (b"a,b,c\n1,2,3\n4,5,6\n", "iris.csv", "none of what can be read"),
    "texts": (
        zipped([("a.txt", b"hello"), ("b.xml", b"<a/>")]),
        "t.zip",
        "there is no picture, array or table of pixels in it, only",
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_kind_is_called_by_its_name(found, name):
    content, file, words = FOREIGN[name]
    with pytest.raises(DatasetError, match=words) as caught:
        found(content, file)
    assert str(caught.value).startswith(f"{file} cannot be used: ")
    assert len(str(caught.value)) < 420


WORD = [("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"), ("word/media/image1.png", picture())]
SLIDES = [("[Content_Types].xml", b"<x/>"), *((f"ppt/media/image{n}.png", picture()) for n in range(12))]
SHEET = [("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>"), ("xl/media/image1.png", picture())]


def of_kind(kind):
    return [("mimetype", f"application/{kind}".encode()), ("content.xml", b"<x/>"), ("Thumbnails/thumbnail.png", picture())]


OFFICE = {
    "hand-out.docx": (WORD, "it is a Word document; to use the pictures in it, save each as PNG"),
    "lecture.pptx": (SLIDES, "it is a PowerPoint presentation; to use the pictures"),
    "list.xlsx": (SHEET, "it is an Excel workbook; save the sheet as CSV"),
    "text.odt": (of_kind("vnd.oasis.opendocument.text"), "it is a text document of LibreOffice; to use"),
    "talk.odp": (of_kind("vnd.oasis.opendocument.presentation"), "it is a presentation of LibreOffice; to use"),
    "list.ods": (of_kind("vnd.oasis.opendocument.spreadsheet"), "of a table, save the sheet as CSV"),
    "book.epub": (of_kind("epub+zip"), "it is an EPUB book; to use"),
}


@pytest.mark.parametrize("name", OFFICE)
def test_a_document_with_pictures_in_it_is_no_dataset_of_them(found, name):
    """They were a class called media or Thumbnails."""
    members, words = OFFICE[name]
    with pytest.raises(DatasetError, match=words):
        found(zipped(members), name)


def test_class_folders_called_as_those_of_a_document_are_classes(found):
    members = [(f"{name}/{n}.png", picture()) for name in ("word", "media", "ppt") for n in range(6)]
    assert found(zipped([*members, ("content.xml", b"<x/>")])).class_names == ("media", "ppt", "word")


SALES = "date,region,product,units\n" + "".join(f"2026-01-{n},North,Tea,{n}\n" for n in range(10, 30))
NAMED = {
    "sales.csv": (SALES.encode(), "it is a table with the columns date, region, product, units; 4 values a row are no picture; "),
    "sales.txt": (SALES.replace(",", ";").encode(), "a table with the columns date"),
    "counts.csv": (b"1,2,3\n" * 30, "it is a table with 3 numbers a row and no names above"),
    "walk.ipynb": (b'{"cells": []}', "it is a Jupyter notebook"),
    "setup.exe": (b"MZ\x90\0" + b"\0" * 90, "it is a program of Windows, and no file of images; it was not opened"),
    "letter.txt": (b"Dear class,\nwe meet on Monday, as ever.\nBring paper.\n", "it is a text and no table of pixels"),
    "model.py": (b"print(1)\n", "it is a Python program"),
    "blob.xyz": (bytes(range(256)), "cannot be used: it is none of what can be read"),
}


@pytest.mark.parametrize("name", NAMED)
def test_what_holds_no_images_is_named_as_what_it_is(found, name):
    """Each was none of what can be read."""
    content, words = NAMED[name]
    with pytest.raises(DatasetError, match=words) as caught:
        found(content, name)
    assert "none of what can be read: pictures in class folders" in str(caught.value)


def test_a_table_among_other_files_without_images_is_named(found):
    with pytest.raises(DatasetError, match=r"only 1 x csv, 1 x ipynb \(of sales.csv: it is a table with the columns date"):
        found(zipped([("sales.csv", SALES.encode()), ("walk.ipynb", b"{}")]))
