"""A column of a table that says which part each picture belongs to, or something else."""

from make_uploads import picture, zipped


def upload(head, cells):
    paths = [f"img/{n}.png" for n in range(24)]
    rows = [f"file,label,{head}", *(f"{n}.png,{('cat', 'dog')[n % 2]},{cells[n // 2 % len(cells)]}" for n in range(24))]
    return zipped([*((path, picture()) for path in paths), ("meta.csv", "\n".join(rows).encode())])


def test_a_part_and_its_contrary_are_no_parts(found):
    """Pictures that are not valid were learned from, and the valid ones tested with."""
    seen = found(upload("split", ["valid", "invalid"]))
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 24})
    (question,) = [each for each in seen.questions if each.key == "classes"]
    assert question.options == ("meta.csv, label", "meta.csv, split")


def test_what_is_no_part_beside_parts_is_said(found):
    seen = found(upload("set", ["train", "test", "extra"]))
    assert dict(seen.parts) == {"train": 16, "test": 8}
    assert (
        "meta.csv has 8 pictures in a part that is none of train, validation and test: extra (8); they are learned from unless their "
        "folders say otherwise."
    ) in seen.notes


def test_nothing_is_said_of_numbers_of_folds(found):
    assert not any("none of train" in note for note in found(upload("part", ["1", "2", "3"])).notes)
