"""The folder of a worker that was deleted is made again by whoever needs it, and is open to nobody else."""

import shutil
import stat
import tempfile

from cnn_core.engine.worker.scratch import make_scratch


def test_a_home_that_was_deleted_is_made_again_for_its_owner_alone(tmp_path, monkeypatch):
    home = tmp_path / "home"
    folder = home / "dask-scratch-space" / "worker"
    folder.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    shutil.rmtree(home)
    make_scratch()
    assert {each.name: oct(stat.S_IMODE(each.stat().st_mode)) for each in (home, folder.parent, folder)} == {
        "home": "0o700",
        "dask-scratch-space": "0o700",
        "worker": "0o700",
    }


def test_where_it_cannot_be_made_whoever_writes_there_says_so(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file" / "worker"))
    make_scratch()
