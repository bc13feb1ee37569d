"""A list of class names beside pictures whose classes are numbers."""

import pytest
from make_layouts import ONE
from make_uploads import zipped

PARTS = [
    ("ds/train.txt", "".join(f"images/{n:04d}.jpg {n % 3}\n" for n in range(24)).encode()),
    ("ds/test.txt", "".join(f"images/{n:04d}.jpg {n % 3}\n" for n in range(24, 30)).encode()),
]
NAMES = ("disc", "square", "triangle")
FROM_ONE = ("ds/train.txt", "".join(f"images/{n:04d}.jpg {n % 3 + 1}\n" for n in range(30)).encode())


def upload(text, tables=PARTS, file="classes.txt"):
    pictures = [(f"ds/images/{n:04d}.jpg", ONE) for n in range(30)]
    return zipped([*pictures, *tables, (f"ds/{file}", text)])


@pytest.mark.parametrize(
    "text", ["disc\nsquare\ntriangle\n", "0 disc\n1 square\n2 triangle\n", "2: triangle\n1: square\n0: disc"]
)
def test_classes_txt_names_the_numbers_of_the_lists(found, text):
    """The classes were 0, 1 and 2, and classes.txt no picture."""
    seen = found(upload(text.encode()))
    assert (seen.class_names, dict(seen.parts), seen.set_aside) == (NAMES, {"train": 24, "test": 6}, ())
    (question,) = [each for each in seen.questions if each.key == "class names"]
    assert question.chosen == "as it says: 0 is disc, 1 is square, 2 is triangle"
    assert found(upload(text.encode()), **{"class names": "by their numbers"}).class_names == ("0", "1", "2")


def test_a_list_of_names_may_count_from_one(found):
    assert found(upload(b"disc\nsquare\ntriangle\n", [FROM_ONE])).class_names == NAMES


@pytest.mark.parametrize("text", ["disc\nsquare\n", "disc\ndisc\nsquare\n", "7\n8\n9\n", "0 disc\n1 square\n"])
def test_a_list_that_does_not_fit_names_nothing_and_is_set_aside(found, text):
    seen = found(upload(text.encode()))
    assert (seen.class_names, [each.what for each in seen.set_aside]) == (("0", "1", "2"), ["ds/classes.txt"])


@pytest.mark.parametrize("file", ["classes.csv", "labels_names.csv", "class_names.tsv"])
@pytest.mark.parametrize(
    "text",
    [
        "label_id,class_name\n0,disc\n1,square\n2,triangle\n",
        "id;name\n0;disc\n1;square\n2;triangle\n",
        "id\tname\n0\tdisc\n1\tsquare\n2\ttriangle\n",
        ",name\n2,triangle\n1,square\n0,disc\n",
        "class_name,label_id\ndisc,0\nsquare,1\ntriangle,2\n",
        "disc,0\nsquare,1\ntriangle,2\n",
        "label,species,family\n0,disc,round\n1,square,flat\n2,triangle,flat\n",
        "class_id,code,count,display_name\n0,c1,10,disc\n1,c2,20,square\n2,c3,30,triangle\n",
        "class_name\ndisc\nsquare\ntriangle\n",
        "id name\n0 disc\n1 square\n2 triangle\n",
        "class,name\n0,disc\n1,square\n2,triangle\n3,ring\n",
    ],
)
def test_a_table_of_class_names_may_have_a_head_and_its_columns_any_order(found, file, text):
    """Each class had the name of the one before, and the first that of the head."""
    assert found(upload(text.encode(), file=file)).class_names == NAMES


@pytest.mark.parametrize(
    "text", ["ClassId,SignName\n0,disc\n1,square\n2,triangle\n", "class_name,label_id\ndisc,0\nsquare,1\ntriangle,2"]
)
@pytest.mark.parametrize("file", ["signnames.csv", "label_map.csv"])
def test_a_table_called_otherwise_is_one_of_class_names_if_its_head_says_so(found, text, file):
    """As that of the German traffic signs."""
    assert found(upload(text.encode(), file=file)).class_names == NAMES


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("classes.csv", "disc,round\nsquare,flat\ntriangle,flat\n"),
        ("class_weights.csv", "label,weight\n0,0.5\n1,1.5\n2,2.5\n"),
        ("classes.csv", "label,file\n0,a.png\n1,b.png\n2,c.png\n"),
        ("persons.csv", "id,name\n0,Ann\n1,Bob\n2,Cem\n"),
        ("classes.csv", "id,name\n0,disc\n1,square\n"),
    ],
)
def test_a_table_that_gives_the_numbers_no_names_leaves_them(found, file, text):
    assert found(upload(text.encode(), file=file)).class_names == ("0", "1", "2")


def test_a_class_may_be_called_as_a_head_is_and_a_name_may_have_a_comma(found):
    assert found(upload(b"name\nletter\nlabel\n")).class_names == ("name", "letter", "label")
    assert found(upload(b"disc, round\nsquare, flat\nring, round\n")).class_names == (
        "disc, round",
        "square, flat",
        "ring, round",
    )
    assert found(upload(b"0,disc, round\n1,square\n2,ring\n", file="classes.csv")).class_names == (
        "disc, round",
        "square",
        "ring",
    )


def test_folders_that_are_numbers_are_called_as_a_list_says(found):
    members = [(f"{kind}/{n}.png", ONE) for kind in range(3) for n in range(6)]
    assert found(zipped([*members, ("labels.txt", b"disc\nsquare\ntriangle\n")])).class_names == NAMES
