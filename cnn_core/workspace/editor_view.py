"""A desk as JSON, for the network editor."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cnn_core.spec.fields import Field, fields_of
from cnn_core.spec.layer import Layer
from cnn_core.summary import Summary
from cnn_core.text import bytes_text, shape_text
from cnn_core.workspace.edit_commands import can
from cnn_core.workspace.edit_history import Desk
from cnn_core.workspace.repeats import Repeat, repeats


def view(desk: Desk, summary: Summary) -> dict[str, Any]:
    """Everything that the editor shows of a desk, as JSON."""
    architecture = desk.experiment.architecture
    marks: dict[int | None, str] = {}
    for issue in summary.issues:
        if marks.get(issue.layer) != "error":
            marks[issue.layer] = issue.severity
    shapes = {row.index: shape_text(row.output_shape) for row in summary.rows}
    return {
        "layers": [
            {
                "id": architecture.ids[i],
                "index": i,
                "kind": layer.kind,
                "label": layer.label,
                "group": layer.group,
                "values": layer.values(),
                "head": i == architecture.head,
                "can": can(architecture, i),
                "mark": marks.get(i, ""),
                "shape": shapes.get(i, ""),
            }
            for i, layer in enumerate(architecture.layers)
        ],
        "input": shape_text(architecture.input_shape),
        "rows": [
            {
                "index": row.index,
                "label": row.label,
                "input": shape_text(row.input_shape),
                "output": shape_text(row.output_shape),
                "weights": ", ".join(f"{w.name} {shape_text(w.shape)}" for w in row.weights),
                "arithmetic": row.arithmetic,
                "frozen": row.params - row.trainable,
                "macs": f"{row.macs:,}",
                "sees": shape_text(row.receptive_field),
                "memory": bytes_text(row.activation_bytes),
            }
            for row in summary.rows
        ],
        "repeats": [_repeat(each, summary) for each in repeats(architecture.layers)],
        "totals": {
            "name": "Total" if summary.fault is None else "So far",
            "params": f"{summary.params:,}",
            "frozen": f"{summary.params - summary.trainable:,}",
            "macs": f"{summary.macs:,}",
            "memory": bytes_text(summary.activation_bytes),
        },
        "issues": [
            {"code": i.code, "index": i.layer, "severity": i.severity, "message": i.message, "fixes": [f.label for f in i.fixes]}
            for i in summary.issues
        ],
        "undo": desk.undo_text,
        "redo": desk.redo_text,
        "last": desk.last_text,
    }


def _repeat(repeat: Repeat, summary: Summary) -> dict[str, Any]:
    """One line for a repeated group: what goes in and comes out, and the sums of its layers."""
    rows = [row for row in summary.rows if repeat.start <= row.index < repeat.end]
    shown = {
        "input": shape_text(rows[0].input_shape),
        "output": shape_text(rows[-1].output_shape),
        "params": f"{sum(row.params for row in rows):,}",
        "macs": f"{sum(row.macs for row in rows):,}",
        "sees": shape_text(rows[-1].receptive_field),
        "memory": bytes_text(sum(row.activation_bytes for row in rows)),
    }
    return {"start": repeat.start, "end": repeat.end, "label": repeat.label, **(shown if rows else {})}


def _field(field: Field) -> dict[str, Any]:
    shown = {"name": field.name, "type": type(field.rule).__name__, "help": field.help, **asdict(field.rule)}
    return {
        **shown,
        "advanced": field.advanced,
        "usual": list(field.default) if isinstance(field.default, tuple) else field.default,
    }


def palette() -> dict[str, Any]:
    """Every layer kind with its group, purpose and fields: from which the editor makes its sliders."""
    return {
        kind: {
            "group": layer.group,
            "purpose": layer.purpose,
            "fields": [_field(field) for field in fields_of(layer) if field.name != "enabled"],
        }
        for kind, layer in Layer.kinds.items()
    }
