"""Letters beyond English in texts, arrays and archives: read as they were written, or shown and chosen."""

import io
import tarfile
import time

import h5py
import numpy as np
import pytest
from make_layouts import ONE
from make_uploads import images, npz, without_utf8_mark, zipped

from cnn_core.uploads.files.encodings import decoded
from cnn_core.uploads.files.members import Unpacking

WORDS = {
    "cp1252": ("Käse", "Übung"),
    "cp1251": ("Кошка", "Собака"),
    "euc_kr": ("강아지", "고양이"),
    "gbk": ("猫咪", "小狗"),
    "shift_jis": ("いぬ", "ねこ"),
}


def table(words):
    return "filename;label\n" + "".join(f"{n}.png;{words[n % 2]}\n" for n in range(10))


def with_pictures(text, code):
    return zipped([*((f"images/{n}.png", ONE) for n in range(10)), ("labels.csv", text.encode(code))])


@pytest.mark.parametrize("code", WORDS)
def test_words_of_a_table_are_guessed_and_shown(found, code):
    seen = found(with_pictures(table(WORDS[code]), code))
    assert set(seen.class_names) == set(WORDS[code])
    (question,) = seen.questions
    assert question.chosen.startswith(f"{code}: ")
    assert all(word in question.chosen for word in WORDS[code])


def test_another_reading_of_a_table_is_chosen(found):
    content = with_pictures(table(WORDS["cp1251"]), "cp1251")
    (question,) = found(content).questions
    west = next(option for option in question.options if option.startswith("cp1252"))
    assert set(found(content, **{question.key: west}).class_names) == {"Êîøêà", "Ñîáàêà"}


def test_tables_of_two_parts_ask_once(found):
    texts = {"train": "", "test": ""}
    for n, part in enumerate(texts):
        rows = "".join(f"{part}{k}.png;{WORDS['cp1251'][k % 2]}\n" for k in range(10 + n))
        texts[part] = "filename;label\n" + rows
    members = [(f"images/{part}{k}.png", ONE) for n, part in enumerate(texts) for k in range(10 + n)]
    seen = found(zipped([*members, *((f"{part}.csv", text.encode("cp1251")) for part, text in texts.items())]))
    assert set(seen.class_names) == set(WORDS["cp1251"])
    assert len([each for each in seen.questions if each.key.startswith("letters")]) == 1


def test_where_a_table_tells_no_classes_its_letters_are_not_asked_about(found):
    members = [(f"{name}/{n}.png", ONE) for name in ("cat", "dog") for n in range(6)]
    seen = found(zipped([*members, ("readme.txt", "gedruckt in Köln\nvon Jürgen\n".encode("cp1252"))]))
    assert not seen.questions


@pytest.mark.parametrize("code", ["cp1251", "euc_kr", "gbk"])
def test_labels_in_bytes_keep_their_letters_and_stay_apart(found, code):
    words = np.array([word.encode(code) for word in WORDS[code]])[np.arange(20) % 2]
    seen = found(npz(x=images(20), y=words), "words.npz")
    assert set(seen.class_names) == set(WORDS[code])
    assert any(each.key.startswith("letters") for each in seen.questions)


def test_labels_of_utf_8_in_hdf5_are_words_without_a_question(found):
    made = io.BytesIO()
    with h5py.File(made, "w") as file:
        file["images"] = images(20)
        file.create_dataset("labels", data=[("Äpfel", "Nüsse")[n % 2] for n in range(20)], dtype=h5py.string_dtype())
    seen = found(made.getvalue(), "fruit.h5")
    assert set(seen.class_names) == {"Äpfel", "Nüsse"}
    assert not seen.questions


def tar(code, words):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", encoding=code, format=tarfile.GNU_FORMAT) as archive:
        for word in words:
            for number in range(6):
                member = tarfile.TarInfo(f"{word}/{number}.png")
                member.size = len(ONE)
                archive.addfile(member, io.BytesIO(ONE))
    return made.getvalue()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("cp1251", ("Кошка", "Собака")),
        ("euc_kr", ("강아지", "고양이")),
        ("cp1252", ("Käse", "Übung")),
        ("cp1252", ("œuf", "maïs")),
    ],
)
def test_folders_of_a_tar_keep_their_letters(found, code, words):
    seen = found(tar(code, words), "animals.tar")
    assert set(seen.class_names) == set(words)
    assert seen.questions[0].key == "letters"


def folders_in(content, **answers):
    """The folders of an upload as their names were read, and the questions about these."""
    unpacking = Unpacking("both.zip", answers)
    return {each.name.split("/")[-2] for each in unpacking.members(content)}, unpacking.questions


