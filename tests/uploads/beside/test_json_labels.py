"""Labels of pictures as JSON, in the forms that programs write."""

import json

import pytest
from make_layouts import ONE
from make_uploads import zipped

NAMES = [f"{number}.png" for number in range(12)]
LABEL = {name: ("cat", "dog")[number * number // 3 % 2] for number, name in enumerate(NAMES)}
COCO = {
    "images": [{"id": number, "file_name": name, "width": 10} for number, name in enumerate(NAMES)],
    "annotations": [{"id": n, "image_id": n, "category_id": n * n // 3 % 2, "bbox": [0, 0, 1, 1]} for n in range(12)],
    "categories": [{"id": 0, "name": "cat"}, {"id": 1, "name": "dog"}],
}
FORMS = {
    "a name with its class": LABEL,
    "a class with its names": {label: [name for name in NAMES if LABEL[name] == label] for label in ("cat", "dog")},
    "a name with what is known of it": {name: {"label": label, "width": 10} for name, label in LABEL.items()},
    "objects": [{"file_name": name, "label": label, "box": [1, 2]} for name, label in LABEL.items()],
    "pairs": [[name, label] for name, label in LABEL.items()],
    "objects below a word": {"annotations": [{"image": name, "category": label} for name, label in LABEL.items()]},
    "pairs below a word": {"labels": [[name, label] for name, label in LABEL.items()]},
    "lists of one class": {name: [label] for name, label in LABEL.items()},
    "boxes of COCO": COCO,
}


def given(form, name="labels.json", pictures=NAMES):
    return zipped(
        [*((f"images/{each}", ONE) for each in pictures), (name, form if isinstance(form, bytes) else json.dumps(form).encode())]
    )


@pytest.mark.parametrize("form", FORMS)
def test_json_beside_pictures_says_the_class_of_each(found, labelled, form):
    beside = ("labels.json", json.dumps(FORMS[form]).encode())
    assert labelled([f"images/{name}" for name in NAMES], [beside]) == {f"images/{name}": label for name, label in LABEL.items()}
    assert not found(given(FORMS[form])).set_aside


def test_numbers_are_classes_too(found):
    seen = found(given({name: number % 3 for number, name in enumerate(NAMES)}))
    assert seen.class_names == ("0", "1", "2")


def test_a_line_for_each_picture(found):
    lines = "\n".join(json.dumps({"file_name": name, "text": "a", "label": label}) for name, label in LABEL.items())
    assert found(given(lines.encode(), "metadata.jsonl")).class_names == ("cat", "dog")


def test_parts_in_json(found):
    form = {
        "train": [{"file": name, "label": LABEL[name]} for name in NAMES],
        "test": [{"file": f"{n}.png", "label": "cat"} for n in range(12, 16)],
    }
    seen = found(given(form, pictures=[*NAMES, *(f"{n}.png" for n in range(12, 16))]))
    assert dict(seen.parts) == {"train": 12, "test": 4}


def test_a_picture_with_boxes_of_two_classes_has_none(found):
    more = {"id": 99, "image_id": 0, "category_id": 1, "bbox": [0, 0, 1, 1]}
    seen = found(given({**COCO, "annotations": [*COCO["annotations"], more]}))
    assert sum(seen.train_counts) == 11
    assert [each.images for each in seen.set_aside] == [1]


@pytest.mark.parametrize(
    "form",
    [
        b"{",
        b"[" * 100_000,
        b"[[[]]]",
        b'{"images": 1}',
        b"null",
        b'{"images":[{"id":[]}],"annotations":[{"image_id":{}}],"categories":[{"id":[]}]}',
    ],
)
def test_json_that_says_nothing_of_the_pictures_does_no_harm(found, form):
    members = [(f"{name}/{number}.png", ONE) for name in ("cat", "dog") for number in range(6)]
    assert found(zipped([*members, ("info.json", form)])).class_names == ("cat", "dog")


@pytest.mark.parametrize("beside", ["images/{}.json", "notes/of {}.json", "images/{}.txt"])
def test_a_small_file_for_each_picture_hides_no_table_of_all(found, beside):
    """Once only the first 20 were opened, whatever they were."""
    pictures = [(f"images/{n}.png", ONE) for n in range(30)]
    small = [(beside.format(n), json.dumps({"width": 8, "maker": n}).encode()) for n in range(30)]
    table = "filename,label\n" + "".join(f"{n}.png,{('cat', 'dog')[n % 2]}\n" for n in range(30))
    assert found(zipped([*pictures, *small, ("labels.csv", table.encode())])).class_names == ("cat", "dog")
