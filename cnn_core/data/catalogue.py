"""The datasets that the laboratory knows by name. Their content is checked against this table when they are loaded."""

from __future__ import annotations

from cnn_core.data.entry import Entry
from cnn_core.data.own import is_own, own_entry
from cnn_core.errors import DatasetError

DIGITS = tuple("0123456789")
OBJECTS = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
CLOTHING = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
MNIST_SOURCE = "Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits, http://yann.lecun.com/exdb/mnist/"
MNIST_LICENCE = "CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/"

ENTRIES = (
    Entry(
        name="mnist-mini",
        title="MNIST mini",
        description="12,000 of MNIST's handwritten digits, as many of each digit: small enough to learn from in seconds.",
        purpose="for first steps: trains in seconds",
        input_shape=(28, 28, 1),
        class_names=DIGITS,
        train_size=10_000,
        test_size=2_000,
        pixel_max=255,
        bundled=True,
        fingerprint="fc4bbec6c12e2ac41d22efa9ec054068ed04626a97280b0534df39e3ad92682a",
        source=f"1,000 training and 200 test images per digit, drawn by seed from MNIST's own two parts. {MNIST_SOURCE}",
        licence=MNIST_LICENCE,
    ),
    Entry(
        name="digits",
        title="Digits 8x8",
        description="1,797 handwritten digits of 8x8 pixels with 17 shades of grey: the smallest, and the quickest to learn.",
        purpose="for the quickest tries, with tiny networks",
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
        purpose="for results to compare with the literature",
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
        purpose="for a harder task of the same size",
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
        shapes=True,
    ),
    Entry(
        name="cifar10",
        title="CIFAR-10",
        description="60,000 colour photographs of 32x32 pixels in 10 classes of animals and vehicles: much harder than digits.",
        purpose="for colour photographs, and deeper networks",
        input_shape=(32, 32, 3),
        class_names=OBJECTS,
        train_size=50_000,
        test_size=10_000,
        pixel_max=255,
        bundled=False,
        fingerprint="",
        source="A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images, 2009, "
        "https://www.cs.toronto.edu/~kriz/cifar.html",
        licence="none is stated; whoever uses the images is asked to cite the report at https://www.cs.toronto.edu/~kriz/cifar.html",
    ),
)
CATALOGUE: dict[str, Entry] = {entry.name: entry for entry in ENTRIES}


def displayed_name(name: str) -> str:
    """The title of a dataset, as the Data page shows it; for own images, the one that was chosen."""
    try:
        return entry_of(name).title
    except DatasetError:
        return "images that are not here"


def name_in_words(name: str) -> str:
    """What an error calls a dataset: the catalogue's by the name that can be given, own images by their title."""
    return entry_of(name).title if is_own(name) else name


def entry_of(name: str) -> Entry:
    """The entry of that name, of the catalogue or of somebody's own images; DatasetError lists the names there are."""
    if is_own(name):
        return own_entry(name)
    try:
        return CATALOGUE[name]
    except KeyError:
        raise DatasetError(f"dataset: must be one of {', '.join(CATALOGUE)}. Received: {name[:40]!r}") from None
