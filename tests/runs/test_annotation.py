"""What is written on a run: any characters, within bounds, and nothing that hides the run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_core.errors import RunError, SpecError
from cnn_core.runs import list_runs
from cnn_core.runs.annotation import Annotation, annotate, read_annotation

printable = st.text(st.characters().filter(str.isprintable), max_size=30).map(str.strip)


@given(name=printable, note=printable, tags=st.lists(printable.filter(bool), max_size=10, unique=True), starred=st.booleans())
def test_any_printable_texts_are_read_as_they_were_written(tmp_path_factory, name, note, tags, starred):
    folder = tmp_path_factory.mktemp("run")
    written = Annotation(name=name, note=note, tags=tuple(tags), starred=starred)
    annotate(folder, written)
    assert read_annotation(folder) == written


def test_spaces_around_texts_and_tags_that_come_twice_are_left_out():
    found = Annotation.from_json({"name": " a b ", "tags": ["x", " x", "", "  ", "y"]})
    assert (found.name, found.tags) == ("a b", ("x", "y"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"name": "x" * 81}, "name: must be a text of 1 to 80 characters"),
        ({"note": "a\nb"}, "note: must not contain control characters"),
        ({"tags": [str(number) for number in range(11)]}, "tags: must be a list of at most 10"),
        ({"tags": "exam"}, "tags: must be a list"),
        ({"starred": 1}, "starred: must be true or false"),
        ([], "annotation"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(value, words):
    with pytest.raises(SpecError, match=words):
        Annotation.from_json(value)


@pytest.mark.parametrize("text", ["{", '{"name": 3}', "[" * 100_000, '{"name": "\\ud800"}'])
def test_a_damaged_file_hides_no_run(folder, text):
    (folder.path / "annotation.json").write_text(text)
    assert [(each.id, each.title) for each in list_runs(folder.path.parent)] == [(folder.id, "tiny")]


def test_a_disk_that_refuses_is_named(folder, monkeypatch):
    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cnn_core.storage.atomic_write.os.replace", full)
    with pytest.raises(RunError, match="Nothing can be written on the run"):
        annotate(folder.path, Annotation(name="x"))
    assert read_annotation(folder.path) == Annotation()
