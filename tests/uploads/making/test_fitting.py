"""More pictures than fit into memory are thinned out evenly, which is said."""

import numpy as np
from make_uploads import images, npz

from cnn_core.uploads.making import fitting


def test_of_more_pictures_than_fit_each_class_keeps_its_proportion(found, monkeypatch):
    y = np.repeat([0, 1], [300, 100])
    upload = npz(x=images(400, (4, 4)), y=y)
    monkeypatch.setattr(fitting, "MAX_RESULT", 200 * 16)
    seen = found(upload)
    assert seen.train_counts == (150, 50)
    assert any("Of 400 pictures 200 are used" in note for note in seen.notes)


def test_what_fits_stays_whole(found):
    assert found(npz(x=images(400, (4, 4)), y=np.arange(400) % 2)).pictures == 400
