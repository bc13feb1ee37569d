// The drawing pad. Strokes are vectors in 0..1; while one is being drawn they are sent at most every 80 ms, and never before the
// last answer is back, so that answers keep up with the pen. When the pen is lifted they are sent at once.

const PAUSE = 80;
const PATIENCE = 600; // ms after which a drawing without an answer is sent again
const LOOK_AGAIN = 400; // ms until Python is asked again for what it is still working out
const KEPT = "cnn-lab drawing"; // this tab's drawing, which outlives a reload of the page

const hand = { pointer: null }; // the pointer that draws; it outlives the element, since Streamlit may rebuild that under the pen

export default function (component) {
  const { parentElement: root, data } = component;
  const my = stateOf(root, () => begin(root, data));
  my.data = data;
  root.querySelector(".drawing-pad").classList.toggle("small", !!data.small);
  let unread = my.source !== data.source; // this network has not read the drawing
  my.source = data.source;
  if (my.shapes !== data.shapes) {
    my.shapes = my.filled = data.shapes;
    unread = true;
  }
  root.querySelector(".filled").checked = my.filled;
  root.querySelector(".centre").checked = my.centre;
  my.channel.hear(component, data.seq);
  my.rested ??= my.channel.number;
  answer(root, my, data);
  ink(root, my);
  if (unread && my.strokes.length) send(my);
  else if (hand.pointer == null && my.channel.idle && my.rested !== my.channel.number) {
    my.rested = my.channel.number; // what else follows the drawing waits for this, so that the answer to a stroke waits for nothing
    my.channel.tell("rested");
  } else if (data.note === null) my.channel.after(LOOK_AGAIN, () => my.channel.tell("rested"));
  return () => my.channel.close();
}

// The drawing as another pad, or this one before it was rebuilt, left it.
function begin(root, data) {
  const channel = new Channel(root, "drawing", { patience: PATIENCE, pause: PAUSE, replaces: () => true });
  const { seq, ...unanswered } = channel.last ?? {};
  const my = { channel, strokes: [], pen: data.pen, centre: true, ...(data.kept ?? stored()), ...unanswered, pad: root.querySelector(".pad") };
  listen(root, my);
  return my;
}

// What this tab drew before it was loaded again. Storage may be closed to pages.
function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function send(my, urgent = false) {
  const drawing = { strokes: my.strokes, pen: my.pen, filled: my.filled, centre: my.centre };
  my.channel.post(drawing, urgent);
  try {
    if (urgent || !my.strokes.length) sessionStorage.setItem(KEPT, JSON.stringify({ ...drawing, shapes: my.shapes }));
  } catch {} // without storage a reload begins with an empty pad
  my.pad.dataset.sent = my.channel.number;
}

