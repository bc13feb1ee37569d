"""Parquet and Arrow tables, as Hugging Face hands out datasets."""

import io
import json
import struct

import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet
import pytest
from make_uploads import BLUE, RED, noise, picture, zipped

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


def as_stream(table, options=None):
    made = io.BytesIO()
    with ipc.new_stream(made, table.schema, options=options) as writer:
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


def test_files_of_which_one_says_the_contrary_of_the_other_are_asked(found):
    content = zipped([("valid.parquet", as_parquet(table(6))), ("invalid.parquet", as_parquet(table()))])
    seen = found(content)
    assert (dict(seen.parts), {each.chosen for each in seen.questions}) == ({"train": 18}, {"to learn from"})
    assert dict(found(content, **{"part valid.parquet": "to test with"}).parts) == {"train": 12, "test": 6}


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
    assert "Left out, for want of a label: 2 pictures." in seen.notes


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


def test_a_logo_beside_a_table_is_set_aside(found):
    seen = found(zipped([("data/train.parquet", as_parquet(table())), ("logo.png", picture(RED))]))
    assert (seen.pictures, [(each.what, each.images) for each in seen.set_aside]) == (12, [("logo.png", 1)])


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (table(6).drop_columns(["label"]), "no column of labels"),
        (pa.table({"name": ["a", "b"], "score": [0.5, 1]}), "no column of picture files"),
    ],
)
def test_a_table_without_labels_or_pictures_is_set_aside_and_sinks_no_other(found, other, why):
    seen = found(zipped([("a/test.parquet", as_parquet(other)), ("a/train.parquet", as_parquet(table()))]))
    assert seen.pictures == 12
    assert [(each.what, why in each.why) for each in seen.set_aside] == [("a/test.parquet", True)]


def test_a_small_shard_is_a_piece_of_the_table(found):
    """Four rows of four classes are no labels by themselves."""
    shards = [table(count, names=(), label=pa.array([n % 4 for n in range(count)])) for count in (40, 4)]
    seen = found(zipped([(f"train-{n}.parquet", as_parquet(each)) for n, each in enumerate(shards)]))
    assert (seen.pictures, seen.set_aside) == (44, ())


def test_words_that_each_shard_numbers_for_itself_are_one_column_of_labels(found):
    of_shard = [pa.array(words).dictionary_encode() for words in (["cat", "dog"] * 6, ["dog", "cat"] * 6)]
    shards = [table(names=(), label=each) for each in of_shard]
    seen = found(zipped([(f"train-{n}.arrow", as_stream(each)) for n, each in enumerate(shards)]))
    assert (seen.class_names, seen.pictures) == (("cat", "dog"), 24)


def of_one_file(rows):
    """A table in which every row has the same file of 13 KB; packed it is small."""
    image = pa.array([noise((64, 64))])
    dictionary = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), image)
    return as_parquet(pa.table({"image": dictionary.cast(pa.binary()), "label": pa.array([n % 2 for n in range(rows)])}))


@pytest.mark.parametrize(
    ("name", "limit", "words"), [("MAX_FILES", 100, "6,000 pictures, and 100"), ("MAX_UNPACKED", 2**22, "more than 4 MB")]
)
def test_a_table_is_refused_before_it_takes_memory(found, monkeypatch, name, limit, words):
    """79 MB are packed in a file of a few KB here."""
    content, before = of_one_file(6000), pa.default_memory_pool()
    monkeypatch.setattr(f"cnn_core.uploads.tables.column_tables.{name}", limit)
    watched = pa.proxy_memory_pool(before)
    pa.set_memory_pool(watched)
    try:
        with pytest.raises(DatasetError, match=words):
            found(content, "x.parquet")
    finally:
        pa.set_memory_pool(before)
    assert len(content) < 2**20
    assert watched.max_memory() < 20 * 2**20


