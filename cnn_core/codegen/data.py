"""The sections from loaded images to the arrays that a network learns from."""

from __future__ import annotations

from textwrap import indent

from cnn_core.codegen.section import Section, lines
from cnn_core.codegen.source import NUMPY, data_file, load_section, source
from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import GIVEN, ONE, DataChoice
from cnn_core.errors import DatasetError
from cnn_core.experiment import Experiment
from cnn_core.text import plural

SPLIT = "from sklearn.model_selection import train_test_split"
SAMPLE = "from sklearn.utils import resample"


def data_sections(experiment: Experiment) -> list[Section]:
    """Loading, task, subset, validation, scaling, targets: those of them that the experiment needs."""
    choice = experiment.data
    sections = [load_section(experiment)]
    if choice.corrections:
        sections.append(_corrections(choice))
    if choice.task == ONE:
        sections.append(_one_against_rest(choice))
    if choice.validation == GIVEN:
        sections.append(_given(choice))
    if choice.train_size not in (0, source(experiment).train_size):
        sections.append(_subset(experiment))
    if choice.validation not in ("none", GIVEN):
        sections.append(_validation(choice))
    sections.append(_scaling(experiment))
    if one_hot(experiment):
        sections.append(_targets(choice))
    return sections


def _were(number: int, what: str) -> str:
    return f"{plural(number, what)} {'was' if number == 1 else 'were'}"


def _as_they_came(choice: DataChoice) -> list[str]:
    """What stops the script on a file that was downloaded as corrected, where each number is another image's; of a file alone, and one whose
    images are known."""
    if not data_file(choice):
        return []
    try:
        entry = entry_of(choice.dataset)
    except DatasetError:
        return []
    sizes = entry.train_size, entry.test_size
    return [
        f"if (len(x_train), len(x_test)) != {sizes}:",
        f'    raise ValueError("{data_file(choice)} must have the images as they came, {sizes[0]} and {sizes[1]}: download it beside this code")',
    ]


def _corrections(choice: DataChoice) -> Section:
    code, words = _as_they_came(choice), []
    if choice.relabelled:
        words.append(f"{plural(len(choice.relabelled), 'training image')} had a wrong label.")
        changes = ", ".join(f"{number}: {label}" for number, label in choice.relabelled)
        code += [f"RELABELLED = {{{changes}}}", "y_train[list(RELABELLED)] = list(RELABELLED.values())"]
    if choice.left_out:
        words.append(f"{_were(len(choice.left_out), 'training image')} found to be no good, and left out.")
        numbers = ", ".join(map(str, choice.left_out))
        code += [
            f"LEFT_OUT = [{numbers}]",
            "x_train, y_train = np.delete(x_train, LEFT_OUT, axis=0), np.delete(y_train, LEFT_OUT)",
        ]
    if choice.relabelled_test:
        words.append(
            f"{plural(len(choice.relabelled_test), 'test image')} had a wrong label: figures are not those of all as they came."
        )
        changes = ", ".join(f"{number}: {label}" for number, label in choice.relabelled_test)
        code += [f"RELABELLED_TEST = {{{changes}}}", "y_test[list(RELABELLED_TEST)] = list(RELABELLED_TEST.values())"]
    if choice.left_out_test:
        words.append(f"{_were(len(choice.left_out_test), 'test image')} left out as well: figures are not those of all.")
        code += [
            f"NOT_TESTED = [{', '.join(map(str, choice.left_out_test))}]",
            "x_test, y_test = np.delete(x_test, NOT_TESTED, axis=0), np.delete(y_test, NOT_TESTED)",
        ]
    return Section(title="Corrected images", words=" ".join(words), code=lines(*code), imports=(NUMPY,))


def one_hot(experiment: Experiment) -> bool:
    """Whether the loss takes one-hot labels."""
    return not experiment.training.loss.startswith("sparse")


def has_validation(experiment: Experiment) -> bool:
    return experiment.data.validation != "none"


def _one_against_rest(choice: DataChoice) -> Section:
    count = str(choice.others) if choice.others else "min(len(mine), len(others))"
    return Section(
        title="One class against the rest",
        words="All training images of the one class, and some of the others, drawn by seed. From here on the class is 1 and all "
        "the rest is 0. All test images stay.",
        code=lines(
            f"TARGET = {choice.target}",
            "mine, others = np.flatnonzero(y_train == TARGET), np.flatnonzero(y_train != TARGET)",
            f"others = np.random.RandomState({choice.split_seed}).choice(others, {count}, replace=False)",
            "chosen = np.sort(np.concatenate([mine, others]))",
            "x_train, y_train = x_train[chosen], y_train[chosen]",
            'y_train, y_test = (y_train == TARGET).astype("int64"), (y_test == TARGET).astype("int64")',
        ),
        imports=(NUMPY,),
    )


