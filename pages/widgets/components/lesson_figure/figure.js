// The figure of a lesson. Places with data-at can be clicked and dragged over; the arrow keys go to the neighbours; Play visits all.

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const SIZES = [1.5, 1.4, 1.3, 1.2, 1.1, 1]; // of the panels; the last stands where none has room
const HIGH = 0.33; // the part of the window that an enlarged panel may take: what moves it stands above it
const PACE = 550; // ms that each place is shown while it plays
const PATIENCE = 1500; // ms until a move is sent again: Streamlit may drop what arrives while a page runs
const state = new WeakMap();

export default function (component) {
  const { parentElement: root, data } = component;
  let my = state.get(root);
  if (!my) {
    my = { count: 0, box: root.querySelector(".lesson"), button: root.querySelector(".play") };
    state.set(root, my);
    listen(my);
  }
  my.component = component;
  my.size = data.size;
  my.shown = data.at;
  if (my.panels !== data.panels) {
    my.box.innerHTML = my.panels = data.panels;
    enlarge(my);
  }
  my.box.classList.toggle("movable", Boolean(data.at));
  my.button.hidden = !data.at;
  if (data.at) my.box.tabIndex = 0;
  else my.box.removeAttribute("tabindex");
  answered(my);
  label(my);
}

// As large as the room allows, while all panels stay beside each other.
function enlarge(my) {
  const figures = [...my.box.querySelectorAll("figure")];
  const drawings = [...my.box.querySelectorAll("svg")];
  for (const times of SIZES) {
    for (const each of drawings) each.style.width = `${times * each.getAttribute("width")}px`;
    const beside = figures.every((each) => each.offsetTop === figures[0].offsetTop);
    const whole = drawings.every((each) => each.clientWidth + 1 > times * each.getAttribute("width"));
    const high = Math.max(...drawings.map((each) => each.getBoundingClientRect().height));
    if (beside && whole && high <= HIGH * innerHeight) break;
  }
  my.room = my.box.clientWidth;
  for (const sign of my.box.querySelectorAll(".sign")) {
    const below = sign.nextElementSibling.offsetTop > sign.previousElementSibling.offsetTop;
    sign.classList.toggle("down", below && sign.textContent === "→");
  }
}

function listen(my) {
  new ResizeObserver(() => my.box.clientWidth !== my.room && enlarge(my)).observe(my.box);
  my.box.addEventListener("pointerdown", (e) => {
    const place = placeOf(e.target);
    if (!place || !my.shown) return;
    stop(my);
    my.dragging = e.pointerId;
    my.box.setPointerCapture(e.pointerId);
    move(my, place);
  });
  my.box.addEventListener("pointermove", (e) => {
    if (my.dragging !== e.pointerId) return;
    const place = placeOf(my.box.getRootNode().elementFromPoint(e.clientX, e.clientY));
    if (place) move(my, place);
  });
  for (const end of ["pointerup", "pointercancel"]) my.box.addEventListener(end, () => (my.dragging = null));
  my.box.addEventListener("keydown", (e) => {
    const step = STEPS[e.key];
    if (!step || !my.shown) return;
    e.preventDefault();
    stop(my);
    const from = my.wanted || my.shown;
    move(my, [from[0] + step[0], from[1] + step[1]]);
  });
  my.button.addEventListener("click", () => {
    if (my.playing) return stop(my);
    my.playing = true;
    if (last(my)) move(my, [0, 0]);
    else turn(my);
    label(my);
  });
}

function placeOf(element) {
  const place = element && element.closest("[data-at]");
  return place && place.dataset.at.split(",").map(Number);
}

// The next place in reading order, or the end of playing.
function turn(my) {
  if (!my.playing || !my.box.isConnected) return;
  if (last(my)) return stop(my);
  const next = my.shown[0] * my.size[1] + my.shown[1] + 1;
  move(my, [Math.floor(next / my.size[1]), next % my.size[1]]);
}

function last(my) {
  return my.shown[0] === my.size[0] - 1 && my.shown[1] === my.size[1] - 1;
}

function stop(my) {
  my.playing = false;
  clearTimeout(my.timer);
  label(my);
}

function label(my) {
  my.button.textContent = my.playing ? "❚❚ Pause" : my.shown && last(my) ? "▶ Play again" : "▶ Play";
}

function move(my, [row, column]) {
  const at = [Math.min(Math.max(row, 0), my.size[0] - 1), Math.min(Math.max(column, 0), my.size[1] - 1)];
  if (same(at, my.wanted || my.shown)) return;
  const waits = Boolean(my.wanted);
  my.wanted = at;
  if (!waits) send(my);
}

// One message is on its way at a time: while a finger moves, only the newest place follows it.
function send(my) {
  if (!my.box.isConnected) return; // an element that has left the page must be silent
  my.sent = my.wanted;
  my.count += 1;
  my.component.setStateValue("picked", { at: my.wanted, count: my.count });
  clearTimeout(my.again);
  my.again = setTimeout(() => my.wanted && send(my), PATIENCE);
}

// Python shows a place: either the one that was asked for last, or there is a newer wish.
function answered(my) {
  if (my.wanted && same(my.shown, my.sent)) {
    clearTimeout(my.again);
    if (same(my.wanted, my.shown)) my.wanted = null;
    else send(my);
  }
  if (my.playing && !my.wanted) {
    clearTimeout(my.timer);
    my.timer = setTimeout(() => turn(my), PACE);
  }
}

function same(a, b) {
  return Boolean(a && b) && a[0] === b[0] && a[1] === b[1];
}
