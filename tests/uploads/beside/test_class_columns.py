"""Which of several columns of a table beside pictures is guessed to tell the classes, and several labels at once."""

import pytest
from make_uploads import picture, zipped

COUNT = 36


def upload(heads, row, table="t.csv"):
    rows = [f"file,{heads}", *(f"{n}.png,{row(n)}" for n in range(COUNT))]
    return zipped([*((f"img/{n}.png", picture((n, 9, 9))) for n in range(COUNT)), (table, "\n".join(rows).encode())])


def cells(*of):
    return lambda n: ",".join(str(each[n // 2 % len(each)]) for each in of)


SHAPES, GOOD, WHO, DIGITS = ("disc", "square", "triangle"), ("good", "bad", "bad", "good"), ("anna", "ben"), (3, 1, 2)


@pytest.mark.parametrize(
    ("heads", "of", "guess"),
    [
        ("shape,quality", (SHAPES, GOOD), "shape"),
        ("quality,shape", (GOOD, SHAPES), "quality"),
        ("quality,label", (GOOD, SHAPES), "label"),
        *(
            (f"quality,{head}", (range(12), DIGITS), head)
            for head in ("label_id", "labelid", "class_idx", "category_id", "target_class")
        ),
        ("shape,label_quality", (SHAPES, GOOD), "shape"),
        ("dx_type,dx", (GOOD, SHAPES), "dx"),
        ("bbox_y,shape", (DIGITS, SHAPES), "shape"),
        ("file_type,shape", (GOOD, SHAPES), "file_type"),
        ("width,kind", (range(12), DIGITS), "kind"),
        ("source,object", ([f"s{n}" for n in range(12)], SHAPES), "object"),
        ("score,code", ((0.25, 0.5, 0.75), DIGITS), "score"),
        ("patient,day_night", (WHO, GOOD), "day_night"),
        ("patient_id,code", (DIGITS, DIGITS), "code"),
        ("weather_id,day_night", (DIGITS, GOOD), "day_night"),
        ("size,shape", (DIGITS, SHAPES), "shape"),
        ("person,shape", (WHO, SHAPES), "shape"),
        ("writer,number", (WHO, DIGITS), "number"),
        ("writer,digit", (WHO, DIGITS), "digit"),
    ],
)
def test_of_columns_the_first_with_words_is_guessed_unless_another_is_likelier(found, heads, of, guess):
    """The one of the fewest classes was, wherever it stood; then twelve numbers of a quality were beside a label_id."""
    seen = found(upload(heads, cells(*of)))
    (asked,) = [each for each in seen.questions if each.key == "classes"]
    assert (asked.chosen, {*asked.options}) == (f"t.csv, {guess}", {f"t.csv, {each}" for each in heads.split(",")})
    assert asked.why.startswith("Of the columns of a table the likeliest is the guess: one that is called label")


def of_several(seen):
    return [note for note in seen.notes if "one class per picture" in note]


@pytest.mark.parametrize("no", [0, -1])
def test_rows_with_several_labels_at_once_are_said_to_have_them(found, no):
    """The classes 0 and 1 of one column were learned, and nothing said why."""
    content = upload("red,blue,green", lambda n: f"{n % 2 or no},{n // 2 % 2 or no},{n // 4 % 2 or no}")
    assert of_several(found(content)) == [
        "t.csv has 17 rows with a 1 in several of its columns red, blue, green, so with several labels at once. CNN Lab learns one class per "
        "picture: here what the column red says of each, and another column can be chosen."
    ]
    assert "column green says" in of_several(found(content, classes="t.csv, green"))[0]


@pytest.mark.parametrize("file", ["t.csv", "t {v2}.csv", "t {}.csv"])
def test_braces_in_names_are_letters_as_others(found, file):
    """The whole upload was said to be damaged."""
    content = upload("has {red},blue {0},green", lambda n: f"{n % 2},{n // 2 % 2},{n // 4 % 2}", file)
    assert "here what the column has {red} says of each" in of_several(found(content))[0]


def test_of_a_label_as_a_number_beside_marks_it_is_not_said_that_there_are_several(found):
    content = upload("male,label_id", lambda n: f"{n % 2},{int(n % 3 == 0)}")
    seen = found(content)
    assert of_several(seen) == []
    assert seen.notes == ()


def test_nothing_is_said_of_marks_beside_a_column_of_labels(found):
    content = upload("label,blurred,dark", lambda n: f"{SHAPES[n % 3]},{n // 3 % 2},{n // 2 % 2}")
    assert of_several(found(content)) == []
    assert len(of_several(found(content, classes="t.csv, dark"))) == 1
    assert of_several(found(upload("cat,dog", lambda n: f"{n % 2},{1 - n % 2}"))) == []


@pytest.mark.parametrize("gap", ["|", "; ", ", ", " & "])
def test_labels_in_one_cell_are_said_to_be_several_where_each_comes_alone_too(found, gap):
    content = upload("tags", lambda n: ("red", "blue", f'"red{gap}blue"')[n % 3])
    (said,) = of_several(found(content))
    assert f"gives 12 pictures several labels at once: red{gap}blue." in said
    assert of_several(found(upload("tags", lambda n: ("red panda", "polar bear", "red")[n % 3]))) == []


@pytest.mark.parametrize("names", [("New York", "New", "York"), ("black and white", "black", "and", "white")])
def test_a_name_of_several_words_is_not_said_to_be_several_labels(found, names):
    assert of_several(found(upload("tags", lambda n: names[n % len(names)]))) == []


FORMS, FRUIT, COLOURS = SHAPES, ("apple", "pear", "plum"), ("red", "blue", "green")


@pytest.mark.parametrize("gap", ["|", ",", ";", " ", ", "])
@pytest.mark.parametrize("alone", [True, False])
def test_labels_in_one_cell_are_said_to_be_several_where_a_few_come_in_many_combinations(found, gap, alone):
    """Each combination was a class, without a word, since red came nowhere alone."""
    content = upload(
        "tags", lambda n: '"' + FORMS[n % 3] + ("" if alone and n % 2 else f"{gap}{COLOURS[n // 3 % (1 if alone else 3)]}") + '"'
    )
    (said,) = of_several(found(content))
    assert f"seems to give {18 if alone else 36} pictures several labels at once: " in said
    assert f"disc{gap}red" in said


@pytest.mark.parametrize(
    "names",
    [
        ("red panda", "polar bear", "brown bear", "red fox", "polar fox", "red"),
        ("New York", "New Delhi", "New Orleans", "York"),
        tuple(f"{how} {what}" for how in ("fresh", "rotten") for what in (*FRUIT, "fig")),
        tuple(f"{what} of {suit}" for what in ("ace", "king", "queen") for suit in ("clubs", "hearts", "spades")),
        (
            *(f"{how} {what}" for how in ("white", "black") for what in ("king", "queen", "rook", "pawn", "knight", "bishop")),
            "empty",
        ),
        ("Corn, healthy", "Corn, rust", "Potato, healthy", "Potato, blight"),
        ("wolf", "red wolf", "panda", "red panda", "fox", "red fox"),
        tuple(f"{what}/{how}" for what in FRUIT for how in COLOURS),
    ],
)
def test_names_of_which_words_come_again_are_not_said_to_be_several_labels(found, names):
    assert of_several(found(upload("kind", lambda n: f'"{names[n % len(names)]}"'))) == []


def test_many_numbers_are_said_to_be_classes_each(found):
    """Of ages nothing was said."""
    seen = found(upload("age", lambda n: 20 + n % 12 * 2))
    assert not any("class of its own" in note for note in seen.notes)
    rows = ["file,age", *(f"{n}.png,{20 + n % 30}" for n in range(90))]
    content = zipped([*((f"img/{n}.png", picture((n, 9, 9))) for n in range(90)), ("ages.csv", "\n".join(rows).encode())])
    assert any(note.startswith("Each of the 30 different numbers in the column age of ages.csv") for note in found(content).notes)
    content = zipped(
        [*((f"img/{n}.png", picture((n, 9, 9))) for n in range(90)), ("l.csv", "\n".join(rows).replace("age", "label").encode())]
    )
    assert not any("class of its own" in note for note in found(content).notes)
