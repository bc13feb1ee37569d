"""Downloads as they lie on Kaggle and on the pages of their authors, each of which was read wrong, or refused, once."""

import json

import pytest
from make_layouts import ONE, files
from make_uploads import idx, images, labels, zipped

from cnn_core.errors import DatasetError

UNEVEN = [n * n // 3 % 2 for n in range(18)]
"""Which of two classes each picture is of, neither in turns nor in blocks: labels in another order are others."""


def test_files_of_mnist_that_lie_there_twice_count_once(found):
    members = []
    for part, count in (("train", 20), ("t10k", 10)):
        for what, dots, array in (("images", "idx3", images(count)), ("labels", "idx1", labels(count))):
            name = f"{part}-{what}-{dots}-ubyte"
            members += [(f"{part}-{what}.{dots}-ubyte", idx(array)), (f"{name}/{name}", idx(array))]
    seen = found(zipped(members))
    assert dict(seen.parts) == {"train": 20, "test": 10}
    assert [each.why for each in seen.set_aside] == ["it is a second copy of a file beside it"] * 4


def test_labels_that_happen_to_be_equal_are_no_copies(found):
    """Both parts have as many images of each class."""
    members = [(f"{part}-{what}", idx(array)) for part in ("train", "test") for what, array in (("x", images()), ("y", labels()))]
    assert dict(found(zipped(members)).parts) == {"train": 20, "test": 20}


def test_a_table_of_sounds_says_the_classes_of_pictures_that_were_made_of_them(labelled):
    """As UrbanSound8K with spectrograms in its ten folds; the column of words is the likelier one."""
    sounds = {f"fold{n % 3}/{n}-{UNEVEN[n]}-0-0": ("dog_bark", "siren")[UNEVEN[n]] for n in range(18)}
    rows = "".join(f"{name.partition('/')[2]}.wav,{int(kind == 'siren')},{kind}\n" for name, kind in sounds.items())
    table = f"slice_file_name,classID,class\n{rows}"
    pictures = {f"{name}.png": kind for name, kind in sounds.items()}
    assert labelled(pictures, [("UrbanSound8K.csv", table.encode())]) == pictures


def test_numbers_with_decimals_name_no_pictures(labelled):
    """0.5 is not the picture 0.png."""
    pictures = {f"{n}.png": ("cat", "dog")[UNEVEN[n]] for n in range(12)}
    rows = "".join(f"{file},{n}.5,{kind}\n" for n, (file, kind) in enumerate(pictures.items()))
    assert labelled(pictures, [("l.csv", f"file,age,label\n{rows}".encode())]) == pictures


def test_a_column_of_noisy_labels_takes_nothing_from_the_folders(found, labelled):
    """As Imagenette has for research: half of the labels are wrong on purpose."""
    paths = files("train/cat", "train/dog", count=10)
    wrong = {n: path.split("/")[1] if n % 2 else ("dog", "cat")["dog" in path] for n, path in enumerate(paths)}
    rows = "".join(f"{path},{path.split('/')[1]},{wrong[n]}\n" for n, path in enumerate(paths))
    table = ("noisy.csv", f"path,noisy_0,noisy_50\n{rows}".encode())
    assert labelled(paths, [table]) == {path: path.split("/")[1] for path in paths}
    seen = found(zipped([*((path, ONE) for path in paths), table]))
    assert next(each.chosen for each in seen.questions if each.key == "classes") == "the folders"


def test_a_column_of_writers_takes_nothing_from_the_folders_either(labelled):
    paths = files("digits/0", "digits/1", count=6)
    writers = {path: ("ann", "ben", "eve")[n * n // 2 % 3] for n, path in enumerate(paths)}
    table = ("writers.csv", ("file,writer\n" + "".join(f"{path},{who}\n" for path, who in writers.items())).encode())
    assert labelled(paths, [table]) == {path: path.split("/")[1] for path in paths}
    assert labelled(paths, [table], classes="writers.csv, writer") == writers


def test_loose_pictures_of_a_third_part_do_not_set_the_first_aside(found):
    """As Rock Paper Scissors comes in three zips, of which the third has no folders."""
    paths = [
        *files("rps/paper", "rps/rock"),
        *files("rps-test-set/paper", "rps-test-set/rock"),
        "rps-validation/paper-hires1.png",
    ]
    assert dict(found(zipped([(path, ONE) for path in paths])).parts) == {"train": 10, "validation": 1, "test": 10}
    seen = found(zipped([(path, ONE) for path in paths]), **{"held names": "set aside"})
    assert dict(seen.parts) == {"train": 10, "test": 10}
    assert [(each.what, each.images) for each in seen.set_aside] == [("rps-validation/", 1)]


def test_folders_of_numbers_give_way_to_the_names_that_a_table_has_for_them(labelled):
    """As iNaturalist comes."""
    paths = files("train_val/2000", "train_val/2001", count=6)
    kinds = [{"id": n, "name": name} for n, name in enumerate(("Turdus merula", "Pica pica"))]
    coco = {
        "images": [{"id": n, "file_name": path} for n, path in enumerate(paths)],
        "annotations": [{"id": n, "image_id": n, "category_id": int("2001" in path)} for n, path in enumerate(paths)],
        "categories": kinds,
    }
    shown = labelled(paths, [("train.json", json.dumps(coco).encode())])
    assert shown == {path: "Pica pica" if "2001" in path else "Turdus merula" for path in paths}


def test_json_names_classes_that_are_numbers(found, labelled):
    """As `cat_to_name.json` does for the flowers of Oxford."""
    names = {"1": "pink primrose", "2": "fire lily", "10": "globe thistle", "77": "passion flower"}
    paths, beside = files("flowers/train/1", "flowers/train/2", "flowers/train/10"), json.dumps(names).encode()
    assert labelled(paths, [("cat_to_name.json", beside)]) == {path: names[path.split("/")[2]] for path in paths}
    seen = found(zipped([*((path, ONE) for path in paths), ("cat_to_name.json", beside)]))
    assert seen.class_names == ("pink primrose", "fire lily", "globe thistle")
    assert any("called as cat_to_name.json says: 1 is pink primrose" in note for note in seen.notes)


def test_the_list_of_celeba_begins_with_a_number_and_names_no_column_of_files(found, labelled):
    rows = "".join(f"{n:06}.jpg {1 if UNEVEN[n] else -1:2} {1 if n % 3 else -1:2} \n" for n in range(12))
    table = ("list_attr_celeba.txt", f"12\nMale Smiling \n{rows}".encode())
    faces = {f"img_align_celeba/{n:06}.jpg": "1" if UNEVEN[n] else "-1" for n in range(12)}
    assert labelled(faces, [table]) == faces
    seen = found(zipped([*((path, ONE) for path in faces), table]))
    (question,) = [each for each in seen.questions if each.key == "classes"]
    assert question.options == ("list_attr_celeba.txt, Male", "list_attr_celeba.txt, Smiling")


def test_copies_of_letters_with_their_masks(labelled):
    """As Chars74K has `Bmp` and `Msk`."""
    letters = {path: path.split("/")[2] for path in files("Img/Bmp/Sample001", "Img/Bmp/Sample002")}
    assert labelled([*letters, *files("Img/Msk/Sample001", "Img/Msk/Sample002")]) == letters


def test_a_table_that_names_pictures_and_has_none_says_what_to_do(found):
    with pytest.raises(
        DatasetError, match="it names pictures and holds none; pack the table and the pictures that it names into one zip"
    ):
        found(b"filename,label\n1.png,cat\n2.png,dog\n", "labels.csv")
