"""What cameras, phones and programs write into the names of files, which says no class: numbers of copies, dates, and words of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.pictures import ENDINGS

CAMERA = {
    "img", "image", "images", "dsc", "dscn", "dscf", "photo", "photos", "pic", "picture", "pictures", "frame", "screenshot", "scan", "file",
    "sample", "copy", "untitled", "p", "wp", "pxl", "mvimg", "camscanner", "bild", "foto", "unbenannt", "imagen",
}  # fmt: skip
"""What cameras and programs call pictures: no class."""
BESIDE = {"fb", "whatsapp", "signal", "telegram", "edited", "bearbeitet"}
BESIDE_NUMBERS = {"at", "um", "am", "pm", "uhr", "vom", "wa"}
"""What they write beside that, and beside a day or number."""
SEVERAL = re.compile(
    r"screen[\s_\-]*shot|bildschirm(?:foto|aufnahme)|captura[\s_\-]de[\s_\-](?:pantalla|tela)|capture[\s_\-]d.[ée]cran|schermafbeelding"
)
COPY = re.compile(
    r"(?:[\s._\-]*\((?:\d{1,4}|(?:\d*(?:st|nd|rd|th|\.)\s|another\s|weitere\s)?(?:copy|kopie|copie|copia)(?:\s\d{1,3})?)\)"
    r"|[\s._\-]+(?:copy|kopie|copie|copia)(?:\s?\d{1,3})?|~\d{1,2})\Z",
    re.IGNORECASE,
)
COPY_OF = re.compile(r"(?:copy of|kopie von|copie de|copia de|copia di)\s", re.IGNORECASE)
"""The mark of a copy: (3), - Copy, - Kopie, copy 2, (another copy), ~2; and Copy of."""
LONGEST_MARK = 40
COPIES = 4
LONGEST_LABEL = 250
DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?P<gap>[-_.]?)(?:0[1-9]|1[0-2])(?P=gap)(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"(?:[\s_,\-]{0,3}(?:(?:at|um|T)[\s_\-]?)?(?<!\d)[012]?\d[.:_\-h]?[0-5]\d(?:[.:_\-]?[0-5]\d(?:[.\-]?\d{3})?)?(?!\d))?"
    r"(?:\s?[AaPp]\.?[Mm]\b\.?)?"
)
"""A day, and the time behind it."""
DAY = re.compile(
    r"(?:19|20)\d\d(?:[\s._\-]?(?:0[1-9]|1[0-2])(?:[\s._\-]?(?:0[1-9]|[12]\d|3[01]))?)?|\d\d[._\-]\d\d[._\-](?:19|20)\d\d"
)
WORD, NUMBER = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")

AFTER = re.compile(
    r"[\s._\-]+(?:(?:dsc[nf]?|img|imgs|images?|photos?|pics?|pictures?|scan|pxl|mvimg|bild|foto|whatsapp|signal|telegram|screenshot)[\s._\-]*"
    r"(?:(?:e|wa|at|um|0)[\s._\-]*)*)+\Z",
    re.IGNORECASE,
)
"""Behind a class: cat_DSC, cat_IMG_E, `cat WhatsApp Image`, cat IMG-0-WA."""

NUMBERED = re.compile(r"[^\W\d_]+\d{1,3}")
"""A word with a short number, as `img001` is a class of Chars74K."""


def bare(file: str) -> tuple[str, bool]:
    """The name of a file without its ending and the marks of copies, and with a 0 for a day and time; and whether a mark was there."""
    plain, marked = unmarked(file)
    return DATE.sub("0", plain), marked


def unmarked(file: str) -> tuple[str, bool]:
    """The name of a file without its ending and the marks of copies, and whether one was there. `subject01.happy` has no ending, and is a
    picture of the Yale faces."""
    stem, _, ending = file.rpartition(".")
    whole = stem if stem and ending.casefold() in ENDINGS else file
    plain = COPY_OF.sub("", whole, count=1) if COPY_OF.match(whole) else whole
    for _ in range(COPIES):
        mark = COPY.search(plain, max(0, len(plain) - LONGEST_MARK))
        if mark is None or not mark.start():
            break
        plain = plain[: mark.start()]
    return plain, plain != whole


def said_of_days(labels: Sequence[str]) -> list[str]:
    """A sentence where all classes are called as days or years, as programs sort photographs into folders; nothing where they are not."""
    if len(labels) < 2 or not all(DAY.fullmatch(each) for each in labels):
        return []
    return [
        f"The classes are called as days or years ({labels[0]}, {labels[1]}{', …' if len(labels) > 2 else ''}), as cameras and programs sort "
        "photographs. If they say when a picture was taken and not what it shows, put the pictures of each class into a folder of its own."
    ]


def of_a_camera(label: str) -> bool:
    """Whether a part of a name is what cameras and programs write: `IMG`, `Screenshot at`, `IMG-WA`; but a picture frame is a thing."""
    low = SEVERAL.sub("screenshot", label.casefold())
    if NUMBERED.fullmatch(low):
        return False
    said, numbers = WORD.findall(low), NUMBER.search(low) is not None
    beside = BESIDE | BESIDE_NUMBERS if numbers else BESIDE
    own = [each for each in said if each not in beside]
    return (len(own) == 1 and own[0] in CAMERA) or (bool(said) and not own and numbers)


def without_camera(labels: Sequence[str]) -> list[str]:
    """The labels without what cameras and programs write behind a class, as `cat_DSC` and `cat WhatsApp Image`, if each has it or is left
    so by another: beside a portrait, a picture frame is a thing."""
    cut = [(AFTER.sub("", each) or each) if len(each) <= LONGEST_LABEL else each for each in labels]
    bare_ones = {short for short, each in zip(cut, labels, strict=True) if short != each}
    return cut if bare_ones and {*cut} == bare_ones and len(bare_ones) > 1 else [*labels]


def counts_alone(stem: str) -> bool:
    """Whether a name is what a camera writes and one number, which is then that of the picture: IMG_1000."""
    return (of_a_camera(stem) or (NUMBERED.fullmatch(stem) is not None and of_a_camera(stem.rstrip("0123456789")))) and len(
        NUMBER.findall(stem)
    ) == 1
