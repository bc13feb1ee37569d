"""How much an upload of own images may be, each limit with what it is measured by."""

from __future__ import annotations

MAX_BYTES = 50 * 2**20
"""Of the upload, all its files together."""
MAX_FILES = 20_000
"""Pictures in folders. A zip made on a Mac has a hidden file beside each, hence more members."""
MAX_MEMBERS = 2 * MAX_FILES + 5_000
MAX_UNPACKED = 512 * 2**20
HARMLESS_MEMBER = 4 * 2**20
"""A file in a zip that unpacks to no more may be packed as tightly as it likes: sorted labels are."""
MAX_PIXELS = 4 * 2**20
"""Of one picture: 2048 times 2048."""
MAX_PIXELS_IN_ALL = 600 * 10**6
"""Of all pictures together: about half a minute of unpacking."""
MIN_OF_A_CLASS = 5
MAX_RESULT = 160 * 2**20
"""Bytes of the finished images; a training makes four of each."""
SIDES = (28, 32, 50, 64, 96, 128)
MAX_SIDE = SIDES[-1]
MIN_SIDE = 8
TEST_PART, TEST_SEED = 0.2, 13
"""The part held back for testing when an upload has none, and the seed that draws it."""
MAX_SAMPLES, SAMPLE_SIDE = 24, 256
MAX_NAMED = 40
"""Files that are named as left out; of the others only the number is said."""
