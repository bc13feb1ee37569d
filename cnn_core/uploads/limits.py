"""How much an upload of own images may be, each limit with what it is measured by."""

from __future__ import annotations

MAX_BYTES = 200 * 2**20
"""Of the upload, all its files together. The server takes some more of one file (`server.maxUploadSize`), so that the app says why not."""
MAX_FILES = 50_000
"""Pictures in folders. A zip made on a Mac has a hidden file beside each, hence more members."""
MAX_MEMBERS = 2 * MAX_FILES + 5_000
MAX_UNPACKED = 768 * 2**20
HARMLESS_MEMBER = 4 * 2**20
"""A file in a zip that unpacks to no more may be packed as tightly as it likes: sorted labels are."""
MAX_EXPANSION = 60
"""Times that a larger file may swell: float64 of images with much black do so 30 times."""
MAX_ARCHIVES, MAX_DEPTH = 110, 2
"""Archives inside an upload, one per class for example, and how deep they may lie in each other."""
MAX_PIXELS = 4 * 2**20
"""Of one picture that is drawn from on its own: 2048 times 2048."""
MAX_PHOTO_PIXELS = 64 * 10**6
"""Of one picture of an upload, as its file declares; JPEG is unpacked reduced, so that a photograph of a phone takes a moment."""
PICTURE_FILES = ("png", "jpg", "jpeg", "bmp", "gif", "webp", "tif", "tiff")
MAX_PICTURE_BYTES = 50 * 2**20
"""What files that a network is to read are called, and how large one, or a zip of them, may be."""
PHOTO_SIDE = 1000
"""A photograph for prediction is unpacked with sides of about this."""
MAX_PIXELS_IN_ALL = 3000 * 10**6
"""Of all pictures together, as they are unpacked: about a minute."""
DRAFT_SIDE = 256
"""A JPEG picture is unpacked at a half, a quarter or an eighth of its size, as long as no side is smaller than this."""
MIN_OF_A_CLASS = 5
"""With fewer to learn from, a class is asked about."""
MAX_RESULT = 160 * 2**20
"""Bytes of the finished images; a training makes four of each."""
SIDES = (28, 32, 50, 64, 96, 128)
MAX_SIDE = SIDES[-1]
SMALLER = f"take fewer images, or smaller ones: of each at most {MAX_SIDE}x{MAX_SIDE} pixels are used"
"""What helps where a file has more than MAX_BYTES."""
MIN_SIDE = 8
TEST_PART, TEST_SEED = 0.2, 13
"""The part held back for testing when an upload has none, and the seed that draws it."""
MAX_SAMPLES, SAMPLE_SIDE = 24, 256
MAX_NAMED = 40
"""Files that are named as left out; of the others only the number is said."""
