"""What cameras, phones and programs write into the names of files, which says no class: numbers of copies, dates, and words of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.pictures import ENDINGS

CAMERA = {
    "img", "image", "images", "dsc", "dscn", "dscf", "photo", "photos", "pic", "picture", "pictures", "frame", "screenshot", "scan", "file",
    "sample", "copy", "untitled", "p", "wp", "pxl", "mvimg", "camscanner", "bild", "foto", "scannen", "bildschirmfoto", "unbenannt", "imagen",
    "unnamed", "download", "received", "whatsapp", "pano", "vid", "imag", "sam", "gopr", "dji",
}  # fmt: skip
"""What cameras and programs call pictures: no class."""
BESIDE = {
    "at",
    "um",
    "am",
    "pm",
    "uhr",
    "vom",
    "wa",
    "e",
    "fb",
    "whatsapp",
    "signal",
    "telegram",
    "edited",
    "bearbeitet",
    "mp",
    "t",
}
"""What they write beside that."""
SEVERAL = re.compile(
    r"screen[\s_\-]*shot|bildschirm(?:foto|aufnahme)|captura[\s_\-]de[\s_\-](?:pantalla|tela)|capture[\s_\-]d.[ée]cran|schermafbeelding"
)
COPY_REVERSED = re.compile(
    r"(?:\)\d{1,4}\([\s._\-]*|(?:\d{1,3}\s?)?(?:ypoc|eipok|eipoc|aipoc)[\s._\-]{1,3}|\d{1,2}~)", re.IGNORECASE
)
"""The mark of a copy, from its end: (3), - Copy, - Kopie, copy 2, ~2."""
COPIES = 4
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

NUMBERED = re.compile(r"[^\W\d_]+\d{1,3}")
"""A word with a short number, as `img001` is a class of Chars74K."""


def bare(file: str) -> tuple[str, bool]:
    """The name of a file without its ending and the marks of copies, and with a 0 for a day and time; and whether a mark was there.
    `subject01.happy` has no ending, and is a picture of the Yale faces."""
    stem, _, ending = file.rpartition(".")
    plain = reverse = (stem if stem and ending.casefold() in ENDINGS else file)[::-1]
    for _ in range(COPIES):
        if (mark := COPY_REVERSED.match(plain)) is None or mark.end() == len(plain):
            break
        plain = plain[mark.end() :]
    return DATE.sub("0", plain[::-1]), plain is not reverse


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
    low = label.casefold()
    if SEVERAL.match(low) is not None:
        return True
    if NUMBERED.fullmatch(low):
        return False
    said = WORD.findall(low)
    own = [each for each in said if each not in BESIDE or (each in CAMERA and len(said) == 1)]
    return (len(own) == 1 and own[0] in CAMERA) or (bool(said) and not own and NUMBER.search(low) is not None)


def counts_alone(stem: str) -> bool:
    """Whether a name is what a camera writes and one number, which is then that of the picture: IMG_1000."""
    return (of_a_camera(stem) or (NUMBERED.fullmatch(stem) is not None and of_a_camera(stem.rstrip("0123456789")))) and len(
        NUMBER.findall(stem)
    ) == 1
