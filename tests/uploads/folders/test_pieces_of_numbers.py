"""Names of files that are made of numbers alone, of which one piece is the class."""

from make_layouts import ONE
from make_uploads import zipped


def asked(found, paths, **answers):
    seen = found(zipped([(path, ONE) for path in paths]), **answers)
    return seen, next((each for each in seen.questions if each.key == "classes"), None)


def test_each_piece_of_numbers_that_come_again_can_be_chosen(found):
    """As RAVDESS has them: the last piece is the actor, the third the emotion, and that could not be chosen."""
    paths = [f"03-01-0{emotion}-01-02-01-{actor:02}.png" for emotion in range(1, 5) for actor in range(1, 7)]
    _, question = asked(found, paths)
    third = next(each for each in question.options if each.startswith("piece 3 of the names of the files: 01, 02, 03"))
    assert asked(found, paths, classes=third)[0].train_counts == (6, 6, 6, 6)


def test_what_counts_the_pictures_of_each_class_is_no_choice(found):
    _, question = asked(found, [f"{kind}_{n}.png" for kind in range(4) for n in range(6)])
    assert question is None


def test_beside_the_one_class_of_a_folder_pieces_can_be_chosen_and_none_is_guessed(found):
    """As UTKFace has them, age_gender_kind: all pictures were one class, and nothing else could be chosen."""
    paths = [f"faces/{20 + n}_{n % 2}_{n % 4}_2017010{n % 9}174511{n:03}.jpg" for n in range(16)]
    seen, question = asked(found, paths)
    assert (seen.class_names, question.chosen) == (("faces",), "the folders")
    second = next(each for each in question.options if each.startswith("piece 2 "))
    assert asked(found, paths, classes=second)[0].train_counts == (8, 8)
