"""Files that people bring and that are no images that can be read: what each is, and the way out, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.files.members import Member

PICKLES = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
OLD_TORCH = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."
NEVER = "it is a pickle, which can run code when it is opened, so it is never opened; two lines make a good file: "
PICKLE = (
    f'{NEVER}d = pickle.load(open("FILE", "rb")) and np.savez("good.npz", x=np.array(d["data"]), y=np.array(d["labels"])), with the '
    "names that are in d"
)
OF_CIFAR = (
    f'{NEVER}d = pickle.load(open("FILE", "rb"), encoding="bytes") and np.savez("good.npz", x=np.array(d[b"data"]), '
    'y=np.array(d[b"labels"])); CIFAR-10 itself needs no upload: it is among the datasets'
)
CIFAR = ("data_batch", "test_batch", "cifar")
SAYS = 'in Python, np.savez("good.npz", x=images, y=labels) makes a file that can be read'
TORCH = (
    "it is a file of PyTorch, which is a pickle and is never opened. CNN Lab does not read networks of PyTorch; of tensors of images, "
    'np.savez("good.npz", x=images.numpy(), y=labels.numpy()) makes a file that can be read'
)
R_SAYS = (
    'in R, write.csv(cbind(label = y, x), "good.csv", row.names = FALSE) makes a table that can be read, with a row per image'
)
SHEET = (
    "save the sheet as CSV (File, Save as): a row per image with its label and its pixels, or, packed together with the pictures, the "
    "columns filename and label"
)
RAW = ("cr2", "cr3", "nef", "arw", "dng", "raf", "orf", "rw2")
SOUND = "it is sound; save spectrograms as PNG, one folder per class"
STARTS = {
    b"\xd0\xcf\x11\xe0": f"it is a file of an old Office; of Excel, {SHEET}",
    b"\x0e\x03\x13\x01": f"it is an HDF4 file, not HDF5; {SAYS}",
    b"\x0a\x23\xd7\xce": f"it is a RecordIO file of MXNet; {SAYS}",
    b"RIFF": SOUND,
    b"ID3": SOUND,
    b"fLaC": SOUND,
    b"OggS": SOUND,
    b"Rar!": "it is a RAR archive; unpack it and pack it as a zip",
    b"7z\xbc\xaf": "it is a 7z archive; unpack it and pack it as a zip",
    b"\x28\xb5\x2f\xfd": "it is packed with Zstandard; unpack it and pack it as a zip",
    b"%PDF": "it is a PDF; save its pictures as PNG or JPEG, one folder per class",
    b"version https://git-lfs": "it is a placeholder of Git LFS and not the file itself; download the file with git lfs pull",
    b"<!DOCTYPE html": "it is a web page and not the file itself; download the file behind its button",
    b"<!doctype html": "it is a web page and not the file itself; download the file behind its button",
    b"<html": "it is a web page and not the file itself; download the file behind its button",
    b"SQLite format 3": f"it is a database; {SAYS}",
    b"{\\rtf": "it is a text document; save its pictures as PNG or JPEG, one folder per class",
}
MEMBERS = {
    "model.weights.h5": "it is a network that Keras saved, not images: load it on the Evaluate page",
    "project.json": "it is a project of CNN Lab: open it on the Compare page, under Your whole project as one file",
    "workbook.xml": f"it is an Excel workbook; {SHEET}",
    "content.xml": f"it is a document of LibreOffice; of a table, {SHEET}",
    "data.mdb": f"it is an LMDB database; {SAYS}",
    "[Content_Types].xml": "it is an Office document; save its pictures as PNG or JPEG, one folder per class",
    "saved_model.pb": "it is a network as TensorFlow's SavedModel, not images",
    "model.json": "it is a network of TensorFlow.js, not images",
}
ENDINGS = {
    "tfrecord": f"it is a TFRecord of TensorFlow; {SAYS}",
    "tflite": "it is a network for phones, not images",
    "onnx": "it is an ONNX network, not images",
    "mp4": "it is a video; save single frames as PNG or JPEG, one folder per class",
    "mov": "it is a video; save single frames as PNG or JPEG, one folder per class",
    "avi": "it is a video; save single frames as PNG or JPEG, one folder per class",
    "pt": TORCH,
    "pth": TORCH,
    "pkl": PICKLE,
    "pickle": PICKLE,
    "rds": f"it is a file of R itself; {R_SAYS}",
    "rda": f"it is a file of R itself; {R_SAYS}",
    "rdata": f"it is a file of R itself; {R_SAYS}",
    "joblib": PICKLE,
    "sav": PICKLE,
    **dict.fromkeys(("wav", "mp3", "flac", "ogg", "m4a"), SOUND),
    **dict.fromkeys(RAW, "it is a RAW photograph of a camera; save it as JPEG first"),
    "rec": f"it is a RecordIO file of MXNet; {SAYS}",
    "nii": "it is a NIfTI scan; save its slices as PNG, one folder per class",
    "psd": "it is a Photoshop file; save it as PNG first",
    "dcm": "it is a DICOM picture; save it as PNG first",
    "svg": "it is an SVG, which has lines and no pixels; save it as PNG first",
    "avif": "it is an AVIF picture; save it as PNG or JPEG first",
    "jp2": "it is a JPEG 2000 picture; save it as PNG or JPEG first",
}
OUT = "to use the pictures in it, save each as PNG or JPEG and put those of each class into a folder of its own"
OF_MICROSOFT = {
    "xl": MEMBERS["workbook.xml"],
    "word": f"it is a Word document; {OUT}",
    "ppt": f"it is a PowerPoint presentation; {OUT}",
    "visio": f"it is a Visio drawing; {OUT}",
}
MIME = {
    b"application/vnd.oasis.opendocument.spreadsheet": MEMBERS["content.xml"],
    b"application/vnd.oasis.opendocument.text": f"it is a text document of LibreOffice; {OUT}",
    b"application/vnd.oasis.opendocument.presentation": f"it is a presentation of LibreOffice; {OUT}",
    b"application/vnd.oasis.opendocument": f"it is a document of LibreOffice; {OUT}",
    b"application/epub+zip": f"it is an EPUB book; {OUT}",
}
SPARSE = re.compile(rb"[-+]?\d+(?:\.\d+)?[ \t]+(?:\d+:[-+.\deE]+[ \t]+){2}")
"""A row of LIBSVM's: a label, then the number and the value of what is not 0."""
SPARSE_SAYS = (
    'it is a sparse table of LIBSVM; in Python, x, y = sklearn.datasets.load_svmlight_file("FILE") and '
    'np.savez("good.npz", x=x.toarray(), y=y) make a file that can be read'
)


