"""Each picture beside a smaller copy of it, as the names say: the larger one is used."""

import io

import numpy as np
import pytest
from make_uploads import file_of, zipped
from PIL import Image, ImageOps


def photo(*seed):
    return Image.fromarray(np.random.RandomState([*repr(seed).encode()]).randint(0, 256, (6, 8, 3)).astype(np.uint8)).resize(
        (64, 48)
    )


def smaller(image):
    return image.resize((32, 24))


def beside(names, made=smaller, count=6, without=(), of=photo, form="{kind}/{name}.jpg"):
    """Members: each picture under the first name, and what is `made` of it under the others."""
    return [
        (
            form.format(kind=kind, name=name.format(n)),
            file_of(of(kind, n) if not at else made(of(kind, n)), "JPEG", quality=90),
        )
        for kind in ("cat", "dog")
        for n in range(count)
        for at, name in enumerate(names)
        if at == 0 or n not in without
    ]


def asked(seen):
    return [each for each in seen.questions if each.key == "smaller"]


@pytest.mark.parametrize(
    "names",
    [
        ("{}", "{}_small"),
        ("{}", "{}_thumb"),
        ("{}", "{}-thumbnail"),
        ("{}", "{}-32x24"),
        ("{}@2x", "{}"),
        ("{}", "thumb_{}"),
        ("{}", "{} (small)"),
        ("{}_large", "{}_small"),
        ("IMG_{}_original", "IMG_{}_320px"),
    ],
)
def test_the_larger_is_used_unless_a_person_wants_all(found, names):
    """Both stayed, in the same part at best, and nothing could be chosen."""
    content = zipped(beside(names))
    seen = found(content)
    assert (seen.class_names, seen.train_counts, seen.median) == (("cat", "dog"), (6, 6), (48, 64))
    (question,) = asked(seen)
    large, small = (name.format(0) for name in names)
    assert question.asks == (
        f"12 pictures are there in several sizes, as their names say, such as {large}.jpg and {small}.jpg. Used are"
    )
    assert (question.options, question.chosen) == (("the largest of each", "all of them"), "the largest of each")
    assert [(each.what, each.images) for each in seen.set_aside] == [(f"pictures such as cat/{small}.jpg", 12)]
    every = found(content, smaller="all of them")
    assert (every.train_counts, asked(every)[0].asks) == ((12, 12), question.asks)


def test_squares_out_of_the_middle_and_several_sizes_are_copies_too(found):
    """WordPress writes these."""
    files = beside(("{}", "{}-24x24"), lambda image: ImageOps.fit(image, (24, 24))) + beside(("{}", "{}-32x24"))
    seen = found(zipped(dict(files).items()))
    assert (seen.train_counts, [each.images for each in seen.set_aside]) == ((6, 6), [24])


def test_what_was_chosen_is_made(made):
    content = zipped(beside(("{}", "{}_small")))
    for answer, count in (("the largest of each", 12), ("all of them", 24)):
        _, arrays = made(content, answers={"smaller": answer})
        assert len(arrays["x_train"]) + len(arrays["x_test"]) == count


def test_in_parts_and_where_names_tell_the_classes(found):
    files = [
        *beside(("{}", "{}_small"), form="train/{kind}/{name}.jpg"),
        *beside(("7{}", "7{}_small"), form="test/{kind}/{name}.jpg"),
    ]
    seen = found(zipped(files))
    assert (dict(seen.parts), len(asked(seen))) == ({"train": 12, "test": 12}, 1)
    flat = found(zipped(beside(("{}", "{}_small"), form="{kind}.{name}.jpg")))
    assert (flat.class_names, flat.train_counts, len(asked(flat))) == (("cat", "dog"), (6, 6), 1)


def test_pictures_without_a_smaller_copy_stay(found):
    seen = found(zipped(beside(("{}", "{}_small"), without=(0, 1))))
    assert (seen.train_counts, [each.images for each in seen.set_aside]) == ((6, 6), [8])


def test_a_few_that_have_one_are_all_used(found):
    seen = found(zipped(beside(("{}", "{}_small"), without=(0, 1, 2))))
    assert (sum(seen.train_counts), asked(seen)) == (18, [])


def shape(kind, n):
    """Much alike in each class."""
    image = Image.new("RGB", (64, 48), "silver")
    left, top = np.random.RandomState([*repr((kind, n)).encode()]).randint(0, 14, 2).tolist()
    image.paste("navy", (left, top, left + 40, top + (30 if kind == "cat" else 12)))
    return image


@pytest.mark.parametrize(
    ("names", "made", "of"),
    [
        (("{}", "{}_small"), lambda image: smaller(image.rotate(180)), photo),
        (("{}", "{}_small"), lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), photo),
        (("{}", "{}_small"), lambda image: image, photo),
        (("{}", "{}_aug"), smaller, photo),
        (("{}", "{}_b"), smaller, photo),
        (("{}_large", "{}_small"), lambda image: smaller(image.transpose(Image.Transpose.ROTATE_180)), shape),
    ],
    ids=["another picture", "another of its size", "of its size", "changed", "no size", "another of the same class"],
)
def test_what_is_no_smaller_copy_is_used(found, names, made, of):
    seen = found(zipped(beside(names, made, of=of, count=8)))
    assert (seen.pictures, asked(seen)) == (32, [])


def test_sizes_that_are_the_classes_are_left_alone(found):
    seen = found(zipped([(f"{n}_{kind}.png", file_of(photo(n, kind))) for n in range(8) for kind in ("small", "large")]))
    assert (seen.class_names, asked(seen)) == (("large", "small"), [])


def rows(*names):
    return "\n".join(
        ["file,label", *(f"{kind}{name.format(n)},{kind}" for kind in ("cat", "dog") for n in range(6) for name in names)]
    )


FLAT = beside(("{}", "{}_small"), form="images/{kind}{name}.jpg")


@pytest.mark.parametrize("names", [("{}.jpg",), ("{}",), ("{}.jpg", "{}_small.jpg")])
def test_the_table_of_the_larger_is_read(found, names):
    seen = found(zipped([*FLAT, ("labels.csv", rows(*names))]))
    assert (seen.class_names, seen.train_counts, seen.median, len(asked(seen))) == (("cat", "dog"), (6, 6), (48, 64), 1)
    assert not any("not there" in note for note in seen.notes)


def test_those_that_alone_are_in_a_table_stay(found):
    seen = found(zipped([*FLAT, ("labels.csv", rows("{}_small.jpg"))]))
    assert (seen.class_names, seen.train_counts, seen.median) == (("cat", "dog"), (6, 6), (24, 32))


def test_those_for_which_an_array_has_labels_too_stay(found):
    labels = io.BytesIO()
    np.save(labels, np.repeat([0, 1], 12))
    seen = found(zipped([*FLAT, ("labels.npy", labels.getvalue())]))
    assert (seen.class_names, seen.train_counts) == (("0", "1"), (12, 12))
