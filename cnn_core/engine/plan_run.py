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
    def by_hand(self) -> bool:
        """Whether its learning rate was changed while it trained: it is of other settings than the plan gave it."""
        return self.state is not None and bool(self.state.rates_by_hand)

    @property
    def done(self) -> bool:
        """Whether its result is there, and counts."""
        return self.state is not None and self.state.status == "finished" and not self.by_hand

    @property
    def over(self) -> bool:
        """Whether it has ended as the plan wants it: others are begun again when the plan goes on."""
        return self.ended and not self.by_hand and (self.state is None or self.state.status != "stopped")

    @property
    def test_accuracy(self) -> float | None:
        """What it tells of its values: nothing while it is under way, nor if it was stopped, as it has trained less than the others."""
        return self.state.test_accuracy if self.state is not None and self.done else None

    @property
    def history(self) -> tuple[Epoch, ...]:
        """Its epochs so far; none if it ended and does not count: then it tells as little by its curve as by its accuracy."""
        state = self.state
        return () if state is None or self.by_hand or (state.ended and not self.done) else state.history