def office_document(members: Sequence[Member]) -> str:
    """What a document of an office program, or a book, is, which is a zip and may hold pictures of anything; empty if it is none."""
    names = {member.name for member in members}
    if "[Content_Types].xml" in names:
        found = next((says for folder, says in OF_MICROSOFT.items() if any(each.startswith(f"{folder}/") for each in names)), "")
        return found or MEMBERS["[Content_Types].xml"]
    kind = next((member.start() for member in members if member.name == "mimetype"), b"")
    return next((says for begins, says in MIME.items() if kind.startswith(begins)), "")


def foreign(members: Sequence[Member]) -> str:
    """What an upload with no pictures, arrays or tables is, if that is known; else empty."""
    files = {member.file for member in members}
    known = next((words for file, words in MEMBERS.items() if file in files), "")
    if known:
        return known
    # its numbers lie in data/, of which there is none if it has none
    if "data.pkl" in files and ("version" in files or any("data" in member.name.split("/")[:-1] for member in members)):
        return TORCH
    for member in members:
        known = ENDINGS.get(member.ending.partition("-")[0], "")  # .tfrecord-00000-of-00001
        if known:
            return known
    for member in members[:20]:
        start = member.start()
        if SPARSE.match(start):
            return SPARSE_SAYS
        if start.startswith(OLD_TORCH):
            return TORCH
        if start.startswith(PICKLES):
            return OF_CIFAR if any(word in member.file.casefold() for word in CIFAR) else PICKLE
        known = next((words for begin, words in STARTS.items() if start.lstrip().startswith(begin)), "")
        if known:
            return known
    return ""
