"""The datasets that the laboratory knows by name. What is said here of their content is checked when they are loaded."""

from __future__ import annotations

from dataclasses import dataclass

from cnn_core.errors import DatasetError


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is known of a dataset before it is loaded. `bundled` ones need no download; `fingerprint` is `Dataset.fingerprint`."""

    name: str
    title: str
    description: str
    input_shape: tuple[int, int, int]
    class_names: tuple[str, ...]
    train_size: int
    test_size: int
    pixel_max: int
    bundled: bool
    fingerprint: str
    source: str
    licence: str


DIGITS = tuple("0123456789")
CLOTHING = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
MNIST_SOURCE = "Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits, http://yann.lecun.com/exdb/mnist/"
MNIST_LICENCE = "CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/"

ENTRIES = (
    Entry(
        name="mnist-mini",
        title="MNIST mini",
        description="12,000 of MNIST's handwritten digits, as many of each digit: small enough to learn from in seconds.",
        input_shape=(28, 28, 1),
        class_names=DIGITS,
        train_size=10_000,
        test_size=2_000,
        pixel_max=255,
        bundled=True,
        fingerprint="fc4bbec6c12e2ac41d22efa9ec054068ed04626a97280b0534df39e3ad92682a",
        source=f"1,000 training and 200 test images a digit, drawn by seed from MNIST's own two parts. {MNIST_SOURCE}",
        licence=MNIST_LICENCE,
    ),
    Entry(
        name="digits",
        title="Digits 8x8",
        description="1,797 handwritten digits of 8x8 pixels with 17 shades of grey: the smallest, and the quickest to learn.",
        input_shape=(8, 8, 1),
        class_names=DIGITS,
        train_size=1_437,
        test_size=360,
        pixel_max=16,
        bundled=True,
        fingerprint="ee5e76f435d4638f4c2b82f977b62c0c78690518bd68ca4dc76df487ac2ac15f",
        source="E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998, "
        "https://doi.org/10.24432/C50P49; the copy in scikit-learn",
        licence="CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    ),
    Entry(
        name="mnist",
        title="MNIST",
        description="70,000 handwritten digits by 500 people, 28x28 pixels, grey: the dataset that convolutional networks grew up with.",
        input_shape=(28, 28, 1),
        class_names=DIGITS,
        train_size=60_000,
        test_size=10_000,
        pixel_max=255,
        bundled=False,
        fingerprint="902d2f6960b6b3d90998fcc6223893154c5e9dfbc8124bdddf043940af682d12",
        source=MNIST_SOURCE,
        licence=MNIST_LICENCE,
    ),
    Entry(
        name="fashion_mnist",
        title="Fashion-MNIST",
        description="70,000 pictures of clothing in 10 classes, shaped like MNIST and harder: shirts, pullovers and coats look alike.",
        input_shape=(28, 28, 1),
        class_names=CLOTHING,
        train_size=60_000,
        test_size=10_000,
        pixel_max=255,
        bundled=False,
        fingerprint="8a525097daa8ae4f449cb666047654b4341fc572609c4ed86b94f8630f457caf",
        source="H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST, a novel image dataset for benchmarking machine learning algorithms, "
        "2017, https://github.com/zalandoresearch/fashion-mnist",
        licence="MIT, copyright 2017 Zalando SE, https://tech.zalando.com",
    ),
)
CATALOGUE: dict[str, Entry] = {entry.name: entry for entry in ENTRIES}


def entry_of(name: str) -> Entry:
    """The entry of that name; DatasetError lists the names there are."""
    try:
        return CATALOGUE[name]
    except KeyError:
        raise DatasetError(f"dataset: must be one of {', '.join(CATALOGUE)}. Received: {name[:40]!r}") from None
