"""Kept drawings come back as they were, whatever lies in the file."""

import json

import pytest

from cnn_core.drawing import collection
from cnn_core.drawing.collection import Kept, keep, read_collection, write_collection
from cnn_core.drawing.strokes import Drawing, DrawingError

SEVEN = Drawing(strokes=(((0.2, 0.2), (0.8, 0.2), (0.4, 0.9)),), pen=0.1, filled=True)


def test_drawings_come_back_in_their_order(tmp_path):
    path = tmp_path / "of" / "ada.json"
    keep(path, SEVEN, "7")
    keep(path, Drawing(strokes=(((0.5, 0.1), (0.5, 0.9)),)), "1")
    assert [each.name for each in read_collection(path)] == ["7", "1"]
    assert read_collection(path)[0] == Kept(SEVEN, "7")


def test_a_second_click_keeps_no_second_drawing(tmp_path):
    keep(tmp_path / "ada.json", SEVEN, "7")
    keep(tmp_path / "ada.json", SEVEN, "7")
    assert read_collection(tmp_path / "ada.json") == [Kept(SEVEN, "7")]


def test_an_empty_drawing_and_one_too_many_are_refused_and_nothing_is_lost(tmp_path, monkeypatch):
    path = tmp_path / "ada.json"
    with pytest.raises(DrawingError, match="draw something"):
        keep(path, Drawing(), "1")
    monkeypatch.setattr(collection, "MAX_DRAWINGS", 1)
    keep(path, SEVEN, "7")
    with pytest.raises(DrawingError, match="1 drawings are kept"):
        keep(path, SEVEN, "1")
    assert len(read_collection(path)) == 1


def test_the_drawings_of_one_person_and_of_all_have_a_bound_in_bytes(tmp_path, monkeypatch):
    keep(tmp_path / "ada.json", SEVEN, "7")
    size = (tmp_path / "ada.json").stat().st_size
    monkeypatch.setattr(collection, "MAX_BYTES_OF_ONE", size - 1)
    with pytest.raises(DrawingError, match=r"^Your kept drawings take more than"):
        keep(tmp_path / "ada.json", SEVEN, "1")
    keep(tmp_path / "ben.json", SEVEN, "1")
    monkeypatch.setattr(collection, "MAX_BYTES", 2 * size - 1)
    with pytest.raises(DrawingError, match=r"^All drawings kept here take more than .* somebody must remove some"):
        keep(tmp_path / "cleo.json", SEVEN, "1")
    assert [len(read_collection(tmp_path / f"{name}.json")) for name in ("ada", "ben", "cleo")] == [1, 1, 0]


@pytest.mark.parametrize("content", [b"", b"{", b"3", b'{"a": 1}', b'[{"strokes": 3}, 7, null]', b"[" * 100_000])
def test_a_damaged_file_is_no_drawings(tmp_path, content):
    path = tmp_path / "ada.json"
    path.write_bytes(content)
    assert read_collection(path) == []


def test_one_bad_drawing_does_not_cost_the_others(tmp_path):
    path = tmp_path / "ada.json"
    write_collection(path, [Kept(SEVEN, "7")])
    path.write_text(json.dumps([*json.loads(path.read_text()), {"name": "8", "strokes": [["x"]]}]))
    assert read_collection(path) == [Kept(SEVEN, "7")]
