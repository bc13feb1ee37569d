"""How quickly the pages answer, in Chromium: `python benchmarks/latency.py [--training]`.

Slider to table: from the input event of a slider to the frame in which the table shows the new total. Pen to prediction: from the
last point of a stroke to the frame in which the bars answer it; and how many answers come during a stroke of one second, on the
Draw page and on the pad in the sidebar of the Build page, where the picture of the network follows the pen. Explain: from a click on
Next to the frame in which the maps are those of the next image, the time of one hover, from a key on the slider of epochs to the maps
of another one (for a run with epochs), and the t-SNE of 2,000 images, once. Pen to heat map: from a movement of the pen to the frame
with the Grad-CAM that answers it.
With --training all of it while a network trains. Needs Chromium and the tests' requirements.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.conftest import SWITCHES, start_app, stop_app
from tests.browser.hands import go_to, wait_ready
from tools.find_chromium import find_chromium

ROUNDS = 60
STROKES = 20

SLIDER = """async (rounds) => {
  const frame = () => new Promise(requestAnimationFrame), times = [];
  const find = () => [...document.querySelectorAll('*')].map((e) => e.shadowRoot).find((r) => r && r.querySelector('.network-editor'));
  const total = () => find()?.querySelector('.params')?.textContent;
  for (let k = 0; k < rounds; k++) {
    const before = total(), began = performance.now(), slider = find().querySelector('input[data-field=filters]');
    slider.value = Number(slider.value) === 7 ? 5 : 7;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    while ((!total() || total() === before) && performance.now() - began < 5000) await frame();
    times.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 120));
  }
  return times;
}"""

STROKE = """async (rounds) => {
  const host = [...document.querySelectorAll('*')].map((e) => e.shadowRoot).find((r) => r && r.querySelector('canvas.pad'));
  const root = host || document, pad = root.querySelector('canvas.pad'), frame = () => new Promise(requestAnimationFrame);
  const wait = (ms) => new Promise((done) => setTimeout(done, ms)), box = () => pad.getBoundingClientRect();
  const at = (type, x, y) => pad.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, isPrimary: true,
    clientX: box().left + x * box().width, clientY: box().top + y * box().height }));
  pad.setPointerCapture = () => {};
  const times = [], answers = [];
  for (let k = 0; k < rounds; k++) {
    root.querySelector('[data-do=clear]').click();
    await wait(500);
    let count = 0;
    const bars = root.querySelector('.bars'), seen = new MutationObserver(() => count++);
    seen.observe(bars, { subtree: true, attributes: true, attributeFilter: ['data-answer'] });
    bars.dataset.watch = '1';
    at('pointerdown', 0.27, 0.25);
    for (let step = 1; step <= 50; step++) {
      const t = step / 50, x = t < 0.4 ? 0.27 + (t / 0.4) * 0.46 : 0.73 - ((t - 0.4) / 0.6) * 0.28, y = t < 0.4 ? 0.25 : 0.25 + ((t - 0.4) / 0.6) * 0.55;
      at('pointermove', x, y);
      await wait(20);
    }
    await frame();
    const during = count, began = performance.now(), wanted = Number(pad.dataset.sent) + 1;
    at('pointerup', 0.45, 0.8);
    while (Number(bars.dataset.answer || 0) < wanted && performance.now() - began < 5000) await frame();
    times.push(performance.now() - began);
    answers.push(during);
    seen.disconnect();
  }
  return [times, answers];
}"""


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


def show(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    print(
        f"{name:48} n {len(times):3}   p50 {statistics.median(times):6.0f} ms   p95 {p95:6.0f} ms   max {ordered[-1]:6.0f} ms",
        flush=True,
    )


def measure(page: Page, training: bool) -> None:
    where = "while training" if training else "alone"
    if training:
        go_to(page, "Train")
        field = page.get_by_role("spinbutton", name="epochs")
        field.fill("100")
        field.press("Enter")
        page.wait_for_timeout(800)
        page.get_by_test_id("stSidebar").get_by_role("button", name="Train").click()
        expect(page.get_by_text(re.compile(r"Epoch 1 of 100, .* left")).first).to_be_visible(timeout=60_000)
        go_to(page, "Build")
    page.wait_for_selector(".network-editor .params")
    page.wait_for_timeout(1500)
    page.evaluate(SLIDER, 4)
    show(f"slider to table, {where}", page.evaluate(SLIDER, ROUNDS))
    strokes(page, f"{where}, sidebar")
    go_to(page, "Draw")
    strokes(page, where)
    began = time.perf_counter()
    go_to(page, "Explain")
    page.wait_for_selector(".microscope .layer")
    show(f"Explain opens, {where}", [1000 * (time.perf_counter() - began)])
    page.wait_for_timeout(1500)
    show(f"next image to its maps, {where}", page.evaluate(NEXT, STROKES))
    show(f"hover, {where}", page.evaluate(HOVER, ROUNDS))
    if page.get_by_role("button", name="Play the epochs").count():
        show(f"epoch to its maps, {where}", epochs(page, STROKES))
    if not training:  # then it is known
        tsne(page, where)
    go_to(page, "Draw")
    page.get_by_role("button", name="Where it looks").click()
    page.wait_for_timeout(1500)
    show(f"pen to heat map, {where}", page.evaluate(HEAT, STROKES))
    go_to(page, "Build")


def epochs(page: Page, rounds: int) -> list[float]:
    times = []
    for k in range(rounds):
        page.get_by_test_id("stSlider").get_by_role("slider").first.focus()
        page.evaluate(WATCH)
        page.keyboard.press("ArrowRight" if k % 2 else "ArrowLeft")
        times.append(page.evaluate("watched"))
        page.wait_for_timeout(400)
    return times


def tsne(page: Page, where: str) -> None:
    page.get_by_role("radio", name="Map of images").click()
    page.wait_for_selector(".image-map canvas")
    page.wait_for_timeout(2000)
    began = time.perf_counter()
    page.get_by_role("radio", name="t-SNE").click()
    page.get_by_text("t-SNE is being made").wait_for(timeout=10_000)
    page.get_by_text("t-SNE is being made").wait_for(state="hidden", timeout=120_000)
    show(f"t-SNE of 2,000 images, {where}", [1000 * (time.perf_counter() - began)])


def strokes(page: Page, where: str) -> None:
    page.wait_for_selector("canvas.pad")
    page.wait_for_timeout(1500)
    page.evaluate(STROKE, 2)
    times, answers = page.evaluate(STROKE, STROKES)
    show(f"pen-up to prediction, {where}", times)
    print(
        f"{'answers in a 1 s stroke, ' + where:48} n {len(answers):3}   median {statistics.median(answers):.0f}   least {min(answers)}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--training", action="store_true", help="measure while a network trains, too")
    training = arguments.parse_args().training
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        app = start_app(Path(home))
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        try:
            page = chromium.new_page(viewport={"width": 1440, "height": 1000})
            page.goto(app.url)
            page.wait_for_selector(".network-editor .params", timeout=30_000)
            wait_ready(page)
            for busy in (False, True) if training else (False,):
                measure(page, busy)
        finally:
            chromium.close()
            stop_app(app)


if __name__ == "__main__":
    main()
