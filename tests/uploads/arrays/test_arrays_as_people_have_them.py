"""Arrays and tables as courses and datasets hand them out, under any names and in any form."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile

import h5py
import numpy as np
import pytest
from make_uploads import idx, images, labels, npy, npz, zipped

from cnn_core.errors import DatasetError


def pixels(arrays):
    """All images that were made, in an order that can be compared."""
    kept = np.concatenate([arrays["x_train"], arrays["x_test"]])
    return sorted(image.tobytes() for image in kept)


def same(arrays, expected):
    return pixels(arrays) == sorted(np.ascontiguousarray(image).tobytes() for image in expected)


NAMES = {
    "arr_0 and arr_1": {"arr_0": images(), "arr_1": labels()},
    "labels first": {"arr_0": labels(), "arr_1": images()},
    "features and labels": {"features": images(), "labels": labels()},
    "imgs and lbls": {"my_imgs": images(), "my_lbls": labels()},
    "words that say nothing": {"foo": images(), "bar": labels()},
    "data and target": {"data": images().reshape(20, 64), "target": labels()},
}


@pytest.mark.parametrize("name", NAMES)
def test_arrays_under_any_names_are_images_and_labels(made, name):
    names, arrays = made(npz(**NAMES[name]), (8, 8), colour=False)
    assert names == ("0", "1")
    assert same(arrays, images())


PARTS = {
    "trainX, trainY, testX, testY": ("trainX", "trainY", "testX", "testY"),
    "X_train, Y_train, X_test, Y_test": ("X_train", "Y_train", "X_test", "Y_test"),
    "train_images, train_labels, ...": ("train_images", "train_labels", "test_images", "test_labels"),
    "xtrain, ytrain, xtest, ytest": ("xtrain", "ytrain", "xtest", "ytest"),
    "train_set_x, train_set_y, ...": ("train_set_x", "train_set_y", "test_set_x", "test_set_y"),
    "arr_0 to arr_3": ("arr_0", "arr_1", "arr_2", "arr_3"),
    "training_data and more": ("training_data", "training_targets", "testing_data", "testing_targets"),
}


@pytest.mark.parametrize("name", PARTS)
def test_names_of_parts_are_understood(found, name):
    keys = PARTS[name]
    values = (images(20), labels(20), images(10), labels(10))
    seen = found(npz(**dict(zip(keys, values, strict=True))))
    assert dict(seen.parts) == {"train": 20, "test": 10}


def test_which_array_holds_the_labels_can_be_chosen(found):
    upload = npz(x=images(), fine=np.arange(20) % 4, coarse=labels())
    assert found(upload).class_names == ("0", "1", "2", "3")
    assert found(upload, **{"labels train": "coarse"}).class_names == ("0", "1")


def test_npy_files_in_a_folder_of_a_zip_are_read(made):
    _, arrays = made(zipped([("data/images.npy", npy(images())), ("data/labels.npy", npy(labels()))]), (8, 8), colour=False)
    assert same(arrays, images())


def test_an_array_per_class_is_that_class(found):
    upload = zipped([(f"full_numpy_bitmap_{name}.npy", npy(images(n).reshape(n, 64))) for name, n in (("owl", 10), ("cat", 12))])
    seen = found(upload)
    assert dict(zip(seen.class_names, seen.train_counts, strict=True)) == {"cat": 12, "owl": 10}


def test_the_four_files_of_kmnist_are_its_parts(found):
    members = [
        (f"kmnist-{part}-{what}.npz", npz(arr_0=array))
        for part, n in (("train", 20), ("test", 10))
        for what, array in (("imgs", images(n)), ("labels", labels(n)))
    ]
    assert dict(found(zipped(members)).parts) == {"train": 20, "test": 10}


def emnist(part, n):
    """As EMNIST is stored: rows and columns swapped, labels from 1."""
    return [
        (f"emnist-letters-{part}-images-idx3-ubyte.gz", gzip.compress(idx(images(n).transpose(0, 2, 1).copy()))),
        (f"emnist-letters-{part}-labels-idx1-ubyte.gz", gzip.compress(idx(labels(n) + 1))),
    ]


def test_emnist_is_turned_upright_and_named_by_its_mapping(found, made):
    upload = zipped([*emnist("train", 20), *emnist("test", 10), ("emnist-letters-mapping.txt", b"1 88 120\n2 89 121\n")])
    seen = found(upload)
    assert (seen.class_names, seen.turned) == (("X", "Y"), True)
    assert any("turned upright" in note for note in seen.notes)
    _, arrays = made(upload, (8, 8), colour=False, turned=True)
    assert np.array_equal(arrays["x_test"][..., 0], images(10))


def test_qmnist_has_its_class_in_the_first_of_eight_columns(found):
    more = np.zeros((20, 8), ">i4")
    more[:, 0] = labels()
    more[:, 2] = np.arange(20)
    extended = bytes([0, 0, 12, 2]) + struct.pack(">II", 20, 8) + more.tobytes()
    seen = found(zipped([("qmnist-train-images-idx3-ubyte", idx(images())), ("qmnist-train-labels-idx2-int", extended)]))
    assert (seen.class_names, seen.train_counts) == (("0", "1"), (10, 10))


def hdf5(**values):
    made = io.BytesIO()
    with h5py.File(made, "w") as file:
        for name, value in values.items():
            file[name] = value
    return made.getvalue()


def test_hdf5_with_a_list_of_classes_is_read_with_their_names(found, made):
    """The cats of Andrew Ng's course."""
    upload = hdf5(train_set_x=images(channels=3), train_set_y=labels(), list_classes=np.array([b"non-cat", b"cat"]))
    assert found(upload, "train_catvnoncat.h5").class_names == ("non-cat", "cat")
    _, arrays = made(upload, (8, 8), name="train_catvnoncat.h5")
    assert same(arrays, images(channels=3))


