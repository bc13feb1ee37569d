// Streamlit 1.67 draws a chart whose figure has changed as another one: it takes the old one out, and the new one is seen some 50 ms later, so that
// curves blink with every epoch. Until then a picture of the old one lies in its place. It is made while the old one is seen, for Plotly takes its
// lines out first.

const BUSY = 2_000, FEW = 8; // elements of a drawing that is not copied; charts of which a picture is kept, those drawn last
const FRAME = 16, APART = 100, LONGEST = 1_000; // ms after a change that a picture is made, between two of them, and that one stays at the most
const CHART = ".stPlotlyChart, .js-plotly-plot"; // of one that is not drawn yet there may be no more than the picture of the one before
const pictures = new Map(); // by the key of the chart

function keepCharts(window) {
  if (window.cnnLabKeepsCharts) return;
  window.cnnLabKeepsCharts = true;
  const { document } = window;
  const fresh = new Set(); // charts that have changed since they were copied
  let timer, last = 0;
  const take = () => {
    timer = undefined;
    for (const chart of fresh) if (takePicture(window, chart)) last = performance.now();
    fresh.clear();
  };
  new MutationObserver((records) => {
    for (const record of records) {
      const chart = record.target.closest?.(".stPlotlyChart");
      for (const gone of record.removedNodes) putPicture(window, record.target, gone);
      if (!chart?.isConnected) continue;
      fresh.add(chart);
      timer ??= setTimeout(take, Math.max(FRAME, last + APART - performance.now()));
    }
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] });
}

const keyOf = (element) => [...(element.classList ?? [])].find((name) => name.startsWith("st-key-"));
const seen = (window, plot) => plot && window.getComputedStyle(plot).visibility === "visible" && plot.querySelector(".main-svg .infolayer *");

function takePicture(window, chart) {
  const plot = chart.querySelector(".js-plotly-plot"), key = keyOf(chart.closest(".stElementContainer") ?? chart);
  if (!key || !seen(window, plot)) return false;
  pictures.delete(key);
  if (plot.getElementsByTagName("*").length <= BUSY) pictures.set(key, plot.cloneNode(true));
  if (pictures.size > FEW) pictures.delete(pictures.keys().next().value);
  return true;
}

// In the element that has the key of the one that is gone, or that the chart alone is gone from, if there is one.
function putPicture(window, block, gone) {
  if (!block.isConnected || gone.matches?.("[aria-hidden]") || !(gone.matches?.(CHART) || gone.querySelector?.(CHART))) return;
  const key = keyOf(gone), place = key ? block.querySelector(`:scope > .${CSS.escape(key)}`) : block.closest(".stElementContainer");
  const kept = place && pictures.get(keyOf(place));
  if (!kept) return;
  const picture = kept.cloneNode(true), until = performance.now() + LONGEST; // the same may be wanted again before another one is made
  picture.setAttribute("aria-hidden", "true");
  picture.style.cssText += "; position: absolute; top: 0; left: 0; pointer-events: none; z-index: 1";
  place.style.position = "relative";
  place.append(picture);
  const look = () => {
    const plot = [...place.querySelectorAll(".js-plotly-plot")].find((each) => each !== picture);
    if (!seen(window, plot) && performance.now() < until) return requestAnimationFrame(look);
    picture.remove();
  };
  look();
}
