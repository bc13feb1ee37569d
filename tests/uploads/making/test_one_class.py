"""An upload of a single class."""

import pytest
from make_uploads import RED, class_folders, zipped

from cnn_core.errors import DatasetError


def test_a_single_class_is_said_to_be_one_and_can_be_left_out_or_gone_on_with(found, made):
    upload = zipped(class_folders({"cats": RED}, count=5))
    seen = found(upload)
    assert seen.class_names == ("cats",)
    assert [question.asks for question in seen.questions] == ["Only one class: cats"]
    assert "nothing to tell" in seen.notes[-1]
    with pytest.raises(DatasetError, match="no class of it is left; choose files that have pictures of other classes too"):
        found(upload, **{"one class": "leave it out"})
    names, arrays = made(upload)
    assert names == ("cats",)
    assert [len(arrays[part]) for part in ("y_train", "y_test")] == [4, 1]
