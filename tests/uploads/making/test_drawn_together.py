"""Groups of equal and nearly equal pictures of which a test part that is drawn has all or none."""

import numpy as np
import pytest
from make_uploads import file_of, zipped
from PIL import Image

from cnn_core.uploads.making.drawn_part import to_learn_and_test
from cnn_core.uploads.making.drawn_together import drawn_together


def shown(*seed, moved=0):
    """A picture that no other seed has, the same but for a little noise if it is `moved`."""
    pixels = np.random.RandomState(seed).randint(0, 256, (24, 24, 3))
    pixels += np.random.RandomState(moved).randint(-1, 2, pixels.shape) * (moved > 0)
    return file_of(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))


def said(seen):
    return [note for note in seen.notes if "together either tested with or learned from" in note]


def test_beside_a_film_other_copies_of_its_class_are_still_drawn_together(found, made):
    """One film parted all the copies of its class: 30 pictures were tested with and learned from."""
    copies = [(f"{kind}/{at}{n}x.png", shown(ord(kind), n)) for kind in "ab" for n in range(40) for at in "pq"]
    film = [(f"{kind}/film{n}.png", shown(ord(kind), 99, moved=n + 1)) for kind in "ab" for n in range(26)]
    (note,) = said(found(zipped([*copies, *film])))
    assert note.startswith("160 pictures are the same as others or nearly so")
    _, arrays = made(zipped([*copies, *film]), size=(24, 24))
    learned = {each.tobytes() for each in arrays["x_train"]}
    assert not any(each.tobytes() in learned for each in arrays["x_test"])
    assert np.bincount(arrays["y_test"]).tolist() == [22, 22]


def test_a_class_with_too_few_groups_beside_a_large_one_is_drawn_from_all_the_same():
    """Of class 0 are 18 versions of one picture and two equal ones: together there would be two groups, and nothing to test with."""
    groups, labels = np.array([*[0] * 18, *range(18, 40)]), np.repeat([0, 1], 20)
    marks = [*range(18), 18, 18, *range(20, 40)]
    assert len(np.unique(drawn_together(groups, labels, marks, [])[:20])) == 3
    assert len(np.unique(drawn_together(groups, np.zeros(40, np.int64), marks, [])[:20])) == 2


def test_what_validates_is_in_no_group(found):
    """They were said to be together with what is tested with or learned from, and the next note said that they are not."""
    learn = [(f"train/{kind}/s{n}k.png", shown(ord(kind), n)) for kind in "ab" for n in range(30)]
    validate = [(f"val/{kind}/v{n}k.png", shown(ord(kind), n)) for kind in "ab" for n in range(10)]
    seen = found(zipped([*validate, *learn]), validation="validate with them")
    assert said(seen) == []
    assert any("are validated with too" in note for note in seen.notes)
    again = [(f"train/{kind}/t{n}k.png", shown(ord(kind), n)) for kind in "ab" for n in range(3)]
    (note,) = said(found(zipped([*validate, *learn, *again]), validation="validate with them"))
    assert note.startswith("12 pictures are the same as others or nearly so, such as train/a/s0k.png and train/a/t0k.png")


def in_groups(*sizes):
    """A class in groups of these sizes, and which of them are tested with."""
    groups = [np.arange(size) + sum(sizes[:at]) for at, size in enumerate(sizes)]
    labels, alone = np.zeros(sum(sizes), np.int64), np.arange(sum(sizes))
    joined = drawn_together(alone, labels, [*range(sum(sizes))], [group for group in groups if len(group) > 1])
    _, test = to_learn_and_test(labels, np.zeros(len(labels), np.bool_), False, joined)
    return [int(np.isin(group, test).sum()) for group in groups]


@pytest.mark.parametrize(
    ("sizes", "tested"), [((15,) * 4, 15), ((20, 10, 10), 10), ((14,) * 4 + (1,) * 4, 14), ((30,) * 3 + (1,) * 9, 30)]
)
def test_of_several_films_a_whole_one_is_tested_with(sizes, tested):
    """Each was larger than the test part, so they were drawn frame by frame, and all that was tested with was learned from too."""
    drawn = in_groups(*sizes)
    assert sum(drawn) == tested
    assert all(count in (0, size) for count, size in zip(drawn, sizes, strict=True))


@pytest.mark.parametrize("sizes", [(40,), (20, 20), (30, 5, 5), (40, *(1,) * 40)])
def test_one_film_or_two_are_no_group(sizes):
    drawn = in_groups(*sizes)
    assert 0 < drawn[0] < sizes[0]
    assert sum(drawn) in (-(-sum(sizes) // 5), -(-sum(sizes) // 5) + 1)


def test_pictures_alone_and_pairs_are_drawn_as_before():
    assert sum(in_groups(*(1,) * 40)) == 8
    assert sum(in_groups(*(2,) * 10, *(1,) * 20)) == 8
