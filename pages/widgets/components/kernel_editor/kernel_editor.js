// A kernel whose numbers are dragged, typed, or loaded. Each edit is shown at once and told to Python, which answers with the kernel.

const PATIENCE = 2500; // ms after which an edit without an answer is sent again
const SLACK = 4; // px that a finger may move before a press becomes a drag
const MOST = 100; // as Python has it
const HINT = `Drag a number up or down, type another from −${MOST} to ${MOST}, or use the arrow keys.`;
const STEPS = 24; // presses of an arrow key, and drags by PER_STEP px, from 0 to the largest number
const PER_STEP = 4;

export default function (component) {
  const { parentElement: root, data } = component;
  const my = stateOf(root, () => begin(root));
  if (data.of !== my.of) build(root, my, data);
  my.channel.hear(component, data.seq);
  if (my.channel.idle && !my.dragging) show(root, my, data.weights);
  my.undo.disabled = !data.changed;
  return () => my.channel.close();
}

function begin(root) {
  const replaces = (last, next) => next.do === "cell" && last.do === "cell" && last.gesture === next.gesture && last.at.join() === next.at.join();
  const hint = root.querySelector(".hint");
  hint.textContent = HINT;
  return { hint, channel: new Channel(root, "edits", { patience: PATIENCE, replaces }), gesture: Date.now(), strong: true };
}

function make(tag, values, parts = []) {
  const made = Object.assign(document.createElement(tag), values);
  made.append(...parts);
  return made;
}

function build(root, my, data) {
  const [rows, columns, channels] = data.shape;
  Object.assign(my, { of: data.of, cells: [], most: 1 });
  const size = Math.max(rows, columns);
  const planes = data.channels.map((name, c) => {
    const grid = make("div", { className: `grid${size > 5 ? " tiny" : size > 4 ? " small" : ""}` });
    grid.style.gridTemplateColumns = `repeat(${columns}, auto)`;
    for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) grid.append(cell(my, [y, x, c], (y * columns + x) * channels + c, channels > 1 ? `${name}, ` : ""));
    return make("figure", {}, [...(channels > 1 ? [make("figcaption", { textContent: name })] : []), grid]);
  });
  root.querySelector(".planes").replaceChildren(...planes);
  const button = (text, deed) => {
    const made = make("button", { type: "button", textContent: text });
    made.addEventListener("click", deed);
    return made;
  };
  const into = make("select", { ariaLabel: "Load into" }, ["all channels", ...data.channels].map((name, k) => make("option", { value: k - 1, textContent: `into ${name}` })));
  const load = (name) => post(my, { do: "load", name, channel: channels > 1 ? Number(into.value) : -1, strong: my.strong });
  const strong = make("input", { type: "checkbox", checked: my.strong });
  strong.addEventListener("change", () => (my.strong = strong.checked));
  my.undo = button("Undo", () => post(my, { do: "undo" }));
  root.querySelector(".known").replaceChildren(...(channels > 1 ? [into] : []), ...data.known.map((name) => button(name, () => load(name))));
  root.querySelector(".back").replaceChildren(
    button("As trained", () => post(my, { do: "trained" })),
    my.undo,
    make("label", {}, [strong, "Make it as strong as the trained weights"])
  );
}

function cell(my, at, index, channel) {
  const input = make("input", { type: "number", step: "any", index, ariaLabel: `Weight ${channel}row ${at[0]}, column ${at[1]}` });
  const edit = (value, text) => {
    if (!Number.isFinite(value)) return;
    const asked = value;
    value = Math.max(-MOST, Math.min(MOST, asked));
    my.hint.textContent = value === asked ? HINT : `A weight is at least −${MOST} and at most ${MOST}: ${asked} becomes ${value}.`;
    my.weights[index] = value;
    if (text) input.value = short(value);
    paint(my);
    post(my, { do: "cell", at, value, gesture: my.gesture });
  };
  const step = () => my.most / STEPS;
  my.cells.push(input);
  input.addEventListener("focus", () => ((my.gesture = Date.now()), input.select()));
  input.addEventListener("input", () => input.value !== "" && edit(Number(input.value)));
  input.addEventListener("blur", () => my.weights && (input.value = short(my.weights[index])));
  input.addEventListener("wheel", (e) => e.preventDefault(), { passive: false }); // the page scrolls, the number stays
  input.addEventListener("keydown", (e) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[e.key];
    if (!way) return;
    e.preventDefault();
    edit(my.weights[index] + way * step(), true);
  });
  let from = null;
  input.addEventListener("pointerdown", (e) => (from = { y: e.clientY, value: my.weights[index], step: step(), id: e.pointerId }));
  input.addEventListener("pointermove", (e) => {
    if (from?.id !== e.pointerId) return;
    const by = from.y - e.clientY;
    if (!my.dragging && Math.abs(by) < SLACK) return;
    if (!my.dragging) {
      input.setPointerCapture(e.pointerId);
      my.gesture = Date.now();
    }
    my.dragging = true;
    e.preventDefault();
    edit(from.value + (by / PER_STEP) * from.step, true);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    input.addEventListener(end, () => {
      from = null;
      my.dragging = false;
    });
  return input;
}

const post = (my, message) => my.channel.post({ ...message, of: my.of });

// Numbers as they are read: with three digits, without zeros at the end.
const short = (value) => String(Number(value.toPrecision(3)));

// What is being typed stays as it is typed, while it says the same number.
function show(root, my, weights) {
  my.weights = [...weights]; // by row, column and channel
  for (const input of my.cells) {
    const weight = my.weights[input.index];
    if (root.activeElement !== input || Math.abs(Number(input.value) - weight) > 0.005 * Math.abs(weight)) input.value = short(weight);
  }
  paint(my);
}

function paint(my) {
  const most = Math.max(...my.weights.map(Math.abs));
  if (!my.dragging) my.most = most || 1;
  for (const input of my.cells) {
    const shade = colour(my.weights[input.index], Math.max(most, my.most));
    Object.assign(input.style, { background: `rgb(${shade})`, color: inkOn(shade) });
  }
}
