"""Classes of which none has enough pictures that one could be held back for testing."""

from make_layouts import ONE, files
from make_uploads import zipped


def test_whether_to_go_on_with_classes_of_too_few_images_to_test_with_is_not_asked(found):
    """It was, and going on with them was refused."""
    seen = found(zipped([(path, ONE) for path in files("cats", "dogs", "owls", count=1)]))
    assert (seen.class_names, seen.train_counts, seen.questions) == (("cats", "dogs", "owls"), (1, 1, 1), ())
    assert "No class has 3 pictures, so that one could be held back for testing; take more of each." in seen.to_json()["notes"]
