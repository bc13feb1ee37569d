"""Folders that are called as a copy of a part beside them."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped


@pytest.mark.parametrize("copy", ["train - Copy", "train (1)", "train - Kopie", "train copy 2"])
def test_a_copy_of_a_part_can_be_set_aside(found, copy):
    """It was joined with the part, and nothing could be chosen."""
    paths = files("train/cat", "train/dog", "test/cat", "test/dog", f"{copy}/cat")
    seen = found(zipped([(path, ONE) for path in paths]))
    assert dict(seen.parts) == {"train": 15, "test": 10}
    (question,) = [each for each in seen.questions if each.key == f"part {copy}"]
    assert question.chosen == "to learn from"
    seen = found(zipped([(path, ONE) for path in paths]), **{question.key: "set aside"})
    assert dict(seen.parts) == {"train": 10, "test": 10}
