"""Uploads of which only the paths matter."""

from make_uploads import picture

ONE = picture()


def files(*folders, count=5, first=0):
    """Paths of `count` pictures in each folder."""
    return [f"{folder}/{number}.png" for folder in folders for number in range(first, first + count)]


def names(*patterns, count=5):
    """Paths from patterns with a number in them."""
    return [pattern.format(number) for pattern in patterns for number in range(count)]
