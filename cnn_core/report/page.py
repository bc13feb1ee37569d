"""The page of a report: its head, its key figures, and its sections in order."""

from __future__ import annotations

import time
from pathlib import Path

from cnn_core.data.catalogue import displayed_name
from cnn_core.report import sections
from cnn_core.report.markup import Markup, element, joined
from cnn_core.report.material import Material
from cnn_core.runs.origin import role_of_test
from cnn_core.summary import summarise
from cnn_core.text import duration, plural
from cnn_core.training.progress import cut_within, stopped_words, training_seconds

STYLE = Path(__file__).parents[1] / "assets" / "report.css"


def report_html(material: Material) -> str:
    """The whole report as the text of one HTML file. The same run gives the same text."""
    summary = summarise(material.meta.experiment.architecture)
    parts: list[tuple[str, Markup]] = [
        ("Network", sections.network(material, summary)),
        ("Data and settings", sections.settings(material)),
        ("Curves", sections.curves(material)),
    ]
    if material.findings:
        parts.append(("What the training doctor says", joined([element("p", each) for each in material.findings])))
    evaluation = material.evaluation
    if evaluation is None:
        parts.append(("Test", element("p", "This run has no test: it was stopped or cut off before, or it is a loaded network.")))
    else:
        parts += [("Classes", sections.classes(evaluation)), ("Mistakes", sections.mistakes(material, evaluation))]
    parts += [("Code", sections.code(material)), ("Origin", sections.origin(material))]
    title = f"{material.meta.experiment.architecture.name} on {displayed_name(material.meta.experiment.data.dataset)}"
    body = joined(
        [
            element(
                "header",
                element("h1", title),
                element("p", _date(material.state.started or material.meta.created)),
                _figures(material, summary.params),
            ),
            *(element("section", element("h2", name), part) for name, part in parts),
            element("footer", "Made with CNN Lab."),
        ]
    )
    head = joined(
        [
            Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
            # Should anything get past the escaping, the browser still runs no script and loads nothing.
            Markup(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
            ),
            element("title", title),
            element("style", Markup(STYLE.read_text(encoding="utf-8"))),
        ]
    )
    return f'<!doctype html>\n<html lang="en">{element("head", head)}{element("body", body)}</html>\n'


def _date(began: float) -> str:
    return f"Begun on {time.strftime('%d %B %Y, %H:%M:%S', time.gmtime(began))} UTC"


def _end(material: Material) -> list[str]:
    """How a training ended that a person or the time set cut off, and of which weights its figures are."""
    state = material.state
    if not state.epochs or not (state.status == "stopped" or state.reason == "time"):
        return []
    why = " as the time set was over" if state.reason == "time" else ""
    said = [f"The training was {stopped_words(state, f' of {state.epochs}')}{why}."]
    if cut_within(state) and material.evaluation is not None:
        said.append(f"The test figures are of the weights at that moment, within epoch {max(state.epoch, 1)}.")
    if cut_within(state) and state.history:
        said.append(f"The curves end with epoch {len(state.history)}.")
    return said


def _figures(material: Material, params: int) -> Markup:
    state, evaluation = material.state, material.evaluation
    known: list[tuple[str, str]] = [
        ("parameters", f"{params:,}"),
        ("whole epochs" if cut_within(state) else "epochs", str(len(state.history))),
        ("training", duration(training_seconds(state) or 0.0)),
    ]
    if evaluation is not None:
        wrong = len(evaluation.wrong())
        known = [
            ("test accuracy", f"{evaluation.accuracy:.2%}"),
            ("wrong", f"{wrong:,} of {plural(len(evaluation.labels), 'image')}"),
            *known,
        ]
    if evaluation is not None and evaluation.balanced_accuracy is not None:
        known.insert(1, ("balanced accuracy", f"{evaluation.balanced_accuracy:.2%}"))
    if state.test_loss is not None:
        known.insert(1, ("test loss", f"{state.test_loss:.4f}"))
    said = _end(material)
    if evaluation is not None:
        said.append(role_of_test(material.state, material.meta.experiment.data))
    figures = element("div", *(element("p", element("b", value), " ", name) for name, value in known), class_="figures")
    return joined([figures, *([element("p", " ".join(said))] if said else [])])
