"""A key is bound once, to the place of its first use."""

import errno
from concurrent.futures import ThreadPoolExecutor

import pytest

from cnn_core.storage import owner_place
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.storage.owner_place import bind, place_of

KEY = "ada-" + "x" * 28


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    owner_place._bound.clear()
    return tmp_path / "browsers" / owner_file_name(KEY)


def test_the_first_place_stays():
    assert place_of(KEY) is None
    assert bind(KEY, "account 1000") == "account 1000"
    assert bind(KEY, "account 1001") == place_of(KEY) == "account 1000"


def test_of_two_at_a_time_the_first_has_it():
    with ThreadPoolExecutor(8) as pool:
        for number in range(50):
            key = f"key-{number}-{'x' * 24}"
            got = set(pool.map(lambda account, key=key: bind(key, f"account {account}"), range(8)))
            assert got == {place_of(key)}


def test_once_its_file_is_deleted_it_is_bound_anew(place):
    bind(KEY, "account 1000")
    place.unlink()
    assert bind(KEY, "account 1001") == place_of(KEY) == "account 1001"


def test_what_the_disk_does_not_take_is_not_bound(place):
    place.parent.write_text("a file in place of the folder")
    assert bind(KEY, "account 1000") == "account 1000"
    assert place_of(KEY) is None


@pytest.mark.parametrize(
    ("code", "told"), [(errno.EMFILE, False), (errno.ENFILE, False), (errno.EIO, True), (errno.EACCES, True)]
)
def test_a_file_that_cannot_be_read(code, told, monkeypatch):
    """For want of means, which another account can bring about, nothing is said of it; else it is as if there were none."""

    def no_file(path):
        raise OSError(code, "")

    monkeypatch.setattr(owner_place, "read_regular", no_file)
    if told:
        assert place_of(KEY) is None
    else:
        with pytest.raises(OSError):  # noqa: PT011
            place_of(KEY)


def test_keys_that_somebody_makes_up_take_no_room_and_no_place_of_others(place, monkeypatch):
    monkeypatch.setattr(owner_place, "MOST", 3)
    for number in range(9):
        assert bind(f"key-{number}-{'x' * 24}", "account 1001") == "account 1001"
    assert len(list(place.parent.iterdir())) == 3
    assert bind(KEY, "account 1000") == place_of(KEY) == "account 1000"
