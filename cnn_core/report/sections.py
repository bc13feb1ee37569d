"""The parts of a report, one function each: material in, HTML out."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnn_core.codegen import script
from cnn_core.data.catalogue import displayed_name
from cnn_core.data.choice import ONE, DataChoice
from cnn_core.figures.network.picture import network_alt, network_svg
from cnn_core.figures.sheet import sheet
from cnn_core.metrics.evaluation import Evaluation
from cnn_core.report.curves import curve_svg
from cnn_core.report.markup import Markup, element, joined, pairs, picture, table
from cnn_core.report.material import Material
from cnn_core.spec.fields import Field, fields_of
from cnn_core.summary import Summary
from cnn_core.text import duration, plural, shape_text
from cnn_core.training.config import TrainingConfig
from cnn_core.training.schedule import rates_words

ALWAYS = {"epochs", "batch_size", "loss", "seed"}
"""Settings of the training that a report names though nobody changed them."""
MISTAKES = 24
SIDE = 84
SHORT = 10
"""Seconds of an epoch up to which its tenth is said."""
MAX_CLASSES = 40
"""A matrix with more classes fits on no page."""


def network(material: Material, summary: Summary) -> Markup:
    """The picture, and the table of the layers."""
    rows = [
        (row.index + 1, row.label, shape_text(row.output_shape), row.arithmetic, f"{row.macs:,}", shape_text(row.receptive_field))
        for row in summary.rows
    ]
    head = ("", "layer", "output", "parameters", "MACs", "sees")
    names = material.evaluation.class_names if material.evaluation else ()
    drawn = picture(network_svg(summary, class_names=names).encode(), "image/svg+xml", network_alt(summary), "network")
    total = f"{plural(len(rows), 'layer')}, {summary.params:,} parameters, {summary.macs:,} multiply-accumulates per image."
    return joined([drawn, table(head, rows, left=(0, 1, 2, 3)), element("p", total)])


def settings(material: Material) -> Markup:
    """Data, training and augmentation, by the names that they have in Keras and in the command line."""
    experiment, state = material.meta.experiment, material.state
    data, used = experiment.data, experiment.data.to_json()
    question = f"one class against the rest (class {data.target})" if data.task == ONE else "all classes"
    parts = f"{state.train_size:,} training, {state.validation_size:,} validation"
    if material.evaluation is not None:
        parts += f", {len(material.evaluation.labels):,} test"
    optimizer = experiment.training.optimizer
    steps = ", ".join(f"{name}={value}" for name, value in optimizer.keras_arguments().items())
    training = [(f.name, value) for f, value in _values(experiment.training) if f.name in ALWAYS or value != f.default]
    changes = [f"{name}={value}" for name, value in experiment.augmentation.values().items() if value]
    return pairs(
        [
            ("dataset", displayed_name(data.dataset)),
            ("task", question),
            ("images", parts),
            ("corrected by hand", data.corrections or "nothing"),
            *(
                (f.name, value)
                for f, value in _values(data)
                if f.name.startswith(("validation", "scal", "split")) and f.name in used
            ),
            *training,
            ("optimizer", f"{optimizer.kind}({steps})"),
            ("other settings", "at their defaults"),
            ("augmentation", ", ".join(changes) or "none"),
            *(
                [("reused layers", f"{experiment.transfer.layers} of {experiment.transfer.run}")]
                if experiment.transfer.active
                else []
            ),
        ]
    )


def _values(record: TrainingConfig | DataChoice) -> list[tuple[Field, Any]]:
    return [(f, getattr(record, f.name)) for f in fields_of(type(record))]


def curves(material: Material) -> Markup:
    """Loss and accuracy as pictures and as a table."""
    state = material.state
    if not state.history:
        return element("p", "No epoch was completed.")
    rows = [
        (
            each.epoch,
            f"{each.loss:.4f}",
            _figure(each.val_loss),
            f"{each.accuracy:.2%}",
            _percent(each.val_accuracy),
            _seconds(each.seconds),
        )
        for each in state.history
    ]
    by_hand = f"{rates_words(state.rates_by_hand)}." if state.rates_by_hand else ""
    kept = f"The weights are those of epoch {state.kept_epoch}, which early stopping brought back." if state.went_back else ""
    drawn = [element("figure", element("figcaption", name), Markup(curve_svg(state, name))) for name in ("loss", "accuracy")]
    head = ("epoch", "loss", "validation loss", "accuracy", "validation accuracy", "time")
    return joined(
        [
            element("div", *drawn, class_="side"),
            table(head, rows, left=()),
            *(element("p", words) for words in (kept, by_hand) if words),
        ]
    )


def classes(evaluation: Evaluation) -> Markup:
    """The confusion matrix, and precision, recall and F1 of each class."""
    names = evaluation.class_names
    matrix = (
        _matrix(evaluation)
        if len(names) <= MAX_CLASSES
        else element("p", f"The matrix of {len(names)} classes is too wide for a page.")
    )
    rows = []
    for name in names:
        each = evaluation.report[name]
        figures = [f"{each[key]:.4f}" for key in ("precision", "recall", "f1-score")]
        rows.append([name, *figures, f"{int(each['support']):,}"])
    note = element("p", "Rows are the true classes, columns the predicted ones; the shade is the part of the row.")
    beside = table(("class", "precision", "recall", "F1", "images"), rows)
    return joined([element("div", element("div", matrix, class_="wide"), beside, class_="beside"), note])


def _matrix(evaluation: Evaluation) -> Markup:
    names = evaluation.class_names
    rows = []
    for name, counts in zip(names, evaluation.confusion.tolist(), strict=True):
        total = max(1, sum(counts))
        cells = [
            element(
                "td", f"{count:,}" if count else "", style=f"background:rgba(0,114,178,{(count / total) ** (1 / 3) * 0.55:.3f})"
            )
            for count in counts
        ]
        rows.append(element("tr", element("th", name, scope="row"), *cells))
    head = element("tr", element("td"), *(element("th", name, scope="col") for name in names))
    return element("table", element("thead", head), element("tbody", *rows), class_="matrix")


def mistakes(material: Material, evaluation: Evaluation) -> Markup:
    """The most confident mistakes with their images, or as a list where the images are not here."""
    wrong = evaluation.wrong()
    if not len(wrong):
        return element("p", "It made none on the test images.")
    chosen = wrong[:MISTAKES]
    captions = [_caption(evaluation, int(index)) for index in chosen]
    words = f"{plural(len(wrong), 'mistake')} on {len(evaluation.labels):,} test images"
    more = (
        f"; these are the {len(chosen)} most confident ones, true class, prediction and its probability."
        if len(wrong) > len(chosen)
        else "."
    )
    said = element("p", f"{words}{more}")
    if material.images is None:
        missing = element("p", "The images are not on the machine that made this report.")
        return joined(
            [said, missing, element("ul", *(element("li", f"image {i}: {c}") for i, c in zip(chosen, captions, strict=True)))]
        )
    tiles = [
        element(
            "figure", picture(_tile(material, int(index)), "image/png", f"test image {index}"), element("figcaption", caption)
        )
        for index, caption in zip(chosen, captions, strict=True)
    ]
    return joined([said, element("div", *tiles, class_="tiles")])


def _tile(material: Material, index: int) -> bytes:
    assert material.images is not None
    return sheet(np.asarray(material.images[index : index + 1]), columns=1, cell=SIDE, pixel_max=material.pixel_max)


def _caption(evaluation: Evaluation, index: int) -> str:
    true, predicted = (evaluation.class_names[k] for k in (evaluation.labels[index], evaluation.predicted[index]))
    return f"{true}, read as {predicted}, {evaluation.confidence[index]:.0%}"


def code(material: Material) -> Markup:
    """The experiment in plain Keras."""
    return element("pre", script(material.meta.experiment.in_precision(material.state.precision)))


def origin(material: Material) -> Markup:
    """What the figures depend on besides the settings."""
    meta, state = material.meta, material.state
    versions = ", ".join(f"{name} {version}" for name, version in meta.versions.items())
    machine = ", ".join(f"{name} {value}" for name, value in meta.machine.items())
    known = [
        ("run", meta.id),
        ("goes on from", meta.parent),
        ("precision", state.precision),
        ("images (hash)", meta.dataset_fingerprint),
    ]
    return pairs([*((name, value) for name, value in known if value), ("versions", versions), ("machine", machine)])


def _seconds(seconds: float) -> str:
    """Of short epochs with a tenth: in whole seconds all of a small network would be 0."""
    return f"{seconds:.1f} s" if seconds < SHORT else duration(seconds)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.2%}"
