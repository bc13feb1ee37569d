"""A column called train of yes and no, beside others of that kind: which part a picture belongs to, or a thing that is to be seen."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from make_uploads import npy, picture, zipped

BESIDE = {
    "a column for each class": ("cat,dog", lambda n: f"{n % 2},{1 - n % 2}"),
    "properties and a label": ("label,striped,small", lambda n: f"{('cat', 'dog')[n % 2]},{n % 3 == 0:d},{n % 5 == 0:d}"),
}


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("form", ["pictures", "parquet", "images"])
def test_a_bare_train_beside_other_columns_of_yes_and_no_is_asked_about(found, beside, form):
    """It was offered as a class, and the pictures to test with were learned from without a word."""
    heads, cells = BESIDE[beside]
    if form == "parquet" and "label" not in heads:
        heads, cells = f"label,{heads}", lambda n: f"{('cat', 'dog')[n % 2]},{n % 2},{1 - n % 2}"
    rows = [f"train,{heads}", *(f"{n % 3 != 1:d},{cells(n)}" for n in range(24))]
    table = "\n".join(f"{'file' if n == 0 else f'{n - 1}.png'},{row}" for n, row in enumerate(rows)).encode()
    if form == "pictures":
        content, name = zipped([*((f"img/{n}.png", picture()) for n in range(24)), ("labels.csv", table)]), "pictures.zip"
    elif form == "images":
        images = np.random.RandomState(1).randint(0, 256, (24, 8, 8)).astype(np.uint8)
        content, name = zipped([("images.npy", npy(images)), ("labels.csv", "\n".join(rows).encode())]), "arrays.zip"
    else:
        columns = [
            [int(cell) if cell.isdecimal() else cell for cell in of]
            for of in zip(*(row.split(",") for row in rows[1:]), strict=True)
        ]
        columns = dict(zip(rows[0].split(","), columns, strict=True))
        file = io.BytesIO()
        pq.write_table(pa.table({"image": [picture((n, 9 * n, 200)) for n in range(24)], **columns}), file)
        content, name = file.getvalue(), "labels.parquet"
    seen = found(content, name)
    key = f"parts of {'labels.parquet' if form == 'parquet' else 'labels.csv'}"
    (question,) = [each for each in seen.questions if each.key == key]
    assert question.chosen == "which part each image belongs to"
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 16, "test": 8})
    if form != "images" or "label" in heads:
        assert dict(found(content, name, **{key: "something else"}).parts) == {"train": 24}


def test_a_train_that_is_seldom_seen_beside_other_things_is_guessed_to_be_one(found):
    table = [
        "file,label,bus,train,person",
        *(f"{n}.png,{('day', 'night')[n % 2]},{n % 3 == 0:d},{n % 5 == 0:d},1" for n in range(23)),
        "23.png,day,0,0,0",
    ]
    seen = found(zipped([*((f"img/{n}.png", picture()) for n in range(24)), ("labels.csv", "\n".join(table).encode())]))
    assert {each.key: each.chosen for each in seen.questions}["parts of labels.csv"] == "something else"
    assert (seen.class_names, dict(seen.parts)) == (("day", "night"), {"train": 24})
