"""Parquet and Arrow tables, as Hugging Face hands out datasets."""

import io
import json

import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet
import pytest
from make_uploads import BLUE, RED, picture, zipped

from cnn_core.errors import DatasetError

NAMES = ("red", "blue")


def table(count=12, names=NAMES, **columns):
    """A struct of a file's bytes and its path, and numbers of classes whose names stand beside the columns."""
    images = [{"bytes": picture((RED, BLUE)[n % 2]), "path": f"{n}.png"} for n in range(count)]
    made = pa.table({"image": images, **(columns or {"label": pa.array([n % 2 for n in range(count)])})})
    features = {"image": {"_type": "Image"}, "label": {"names": list(names), "_type": "ClassLabel"}}
    return made.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})}) if names else made


def as_parquet(table):
    made = io.BytesIO()
    parquet.write_table(table, made)
    return made.getvalue()


def as_stream(table):
    made = io.BytesIO()
    with ipc.new_stream(made, table.schema) as writer:
        writer.write_table(table)
    return made.getvalue()


def as_file(table):
    made = io.BytesIO()
    with ipc.new_file(made, table.schema) as writer:
        writer.write_table(table)
    return made.getvalue()


@pytest.mark.parametrize(("write", "ending"), [(as_parquet, "parquet"), (as_stream, "arrow"), (as_file, "arrow")])
def test_pictures_and_labels_in_columns(made, write, ending):
    names, arrays = made(write(table()), name=f"train-00000-of-00001.{ending}")
    assert sorted(names) == ["blue", "red"]
    for part in ("train", "test"):
        red = arrays[f"x_{part}"][:, 0, 0, 0] > 128
        assert (red == (arrays[f"y_{part}"] == names.index("red"))).all()


def test_each_file_is_a_part(found):
    files = [(f"data/{part}-00000-of-00001.parquet", as_parquet(table(count))) for part, count in (("train", 20), ("test", 10))]
    seen = found(zipped([*files, ("README.md", b"---")]))
    assert (seen.train_counts, seen.test_counts) == ((10, 10), (5, 5))


def test_numbers_stay_where_nobody_names_them_and_words_are_classes(found):
    assert found(as_parquet(table(names=())), "x.parquet").class_names == ("0", "1")
    words = pa.array([("cat", "dog")[n % 2] for n in range(12)])
    assert found(as_parquet(table(names=(), species=words)), "x.parquet").class_names == ("cat", "dog")


def test_of_two_columns_a_person_chooses(found):
    both = {"fine_label": pa.array([n % 4 for n in range(24)]), "coarse_label": pa.array([n % 2 for n in range(24)])}
    content = as_parquet(table(24, names=(), **both))
    seen = found(content, "x.parquet")
    (question,) = seen.questions
    assert (question.chosen, len(seen.class_names)) == ("fine_label", 4)
    assert len(found(content, "x.parquet", **{question.key: "coarse_label"}).class_names) == 2


def test_pictures_without_a_label_are_left_out_and_counted(found):
    seen = found(as_parquet(table(names=(), label=pa.array([n % 2 if n < 10 else -1 for n in range(12)]))), "x.parquet")
    assert sum(seen.train_counts) == 10
    assert "2 pictures have no label" in " ".join(seen.notes)


@pytest.mark.parametrize(
    "content",
    [as_parquet(pa.table({"a": [1, 2], "b": ["x", "y"]})), as_parquet(table(names=(), row=pa.array(range(12))))],
)
def test_a_table_without_pictures_or_labels_is_refused_in_a_sentence(found, content):
    with pytest.raises(DatasetError, match="without a column of picture files and one of their labels"):
        found(content, "x.parquet")


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_a_damaged_table_is_refused(found, ending):
    whole = (as_parquet if ending == "parquet" else as_stream)(table())
    for content in (whole[: len(whole) // 2], whole[:8] + b"\xff" * 200):
        with pytest.raises(DatasetError, match="cannot be used"):
            found(content, f"x.{ending}")
