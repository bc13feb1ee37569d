"""Texts that people type or bring, each of them an attempt to run a script: on every page they stand as text, and nothing runs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cnn_core.data.entry import Entry
from cnn_core.data.load import load
from cnn_core.data.own import keep, own_name
from cnn_core.engine.plan_files import write_plan
from cnn_core.metrics.evaluation import evaluate
from cnn_core.plan.record import PlanRecord
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunFolder, owner_mark
from cnn_core.runs.annotation import Annotation, annotate
from cnn_core.runs.origin import Origin
from cnn_core.runs.result import LOADED
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.training.events import event
from cnn_core.workspace.edit_history import Desk
from tests.browser.conftest import App, cookie_of
from tests.browser.hands import go_to, place_for_files

pytestmark = pytest.mark.browser

OWNER = "mallory-" + "x" * 24
IMAGE = "<img src=x onerror=ran()>![x](http://evil.example/a.png)"
SCRIPT = '"><script>ran()</script>[a](javascript:ran()) <a href="http://evil.example">'
SHAPES = "</text></svg><svg onload=ran()>$\\href{javascript:ran()}{x}$ :red[b] `"
CLASSES = (
    '" onmouseover="ran()',
    "![x](http://evil.example/b.png)",
    "[a](javascript:ran())",
    "&lt;b&gt;",
    "$\\href{x}{y}$",
    "__b__",
)
NAMED = '"><img src=x onerror=ran()>![x](http://evil.example/c.png)'
TAGS = ("<img src=x onerror=ran()>", "[a](javascript:ran())", "</div><svg onload=ran()>")
TITLE = "Letters, & more (of 'Ann')"
PAGES = ("Data", "Build", "Train", "Evaluate", "Draw", "Explain", "Compare", "Learn")

DANGER = """() => {
  const found = [], look = (root) => {
    for (const each of root.querySelectorAll('*')) {
      const links = ['href', 'src', 'xlink:href', 'action'].map((name) => each.getAttribute(name) || '');
      if (links.some((link) => /^\\s*javascript:|evil\\.example/.test(link)) || [...each.attributes].some((a) => /ran\\(\\)/.test(a.value) && a.name.startsWith('on')))
        found.push(each.outerHTML.slice(0, 200));
      if (each.shadowRoot) look(each.shadowRoot);
    }
  };
  look(document);
  return found;
}"""


def lay_out(home: Path, patch: pytest.MonkeyPatch) -> None:
    """A dataset, two runs with what is written on them, two plans and a desk of somebody who tries, before the app starts, which reads plans then."""
    patch.setenv("CNN_LAB_HOME", str(home))
    digits = load("mnist-mini")
    chosen = {part: getattr(digits, f"y_{part}") < len(CLASSES) for part in ("train", "test")}
    arrays = {f"{kind}_{part}": getattr(digits, f"{kind}_{part}")[rows][:60] for part, rows in chosen.items() for kind in "xy"}
    entry = Entry(
        name=own_name(OWNER, "letters"),
        title=TITLE,
        description="120 pictures.",
        input_shape=(28, 28, 1),
        class_names=CLASSES,
        train_size=60,
        test_size=60,
        pixel_max=255,
        bundled=False,
        fingerprint="",
        source="Uploaded from <b>.zip",
        licence="your own images",
    )
    keep(entry, OWNER, lambda file: np.savez(file, **arrays))
    base = PRESETS["small-cnn"].experiment
    base = replace(
        base, data=replace(base.data, dataset=entry.name), architecture=base.architecture.fit_to((28, 28, 1), len(CLASSES))
    )
    chance = np.random.default_rng(1).dirichlet(np.ones(len(CLASSES)), 60).astype(np.float32)
    for number, name in enumerate((IMAGE, SCRIPT), 1):
        path = home / "runs" / f"{number:022}"
        shutil.copytree(PRETRAINED_PATH, path)
        found = RunFolder(path)
        experiment = replace(base, architecture=replace(base.architecture, name=name))
        meta = replace(found.meta, id=path.name, owner=owner_mark(OWNER), experiment=experiment, dataset_fingerprint="")
        (path / "run.json").write_text(json.dumps(meta.to_json()))
        weights, head = found.weights(), base.architecture.head
        fitting = {f"{head}.{part}": weights[f"{head}.{part}"][..., : len(CLASSES)] for part in ("kernel", "bias")}
        found.save_weights({**weights, **fitting})
        found.save_evaluation(evaluate(arrays["y_test"], chance, CLASSES))
        (path / "result.json").unlink(missing_ok=True)
        origin = Origin(notes=(SCRIPT, SHAPES)).to_json()
        found.append([event("finished", reason=LOADED, epochs=1, seconds=1.0, origin=origin)])
        annotate(path, Annotation(name=NAMED if number == 1 else "", note=SCRIPT + SHAPES, tags=TAGS, starred=number == 1))
        plan = PlanRecord(
            id=f"plan-{number}",
            owner=owner_mark(OWNER),
            created=1e9 + number,
            base=replace(base, architecture=replace(base.architecture, name=name)),
            vary=("batch_size=32,64",),
            seeds=1,
            one_at_a_time=False,
            runs=(path.name, ""),
            on=False,
        )
        write_plan(home / "plans", plan)
    desk = Desk(replace(base, architecture=replace(base.architecture, name=SHAPES)))
    file = home / "desks" / owner_file_name(OWNER)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"desk": desk.to_json(), "run": f"{1:022}", "greeted": True}))


def watched(browser: Browser, app: App, ran: list[str]) -> tuple[BrowserContext, Page]:
    """A page that notes each call of `ran`, each dialog and each request that leaves the app."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.add_cookies([cookie_of(OWNER, app.url)])
    context.expose_function("ran", lambda: ran.append("a script"))
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("dialog", lambda dialog: ran.append(f"a dialog: {dialog.message}"))
    page.on(
        "request", lambda request: urlsplit(request.url).hostname == "evil.example" and ran.append(f"a request to {request.url}")
    )
    return context, page


