"""Folders of a doubtful name in several parts: asked about once."""

from make_layouts import ONE
from make_uploads import zipped


def test_a_folder_of_a_doubtful_name_in_two_parts_is_asked_about_once(found):
    """Two questions had one key, and the page broke."""
    kinds = ("flowers/rose", "flowers/tulip", "other")
    content = zipped([(f"{part}/{kind}/{n}.png", ONE) for part in ("train", "test") for kind in kinds for n in range(6)])
    seen = found(content)
    assert [each.asks for each in seen.questions if each.key == "folder other"] == ["The 12 pictures in other/ are"]
    assert len({each.key for each in seen.questions}) == len(seen.questions)
    answered = found(content, **{"folder other": "a class"})
    assert [each.asks for each in answered.questions if each.key == "folder other"] == ["The 12 pictures in other/ are"]
    assert "other" in answered.class_names
