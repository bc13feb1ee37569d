"""Names of files as cameras, phones and programs write them, and classes in one piece of a name."""

import pytest
from make_layouts import ONE
from make_uploads import zipped

from cnn_core.errors import DatasetError

SHAPES = ("disc", "square", "triangle")
OF_CAMERAS = [
    "IMG-2024050{d}-WA000{n}",
    "Screenshot 2024-05-0{d} at 10.11.1{n}",
    "Screenshot 2024-05-0{d} at 10.11.1{n} AM",
    "Screenshot_2024050{d}-10111{n}",
    "Screen Shot 2024-05-0{d} at 10.1{n}.12",
    "Bildschirmfoto 2024-05-0{d} um 10.11.1{n}",
    "WhatsApp Image 2024-05-0{d} at 10.11.1{n}",
    "PXL_2024050{d}_10111{n}345.MP",
    "2024050{d}_10111{n}",
    "2024-05-0{d} 10.11.1{n}",
    "IMG_2024050{d}_10111{n}",
    "IMG_100{n} ({d})",
    "photo_2024-05-0{d}_10-11-1{n}",
    "Scan 2024-05-0{d} - Kopie ({n})",
    "image ({n}{d})",
]


def names(pattern):
    return [pattern.format(d=day, n=n) for day in range(1, 4) for n in range(6)]


@pytest.mark.parametrize("pattern", OF_CAMERAS)
def test_names_of_cameras_and_screenshots_say_no_class(found, pattern):
    """Each day was a class, or each minute, or each number of a copy, and nothing was asked."""
    with pytest.raises(DatasetError, match="no class is known of its 18 pictures"):
        found(zipped([(f"photos/{name}.jpg", ONE) for name in names(pattern)]))


def test_pictures_of_cameras_among_others_have_no_label(found):
    seen = found(
        zipped([(f"{name}.jpg", ONE) for name in (*names(OF_CAMERAS[0]), *(f"{s}_{n}" for s in SHAPES for n in range(6)))])
    )
    assert (seen.class_names, seen.train_counts) == (SHAPES, (6, 6, 6))
    assert sum(each.images for each in seen.set_aside) == 18


@pytest.mark.parametrize("every", [1, 3])
def test_the_number_of_a_copy_is_no_class(found, every):
    """The classes were "(0)" to "(6)", in all names or in those that had such a number."""
    copy = [f" ({n % 7})" if n % every == 0 else "" for n in range(60)]
    seen = found(zipped([(f"photos/IMG_{2000 + n}_{SHAPES[n % 3]}{copy[n]}.jpg", ONE) for n in range(60)]))
    assert (seen.class_names, seen.train_counts) == (SHAPES, (20, 20, 20))


@pytest.mark.parametrize(
    "mark",
    [" - Kopie", " - Copy", " copy 2", " copy", " - Kopie (2)", "~2", " (1) (2)", " - Copy - Copy", " (copy)", " (3rd copy)"],
)
def test_what_programs_call_a_copy_says_nothing(found, mark):
    seen = found(zipped([(f"{shape}_{n}{mark if n % 3 else ''}.jpg", ONE) for shape in SHAPES for n in range(9)]))
    assert (seen.class_names, seen.train_counts) == (SHAPES, (9, 9, 9))


def test_what_a_drive_calls_a_copy_says_nothing(found):
    seen = found(zipped([(f"{'Copy of ' if n % 3 else ''}{shape}_{n}.jpg", ONE) for shape in SHAPES for n in range(9)]))
    assert (seen.class_names, seen.train_counts) == (SHAPES, (9, 9, 9))


def test_a_day_behind_a_class_is_no_part_of_it(found):
    """There was a class for each day."""
    seen = found(zipped([(f"{shape}_2024050{day}_10111{n}.jpg", ONE) for shape in SHAPES for day in (1, 2) for n in range(5)]))
    assert seen.class_names == SHAPES


KINDS = [
    ("photo album", "picture frame", "portrait"),
    ("sam", "tom"),
    ("image_a", "image_e", "image_t"),
    ("screenshot_home", "screenshot_login"),
    ("telegram", "whatsapp"),
    ("download", "upload"),
]


def test_things_that_are_called_as_pictures_are_classes(found):
    for kinds in KINDS:
        assert found(zipped([(f"{kind}_{n}.jpg", ONE) for kind in kinds for n in range(6)])).class_names == kinds


def of_persons():
    return [f"rec/person{p}_{shape}_take{t}.png" for p in range(5) for shape in SHAPES for t in range(4)]


