from cnn_core.runs import RunFolder, list_runs, owner_mark


def test_runs_are_listed_newest_first(tmp_path, with_id):
    for name, created in (("a", 100.0), ("b", 300.0), ("c", 200.0)):
        RunFolder.create(tmp_path, with_id(name, created=created))
    assert [run.id for run in list_runs(tmp_path)] == ["b", "c", "a"]


def test_a_listing_for_an_owner_shows_only_theirs(tmp_path, with_id):
    for name, owner in (("a", "ann"), ("b", "bob"), ("c", "ann")):
        RunFolder.create(tmp_path, with_id(name, owner=owner_mark(owner)))
    assert {run.id for run in list_runs(tmp_path, owner="ann")} == {"a", "c"}


def test_one_damaged_folder_does_not_hide_the_others(tmp_path, with_id):
    for name in ("a", "b"):
        RunFolder.create(tmp_path, with_id(name))
    (tmp_path / "a" / "run.json").write_text("{")
    (tmp_path / "empty").mkdir()
    (tmp_path / "stray.txt").write_text("not a run")
    assert [run.id for run in list_runs(tmp_path)] == ["b"]


def test_there_are_no_runs_where_there_is_no_folder(tmp_path):
    assert list_runs(tmp_path / "nowhere") == []
