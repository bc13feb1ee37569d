"""The files in an upload, by name, out of whatever archive, without what operating systems put beside them."""

from __future__ import annotations

import io
import re
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import BinaryIO

from cnn_core.sandbox.strict_zip import strict_zip
from cnn_core.text import first_line
from cnn_core.uploads.files.encodings import name_encoding
from cnn_core.uploads.files.packed import PACKED, broken, pieces
from cnn_core.uploads.files.same_names import told_apart
from cnn_core.uploads.limits import HARMLESS_MEMBER, MAX_ARCHIVES, MAX_DEPTH, MAX_EXPANSION, MAX_MEMBERS, MAX_UNPACKED
from cnn_core.uploads.source import Answers, PictureError, Question, refused

LITTER_FOLDERS = {"__MACOSX", "@eaDir", "$RECYCLE.BIN", "System Volume Information"}
LITTER = ("thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r")
PACKED_ENDINGS = ("gz", "bz2", "xz")
ARCHIVES = ("zip", "npz", "tar", "tgz", "tbz2", "txz", *PACKED_ENDINGS)
ENDS = (*(f".tar.{end}" for end in PACKED_ENDINGS), *(f".{end}" for end in ARCHIVES))
ZIP = b"PK\x03\x04"
TAR_AT, TAR, UTF8 = 257, b"ustar", 0x800
MAX_FOLDERS = 100
SAMPLES = re.compile(r"-samples(?: \(\d+\))?$")
"""What Teachable Machine adds to the name of a class when it packs its pictures."""
SPLIT = re.compile(r"-\d{8}T\d{6}Z-[\d-]+\.zip$")
"""What Google Drive adds to the name of a folder that it hands out in several zips: the folder is inside."""


@dataclass(frozen=True, eq=False)
class Member:
    """A file in an upload: its path with forward slashes, its size, how to unpack it, and how to look at its first bytes."""

    name: str
    size: int
    read: Callable[[], bytes]
    start: Callable[[], bytes]

    @cached_property
    def file(self) -> str:
        """The name without folders."""
        return self.name.rpartition("/")[2]

    @cached_property
    def ending(self) -> str:
        """`png`, in small letters; empty if there is none."""
        return self.file.rpartition(".")[2].casefold() if "." in self.file else ""

    def content(self) -> bytes:
        """All of its bytes; PictureError, for what can do without this file, if they cannot be unpacked."""
        try:
            return self.read()
        except MemoryError:
            raise PictureError("it takes too much memory") from None
        except Exception:  # zipfile raises many kinds on damaged bytes
            raise PictureError("its place in the zip is damaged") from None


def pack(files: Iterable[tuple[str, bytes | memoryview]], target: BinaryIO) -> None:
    """Several files as one zip; a second one of the same name gets a number."""
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files:
            free = name if name not in taken else f"{len(taken)} {name}"
            taken.add(free)
            with archive.open(zipfile.ZipInfo(free), "w", force_zip64=False) as member:
                member.write(content)


def stem(name: str) -> str:
    """A file's name without its folders and without the ending of an archive."""
    file = name.rpartition("/")[2]
    return next((file[: -len(end)] for end in ENDS if file.casefold().endswith(end)), file.rpartition(".")[0] or file)


