"""How letters were written, in the names of an archive, in texts and in arrays: where it is in doubt, a person sees the readings and
chooses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.uploads.source import Answers, Question, ask

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CODES = ("utf-8", "cp437", "cp866", "gbk", "cp1252", "cp1251", "shift_jis", "big5", "euc_kr")
OF_WINDOWS = ("utf-8", "cp1252", "cp1251", "cp437", "cp866", "gbk", "shift_jis", "big5", "euc_kr")
"""Programs that pack zips are older than Windows and keep the letters of DOS; tars, texts and arrays are written by Windows."""
SHOWN, MAX_WORDS = 4, 2000
WORD = re.compile(rb"(?<![^\s,;\"'])[^\s,;\"'\x80-\xff]*+[\x80-\xff][^\s,;\"']*+")
"""It begins where a word does and gives nothing back, so a long text without a gap is read once."""
NO_ASCII = re.compile(rb"[\x80-\xff]")
"""Two of these in a word may be one letter of UTF-8 by chance: \u732b, a cat, in Chinese is \u00e8 there. More are not."""
LONE = re.compile(rb"[\d_ ().-]*[\xc2-\xdf][\x80-\xbf][\d_ ().-]*(?:\.[a-z]{3,4})?", re.IGNORECASE)
"""A name of such a letter alone, in a folder or before a number."""
NAMES, TEXTS = "letters", "letters of texts"
SYLLABLES = frozenset(
    "이다는에의가하고을지로사한기은도를나리자시어대인라해아서스그일여정전부수제보관있마과만구동성안상주우장계음공방비신개치무소유원물학양강차람무늬"
)
"""Syllables that Korean is full of. Korean read as Chinese gives common characters; Chinese read as Korean gives few of these."""
MIN_KOREAN = 0.2


def decoded(content: bytes, file: str, answers: Answers, questions: list[Question]) -> str:
    """A text as UTF-8, as UTF-16 if it begins so, as Excel's "Unicode text" does, or else as its words look most like words.

    The reading of the first such text is asked about, and those after it are read so too, if they can be.
    """
    if content.startswith(UTF_16):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeError:
        words = list({found[0]: None for found, _ in zip(WORD.finditer(content), range(20 * MAX_WORDS), strict=False)})
        return content.decode(_code_of(words[:MAX_WORDS], f"letters of {file}", answers, questions), "replace")


def texts_of(values: NDArray[Any], answers: Answers, questions: list[Question]) -> NDArray[np.str_]:
    """An array of bytes (n,) as words, of which none is lost and no two become one."""
    raw = values.astype("S").ravel()
    odd = [each for each in np.unique(raw).tolist() if not each.isascii()]
    code = _code_of(odd, "letters of labels", answers, questions) if odd else "ascii"
    return np.array([each.decode(code, "replace") for each in raw.tolist()], "U") if raw.size else np.empty(0, "U1")


def _code_of(odd: Sequence[bytes], key: str, answers: Answers, questions: list[Question]) -> str:
    """The encoding of words that are no ASCII, in a text or an array; the question joins the others."""
    before = next((each for each in questions if each.key == TEXTS), None)
    known = None if before is None else before.chosen.partition(":")[0]
    if known and _reading(odd, known) is not None:
        return known
    code, asked = _guessed(odd, OF_WINDOWS, TEXTS if before is None else key, answers, "The file does not say it.")
    questions += asked
    return code


def name_encoding(raw: Sequence[bytes], archive: str, of_zip: bool, answers: Answers, questions: list[Question]) -> str:
    """The encoding of the names in an archive; ASCII and UTF-8 leave no doubt, others are asked about.

    `questions` has those of the archives before it, and gets its own. What is chosen for the first is chosen for those that look most like
    words in the same encoding; about each of the others is asked, with the same guess where that is little stranger: archives of one
    upload mostly come from one program, and one name alone says little.
    """
    parts = {part for name in raw for part in name.replace(b"\\", b"/").split(b"/")}
    odd = sorted(part for part in parts if not part.isascii())
    if not odd:
        return "utf-8"
    codes, why = CODES if of_zip else OF_WINDOWS, "The archive does not say it."
    if not questions:
        alphabet = any(len(part) == 1 and part.isalpha() and part.isascii() for part in parts)
        lone = of_zip and not alphabet and all(map(LONE.fullmatch, odd)) and len({*NO_ASCII.findall(b"".join(odd))}) <= 4
        code, asked = _guessed(odd, codes, NAMES, answers, why, lone=lone)
    else:
        key, of = f"{NAMES} of {archive}", f" in {archive.rpartition('/')[2]}"
        like = questions[0].chosen.partition(":")[0]
        code, asked = _guessed(odd, codes, key, answers, why, of, like, like in answers.get(NAMES, ""))
    questions += asked
    return code


def _guessed(
    odd: Sequence[bytes],
    codes: Sequence[str],
    key: str,
    answers: Answers,
    why: str,
    of: str = "",
    like: str = "",
    told: bool = False,
    lone: bool = False,
) -> tuple[str, list[Question]]:
    """Of the encodings that read all of these words the one in which they look most like words, or the one that a person chose.

    `of` says which words. `like` is the encoding of others of their kind, and `told` whether a person chose it. Of one or two letters
    each of which stands `lone`, UTF-8 is in doubt, too: common characters of Chinese are the more likely classes.
    """
    readings = {code: read for code in codes if (read := _reading(odd, code)) is not None}
    doubtful = lone or (like in readings and all(len(NO_ASCII.findall(word)) <= 2 for word in odd))
    if "utf-8" in readings and not doubtful:
        return "utf-8", []
    best = min(readings, key=lambda code: (_strange(readings[code]), codes.index(code)))
    if lone and "gbk" in readings and all(letter.isascii() or _usual(letter) for name in readings["gbk"] for letter in name):
        best = "gbk"
    if best == "gbk" and _is_korean(readings.get("euc_kr", [])):
        best = "euc_kr"
    if best == like:
        return best, []
    if like in readings and (told or _signs(readings[like]) <= _signs(readings[best]) + len(odd)):
        best = like
    options = {f"{code}: {', '.join(readings[code][:SHOWN])}"[:80]: code for code in readings}
    guess = next(option for option, code in options.items() if code == best)
    question = ask(key, f"Which of these names{of} are right?", tuple(options), guess, answers, why)
    return options[question.chosen], [question]


def _is_korean(names: Sequence[str]) -> bool:
    """Whether words that may be Chinese are made of syllables that Korean is full of."""
    letters = [letter for letter in "".join(names) if not letter.isascii()]
    hangul = all("\uac00" <= letter <= "\ud7a3" for letter in letters)
    return bool(letters) and hangul and sum(letter in SYLLABLES for letter in letters) >= MIN_KOREAN * len(letters)


def _reading(odd: Sequence[bytes], code: str) -> list[str] | None:
    try:
        return [unicodedata.normalize("NFC", part.decode(code)) for part in odd]
    except UnicodeError:
        return None


def _strange(names: Sequence[str]) -> float:
    """How little the names look like words, by letter: the encodings read different numbers of letters."""
    return _signs(names) / max(1, sum(not letter.isascii() for name in names for letter in name))


def _signs(names: Sequence[str]) -> float:
    """What speaks against the names being words: signs instead of letters, small letters before capitals, scripts mixed."""
    score = 0.0
    for name in names:
        scripts = set()
        for before, letter in zip(" " + name, name, strict=False):
            if letter.isascii():
                continue
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
    return score


def _usual(letter: str) -> bool:
    """Whether a Chinese character is among the 3,755 common ones: GB 2312 lists those first."""
    try:
        code = letter.encode("gb2312")
    except UnicodeError:
        return False
    return len(code) == 2 and code[0] < 0xD8
