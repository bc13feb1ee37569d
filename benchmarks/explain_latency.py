"""What `latency.py` measures of the Explain page, and of Grad-CAM while drawing, for runs of two networks with the weights of epochs.

Opens: from a click in the navigation to the page with its maps. Next image, next epoch: from the click or the key to the frame with the
maps of the other one. Hover: what the browser computes for one movement over a map. Pen to heat map: from a movement of the pen to the
frame with the Grad-CAM that answers it. t-SNE: of as many test images as the map has, and once more when it is known.
"""

from __future__ import annotations

import re
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunFolder, owner_mark
from cnn_core.runs.bundle import weight_shapes
from cnn_core.training.events import event
from tests.browser.hands import go_to

NETWORKS = ("small-cnn", "notebook-4")
OWNER = "latency-" + "x" * 24
EPOCHS, OPENS = 6, 8

NEXT = """async (rounds) => {
  const frame = () => new Promise(requestAnimationFrame), times = [];
  const root = [...document.querySelectorAll('*')].map((e) => e.shadowRoot).find((r) => r && r.querySelector('.microscope'));
  const words = () => root.querySelector('.words').textContent;
  for (let k = 0; k < rounds; k++) {
    const before = words(), began = performance.now();
    [...document.querySelectorAll('button')].find((button) => button.innerText.includes('Next')).click();
    while (words() === before && performance.now() - began < 5000) await frame();
    times.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 300));
  }
  return times;
}"""

WATCH = """() => {
  const frame = () => new Promise(requestAnimationFrame), began = performance.now();
  const root = [...document.querySelectorAll('*')].map((e) => e.shadowRoot).find((r) => r && r.querySelector('.microscope'));
  const words = () => root.querySelector('.words').textContent, before = words();
  window.watched = (async () => {
    while (words() === before && performance.now() - began < 5000) await frame();
    return performance.now() - began;
  })();
}"""

HOVER = """(rounds) => {
  const root = [...document.querySelectorAll('*')].map((e) => e.shadowRoot).find((r) => r && r.querySelector('.microscope'));
  const over = root.querySelectorAll('.layer canvas.over')[2], box = over.getBoundingClientRect(), times = [];
  for (let k = 0; k < rounds; k++) {
    const began = performance.now();
    over.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + ((k * 7) % box.width), clientY: box.top + ((k * 3) % box.height) }));
    times.push(performance.now() - began);
  }
  return times;
}"""

HEAT = """async (rounds) => {
  const host = [...document.querySelectorAll('*')].map((e) => e.shadowRoot).find((r) => r && r.querySelector('canvas.pad'));
  const pad = host.querySelector('canvas.pad'), frame = () => new Promise(requestAnimationFrame), times = [];
  const at = (type, x, y) => { const box = pad.getBoundingClientRect(); pad.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1,
    isPrimary: true, clientX: box.left + x * box.width, clientY: box.top + y * box.height })); };
  const heat = () => document.querySelector('.st-key-sheet-where-it-looks img')?.src;
  pad.setPointerCapture = () => {};
  at('pointerdown', 0.3, 0.25);
  for (let k = 0; k < rounds + 5; k++) {
    const before = heat(), began = performance.now();
    at('pointermove', 0.3 + 0.4 * Math.abs(Math.sin(k * 0.7)), 0.25 + 0.5 * (k / (rounds + 5)));
    while (heat() === before && performance.now() - began < 3000) await frame();
    if (k >= 5) times.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 150));
  }
  at('pointerup', 0.5, 0.75);
  return times;
}"""


