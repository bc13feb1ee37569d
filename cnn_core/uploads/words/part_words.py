"""What the parts of a dataset are called in some languages other than English, as whole words: of a name that only begins so nobody knows."""

from __future__ import annotations

import re
import unicodedata

from cnn_core.uploads.source import TEST, TRAIN, VALIDATION

ACCENTS = re.compile("[\u0300-\u036f]")
SET = "(?:用?(?:集合?|数据集?|數據集?|资料集?|資料集?|图片|圖片|图像|圖像|样本|樣本|データ|セット|画像|データセット)|用|용?(?:데이터|세트|이미지)|용)?"
"""What follows without a gap where words have none: set, data, pictures."""
WORDS = {
    TRAIN: rf"entrenamientos?|entrainements?|apprentissage|treino|treinamento|addestramento|allenamento|trening\w*|træning|traning|egitim"
    rf"|обучение|обучения|обучающ\w+|тренировочн\w+|навчання|навчальн\w+|تدريب|التدريب|(?:训练|訓練|学習|훈련|학습){SET}",
    VALIDATION: rf"validacion|validacao|validazione|validatie|validering|validierung|walidacja|walidacyjn\w+|dogrulama"
    rf"|валидация|валидации|валидационн\w+|(?:验证|驗證|検証|검증){SET}",
    TEST: rf"pruebas?|teste|evaluations?|evaluacion|avaliacao|valutazione|testow\w+|тест|тестов\w+|тестирование|اختبار|الاختبار|(?:测试|測試|テスト|評価|테스트|시험|평가){SET}",
}
THINGS = "(?:bild(?:er)?|fotos?|aufnahmen|daten|datensatz|satz|menge|gegevens|beelden|afbeeldingen)"
COMPOUNDS = {TRAIN: rf"trainings?{THINGS}", VALIDATION: rf"(?:validierungs?|validatie){THINGS}", TEST: rf"tests?{THINGS}"}
"""Words of German and Dutch: Trainingsbilder, testgegevens."""
PATTERNS = {part: re.compile(words) for part, words in WORDS.items()}


def part_elsewhere(word: str) -> str:
    """TRAIN, VALIDATION or TEST, if that is what a word in small letters means in one of the languages; else empty. Accents of Latin
    letters do not count: many leave them out."""
    plain = word if word.isascii() else unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFD", word)))
    return next((part for part, pattern in PATTERNS.items() if pattern.fullmatch(plain)), "")


def compound_part(name: str) -> str:
    """The part that a name says which is a word of German or Dutch in one piece: to be believed of a folder that holds what others do."""
    return next((part for part, words in COMPOUNDS.items() if re.fullmatch(words, name.casefold())), "")