def test_links_out_of_an_hdf5_file_are_not_followed(found, tmp_path):
    (tmp_path / "secret.bin").write_bytes(bytes(1280))
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["x"] = images()
        file["y"] = h5py.ExternalLink("b.h5", "/y")
        file.create_dataset("z", (20,), "u1", external=[(str(tmp_path / "secret.bin"), 0, 20)])
    with pytest.raises(DatasetError, match="images without labels"):
        found((tmp_path / "a.h5").read_bytes(), "a.h5")


def test_a_network_in_hdf5_is_called_one(found):
    with pytest.raises(DatasetError, match="a network that Keras saved, not images: load it on the Evaluate page"):
        found(hdf5(model_weights=np.zeros(3)), "model.h5")


@pytest.mark.parametrize("planes", [True, False])
def test_rows_of_a_colour_picture_are_planes_or_pixels(made, planes):
    """A smooth picture tells which: in the wrong order neighbours differ wildly."""
    ramp = np.linspace(0, 120, 16)[:, None] + np.linspace(0, 120, 16)[None]
    colour = np.stack([np.clip(ramp + 7 * n, 0, 255)[..., None] * (1, 0.2, 0.5) for n in range(20)]).astype(np.uint8)
    rows = (np.moveaxis(colour, 3, 1) if planes else colour).reshape(20, -1)
    _, arrays = made(npz(x=rows, y=labels()), (16, 16))
    assert same(arrays, colour)


@pytest.mark.parametrize("least", [0.0, -1e-7, -1e-5])
def test_errors_of_rounding_leave_the_range_what_it_is(found, made, least):
    """Of 0 to 1 that begins a millionth below 0, black came out grey."""
    pixels = images() / 255
    pixels[pixels < 0.1] = least
    upload = npz(x=pixels, y=labels())
    assert [each.chosen for each in found(upload).questions if each.key == "range"] == ["0 to 1"]
    _, arrays = made(upload, (8, 8), colour=False)
    assert same(arrays, np.where(pixels < 0.1, 0, images())[..., None])


