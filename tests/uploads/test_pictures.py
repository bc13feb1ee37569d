"""Single pictures: what is read, as what, and what is left out."""

import zlib

import numpy as np
import pytest
from make_uploads import file_of, noise
from PIL import Image

from cnn_core.uploads.pictures import decode, is_coloured, resized
from cnn_core.uploads.source import PictureError


def gradient(dtype=np.uint8, top=255):
    return np.linspace(0, top, 64).reshape(8, 8).astype(dtype)


def frames(kind, count=3):
    pages = [Image.new("RGB", (8, 8), (40 * n, 0, 0)) for n in range(count)]
    return file_of(pages[0], kind, save_all=True, append_images=pages[1:])


def test_grey_stays_grey_and_colour_stays_colour():
    assert decode(file_of(Image.fromarray(gradient()))).mode == "L"
    assert decode(noise()).mode == "RGB"
    assert np.array_equal(np.asarray(decode(file_of(Image.fromarray(gradient())))), gradient())


def test_16_bits_a_pixel_are_shortened_to_8():
    """Pillow's own conversion would cut everything above 255 off."""
    deep = gradient(np.uint16, 65535)
    seen = np.asarray(decode(file_of(Image.fromarray(deep))))
    assert np.array_equal(seen, deep // 256)


def test_a_palette_is_resolved():
    picture = Image.new("RGB", (4, 4), (10, 200, 30)).quantize(4)
    assert np.asarray(decode(file_of(picture))).reshape(-1, 3).tolist() == [[10, 200, 30]] * 16


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_white_shines_through_where_a_picture_is_clear(mode):
    clear = Image.new(mode, (4, 4), (0, 0, 0, 0) if mode == "RGBA" else (0, 0))
    seen = decode(file_of(clear))
    assert seen.mode == ("RGB" if mode == "RGBA" else "L")
    assert np.asarray(seen).min() == 255


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "TIFF"])
def test_of_several_frames_the_first_is_taken(kind):
    assert np.abs(np.asarray(decode(frames(kind)).convert("L")).astype(int)).max() <= 2


@pytest.mark.parametrize("kind", ["BMP", "GIF", "TIFF", "PPM", "WEBP"])
def test_pictures_of_other_kinds_are_known_by_their_content(kind):
    options = {"lossless": True} if kind == "WEBP" else {}
    assert np.array_equal(np.asarray(decode(file_of(Image.fromarray(gradient()), kind, **options)).convert("L")), gradient())


def test_a_picture_that_is_clear_all_over_shows_the_colours_that_it_stores():
    """Some programs leave the fourth channel at 0: all of them were white once."""
    stored = Image.merge("RGBA", [Image.fromarray(gradient())] * 3 + [Image.new("L", gradient().shape[::-1], 0)])
    assert np.array_equal(np.asarray(decode(file_of(stored)))[:, :, 1], gradient())


def test_white_ink_on_clear_ground_is_seen_on_black():
    pixels = np.zeros((8, 8, 4), np.uint8)
    pixels[2:6, 2:6] = 255
    seen = np.asarray(decode(file_of(Image.fromarray(pixels))).convert("L"))
    assert seen[0, 0] == 0
    assert seen[3, 3] == 255


def test_colours_for_print_are_turned_into_those_of_a_screen():
    red = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    seen = np.asarray(decode(file_of(red, "JPEG", quality=95)))[4, 4].astype(int)
    assert seen[0] > 200
    assert max(seen[1:]) < 60


