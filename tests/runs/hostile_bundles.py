"""Bundles that nobody honest makes, each by hand: a good one, with one thing wrong."""

import io
import json
import struct
import zipfile

import numpy as np

GOOD_LAYERS = [
    {"kind": "Conv2D", "filters": 2},
    {"kind": "Flatten"},
    {"kind": "Dense", "units": 10, "activation": "softmax"},
]


def architecture(layers=None, **values):
    return {"schema": 1, "name": "tiny", "input_shape": [8, 8, 1], "layers": GOOD_LAYERS if layers is None else layers, **values}


def meta(**values):
    return {
        "schema": 1,
        "data": {"dataset": "digits"},
        "training": {"optimizer": {"kind": "Adam"}},
        "class_names": list("0123456789"),
        "scaling": [0.0, 16.0],
        "epochs": 3,
        "figures": {"test_accuracy": 0.9},
        "versions": {"keras": "3.15.1"},
        **values,
    }


def weights(**changed):
    good = {
        "0.kernel": np.ones((3, 3, 1, 2), np.float32),
        "0.bias": np.zeros(2, np.float32),
        "2.kernel": np.ones((72, 10), np.float32),
        "2.bias": np.zeros(10, np.float32),
    }
    good |= {name.replace("_", ".", 1): array for name, array in changed.items()}
    return {name: array for name, array in good.items() if array is not None}


def npz(arrays, pickle=False):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.asarray(array), allow_pickle=pickle)
            archive.writestr(f"{name}.npy", member.getvalue())
    return file.getvalue()


def zipped(members, method=zipfile.ZIP_STORED):
    """A zip of (name, content) pairs; a name may come twice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def bundle(**changed):
    """A bundle with other members: architecture, meta, weights, state; None leaves one out."""
    made = {"architecture": architecture(), "meta": meta(), "weights": npz(weights()), **changed}
    names = {"architecture": "architecture.json", "meta": "meta.json", "weights": "weights.npz", "state": "state.npz"}
    members = [(names[part], each) for part, each in made.items() if each is not None]
    return zipped([(name, json.dumps(each) if isinstance(each, dict) else each) for name, each in members])


def with_member(name, content=b"x"):
    return zipped([*contents(bundle()).items(), (name, content)])


def contents(made):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def directory_entry(made, name):
    """Where the entry of a member begins in the archive's directory."""
    return made.rindex(b"PK\x01\x02", 0, made.rindex(name.encode()))


def patched(made, position, form, value):
    made = bytearray(made)
    struct.pack_into(form, made, position, value)
    return bytes(made)


def declaring(size):
    """weights.npz says in the directory that it unpacks to so many bytes."""
    made = bundle()
    return patched(made, directory_entry(made, "weights.npz") + 24, "<I", size)


def encrypted():
    made = bundle()
    return patched(made, directory_entry(made, "weights.npz") + 8, "<H", 1)


def overlapping():
    """weights.npz is said to begin where meta.json does, as in the bombs of David Fifield."""
    made = bundle()
    meta_offset = struct.unpack_from("<I", made, directory_entry(made, "meta.json") + 42)[0]
    return patched(made, directory_entry(made, "weights.npz") + 42, "<I", meta_offset)


def linked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents(bundle()).items():
            info = zipfile.ZipInfo(name)
            if name == "weights.npz":
                info.external_attr = 0o120777 << 16
                content = b"secret.npz"
            archive.writestr(info, content)
    return file.getvalue()


def swelling():
    """Honest deflate, a thousand times smaller than what it holds."""
    return zipped([*list(contents(bundle()).items())[:2], ("weights.npz", b"\x00" * 50_000_000)], zipfile.ZIP_DEFLATED)


def lying_array(name, text, content=b""):
    """weights.npz in which one array has this header."""
    members = {f"{each}.npy": member for each, member in _members(weights()).items()}
    members[f"{name}.npy"] = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode() + content
    return bundle(weights=zipped(members.items()))


def _members(arrays):
    return {name.removesuffix(".npy"): content for name, content in contents(npz(arrays)).items()}


def state(**changed):
    """A checkpoint of the good weights."""
    arrays = {"epoch": np.int64(2), **{f"weights|{name}": array for name, array in weights().items()}}
    arrays |= {"state|optimizer.0": np.int64(7), "state|random.1.0": np.zeros(2, np.uint32)}
    return npz(arrays | changed)
