"""Labels as programs for annotation save them: CVAT, Label Studio, Labelme, LabelImg, VIA, and tables for AutoML and fastai."""

import json

import pytest
from make_layouts import ONE
from make_uploads import zipped

COUNT = 16
FILES = [f"p{n}q.png" for n in range(COUNT)]
LABELS = [("cat", "dog")[n * n // 3 % 2] for n in range(COUNT)]
PAIRS = list(zip(FILES, LABELS, strict=True))
TASKS = [
    {
        "id": n,
        "annotations": [
            {"result": [{"value": {"choices": ["owl"]}, "type": "choices"}]},
            {"result": [{"value": {"choices": [label]}, "type": "choices"}]},
        ],
        "file_upload": f"1a2b-{file}",
        "data": {"image": f"/data/upload/1/1a2b-{file}"},
    }
    for n, (file, label) in enumerate(PAIRS)
]


def xml(file, label):
    return f"<annotation><filename>{file}</filename><object>\n <name>{label}</name></object></annotation>"


def image(n, file, label):
    return f"<image id='{n}' name='{file}' width='10'>\n <tag label='{label}' source='manual'></tag></image>"


def cvat(with_tags):
    names = "".join(f"<label><name>{each}</name></label>" for each in ("cat", "dog"))
    return f"<?xml version='1.0'?><annotations><meta><labels>{names}</labels></meta>{with_tags}</annotations>"


FORMS = {
    "CVAT's tags": [("annotations.xml", cvat("".join(image(n, *pair) for n, pair in enumerate(PAIRS))))],
    "CVAT's boxes, with &amp; in a name": [
        (
            "annotations.xml",
            cvat("".join(f'<image name="{f}"><box label="{c}" xtl="1"/><box label="{c}"/></image>' for f, c in PAIRS)),
        )
    ],
    "LabelImg, in a folder beside": [(f"annotations/{file[:-4]}.xml", xml(file, label)) for file, label in PAIRS],
    "LabelImg, in the same folder": [(f"images/{file[:-4]}.xml", xml(file, label)) for file, label in PAIRS],
    "Labelme": [
        (f"images/{file[:-4]}.json", json.dumps({"shapes": [{"label": label}, {"label": label}], "imagePath": file}))
        for file, label in PAIRS
    ],
    "Label Studio, whole": [("project.json", json.dumps(TASKS))],
    "Label Studio, in short": [
        (
            "result.json",
            json.dumps(
                [{"image": f"/data/upload/1/{f}", "id": n, "choice": c, "annotator": 1} for n, (f, c) in enumerate(PAIRS)]
            ),
        )
    ],
    "VIA": [
        (
            "via.csv",
            "filename,file_size,file_attributes,region_count\n"
            + "".join(f'{file},99,"{{""label"":""{label}""}}",0\n' for file, label in PAIRS),
        )
    ],
}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_program_saved_says_the_class_of_each_picture(labelled, form):
    before = "images/1a2b-" if form == "Label Studio, whole" else "images/"
    beside = [(name, text.encode()) for name, text in FORMS[form]]
    assert labelled([f"{before}{file}" for file in FILES], beside) == {f"{before}{file}": label for file, label in PAIRS}


BOTH = {
    "CVAT": (
        "annotations.xml",
        cvat(
            "<image name='p0q.png'><box label='cat'/><box label='dog'/></image>"
            + "".join(image(n, *pair) for n, pair in enumerate(PAIRS[1:]))
        ),
    ),
    "VIA": (
        "via.csv",
        "filename,region_count,region_id,region_attributes\n"
        + "".join(f'{file},1,0,"{{""label"":""{label}""}}"\n' for file, label in [*PAIRS, ("p0q.png", "dog"), PAIRS[1]]),
    ),
    "a table of boxes": (
        "boxes.csv",
        "filename,class,xmin\n" + "".join(f"{f},{c},{len(f)}\n" for f, c in [*PAIRS, ("p0q.png", "dog"), ("p1q.png", "")]),
    ),
    "a column per class": (
        "classes.csv",
        "filename,cat,dog\n"
        + "".join(f"{f},{int(c == 'cat')},{int(c == 'dog')}\n" for f, c in [*PAIRS, ("p0q.png", "dog"), PAIRS[1]]),
    ),
    "COCO": (
        "instances.json",
        json.dumps(
            {
                "images": [{"id": file, "file_name": file} for file, _ in PAIRS],
                "categories": [{"id": each, "name": each} for each in ("cat", "dog")],
                "annotations": [{"image_id": file, "category_id": label} for file, label in [*PAIRS, ("p0q.png", "dog")]],
            }
        ),
    ),
}
"""The first picture has boxes of a cat and of a dog, or two rows."""


@pytest.mark.parametrize("form", BOTH)
def test_a_picture_of_two_classes_has_none(labelled, form):
    name, text = BOTH[form]
    shown = labelled([f"images/{file}" for file in FILES], [(name, text.encode())])
    assert shown == {f"images/{file}": label for file, label in PAIRS[1:]}


@pytest.mark.parametrize("form", BOTH)
def test_it_is_said_that_a_picture_has_several_classes(found, form):
    name, text = BOTH[form]
    seen = found(zipped([*((f"images/{file}", ONE) for file in FILES), (name, text.encode())]))
    (aside,) = [each for each in seen.set_aside if each.images]
    assert (aside.what, aside.images) == ("images/", 1)
    assert aside.why.startswith("of several classes at once")


PARTS = [("TRAIN", "VALIDATION", "TEST")[0 if n < 10 else 1 if n < 13 else 2] for n in range(COUNT)]


def test_a_table_without_a_head_whose_one_column_is_the_part(found):
    """As Google's AutoML takes it; the part was taken for the class."""
    rows = "".join(f"{part},gs://bucket/img/{file},{label}\n" for part, (file, label) in zip(PARTS, PAIRS, strict=True))
    seen = found(zipped([*((f"img/{file}", ONE) for file in FILES), ("all.csv", rows.encode())]))
    assert seen.class_names == ("cat", "dog")
    assert dict(seen.parts) == {"train": 10, "validation": 3, "test": 3}


@pytest.mark.parametrize(
    ("head", "yes", "no", "part"), [("is_valid", "True", "False", "validation"), ("is_test", "1", "0", "test")]
)
def test_a_column_that_says_yes_or_no_to_a_part(found, head, yes, no, part):
    rows = f"name,label,{head}\n" + "".join(f"{file},{label},{yes if n > 9 else no}\n" for n, (file, label) in enumerate(PAIRS))
    seen = found(zipped([*((f"img/{file}", ONE) for file in FILES), ("df.csv", rows.encode())]))
    assert seen.class_names == ("cat", "dog")
    assert dict(seen.parts) == {"train": 10, part: 6}