def test_weak_pictures_of_16_bits_use_the_whole_range():
    """Many cameras fill 12 bits of 16: the highest of those become the 8 that are kept."""
    weak = gradient(np.uint16, 4095)
    assert np.array_equal(np.asarray(decode(file_of(Image.fromarray(weak)))), weak // 16)


def test_weak_pictures_of_16_bits_on_a_high_ground_are_seen():
    """As scans of X-rays are: 1,000 to 1,100 of 65,535. One of noise alone stays what it is."""
    deep = np.linspace(1000, 1100, 64).astype(np.uint16).reshape(8, 8)
    seen = np.asarray(decode(file_of(Image.fromarray(deep))))
    assert np.array_equal(seen, np.rint((deep - 1000) * 2.55).astype(np.uint8))
    noise = np.asarray(decode(file_of(Image.fromarray((deep // 20).astype(np.uint16)))))
    assert np.ptp(noise) < 32


def test_a_photograph_of_a_phone_is_unpacked_at_an_eighth_of_its_size():
    photo = file_of(Image.new("RGB", (4032, 3024), (200, 30, 40)), "JPEG")
    seen = decode(photo, 64 * 10**6, draft=256)
    assert seen.size == (504, 378)
    with pytest.raises(PictureError, match="4032 x 3024 pixels"):
        decode(photo)


def test_a_photograph_is_turned_as_the_camera_was_held():
    """Orientation 6: the first row of the file is the right side of the scene."""
    pixels = np.zeros((16, 32, 3), np.uint8)
    pixels[:8] = 255
    notes = Image.Exif()
    notes[0x0112] = 6
    seen = decode(file_of(Image.fromarray(pixels), "JPEG", exif=notes, quality=95))
    assert seen.size == (16, 32)
    assert np.asarray(seen)[:, 12:].min() > 240


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"hello", "no picture"),
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE html><html>", "a web page and not the picture itself"),
        (b"version https://git-lfs.github.com/spec/v1", "a placeholder of Git LFS"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC photograph; a phone gives JPEG if"),
        (noise()[:300], "damaged or cut off"),
        (noise((64, 64), "JPEG")[:700], "damaged or cut off"),
        (file_of(Image.new("L", (2049, 2048))), "2049 x 2048 pixels, and 4.2 million are the most"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "damaged or cut off"),
    ],
)
def test_a_file_that_is_no_picture_says_why(content, why):
    with pytest.raises(PictureError, match=why):
        decode(content)


def test_a_picture_that_declares_a_billion_pixels_is_refused_before_it_is_unpacked():
    content = bytearray(file_of(Image.new("L", (100, 100))))
    content[16:24] = (40_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    with pytest.raises(PictureError, match="million pixels"):
        decode(bytes(content))


def test_the_largest_picture_that_is_taken_is_taken():
    assert decode(file_of(Image.new("L", (2048, 2048)))).size == (2048, 2048)


def test_a_picture_of_the_right_size_is_not_touched():
    picture = decode(noise())
    assert np.array_equal(resized(picture, (16, 16), True, False), np.asarray(picture))


def test_a_picture_is_squeezed_whole_or_its_middle_is_cut_out():
    """Black, white, black side by side: in the middle square there is white alone."""
    pixels = np.zeros((10, 30), np.uint8)
    pixels[:, 10:20] = 255
    picture = Image.fromarray(pixels)
    assert resized(picture, (10, 10), False, True).min() == 255
    squeezed = resized(picture, (10, 10), False, False)[..., 0]
    assert squeezed[:, 0].max() < 30
    assert squeezed[:, 5].min() > 220


def test_reduced_pictures_are_averaged():
    """A chessboard of single pixels becomes an even grey, where the nearest pixel would give stripes or nothing."""
    board = (np.indices((32, 32)).sum(axis=0) % 2 * 255).astype(np.uint8)
    small = resized(Image.fromarray(board), (8, 8), False, False)
    assert np.abs(small[1:-1, 1:-1].astype(int) - 127).max() <= 8


def test_colour_that_is_only_stored_as_colour_is_grey():
    assert not is_coloured(Image.fromarray(np.repeat(gradient()[..., None], 3, axis=2)))
    assert is_coloured(Image.new("RGB", (5, 5), (200, 30, 40)))


def test_any_damage_is_a_picture_or_a_sentence():
    chance = np.random.RandomState(3)
    refused = 0
    for good in (noise(), noise(kind="JPEG"), file_of(Image.fromarray(gradient()).convert("P"))):
        for _ in range(400):
            bad = bytearray(good)
            for at in chance.randint(0, len(bad), chance.choice([1, 2, 5])):
                bad[at] = chance.randint(256)
            try:
                assert decode(bytes(bad)).mode in ("L", "RGB")
            except PictureError:
                refused += 1
    assert refused > 300
