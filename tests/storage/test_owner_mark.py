"""The marks name files that people have: they never change. Expected values are those of sha256sum."""

from cnn_core.data.own import own_name
from cnn_core.storage.owner_mark import owner_file_name, owner_mark

KEY = "a-secret-key"


def test_an_owner_is_known_by_the_first_digits_of_a_sha256():
    assert owner_mark(KEY) == "bf8061f00bac730c"


def test_a_persons_file_keeps_its_name():
    assert owner_file_name(KEY) == "bf8061f00bac730cb63cc24bc76f81ec.json"


def test_an_own_dataset_keeps_its_name():
    assert own_name(KEY, "abc") == "own-1b223f245e60"
