"""A plan as it is kept in a file: what it varies, and which run stands for which of its experiments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.plan.plan import MAX_RUNS, MAX_SEEDS, Case, expand, usual
from cnn_core.plan.same import RULE
from cnn_core.plan.vary import read_variation
from cnn_core.spec.fields import Integer, Real, Switch, Text, expect_object

SCHEMA = 1
MAX_PLANS, MAX_BYTES = 50, 256 * 2**10
"""Of one owner, and of the file of each."""
PLAIN = ("id", "owner", "created", "seeds", "one_at_a_time", "on", "problem", "split_too", "rule")
SEEDS, CREATED, WORDS, SWITCH, RULES = Integer(1, MAX_SEEDS), Real(0.0, 1e11), Text(400), Switch(), Integer(0, RULE)


@dataclass(frozen=True, kw_only=True)
class PlanRecord:
    """A plan of an owner (a mark, never the key). `runs` has an id for each case that was begun, "" for those that were not.

    `on` says whether it goes on by itself; `problem` why it does not, if nobody stopped it. `split_too` and `rule` are those of `expand`;
    records of earlier versions have neither, and their runs stand for every combination.
    """

    id: str
    owner: str
    created: float
    base: Experiment
    vary: tuple[str, ...]
    seeds: int
    one_at_a_time: bool
    runs: tuple[str, ...]
    on: bool = True
    problem: str = ""
    split_too: bool = False
    rule: int = RULE

    def cases(self) -> list[Case]:
        """The experiments, in the order of `runs`; LabError if they cannot be made any more, as when a dataset is gone."""
        return cases_of(self.base, self.vary, self.seeds, self.one_at_a_time, self.split_too, self.rule)

    def usual(self) -> dict[str, Any]:
        """The values that the base itself has, of the paths that vary with them."""
        return usual(self.base, [read_variation(text, self.base) for text in self.vary])

    def same_plan(self, other: PlanRecord) -> bool:
        """Whether both were begun as one, however far each has come, and whoever has it under whatever name."""
        one, two = (replace(each, id="", owner="", runs=(), on=False, problem="") for each in (self, other))
        return one == two

    def filled(self, other: PlanRecord) -> PlanRecord:
        """With the runs that the same plan has in places where this one has none yet."""
        return replace(self, runs=tuple(mine or theirs for mine, theirs in zip(self.runs, other.runs, strict=True)))

    def to_json(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in PLAIN}
        return {"schema": SCHEMA, **plain, "base": self.base.to_json(), "vary": list(self.vary), "runs": list(self.runs)}

    @classmethod
    def from_json(cls, value: object) -> PlanRecord:
        """The plan that a JSON object describes; SpecError names the first fault."""
        value = expect_object("plan", value)
        if value.get("schema") != SCHEMA:
            raise SpecError("schema", f"must be {SCHEMA}", value.get("schema"))
        return cls(
            id=WORDS.check("id", value.get("id")),
            owner=_text("owner", value.get("owner")),
            created=CREATED.check("created", value.get("created")),
            base=Experiment.from_saved(value.get("base")),
            vary=_texts("vary", value.get("vary")),
            seeds=SEEDS.check("seeds", value.get("seeds")),
            one_at_a_time=SWITCH.check("one_at_a_time", value.get("one_at_a_time")),
            runs=_texts("runs", value.get("runs")),
            on=SWITCH.check("on", value.get("on")),
            problem=_text("problem", value.get("problem")),
            split_too=SWITCH.check("split_too", value.get("split_too", False)),
            rule=RULES.check("rule", value.get("rule", int(value.get("once") is True))),  # a switch before there were numbers
        )


def cases_of(
    base: Experiment, vary: tuple[str, ...], seeds: int, one_at_a_time: bool, split_too: bool = False, rule: int = RULE
) -> list[Case]:
    """The experiments of a plan whose variations are written as text; LabError says what is wrong with it."""
    return expand(base, [read_variation(text, base) for text in vary], seeds, one_at_a_time, split_too, rule)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise SpecError(name, "must be text", value)
    return value


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MAX_RUNS:
        raise SpecError(name, f"must be a list of at most {MAX_RUNS} texts", value)
    return tuple(_text(f"{name}[{index}]", each) for index, each in enumerate(value))