def test_both_parts_are_brought_to_one_range(made):
    train, test = images(20) / 255.0, images(10) / 255.0 / 2
    _, arrays = made(npz(x_train=train, y_train=labels(), x_test=test, y_test=labels(10)), (8, 8), colour=False)
    assert np.array_equal(arrays["x_test"][..., 0], np.rint(images(10) / 2))


def test_a_part_in_another_range_is_brought_to_the_same_and_this_is_said(found, made):
    upload = npz(x_train=images(20) / 255.0, y_train=labels(), x_test=images(10), y_test=labels(10))
    assert any("different ranges" in note for note in found(upload).notes)
    _, arrays = made(upload, (8, 8), colour=False)
    assert np.array_equal(arrays["x_test"][..., 0], images(10))


def test_the_range_of_pixels_can_be_chosen(made):
    dim = (images() // 8).astype(np.int32)
    _, arrays = made(npz(x=dim, y=labels()), (8, 8), colour=False)
    assert arrays["x_train"].max() == 255
    _, arrays = made(npz(x=dim, y=labels()), (8, 8), colour=False, answers={"range": "0 to 255"})
    assert arrays["x_train"].max() == 31


def test_a_fourth_channel_is_how_clear_a_pixel_is(made):
    clear = np.concatenate([images(channels=3), np.full((20, 8, 8, 1), 255, np.uint8)], axis=3)
    _, arrays = made(npz(x=clear, y=labels()), (8, 8))
    assert same(arrays, images(channels=3))


def test_black_and_white_are_swapped_by_choice(made):
    _, arrays = made(npz(x=images(), y=labels()), (8, 8), colour=False, inverted=True)
    assert same(arrays, 255 - images())


def test_images_without_a_label_are_left_out(found):
    y = labels().astype(np.float64)
    y[:4] = np.nan
    seen = found(npz(x=images(), y=y))
    assert seen.pictures == 16
    assert "Left out, for want of a label: 4 images." in seen.notes


def test_the_binary_version_of_cifar_is_read(found):
    rows = np.random.RandomState(1).randint(0, 256, (20, 3073)).astype(np.uint8)
    rows[:, 0] = labels()
    members = [
        ("c/data_batch_1.bin", rows.tobytes()),
        ("c/data_batch_2.bin", rows.tobytes()),
        ("c/test_batch.bin", rows.tobytes()),
    ]
    members.append(("c/batches.meta.txt", b"airplane\nautomobile\n"))
    seen = found(zipped(members))
    assert (seen.class_names, dict(seen.parts)) == (("airplane", "automobile"), {"train": 40, "test": 20})


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_a_packed_tar_is_opened(found, kind):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=f"w:{kind}") as archive:
        for name, content in (("d/x.npy", npy(images())), ("d/y.npy", npy(labels()))):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    assert found(made.getvalue(), f"arrays.tar.{kind}").pictures == 20
    assert found(zipped([(f"arrays.tar.{kind}", made.getvalue())])).pictures == 20


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_file_packed_in_several_pieces_is_whole(found, pack):
    """As pigz, pbzip2 and `cat` make them: the second piece was once left out in silence."""
    rows = [",".join(map(str, [label, *image.ravel()])) + "\n" for image, label in zip(images(), labels(), strict=True)]
    pieces = ["".join(rows[:5]), "".join(rows[5:])]
    assert found(b"".join(pack(each.encode()) for each in pieces), "digits.csv.gz").pictures == 20
    assert found(b"".join(pack(each.encode()) for each in pieces), "DIGITS.CSV.GZ").pictures == 20


@pytest.mark.parametrize("shape", [(20, 64, 1), (20, 1, 64)])
def test_rows_with_an_axis_of_one_are_pictures(made, shape):
    """As a Conv1D wants them."""
    _, arrays = made(npz(x=images().reshape(shape), y=labels()), (8, 8), colour=False)
    assert same(arrays, images())