def test_a_place_outside_the_file_is_never_read(found):
    """Once the process died of it."""
    sizes = [len(picture((RED, BLUE)[n % 2])) for n in range(12)]
    places = np.concatenate([[0], np.cumsum(sizes)]).astype("<i4")
    wrong = places.copy()
    wrong[5:] += 2**30
    content = as_stream(table())
    assert places.tobytes() in content
    with pytest.raises(DatasetError, match="no whole table"):
        found(content.replace(places.tobytes(), wrong.tobytes()), "x.arrow")


def test_what_takes_too_much_memory_is_not_called_damaged(found):
    """A packed column says in front how long it is: here a million TB."""
    content = bytearray(as_stream(table(), ipc.IpcWriteOptions(compression="lz4")))
    packed = content.index(b"\x04\x22\x4d\x18")
    struct.pack_into("<q", content, packed - 8, 2**60)
    with pytest.raises(DatasetError, match="takes more memory than an upload may"):
        found(bytes(content), "x.arrow")


@pytest.mark.parametrize(
    ("head", "called"),
    [
        ("split", ("train", "validation", "test")),
        ("set", ("training", "val", "testing")),
        ("Aufteilung", ("Training", "Validierung", "Test")),
    ],
)
def test_a_column_of_parts_says_the_part_of_each_row(found, head, called):
    """All rows were learned from, also those to test with."""
    rows = {"label": pa.array([n % 2 for n in range(24)]), head: pa.array([called[n // 8] for n in range(24)])}
    for name in ("data.parquet", "test/data.parquet"):
        seen = found(zipped([(name, as_parquet(table(24, **rows)))]))
        assert (dict(seen.parts), seen.class_names) == ({"train": 8, "validation": 8, "test": 8}, ("blue", "red"))
        assert not any("column" in each.key for each in seen.questions)
        assert f"The column {head} of data.parquet says which part each picture belongs to." in seen.notes


def test_a_column_of_numbered_parts_is_one_too(found):
    made = table(24, label=pa.array([n % 2 for n in range(24)]), split=pa.array([n // 16 for n in range(24)]))
    features = {"label": {"names": NAMES}, "split": {"names": ["train", "test"]}}
    made = made.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})
    assert dict(found(as_parquet(made), "x.parquet").parts) == {"train": 16, "test": 8}


def test_a_column_called_as_parts_that_says_none_stays_a_choice_of_labels(found):
    made = table(24, label=pa.array([n % 2 for n in range(24)]), set=pa.array([n % 3 for n in range(24)]))
    (question,) = found(as_parquet(made), "x.parquet").questions
    assert (question.chosen, question.options) == ("label", ("label", "set"))


@pytest.mark.parametrize("head", ["label_text", "diagnosis", "disease_label", "class_idx"])
def test_a_column_whose_head_ends_with_a_word_for_labels_is_guessed(found, head):
    """Another that says something of labels was, as label_quality does."""
    columns = {each: pa.array([f"{each} {n % 3}" for n in range(24)]) for each in ("label_quality", "source", head)}
    (question,) = found(as_parquet(table(24, names=(), **columns)), "x.parquet").questions
    assert question.chosen == head


@pytest.mark.parametrize(
    ("said", "guess"),
    [
        (lambda n: NAMES[n % 2], "class_name"),
        (lambda n: f"{NAMES[n % 2]} {n % 4}", "label_id"),
        (lambda n: str(n % 2 + 5), "label_id"),
    ],
)
def test_words_for_the_numbers_of_the_labels_are_guessed_to_be_the_classes(found, said, guess):
    """The classes were called 0 and 1, as they are not beside pictures."""
    columns = {"label_id": pa.array([n % 2 for n in range(24)]), "class_name": pa.array([said(n) for n in range(24)])}
    (question,) = found(as_parquet(table(24, names=(), **columns)), "x.parquet").questions
    assert question.chosen == guess


def test_a_list_of_names_beside_a_table_names_its_classes(found):
    """It was passed over without a word."""
    content = zipped([("data.parquet", as_parquet(table(names=()))), ("classes.txt", b"cat\ndog\n")])
    seen = found(content)
    assert seen.class_names == ("cat", "dog")
    assert found(content, **{"class names": "by their numbers"}).class_names == ("0", "1")
