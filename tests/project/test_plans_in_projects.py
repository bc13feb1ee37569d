"""Plans travel with their runs, and are done, or go on, elsewhere."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from cnn_core.engine import Laboratory, Plans
from cnn_core.errors import RunError
from cnn_core.plan.record import PlanRecord
from cnn_core.project.opening import open_project
from cnn_core.project.writing import write_project
from cnn_core.storage.owner_mark import owner_mark
from tests.project.small_project import ANN, BEN, file_with, nobody, plan


class Kept(list):
    """Keeps plans as those of an owner are kept, without a laboratory."""

    def __call__(self, record: PlanRecord) -> bool:
        if any(each.same_plan(record) for each in self):
            return False
        self.append(record)
        return True


def opened(file, home, keep):
    return open_project(file, "ann.zip", BEN, home / "runs", home / "drawings" / "ben.json", add_plan=keep)


def test_a_plan_comes_with_the_names_that_its_runs_and_images_have_there(made, elsewhere):
    base = made.runs[0].meta.experiment
    file = made.file(plans=[plan(base, ("run-1", "run-2"))])
    assert "1 plan" in write_project(io.BytesIO(), made.contents(plans=[plan(base, ("run-1", "run-2"))]), nobody).holds
    home, keep = elsewhere(), Kept()
    found = opened(file, home, keep)
    assert found.left_out == ()
    assert "1 plan" in found.came
    (there,) = keep
    assert there.runs == (found.runs["run-1"], found.runs["run-2"])
    assert there.base == replace(base, data=replace(base.data, dataset=found.datasets[made.dataset]))
    assert (there.vary, there.seeds, there.created, there.on) == (("batch_size=16,32",), 1, 1e9, False)
    assert [case.experiment.training.batch_size for case in there.cases()] == [16, 32]


def test_opened_again_it_does_not_come_twice(made, elsewhere):
    file = made.file(plans=[plan(made.runs[0].meta.experiment, ("run-1", "run-2"))])
    home, keep = elsewhere(), Kept()
    opened(file, home, keep)
    assert "no plan (1 already here)" in opened(file, home, keep).came
    assert len(keep) == 1


def test_only_plans_of_runs_that_go_along_go_along(made, elsewhere):
    base = made.runs[0].meta.experiment
    others = [plan(base, ("run-9", ""), id="plan-9"), plan(base, ("run-1", "run-2"))]
    file = made.file(plans=others, runs=made.runs[:1])
    assert [name for name in zipfile.ZipFile(file).namelist() if name.startswith("plans/")] == ["plans/plan-1.json"]
    home, keep = elsewhere(), Kept()
    found = opened(file, home, keep)
    assert keep[0].runs == (found.runs["run-1"], "")  # the other one can be begun there


def test_without_a_browser_plans_are_said_to_stay_out(made, elsewhere):
    file = made.file(plans=[plan(made.runs[0].meta.experiment, ("run-1", "run-2"))])
    found = opened(file, elsewhere(), None)
    assert [each for each in found.left_out if "plans are left out: they belong to a browser" in each]


def test_an_owner_keeps_a_plan_that_came_and_can_begin_what_is_missing(made, tmp_path, elsewhere):
    laboratory = Laboratory(elsewhere(), connect=lambda: None)
    plans = Plans(tmp_path / "plans", laboratory)
    record = plan(made.runs[0].meta.experiment, ("run-1", ""))
    assert plans.add(BEN, record)
    assert not plans.add(BEN, record)
    (mine,) = plans.of(BEN)
    assert (mine.owner, mine.on, mine.id == record.id) == (owner_mark(BEN), False, False)
    assert plans.of(ANN) == []
    assert PlanRecord.from_json(json.loads((tmp_path / "plans" / f"{mine.id}.json").read_text())) == mine
    for number in range(49):
        plans.add(BEN, replace(record, created=float(number)))
    with pytest.raises(RunError, match="You have 50 plans"):
        plans.add(BEN, replace(record, created=100.0))
    plans.close()


def test_a_plan_that_comes_again_with_more_of_its_runs_has_them_here(made, tmp_path, elsewhere):
    """Else "continue" would train once more what is here."""
    plans = Plans(tmp_path / "plans", Laboratory(elsewhere(), connect=lambda: None))
    record = plan(made.runs[0].meta.experiment, ("run-1", ""))
    assert plans.add(BEN, record)
    assert not plans.add(BEN, replace(record, runs=("", "run-2")))
    (mine,) = plans.of(BEN)
    assert mine.runs == ("run-1", "run-2")
    plans.close()


def test_a_project_brings_fifty_plans_at_most_read_one_at_a_time(made, elsewhere):
    base = made.runs[0].meta.experiment
    file = made.file(plans=[plan(base, ("run-1", "run-2"))])
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    one = json.loads(files.pop("plans/plan-1.json"))
    many = {f"plans/p{n:02d}.json": json.dumps(one | {"id": f"p{n}", "created": float(n)}).encode() for n in range(60)}
    home, keep, told = elsewhere(), Kept(), []
    found = open_project(
        file_with(files | many), "ann.zip", BEN, home / "runs", home / "drawings.json", lambda *of: told.append(of), keep
    )
    assert len(keep) == 50
    assert "10 plans are left out: a project brings at most 50." in found.left_out
    assert (49, 50) in told  # so that it can be cancelled between two of them


def changed(name, **values):
    return lambda files: files | {name: json.dumps(json.loads(files[name]) | values).encode()}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda files: files | {"plans/plan-1.json": b"{}"}, "schema"),
        (changed("plans/plan-1.json", unknown="x" * 2**18), "has more than 256 KB, and no plan takes so much"),
        (changed("plans/plan-1.json", runs=["run-1"]), "it makes 2 experiments, and names 1 run"),
        (changed("plans/plan-1.json", vary=["batch_size=0"]), "must lie from"),
        (changed("plans/plan-1.json", vary=[f"batch_size={','.join(map(str, range(1, 51)))}"] * 20), "can vary once"),
        (
            changed("plans/plan-1.json", vary=["batch_size=1:50:1", "epochs=1:50:1", "split_seed=1:50:1", "data.target=0:49:1"]),
            "6,250,000 combinations with 1 seed are 6,250,000 runs; 200 is the most",
        ),
    ],
    ids=["no plan", "256 KB", "other runs", "no value", "one field twenty times", "millions"],
)
def test_a_plan_that_cannot_be_is_left_out_with_why_and_the_rest_comes(made, elsewhere, change, why):
    file = made.file(plans=[plan(made.runs[0].meta.experiment, ("run-1", "run-2"))])
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    home, keep = elsewhere(), Kept()
    found = opened(file_with(change(files)), home, keep)
    assert why in " ".join(found.left_out)
    assert keep == []
    assert "2 runs" in found.came