def surfaces(page: Page, url: str) -> Iterator[str]:
    """Goes wherever the texts stand; after each step it waits for what the page does with them, and says where it is."""
    page.goto(url)
    for name in PAGES:
        go_to(page, name)
        if name in ("Train", "Evaluate", "Compare"):
            expect(page.get_by_text("<img src=x onerror=ran()>").filter(visible=True).first).to_be_visible()
        if name == "Compare":
            expect(page.get_by_role("combobox", name="Plan")).to_have_value(re.compile(re.escape(f"{SCRIPT}: batch_size")))
            page.get_by_role("combobox", name="Plan").click()
            expect(page.get_by_role("option", name=IMAGE)).to_be_visible()
            page.keyboard.press("Escape")
        page.wait_for_timeout(700)
        yield name
    name = "<img src=x onerror=ran()>![x](http:evil.example).zip"
    place_for_files(page).set_input_files({"name": name, "mimeType": "application/zip", "buffer": b"no zip at all"})
    expect(
        page.get_by_test_id("stMain").get_by_text("no zip").or_(page.get_by_text("<img src=x onerror=ran()>")).first
    ).to_be_visible()
    page.wait_for_timeout(700)
    yield f"a file called {name}"
    attempt = quote(IMAGE + SCRIPT)
    for place in (
        "learn?topic=kernel",
        f"learn?topic={attempt}",
        f"evaluate?tab={attempt}",
        f"explain?image={attempt}",
        f"?x={attempt}",
    ):
        page.goto(f"{url}/{place}")
        expect(page.get_by_test_id("stSidebar").get_by_role("button", name="Train").first).to_be_visible()
        page.wait_for_timeout(700)
        yield place


@pytest.mark.provokes("characters that no link has|is no zip|cannot be|no pictures")
@pytest.mark.provokes("(Comm|Stream)ClosedError")  # between the app that is ended and its engine
def test_no_text_of_a_person_becomes_a_part_of_a_page(
    browser: Browser, start: Callable[[], App], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path / "home", monkeypatch)
    app = start()
    ran: list[str] = []
    context, page = watched(browser, app, ran)
    for where in surfaces(page, app.url):
        assert (where, ran, page.evaluate(DANGER)) == (where, [], [])
    context.close()