def test_which_piece_of_the_names_is_the_class_can_be_chosen(found):
    """There were 15 classes, person0_disc_take to person4_triangle_take, and no other choice."""
    seen = found(zipped([(path, ONE) for path in of_persons()]))
    assert (seen.class_names, seen.train_counts) == (SHAPES, (20, 20, 20))
    (question,) = [each for each in seen.questions if each.key == "classes"]
    assert question.chosen == "piece 2 of the names of the files: disc, square, triangle"
    person = next(each for each in question.options if each.startswith("piece 1 "))
    assert found(zipped([(path, ONE) for path in of_persons()]), classes=person).class_names == tuple(
        f"person{n}" for n in range(5)
    )
    whole = found(zipped([(path, ONE) for path in of_persons()]), classes="the names of the files")
    assert len(whole.class_names) == 15


def test_a_piece_between_others_that_never_come_again_is_the_class(found):
    seen = found(zipped([(f"{n:04d}_{SHAPES[n % 3]}_a{n * 7919:x}.png", ONE) for n in range(30)]))
    assert seen.class_names == SHAPES
    assert "The classes are told by piece 2 of the names of the files: disc, square, triangle." in seen.notes


def test_two_words_stay_one_class_and_each_may_be_chosen(found):
    paths = [f"{colour}_{shape}_{n}.png" for colour in ("red", "blue") for shape in SHAPES for n in range(4)]
    seen = found(zipped([(path, ONE) for path in paths]))
    assert len(seen.class_names) == 6
    assert {option for each in seen.questions for option in each.options} >= {
        "piece 1 of the names of the files: blue, red",
        "piece 2 of the names of the files: disc, square, triangle",
    }


def test_a_word_of_a_camera_with_a_short_number_may_be_a_class(found):
    """As those of Chars74K."""
    paths = [f"img{kind:03d}-{n:05d}.png" for kind in range(1, 4) for n in range(5)]
    seen = found(zipped([(path, ONE) for path in paths]))
    assert seen.class_names == ("img001", "img002", "img003")
    assert not [each for each in seen.questions if each.key == "classes"]


@pytest.mark.parametrize(
    "days", [("2024-05-01", "2024-05-02"), ("2023", "2024"), ("01.05.2024", "02.05.2024"), ("2024-05", "2024-06")]
)
def test_of_folders_called_as_days_it_is_said_that_they_may_be_no_classes(found, days):
    paths = [f"photos/{day}/IMG_{n}.jpg" for day in days for n in range(6)]
    assert "as cameras and programs sort photographs" in " ".join(found(zipped([(path, ONE) for path in paths])).notes)
    paths = [f"photos/{day}/IMG_{n}.jpg" for day in ("2024", "discs") for n in range(6)]
    assert "as cameras" not in " ".join(found(zipped([(path, ONE) for path in paths])).notes)


@pytest.mark.parametrize("pattern", ["{0}{1}_{2:03d}", "x_{0}{1}_{2:03d}"])
def test_a_word_with_its_number_stays_a_class_and_the_word_can_be_chosen(found, pattern):
    """As the squares of a chessboard."""
    paths = [(f"{pattern.format(column, row, n)}.png", ONE) for column in "abc" for row in (1, 2) for n in range(4)]
    seen = found(zipped(paths))
    assert (len(seen.class_names), seen.class_names[0][-2:]) == (6, "a1")
    word = next(option for each in seen.questions for option in each.options if option.endswith(": a, b, c"))
    assert found(zipped(paths), classes=word).class_names == ("a", "b", "c")


@pytest.mark.parametrize("pattern", ["person{1}_{0}_take{2}", "S0{1}_{0}_{2:08d}", "patient{1}_{0}_{2}"])
def test_a_word_is_a_likelier_class_than_a_person(found, pattern):
    """The persons were the classes where they had enough pictures each."""
    paths = [(f"{pattern.format(SHAPES[n % 2], n % 3, n)}.png", ONE) for n in range(18)]
    assert found(zipped(paths)).class_names == SHAPES[:2]


@pytest.mark.parametrize("pattern", ["patient{0}_slice{1}_mask{2}", "train/patient{3}_slice{1}_mask{2}"])
def test_a_piece_that_says_itself_that_it_is_a_class_is_guessed(found, pattern):
    """The classes were the patients, or each patient with each slice."""
    paths = [(f"{pattern.format(n % 5, n % 3, (n * 7 % 11) % 2, n // 2)}_{n}.png", ONE) for n in range(30)]
    assert found(zipped(paths)).class_names == ("mask0", "mask1")


def test_the_number_of_a_mask_behind_a_word_is_none_of_a_class(found):
    paths = [(f"{kind}_mask{n}.png", ONE) for kind in SHAPES for n in range(6)]
    assert found(zipped(paths)).class_names == tuple(f"{kind}_mask" for kind in SHAPES)
