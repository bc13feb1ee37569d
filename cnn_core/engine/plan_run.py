"""One run of a plan, as it is now."""

from __future__ import annotations

from dataclasses import dataclass

from cnn_core.plan.plan import Case
from cnn_core.training.state import Epoch, RunState


@dataclass(frozen=True)
class PlanRun:
    """One run of a plan. `run` is "" and `state` None while it has not been begun, or once it was deleted."""

    case: Case
    run: str
    state: RunState | None

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it; a run that was cut off is begun anew."""
        return bool(self.run) and (self.state is None or (self.state.ended and self.state.status != "interrupted"))

    @property
    def over(self) -> bool:
        """Whether it has ended as the plan wants it: one that was stopped is trained anew when the plan goes on."""
        return self.ended and (self.state is None or self.state.status != "stopped")

    @property
    def test_accuracy(self) -> float | None:
        """What it tells of its values: nothing while it is under way, nor if it was stopped, as it has trained less than the others."""
        return self.state.test_accuracy if self.state is not None and self.state.status == "finished" else None

    @property
    def history(self) -> tuple[Epoch, ...]:
        """Its epochs so far; none if it ended before it was finished: then it tells as little by its curve as by its accuracy."""
        state = self.state
        return () if state is None or (state.ended and state.status != "finished") else state.history
