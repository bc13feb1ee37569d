"""What may mislead a network about pictures as files is said before they are taken."""

from make_uploads import TWO, class_folders, picture, zipped


def test_kinds_of_file_that_differ_between_classes_are_said(found):
    members = [(name.replace("png", "jpg") if "red" in name else name, content) for name, content in class_folders(TWO)]
    assert any("kind of file differs between classes (blue png, red jpg)" in note for note in found(zipped(members)).notes)
    assert found(zipped(class_folders(TWO))).notes == ()


ODD = zipped([*class_folders(TWO), ("red/wide.png", picture(size=(80, 4))), ("blue/large.png", picture(size=(60, 40)))])


def test_odd_sizes_are_counted_and_named(found):
    (question,) = found(ODD).questions
    assert question.asks.startswith("2 pictures of an odd size")
    assert question.why == "red/wide.png (80x4), blue/large.png (60x40)"
    assert found(ODD).pictures == 14


def test_pictures_of_odd_sizes_are_left_out_by_choice(found, made):
    leave = {"odd sizes": "leave them out"}
    seen = found(ODD, **leave)
    assert (seen.pictures, seen.train_counts, seen.odd, seen.median) == (12, (6, 6), 0, (8, 10))
    assert [each.what for each in seen.set_aside] == ["red/wide.png", "blue/large.png"]
    names, arrays = made(ODD, answers=leave)
    assert names == ("blue", "red")
    assert len(arrays["y_train"]) + len(arrays["y_test"]) == 12


def test_one_odd_picture_takes_no_size_from_the_others(found):
    """40 by 40 is no usual size: with the nearest of those, 32 by 32, all would lose detail for the sake of one."""
    seen = found(zipped([*class_folders(TWO, count=20, size=(40, 40)), ("red/large.png", picture(size=(60, 44)))]))
    assert (seen.odd, seen.own, seen.usual_size(True)) == (1, (40, 40), (40, 40))
    seen = found(zipped([*class_folders(TWO, count=3, size=(40, 40)), ("red/large.png", picture(size=(60, 44)))]))
    assert (seen.odd, seen.own, seen.usual_size(True)) == (1, None, (32, 32))