function listen(root, my) {
  const pad = root.querySelector(".pad");
  const pen = root.querySelector(".pen");
  pen.value = my.pen * 100;
  const place = (e) => {
    const box = pad.getBoundingClientRect();
    return [(e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height];
  };
  const on = (p) => p.every((v) => v >= 0 && v <= 1);
  const round = (p) => p.map((v) => Math.round(v * 1000) / 1000);
  // The pen leaves the pad: its stroke ends where it crosses the edge, and where it comes back another begins.
  const crossing = (inside, outside) => {
    const share = (a, b) => (b < 0 ? a / (a - b) : b > 1 ? (1 - a) / (b - a) : 1);
    const t = Math.min(share(inside[0], outside[0]), share(inside[1], outside[1]));
    return round(inside.map((v, i) => Math.min(1, Math.max(0, v + t * (outside[i] - v)))));
  };
  const add = (next) => {
    const stroke = my.strokes[my.strokes.length - 1];
    if (on(next) && my.out) my.strokes.push([crossing(next, my.out), round(next)]);
    else if (on(next) && stroke) {
      const last = stroke[stroke.length - 1];
      if (Math.hypot(next[0] - last[0], next[1] - last[1]) > 0.006) stroke.push(round(next));
    } else if (!my.out && stroke) stroke.push(crossing(stroke[stroke.length - 1], next));
    my.out = on(next) ? null : next;
  };
  pad.addEventListener("pointerdown", (e) => {
    if (e.button > 0) return;
    if (hand.pointer != null && hand.pointer !== e.pointerId && e.pointerType === "touch") return undo(); // two fingers scroll
    pad.setPointerCapture(e.pointerId);
    hand.pointer = e.pointerId;
    my.out = null;
    my.strokes.push([round(place(e))]);
    ink(root, my);
    send(my);
  });
  const undo = () => {
    hand.pointer = null;
    my.strokes.pop();
    ink(root, my);
    send(my, true);
  };
  pad.addEventListener("pointermove", (e) => {
    if (hand.pointer !== e.pointerId) return;
    for (const each of e.getCoalescedEvents?.().length ? e.getCoalescedEvents() : [e]) add(place(each));
    ink(root, my);
    send(my);
  });
  pad.addEventListener("pointerup", (e) => {
    if (hand.pointer !== e.pointerId) return;
    hand.pointer = null;
    send(my, true);
  });
  pad.addEventListener("pointercancel", (e) => hand.pointer === e.pointerId && undo()); // the browser scrolls or zooms with it
  root.querySelector(".left").addEventListener("click", (e) => {
    const deed = e.target.dataset.do;
    if (!deed) return;
    if (deed === "clear") my.strokes = [];
    else my.strokes.pop();
    if (!my.strokes.length) pad.focus({ preventScroll: true }); // the pressed button can no longer hold it
    ink(root, my);
    send(my);
  });
  pen.addEventListener("input", () => {
    my.pen = Number(pen.value) / 100;
    ink(root, my);
    send(my);
  });
  for (const name of ["centre", "filled"])
    root.querySelector(`.${name}`).addEventListener("change", (e) => {
      my[name] = e.target.checked;
      ink(root, my);
      send(my);
    });
}

function ink(root, my) {
  const pad = root.querySelector(".pad");
  const g = pad.getContext("2d");
  const side = pad.width;
  g.fillStyle = "#000";
  g.fillRect(0, 0, side, side);
  g.strokeStyle = g.fillStyle = "#fff";
  g.lineWidth = my.pen * side;
  g.lineCap = g.lineJoin = "round";
  for (const stroke of my.strokes) {
    g.beginPath();
    g.arc(stroke[0][0] * side, stroke[0][1] * side, g.lineWidth / 2, 0, 2 * Math.PI); // a line without length has no caps
    g.fill();
    g.beginPath();
    g.moveTo(stroke[0][0] * side, stroke[0][1] * side);
    for (const [x, y] of stroke.length > 1 ? stroke.slice(1) : stroke) g.lineTo(x * side, y * side);
    g.stroke();
    if (my.filled) g.fill("evenodd"); // as Python fills it
  }
  if (!my.strokes.length) {
    g.fillStyle = "#7d8590";
    g.font = `${side / (my.data?.small ? 11 : 18)}px sans-serif`;
    g.textAlign = "center";
    g.fillText(my.data?.hint ?? "", side / 2, side / 2);
  }
  root.querySelector("[data-do=undo]").disabled = root.querySelector("[data-do=clear]").disabled = !my.strokes.length;
}

function answer(root, my, data) {
  const bars = root.querySelector(".bars");
  if (data.seq !== undefined) bars.dataset.answer = data.seq;  // which drawing the bars speak of
  if (my.classes !== data.classes.join()) {
    my.classes = data.classes.join();
    bars.replaceChildren(
      ...data.classes.map((name) => {
        const bar = document.createElement("div");
        bar.className = "bar";
        for (const part of ["name", "track", "percent"]) bar.append(Object.assign(document.createElement("span"), { className: part }));
        bar.querySelector(".track").append(document.createElement("i"));
        bar.querySelector(".name").textContent = name;
        return bar;
      })
    );
  }
  const shown = data.probabilities;
  const best = shown ? shown.indexOf(Math.max(...shown)) : -1;
  [...bars.children].forEach((bar, i) => {
    const p = shown ? shown[i] : 0;
    bar.classList.toggle("best", i === best);
    bar.querySelector("i").style.transform = `scaleX(${p})`;
    bar.querySelector(".percent").textContent = shown ? `${(p * 100).toFixed(1)}%` : "";
  });
  bars.classList.toggle("empty", !shown);
  root.querySelector(".verdict").textContent = data.words;
  if (data.note !== null) root.querySelector(".note").textContent = data.note;
  root.querySelector("figcaption").textContent = data.caption;
  const seen = root.querySelector(".seen");
  if (data.seen) {
    const { height, width, pixels } = data.seen;
    const bytes = Uint8Array.from(atob(pixels), (c) => c.charCodeAt(0));
    seen.width = width;
    seen.height = height;
    const image = new ImageData(width, height);
    for (let i = 0; i < width * height; i++) image.data.set([bytes[i], bytes[i], bytes[i], 255], i * 4);
    seen.getContext("2d").putImageData(image, 0, 0);
  }
}
