"""The same pictures in folders of several looks, in colour, in grey and cut out: used in one of them."""

import numpy as np
import pytest
from make_uploads import file_of, zipped
from PIL import Image, ImageDraw

SIDE = 56


def leaf(*seed):
    """A coloured thing on a coloured ground, both of their own for each seed."""
    return Image.fromarray(np.random.RandomState([*repr(seed).encode()]).randint(0, 256, (7, 7, 3)).astype(np.uint8)).resize(
        (SIDE, SIDE)
    )


def cut_out(image, ground="black", fully=False):
    """The thing in the middle alone."""
    mask = Image.new("L", image.size)
    ImageDraw.Draw(mask).ellipse([12, 4, 44, 52], fill=255)
    return mask if fully else Image.composite(image, Image.new("RGB", image.size, ground), mask)


LOOKS = {
    "color": lambda image: image,
    "grayscale": lambda image: image.convert("L"),
    "segmented": cut_out,
}
FORMS = pytest.mark.parametrize("form", ["{look}/{kind}", "{kind}/{look}"])


def upload(form, looks, names=None, kinds=("cat", "dog"), count=6, of=lambda look, *which: leaf(*which)):
    """Folders called as looks -> how each is made of a picture."""
    return zipped(
        [
            (
                f"data/{form.format(look=look, kind=kind)}/{(names or {}).get(look, '{n}').format(n=n)}.jpg",
                file_of(made(of(look, kind, n)), "JPEG", quality=90),
            )
            for kind in kinds
            for n in range(count)
            for look, made in looks.items()
        ]
    )


def asked(seen):
    return [each for each in seen.questions if each.key == "looks"]


@FORMS
def test_one_look_is_asked_and_that_in_colour_guessed(found, form):
    """Those in grey were learned from too, as pictures of their own."""
    content = upload(form, LOOKS)
    seen = found(content)
    assert (seen.class_names, seen.train_counts) == (("cat", "dog"), (6, 6))
    (question,) = asked(seen)
    assert (question.options, question.chosen) == (("color/", "grayscale/", "segmented/", "all of them"), "color/")
    assert "several looks" in question.asks
    assert sum(each.images for each in seen.set_aside) == 24
    assert {each.why for each in seen.set_aside} == {"the same pictures are used in another look"}
    assert not found(content, looks="grayscale/").colour
    assert found(content, looks="all of them").train_counts == (18, 18)


@FORMS
@pytest.mark.parametrize(
    ("folders", "names"),
    [
        ({"leaf_rgb": "color", "leaf_grey": "grayscale"}, None),
        ({"images": "color", "segmented images": "segmented"}, None),
        ({"raw": "color", "processed": "color"}, None),
        ({"color": "color", "segmented": "segmented"}, {"segmented": "{n}_final_masked"}),
        ({"grayscale": "grayscale", "color": "color"}, {"grayscale": "{n}-gray"}),
    ],
)
def test_looks_are_told_by_names_and_pictures(found, form, folders, names):
    seen = found(upload(form, {folder: LOOKS[look] for folder, look in folders.items()}, names))
    first = next(folder for folder, look in folders.items() if look == "color")
    assert [each.chosen for each in asked(seen)] == [f"{first}/"]
    assert (seen.class_names, seen.train_counts, seen.colour) == (("cat", "dog"), (6, 6), True)


@FORMS
@pytest.mark.parametrize("ground", ["black", "white"])
def test_what_is_in_no_colour_is_rather_whole_than_cut_out(found, form, ground):
    seen = found(
        upload(form, {"masked": lambda image: cut_out(image.convert("L").convert("RGB"), ground), "gray": LOOKS["grayscale"]})
    )
    assert [each.chosen for each in asked(seen)] == ["gray/"]


@FORMS
def test_same_pictures_byte_by_byte_are_asked_about_once(found, form):
    seen = found(upload(form, dict.fromkeys(LOOKS, LOOKS["color"])))
    assert [each.key for each in seen.questions if each.key != "classes"] == ["looks"]


@FORMS
def test_within_parts_it_is_asked_once(found, form):
    kinds = {f"{part}/{kind}": (part, kind) for part in ("train", "test") for kind in ("cat", "dog")}
    files = [
        (f"{part}/{form.format(look=look, kind=kind)}/{n}.png", file_of(made(leaf(part, kind, n))))
        for part, kind in kinds.values()
        for look, made in LOOKS.items()
        for n in range(5)
    ]
    seen = found(zipped(files))
    assert (len(asked(seen)), dict(seen.parts), seen.class_names) == (1, {"train": 10, "test": 10}, ("cat", "dog"))


def alike_in_class(look, kind, n):
    """The same thing in each picture of a class, at another place: another one in each look."""
    left, top = np.random.RandomState([*repr((look, kind, n)).encode()]).randint(0, 16, 2).tolist()
    image = Image.new("RGB", (SIDE, SIDE), "silver")
    shape = ImageDraw.Draw(image).ellipse if kind == "cat" else ImageDraw.Draw(image).rectangle
    shape([left, top, left + 36, top + (36 if kind == "cat" else 14)], fill="navy")
    return image


@FORMS
@pytest.mark.parametrize("of", [leaf, alike_in_class], ids=["anything", "alike in each class"])
@pytest.mark.parametrize("look", ["grayscale", "segmented"])
def test_other_pictures_of_the_same_names_are_all_used(found, form, of, look):
    seen = found(upload(form, {each: LOOKS[each] for each in ("color", look)}, count=10, of=of))
    assert (seen.pictures, asked(seen)) == (40, [])


@FORMS
def test_other_names_are_all_used(found, form):
    seen = found(upload(form, LOOKS, {look: f"{look}_{{n}}" for look in LOOKS}))
    assert (sum(seen.train_counts), asked(seen)) == (36, [])


def test_classes_called_as_looks_are_left_alone(found):
    """To tell pictures in colour from those in grey is a task as good as any."""
    seen = found(upload("{look}", {"color": LOOKS["color"], "gray": LOOKS["grayscale"]}, kinds=("cat",)))
    assert (seen.class_names, seen.train_counts, asked(seen)) == (("color", "gray"), (6, 6), [])


@FORMS
def test_masks_are_no_look_of_a_picture(found, form):
    seen = found(upload(form, {"color": LOOKS["color"], "segmented": lambda image: cut_out(image, fully=True)}))
    assert not asked(seen)


@FORMS
@pytest.mark.parametrize("fewer", ["color", "grayscale"])
def test_pictures_that_are_there_in_another_look_only_are_used_in_it(found, form, fewer):
    files = [
        (f"{form.format(look=look, kind=kind)}/{n}.png", file_of(LOOKS[look](leaf(kind, n))))
        for look in ("color", "grayscale")
        for kind in ("cat", "dog")
        for n in range(9 if look == fewer else 10)
    ]
    seen = found(zipped(files))
    assert (seen.class_names, seen.train_counts, sum(each.images for each in seen.set_aside)) == (("cat", "dog"), (10, 10), 18)
    assert any("not in color/ are used in another look" in note for note in seen.notes) == (fewer == "color")
