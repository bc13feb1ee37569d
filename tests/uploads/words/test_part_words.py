"""Folders that are called as parts in the languages of those who made them."""

import unicodedata

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

from cnn_core.uploads.words.naming import part_of


@pytest.mark.parametrize(
    ("train", "validation", "test"),
    [
        ("训练", "验证", "测试"),
        ("训练集", "验证集", "测试集"),
        ("訓練資料", "驗證資料", "測試資料"),
        ("学習用データ", "検証データ", "テストデータ"),
        ("학습용", "검증용", "테스트용"),
        ("entrenamiento", "validación", "prueba"),
        ("Entraînement", "Validation", "Test"),
        ("treino", "validação", "teste"),
        ("treinamento", "validação", "avaliação"),
        ("entraînement", "validation", "évaluation"),
        ("addestramento", "validazione", "test"),
        ("Обучающая выборка", "Валидационная выборка", "Тестовая выборка"),
        ("Eğitim", "Doğrulama", "Test"),
        ("Trainingsbilder", "Validierung", "Testbilder"),
        ("Training", "Validierung", "Testdaten"),
        ("Training", "Validation", "Testdaten"),
        ("Trainingsdaten", "Validation", "Test"),
    ],
)
def test_parts_are_known_in_other_languages(understood, train, validation, test):
    paths = [f"{part}/{path}" for part in (train, validation, test) for path in files("cats", "dogs")]
    understood(paths, {"cats": 15, "dogs": 15}, {"train": 10, "validation": 10, "test": 10})


def test_a_part_of_which_the_name_only_begins_so_is_one_within_classes_too(understood):
    paths = files(*(f"{each}/{part}" for each in ("cats", "dogs") for part in ("Training", "Validierung", "Testdaten")))
    understood(paths, {"cats": 15, "dogs": 15}, {"train": 10, "validation": 10, "test": 10})


def test_what_only_begins_as_a_part_and_holds_no_classes_is_set_aside(found):
    folders = ("Training/cats", "Training/dogs", "Validierung/cats", "Validierung/dogs", "Testament", "Testbilder/neue")
    seen = found(zipped([(path, ONE) for path in files(*folders)]))
    assert sorted(each.what for each in seen.set_aside) == ["Testament/", "Testbilder/"]


def test_a_mac_or_a_person_may_write_accents_otherwise():
    assert part_of(unicodedata.normalize("NFC", "Entraînement")) == part_of("entrainement") == "train"


@pytest.mark.parametrize("name", ["狗", "测量", "学生", "shoes", "treinta", "Testament", "pruebita", "тесто", "학교", "テレビ"])
def test_words_that_are_only_near_are_classes(name):
    assert part_of(name) == ""
    assert part_of(f"{name}集") == ""


def test_a_folder_called_so_beside_classes_is_set_aside_as_one_called_test_is(understood):
    understood(files("测试", "猫", "狗"), {"狗": 5, "猫": 5}, {"train": 10})
