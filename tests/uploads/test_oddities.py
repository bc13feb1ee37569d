"""What may mislead a network about pictures as files is said before they are taken."""

from make_uploads import TWO, class_folders, picture, zipped


def test_kinds_of_file_that_differ_between_classes_are_said(found):
    members = [(name.replace("png", "jpg") if "red" in name else name, content) for name, content in class_folders(TWO)]
    assert any("kind of file differs between classes (blue png, red jpg)" in note for note in found(zipped(members)).notes)
    assert found(zipped(class_folders(TWO))).notes == ()


def test_odd_sizes_are_counted(found):
    members = [*class_folders(TWO), ("red/wide.png", picture(size=(80, 4))), ("blue/large.png", picture(size=(60, 40)))]
    assert any("2 pictures have an odd size" in note for note in found(zipped(members)).notes)
