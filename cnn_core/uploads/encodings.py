"""How letters were written: names in a zip, of whose readings a person chooses, and texts, of which the first that fits is taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from cnn_core.uploads.source import Answers, Question, ask

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CODES = ("utf-8", "cp437", "cp866", "gbk", "cp1252", "cp1251", "shift_jis", "big5", "euc_kr")
SHOWN = 4


def decoded(content: bytes) -> str:
    """A text as UTF-8, as UTF-16 if it begins so, as Excel's "Unicode text" does, or else as Windows in Western Europe writes it."""
    if content.startswith(UTF_16):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeError:
        return content.decode("cp1252", "replace")


def name_encoding(raw: Sequence[bytes], answers: Answers) -> tuple[str, list[Question]]:
    """The encoding of names, and the question if more than one reads them all; ASCII and UTF-8 leave no doubt."""
    parts = {part for name in raw for part in name.replace(b"\\", b"/").split(b"/")}
    odd = sorted(part for part in parts if not part.isascii())
    if not odd:
        return "utf-8", []
    readings = {code: read for code in CODES if (read := _reading(odd, code)) is not None}
    if "utf-8" in readings:
        return "utf-8", []
    best = min(readings, key=lambda code: (_strange(readings[code]), CODES.index(code)))
    options = {f"{code}: {', '.join(readings[code][:SHOWN])}"[:80]: code for code in readings}
    guess = next(option for option, code in options.items() if code == best)
    question = ask("letters", "Which of these names are right?", tuple(options), guess, answers, "The zip does not say it.")
    return options[question.chosen], [question]


def _reading(odd: Sequence[bytes], code: str) -> list[str] | None:
    try:
        return [unicodedata.normalize("NFC", part.decode(code)) for part in odd]
    except UnicodeError:
        return None


def _strange(names: Sequence[str]) -> float:
    """How little the names look like words: signs instead of letters, small letters before capitals, scripts mixed."""
    score, count = 0.0, 0
    for name in names:
        scripts = set()
        for before, letter in zip(" " + name, name, strict=False):
            if letter.isascii():
                continue
            count += 1
            if not letter.isalpha():
                score += 3
                continue
            script = unicodedata.name(letter, "?").split()[0]
            scripts.add(script)
            if letter.isupper() and before.isalpha() and before.islower():
                score += 1
            if script == "CJK" and not "\u4e00" <= letter <= "\u9fa5":
                score += 2
            if script == "LATIN" and not before.isascii() and before.isalpha():
                score += 0.7
            if script == "HALFWIDTH":
                score += 2
            if script == "CJK" and not _usual(letter):
                score += 0.5
        score += 2 * max(0, len(scripts - {"HIRAGANA", "KATAKANA"}) - 1)
        has_ascii_letters = any(each.isascii() and each.isalpha() for each in name)
        if has_ascii_letters and scripts & {"CJK", "CYRILLIC", "HANGUL", "GREEK"}:
            score += 1.5
    return score / max(1, count)


def _usual(letter: str) -> bool:
    """Whether a Chinese character is among the 3,755 common ones: GB 2312 lists those first."""
    try:
        code = letter.encode("gb2312")
    except UnicodeError:
        return False
    return len(code) == 2 and code[0] < 0xD8