class Unpacking:
    """Opens archives, and those inside them, up to a bound for all together. `questions` are about the names in them."""

    def __init__(self, name: str, answers: Answers) -> None:
        self._name, self._answers = name, answers
        self._left, self._archives = MAX_UNPACKED, 0
        self.questions: list[Question] = []

    def members(self, content: bytes) -> list[Member]:
        """The files of an upload; the upload itself as the only one, if it is no archive. DatasetError if it is not what it promises."""
        found = told_apart(member for member in self._opened(content, self._name, 0) if not _is_litter(member.name))
        if (deepest := max((member.name.count("/") for member in found), default=0)) > MAX_FOLDERS:
            raise refused(self._name, f"a file in it lies {deepest:,} folders deep, and {MAX_FOLDERS} is the most")
        return found

    def _opened(self, content: bytes, name: str, depth: int) -> list[Member]:
        kind = _kind(content)
        if kind in PACKED:
            content = self._unpacked(content, kind, name)
            name = re.sub(r"\.(gz|bz2|xz)$", "", name, flags=re.IGNORECASE)
            kind = TAR if _kind(content) == TAR else b""
        if kind not in (ZIP, TAR):
            return [_plain(name, content)]
        members = self._zip(content, name) if kind == ZIP else self._tar(content, name)
        if not members or depth >= MAX_DEPTH:
            return members
        return [each for member in members for each in self._deeper(member, depth + 1)]

    def _deeper(self, member: Member, depth: int) -> list[Member]:
        """What is in an archive inside; anything else as it is. Arrays and models are zips too, and stay whole."""
        if member.ending not in ARCHIVES or not _kind(member.start()):
            return [member]
        self._archives += 1
        if self._archives > MAX_ARCHIVES:
            raise refused(self._name, f"it holds more than {MAX_ARCHIVES} archives")
        folder, found = member.name.rpartition("/")[0], self._opened(member.read(), member.name, depth)
        if (
            len(found) == 1
            and "/" not in found[0].name.removeprefix(f"{folder}/" if folder else "")
            and member.ending in PACKED_ENDINGS
        ):
            return found
        own = "" if SPLIT.search(member.name) else SAMPLES.sub("", stem(member.name))
        inside = "/".join(filter(None, (folder, own)))
        return [Member(f"{inside}/{each.name}".lstrip("/"), each.size, each.read, each.start) for each in found]

    def _unpacked(self, content: bytes, kind: bytes, name: str) -> bytes:
        """What was packed; a DatasetError if that is more than it may be."""
        most = max(HARMLESS_MEMBER, MAX_EXPANSION * len(content))
        try:
            left, taken = min(most, self._left) + 1, []
            for piece in pieces(kind, content):
                taken.append(piece[:left])
                left -= len(taken[-1])
                if left <= 0:
                    break
            unpacked = b"".join(taken)
        except EOFError:
            raise refused(name, f"its {PACKED[kind]} data ends too early") from None
        except ImportError:
            raise refused(name, f"it is packed with {PACKED[kind]}; unpack it and pack it as a zip") from None
        except MemoryError:
            raise refused(name, f"its {PACKED[kind]} data asks for too much memory; unpack it and pack it as a zip") from None
        except broken() as error:
            raise refused(name, f"its {PACKED[kind]} data is broken ({first_line(error)})") from None
        if len(unpacked) > most:
            raise refused(name, f"it would swell from {len(content):,} bytes to more than {MAX_EXPANSION} times as many")
        self._take(len(unpacked))
        return unpacked

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise refused(self._name, f"it would unpack to more than {MAX_UNPACKED >> 20} MB")

    def _zip(self, content: bytes, name: str) -> list[Member]:
        refuse = partial(refused, name)
        archive = strict_zip(content, refuse, stays_inside, MAX_MEMBERS, MAX_UNPACKED, HARMLESS_MEMBER, MAX_EXPANSION)
        files = [each for each in archive.infolist() if not each.is_dir()]
        self._take(sum(each.file_size for each in files))
        unmarked = {
            each.filename: each.filename.encode("cp437")
            for each in files
            if not each.filename.isascii() and not each.flag_bits & UTF8
        }
        plain = [each.filename.encode() for each in files if unmarked and each.filename.isascii()]
        code = name_encoding([*unmarked.values(), *plain], name, True, self._answers, self.questions)

        def start(each: zipfile.ZipInfo) -> bytes:
            with archive.open(each) as stream:
                return stream.read(TAR_AT + len(TAR))

        return [
            Member(
                _name(unmarked[each.filename].decode(code) if each.filename in unmarked else each.filename),
                each.file_size,
                partial(archive.read, each),
                partial(start, each),
            )
            for each in files
        ]

    def _tar(self, content: bytes, name: str) -> list[Member]:
        found: dict[bytes, bytes] = {}
        try:
            with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
                for number, each in enumerate(archive):
                    if number >= MAX_MEMBERS:
                        raise refused(name, f"it has more than {MAX_MEMBERS:,} members")
                    if not each.isfile() or each.issparse():
                        continue  # folders; links and devices are nobody's pictures
                    inside = each.name.removeprefix("./")
                    if not stays_inside(inside):
                        raise refused(name, f"it has a member {each.name[:60]!r}, which does not belong there")
                    # a later one takes the place of an earlier one: so tar updates a file
                    found[inside.encode("utf-8", "surrogateescape")] = content[each.offset_data : each.offset_data + each.size]
        except (tarfile.TarError, EOFError, OSError, ValueError) as error:
            raise refused(name, f"it is no whole tar archive ({type(error).__name__})") from None
        code = name_encoding(list(found), name, False, self._answers, self.questions)
        return [_plain(_name(raw.decode(code, "replace")), inside) for raw, inside in found.items()]


def _plain(name: str, content: bytes) -> Member:
    return Member(name, len(content), lambda: content, lambda: content[: TAR_AT + len(TAR)])


def _kind(content: bytes) -> bytes:
    packed = next((kind for kind in PACKED if content.startswith(kind)), b"")
    if packed:
        return packed
    if content[:2] == ZIP[:2]:
        return ZIP
    return TAR if content[TAR_AT : TAR_AT + len(TAR)] == TAR else b""


def stays_inside(name: str) -> bool:
    """Whether a name in an archive is that of a file below its folder."""
    parts = name.replace("\\", "/").split("/")
    return "\0" not in name and ".." not in parts and parts[0] != "" and not re.match("[A-Za-z]:", name)


def _name(name: str) -> str:
    """With slashes instead of Windows's backslashes."""
    name = name.replace("\\", "/").strip("/")
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _is_litter(name: str) -> bool:
    if name.startswith(".") or "/." in name or LITTER_FOLDERS & set(name.split("/")):
        return True
    return name.rpartition("/")[2].casefold() in LITTER