def _subset(experiment: Experiment) -> Section:
    """scikit-learn's `train_test_split` wants to leave out an image of each class at least; for fewer there is its `resample`."""
    choice, known = experiment.data, source(experiment)
    size, seed = choice.train_size, choice.split_seed
    split = (
        "x_train, _, y_train, _ = train_test_split(\n"
        f"    x_train, y_train, train_size={size}, stratify=y_train, random_state={seed}\n"
        ")"
    )
    sample = (
        "x_train, y_train = resample(\n"
        f"    x_train, y_train, n_samples={size}, replace=False, stratify=y_train, random_state={seed}\n"
        ")"
    )
    imports: tuple[str, ...] = (SPLIT, SAMPLE)
    if not known.train_size:  # how many there are shows when the code runs, and all of them need no draw
        draw = lines(
            f"left_out = len(x_train) - {size}",
            "if left_out >= len(set(y_train)):",
            indent(split, "    "),
            "elif left_out > 0:",
            indent(sample, "    "),
        )
    elif known.train_size - size >= len(known.class_names):
        draw, imports = split, (SPLIT,)
    else:
        draw, imports = sample, (SAMPLE,)
    return Section(
        title="Fewer images",
        words=f"{choice.train_size:,} of the training images, drawn by seed, each class in its proportion: quicker to learn from.",
        code=draw,
        imports=imports,
    )


def _given(choice: DataChoice) -> Section:
    first = f"first = {choice.given_from}"
    if choice.task == ONE:  # of which only those remain that were chosen
        first = f"first = int(np.searchsorted(chosen, {choice.given_from}))"
    return Section(
        title="Validation",
        words="The last of these images came as a validation part of their own: they show how well the network does on images that it does "
        "not learn from.",
        code=lines(
            first,
            "x_train, x_val = x_train[:first], x_train[first:]",
            "y_train, y_val = y_train[:first], y_train[first:]",
        ),
        imports=(NUMPY,) if choice.task == ONE else (),
    )


def _validation(choice: DataChoice) -> Section:
    part = f"{100 * choice.validation_split:g}%"
    if choice.validation == "stratified":
        words = (
            f"{part} of the training images are held back, drawn by seed, each class in its proportion: they show how well the "
        )
        words += "network does on images that it does not learn from."
        code = (
            "x_train, x_val, y_train, y_val = train_test_split(\n"
            f"    x_train, y_train, test_size={choice.validation_split!r}, stratify=y_train, random_state={choice.split_seed}\n"
            ")"
        )
        return Section(title="Validation", words=words, code=code, imports=(SPLIT,))
    if choice.validation == "last":
        return Section(
            title="Validation",
            words=f"The last {part} of the training images are held back: they show how well the network does on images that it "
            "does not learn from.",
            code=lines(
                f"first = int(len(x_train) * (1 - {choice.validation_split!r}))",
                "x_train, x_val = x_train[:first], x_train[first:]",
                "y_train, y_val = y_train[:first], y_train[first:]",
            ),
        )
    return Section(
        title="Validation",
        words="The test images validate as well. Choosing a network by these figures makes them too optimistic: they are "
        "no longer unseen.",
        code="x_val, y_val = x_test, y_test",
    )


def _scaling(experiment: Experiment) -> Section:
    pixel_max = source(experiment).pixel_max
    names = ["x_train", *(["x_val"] if has_validation(experiment) else []), "x_test"]
    if experiment.data.scaling == "unit":
        words = f"Pixels from 0 to {pixel_max} become numbers from 0 to 1: networks train best on small numbers."
        return Section(title="Scaling", words=words, code=lines(*(f'{x} = {x}.astype("float32") / {pixel_max}' for x in names)))
    if experiment.data.scaling == "fixed":
        data: DataChoice = experiment.data
        return Section(
            title="Scaling",
            words="Each pixel is scaled by two given numbers, those that the network learned with.",
            code=lines(
                f"offset, divisor = {data.offset!r}, {data.divisor!r}",
                *(f'{x} = ({x}.astype("float32") - offset) / divisor' for x in names),
            ),
        )
    return Section(
        title="Scaling",
        words="Pixels get mean 0 and standard deviation 1. Both are computed from the training images alone: the network "
        "must not use the images that evaluate it.",
        code=lines(
            "mean, deviation = float(x_train.mean()), float(x_train.std())",
            *(f'{x} = ({x}.astype("float32") - mean) / deviation' for x in names),
        ),
    )


def _targets(choice: DataChoice) -> Section:
    parts = ["train", *(["val"] if choice.validation != "none" else []), "test"]
    return Section(
        title="Targets",
        words="categorical_crossentropy compares the probabilities of the classes with a row that has a 1 at the right class and 0 "
        "elsewhere (one-hot).",
        code=lines(*(f"targets_{part} = keras.utils.to_categorical(y_{part}, len(CLASS_NAMES))" for part in parts)),
        imports=("import keras",),
    )
