"""How quickly the pages answer, in Chromium: `python benchmarks/latency.py [--training]`.

Slider to table: from the input event of a slider to the frame in which the table shows the new total. Pen to prediction: from the
last point of a stroke to the frame in which the bars answer it; and how many answers come during a stroke of one second, on the
Draw page and on the pad in the sidebar of the Build page, where the picture of the network follows the pen. What is measured of the
Explain page, for runs of two networks, stands in explain_latency.py.
With --training all of it while a network trains. Needs Chromium and the tests' requirements.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.explain_latency import NETWORKS, OWNER, explain_times, keep_runs
from tests.browser.conftest import SWITCHES, cookie_of, start_app, stop_app
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
    for network in NETWORKS:
        for name, times in explain_times(page, network, STROKES, tsne=not training).items():
            show(f"{network}: {name}, {where}", times)
    go_to(page, "Build")


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
        keep_runs(app.home)
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        try:
            page = chromium.new_page(viewport={"width": 1440, "height": 1000})
            page.context.add_cookies([cookie_of(OWNER, app.url)])
            page.goto(app.url)
            page.wait_for_selector(".network-editor .params", timeout=30_000)
            wait_ready(page)
            for busy in (False, True) if training else (False,):
                measure(page, busy)
        except Exception:  # such as a page that has lost its server: what that said is gone with its home
            print(f"The app, exit code {app.process.poll()}, said:\n{app.said()[-3000:]}", file=sys.stderr)
            raise
        finally:
            chromium.close()
            stop_app(app)


if __name__ == "__main__":
    main()
