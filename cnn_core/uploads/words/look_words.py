"""What the same pictures are called in several looks: in colour, in grey, without what is around a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.words.folder_words import PICTURES, WHOLES
from cnn_core.uploads.words.naming import words

COLOURED = {"color", "colour", "colors", "colours", "colored", "coloured", "rgb", "farbe", "farbig", "couleur", "couleurs"}
AS_TAKEN = {"original", "originals", "orig", "raw", "unprocessed", "unsegmented"}
WORKED_ON = {
    "processed", "preprocessed", "enhanced", "clahe", "equalized", "equalised", "normalized", "normalised", "denoised", "filtered", "sharpened", "blurred",
    "resized",
}  # fmt: skip
GREY = {
    "grey", "gray", "greyscale", "grayscale", "greyscaled", "grayscaled", "bw", "mono", "monochrome", "grau", "graustufen", "gris",
}  # fmt: skip
CUT_OUT = {"segmented", "masked", "nobg"}
"""Around the thing all is of one colour, mostly black."""
ORDER = (COLOURED, AS_TAKEN, WORKED_ON, GREY, CUT_OUT)
"""The likeliest to be wanted first."""
LOOKS = frozenset().union(*ORDER)
NO_WORD = ORDER.index(AS_TAKEN)
"""`leaves` beside `leaves_gray`."""
MARK = re.compile(rf"(?:[\W_]+(?:final[\W_]+)?(?:{'|'.join(sorted(LOOKS))}))+\Z", re.IGNORECASE)
"""What stands behind the name of a picture in another look: `leaf 1_final_masked` of `leaf 1`."""
LONGEST_MARK = 60


def are_looks(names: Sequence[str]) -> bool:
    """Whether names are those of several looks of one thing: `color` and `segmented`, `leaves_rgb` and `leaves_gray`."""
    things = {frozenset(words(name)) - LOOKS - PICTURES - WHOLES - {"scale"} for name in names}
    return len(things) == 1 and len({*map(place_of_look, names)}) > 1


def place_of_look(name: str) -> int:
    """The place in ORDER of the look that a name says: of a name that says several the last."""
    said = {*words(name)}
    return max((at for at, alike in enumerate(ORDER) if said & alike), default=NO_WORD)


def without_look(stem: str) -> str:
    """The name of a picture without what says its look."""
    head, tail = stem[:-LONGEST_MARK], stem[-LONGEST_MARK:]
    return head + MARK.sub("", tail) or stem
