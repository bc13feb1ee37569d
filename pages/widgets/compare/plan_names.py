"""What plans and their fields are called on pages."""

from __future__ import annotations

import time
from typing import Any

from cnn_core.plan.record import PlanRecord
from cnn_core.plan.suggest import label, named


def name_of_plan(record: PlanRecord) -> str:
    """Its network, what varies, and when it was begun."""
    moment = time.strftime("%d %b, %H:%M", time.localtime(record.created))
    varied = ", ".join(label(text.partition("=")[0], record.base) for text in record.vary)
    return f"{record.base.architecture.name}: {varied} ({moment})"


def called(record: PlanRecord, values: dict[str, Any]) -> dict[str, Any]:
    """These values by the names that their fields have for people."""
    return named(values, record.base)