def test_archives_in_one_upload_are_each_read_and_asked_about_on_their_own():
    both = zipped([("ost.tar", tar("cp1251", ("Кошка", "Собака"))), ("west.tar", tar("cp1252", ("Käse", "Übung")))])
    names, (first, second) = folders_in(both)
    assert names == {"Кошка", "Собака", "Käse", "Übung"}
    assert first.asks == "Which of these names are right?"
    assert second.asks == "Which of these names in west.tar are right?"
    cyrillic = next(option for option in second.options if option.startswith("cp1251"))
    assert folders_in(both, **{second.key: cyrillic})[0] == {"Кошка", "Собака", "Kдse", "Ьbung"}


def zip_of(code, word):
    """A zip of one folder, whose name is written as programs did before UTF-8."""
    raw = zipped([(f"{word}/{n}.png", ONE) for n in range(6)])
    return without_utf8_mark(raw.replace(word.encode(), word.encode(code).ljust(len(word.encode()), b"_")))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("gbk", [f"{sign}{letter}" for sign, letter in zip("狗鸟鱼马羊猪鸡兔鼠花草树", "abcdefghijkl", strict=True)]),
        ("cp866", ["Кошка", "Пёс", "Ёж", "Лев", "Ы", "Як", "Рысь", "Рак", "Дом", "Щи", "Юла", "Эхо"]),
    ],
)
def test_archives_of_one_program_are_read_in_one_encoding(code, words):
    upload = zipped([(f"part{n:02}.zip", zip_of(code, word)) for n, word in enumerate(words)])
    names, questions = folders_in(upload)
    assert {each.strip("_") for each in names} == set(words)
    assert all(each.chosen.startswith(code) for each in questions)


def test_names_in_utf_8_are_read_so_beside_others():
    upload = zipped([("0.zip", zip_of("gbk", "小狗")), ("1.zip", zip_of("utf-8", "猫咪")), ("2.zip", zip_of("utf-8", "Käse"))])
    names, questions = folders_in(upload)
    assert {each.strip("_") for each in names} == {"小狗", "猫咪", "Käse"}
    first, second = questions
    assert first.chosen.startswith("gbk")
    assert second.chosen.startswith("utf-8"), "the one letter of Käse may be a Chinese one by chance, so it is asked about"


def test_about_archives_that_are_clearly_of_the_encoding_of_the_first_is_not_asked():
    upload = zipped([(f"{n}.tar", tar("cp1251", (word,))) for n, word in enumerate(("Кошка", "Собака", "Лошадь"))])
    assert [each.key for each in folders_in(upload)[1]] == ["letters"]


def test_what_is_chosen_for_one_archive_is_the_guess_for_those_after_it():
    both = zipped([(f"{n}.tar", tar("cp1251", (word,))) for n, word in enumerate(("Кошка", "Собака"))])
    question = folders_in(both)[1][0]
    west = next(option for option in question.options if option.startswith("cp1252"))
    assert folders_in(both, **{question.key: west})[0] == {"Êîøêà", "Ñîáàêà"}


def test_korean_folders_are_not_guessed_to_be_chinese_and_chinese_ones_not_to_be_korean(found):
    for code, words in (("euc_kr", ("강아지", "고양이", "자동차")), ("gbk", ("猫", "狗", "苹果", "汽车", "飞机"))):
        raw = zipped([(f"{word}/{n}.png", ONE) for word in words for n in range(6)])
        for word in words:
            raw = raw.replace(word.encode(), word.encode(code).ljust(len(word.encode()), b"_"))
        assert {each.strip("_") for each in found(without_utf8_mark(raw)).class_names} == set(words)


def one_letter(folders):
    """A zip without a word about its encoding: each folder as bytes."""
    raw = zipped([("xy"[n] * len(folder) + f"/{k}.png", ONE) for n, folder in enumerate(folders) for k in range(6)])
    for n, folder in enumerate(folders):
        raw = raw.replace(b"xy"[n : n + 1] * len(folder) + b"/", folder + b"/")
    return without_utf8_mark(raw)


def test_one_character_of_chinese_alone_is_asked_about_where_its_bytes_are_a_letter_of_utf_8_too(found):
    """A cat in GBK is C3 A8, which in UTF-8 is an e with a grave accent."""
    upload = one_letter(["猫".encode("gbk"), b"dog"])
    seen = found(upload)
    assert set(seen.class_names) == {"猫", "dog"}
    (question,) = seen.questions
    other = next(option for option in question.options if option.startswith("utf-8"))
    assert set(found(upload, **{question.key: other}).class_names) == {"è", "dog"}


def test_one_accented_letter_among_letters_is_a_letter(found):
    seen = found(one_letter(["è".encode(), b"a"]))
    assert set(seen.class_names) == {"è", "a"}
    assert not seen.questions


def test_a_long_text_without_a_gap_is_read_in_time_that_grows_with_its_length():
    """As pictures in base64 are, beside a name in letters of its own."""
    began = time.process_time()
    text = decoded("Käse".encode("cp1252") + b" " + 2**20 * b"a" + b" K\xe4se", "labels.csv", {}, [])
    assert time.process_time() - began < 2
    assert text == f"Käse {2**20 * 'a'} Käse"