def keep_runs(home: Path) -> None:
    """A run of each network in this home of the app, with weights after each epoch as random numbers of the usual size make them."""
    for number, name in enumerate(NETWORKS):
        learned = RunFolder(PRETRAINED_PATH).meta
        architecture = replace(PRESETS[name].experiment.architecture, name=f"{name} measured")
        experiment = replace(learned.experiment, architecture=architecture)
        folder = RunFolder.create(
            home / "runs", replace(learned, id=f"measured-{number}", experiment=experiment, owner=owner_mark(OWNER))
        )
        draw = np.random.default_rng(number)
        for epoch in range(EPOCHS + 1):
            weights = {each: _drawn(draw, each, shape) for each, shape in weight_shapes(architecture).items()}
            folder.save_checkpoint(epoch, weights, {})
        folder.save_weights(weights)
        folder.append([event("evaluated", test_loss=2.3, test_accuracy=0.1)])
        folder.append([event("finished", reason="completed", epochs=EPOCHS, seconds=1.0)])
        folder.save_result()


def _drawn(draw: np.random.Generator, name: str, shape: tuple[int, ...]) -> np.ndarray:
    inputs = int(np.prod(shape[:-1])) or 1
    values = draw.normal(0, np.sqrt(2 / inputs) if len(shape) > 1 else 0.05, shape)
    return (np.abs(values) + 0.5 if name.endswith("variance") else values).astype(np.float32)


def explain_times(page: Page, network: str, rounds: int, tsne: bool) -> dict[str, list[float]]:
    """Milliseconds by what was measured."""
    go_to(page, "Explain")
    _choose(page, network)
    page.wait_for_timeout(1500)
    found = {"Explain opens": [_opened(page) for _ in range(OPENS)]}
    page.wait_for_timeout(1500)
    found["next image to its maps"] = page.evaluate(NEXT, rounds)
    found["hover"] = page.evaluate(HOVER, 3 * rounds)
    found["next epoch to its maps"] = [_epoch(page, "ArrowRight" if k % 2 else "ArrowLeft") for k in range(rounds)]
    if tsne:
        page.get_by_role("radio", name="Map of images").click()
        page.wait_for_selector(".image-map canvas")
        page.wait_for_timeout(2000)
        count = re.findall(r"The first ([\d,]+) test images", page.get_by_test_id("stMain").inner_text())[0]
        first, again = [_tsne(page) for _ in range(2)]
        found |= {f"t-SNE of {count} images": [first], "t-SNE again": [again]}
        page.get_by_role("radio", name="Microscope").click()
    go_to(page, "Draw")
    page.wait_for_timeout(1500)
    if not page.get_by_test_id("stBaseButton-pillsActive").filter(has_text="Where it looks").count():
        page.get_by_role("button", name="Where it looks").click()
    page.wait_for_timeout(1500)
    clear = page.get_by_role("button", name="Clear")
    if clear.is_enabled():  # the drawing of the network before: strokes over it would change nothing
        clear.click()
        page.wait_for_timeout(1500)
    found["pen to heat map"] = page.evaluate(HEAT, rounds)
    return found


def _choose(page: Page, network: str) -> None:
    page.get_by_role("combobox", name="Trained network").click()
    page.get_by_role("option", name=re.compile(f"{network} measured")).click()


def _opened(page: Page) -> float:
    go_to(page, "Learn")
    page.wait_for_timeout(500)
    began = time.perf_counter()
    go_to(page, "Explain")
    page.wait_for_selector(".microscope .layer")
    return 1000 * (time.perf_counter() - began)


def _epoch(page: Page, key: str) -> float:
    page.get_by_test_id("stSlider").get_by_role("slider").first.focus()
    page.evaluate(WATCH)
    page.keyboard.press(key)
    took: float = page.evaluate("watched")
    page.wait_for_timeout(400)
    return took


def _tsne(page: Page) -> float:
    """From the click to the map that is said to be one by t-SNE; then the plane again."""
    began = time.perf_counter()
    page.get_by_role("radio", name="t-SNE").click()
    page.get_by_text("t-SNE: those that are most alike").wait_for(timeout=120_000)
    took = 1000 * (time.perf_counter() - began)
    page.get_by_role("radio", name="PCA").click()
    page.get_by_text("PCA: the two directions").wait_for(timeout=20_000)
    return took
