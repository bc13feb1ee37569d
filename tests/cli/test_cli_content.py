"""What a command reads of a file that it is given."""

import pytest

from cnn_core.cli.content import content_of
from cnn_core.errors import DatasetError, LabError


def test_a_file_of_just_the_size_that_is_allowed_is_read_and_a_larger_one_is_refused(tmp_path):
    file = tmp_path / "a file"
    file.write_bytes(b"x" * 2048)
    assert content_of(file, 2048) == b"x" * 2048
    with pytest.raises(DatasetError, match=r"a file cannot be used: it has more than 1\.5 KB\.$"):
        content_of(file, 1536, DatasetError)


def test_what_cannot_be_read_is_named_with_why(tmp_path):
    with pytest.raises(LabError, match="nowhere cannot be read: No such file or directory"):
        content_of(tmp_path / "nowhere", 1)
    with pytest.raises(DatasetError, match="cannot be read: Is a directory"):
        content_of(tmp_path, 1, DatasetError)
