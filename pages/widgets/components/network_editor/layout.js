// How large the picture is, what is lit, and where the focus goes when a part is drawn anew. Read in front of network_editor.js.

// The picture fills its card up to a part of the window's height; a long network keeps its size and scrolls sideways. Its place is
// measured when its size changes, not for each answer: asked for after a change of the page, a width costs a whole layout.
const measured = new WeakMap();

function measure(root, my) {
  const place = root.querySelector(".picture");
  // The style of the presentation says so in a variable, which reaches into the component: then the picture has the whole width.
  root.querySelector(".network-editor").classList.toggle("presenting", getComputedStyle(place).getPropertyValue("--lab-presenting") === "1");
  measured.set(place, place.clientWidth);
  fit(root);
  tellRoom(root, my);
}

const LEAST = 0.75; // the scale below which its words cannot be read
const STEP = 40, AGAIN = 1000; // px in which room is told; ms after which it is told again, since Streamlit may have dropped it

// Where the picture would be cut, Python is told of the room, and draws the layers close together; it is told of more room, too.
function tellRoom(root, my) {
  const place = root.querySelector(".picture"), svg = place.querySelector("svg");
  if (!svg || !root.isConnected) return;
  const [, top, width] = svg.getAttribute("viewBox").split(" ").map(Number);
  const room = Math.floor((measured.get(place) - 2) / LEAST / STEP) * STEP, level = top === 0;
  if (level ? width <= room : !(room > kept.room)) return;
  if (room === kept.room && performance.now() - kept.told < AGAIN) return;
  Object.assign(kept, { room, told: performance.now() });
  my.component.setTriggerValue("room", room);
}

function fit(root) {
  const place = root.querySelector(".picture");
  const svg = place.querySelector("svg");
  if (!svg) return;
  if (!measured.has(place)) measured.set(place, place.clientWidth);
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const room = Math.max(measured.get(place) - 2, 1) / width;
  const part = place.closest(".presenting") ? 0.34 : 0.42; // of a window in which the presentation enlarges everything
  const tallest = Math.min(part * window.innerHeight, 460) / height;
  svg.style.height = `${Math.round(height * Math.max(LEAST, Math.min(room, Math.max(1, tallest))))}px`;
  requestAnimationFrame(() => edges(place));
}

// Where something goes on beyond the edge, the edge fades. Of the picture words say so too, wherever it is scrolled to: else the page would move.
function edges(place) {
  place.classList.toggle("wide", place.scrollWidth - place.clientWidth > 4);
  place.classList.toggle("more", place.scrollWidth - place.clientWidth - place.scrollLeft > 4);
}

const HEADER = 60; // px at the top of the window that the page's bar covers

// A new error is shown where it would be hidden, by the picture that stays at the top, too. Not while a slider is in hand, nor while a button
// above the picture is: it would go away from under the pointer.
function reveal(root, my) {
  const errors = my.data.issues.filter((issue) => issue.severity === "error").map((issue) => issue.message).join();
  const fresh = my.errors !== undefined && errors && errors !== my.errors;
  my.errors = errors;
  if (!fresh || my.onBar || root.activeElement?.dataset.field) return;
  const above = [".bar", ".card"].map((part) => root.querySelector(part)).filter((part) => getComputedStyle(part).position === "sticky");
  const advice = root.querySelector(".advice");
  advice.style.scrollMarginTop = `${HEADER + 10 + above.reduce((height, part) => height + part.offsetHeight, 0)}px`;
  advice.scrollIntoView({ block: "nearest" });
}

const FADED = 48; // px at the edge of a picture that goes on

// What has the focus, so that it can be found again after its part was drawn anew.
function focusMark(root, element) {
  if (!element || !element.dataset?.do) return null;
  const { do: deed, by, after, kind } = element.dataset;
  return { deed, by, after, kind, id: element.closest("tr")?.dataset.id, part: element.closest(".panel, .bar, .table, .advice")?.className };
}

// Focus never falls to the page: it goes to the same button, or to the next fix, or to the row of the chosen layer.
function refocus(root, my, mark) {
  if (!mark || root.activeElement) return;
  const same = [...root.querySelectorAll(`[data-do="${mark.deed}"]:not(:disabled)`)].find((each) => {
    const now = focusMark(root, each);
    return now.by === mark.by && now.after === mark.after && now.id === mark.id && now.part === mark.part;
  });
  const fix = mark.deed === "fix" ? root.querySelector('.advice [data-do="fix"]') : null;
  const row = root.querySelector(`tr[data-id="${my.selected}"] .name`);
  (same ?? fix ?? row ?? root.querySelector('.bar [data-do="menu"]'))?.focus({ preventScroll: true });
}

function light(root, my) {
  const chosen = my.data.layers.find((layer) => layer.id === my.selected)?.index;
  for (const element of root.querySelectorAll("[data-layer]")) {
    element.classList.toggle("hot", element.dataset.layer === my.hot);
    element.classList.toggle("selected", Number(element.dataset.layer) === chosen);
  }
  for (const row of root.querySelectorAll("tr[data-from]")) row.classList.toggle("selected", row.dataset.from <= chosen && chosen < row.dataset.to);
  if (my.inView === my.selected) return;
  my.inView = my.selected;
  intoView(root.querySelector(".picture"), chosen);
}

// A picture that goes on beyond its edge is scrolled to the layer that was chosen elsewhere.
function intoView(place, index) {
  const block = place.querySelector(`[data-layer="${index}"]`)?.getBoundingClientRect();
  const { left, right } = place.getBoundingClientRect();
  if (block && (block.left < left || block.right > right - FADED)) place.scrollLeft += (block.left + block.right - left - right) / 2;
}
