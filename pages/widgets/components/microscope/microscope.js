// The microscope. Hovering is worked out here; the arithmetic of a number that is clicked is asked of Python.

const PATIENCE = 2500; // ms after which a question without an answer is asked again
const MAX_SCENES = 12;
const IMAGE = -1;
const scenes = new Map(); // view -> what is shown of it; outlives the element
const PATCH = ["#ffb000", "rgba(255, 176, 0, .22)"]; // what lights up: amber, which no map has
const WIDE = 0.6; // of the image
const INDENT = 26; // px that the sheets of a block's layers stand to the right, as the style sheet has it
const HERE = ["#ff4fd8", "rgba(255, 79, 216, .25)"];

export default function (component) {
  const { parentElement: root, data } = component;
  const my = stateOf(root, () => begin(root));
  my.channel.hear(component, data.seq);
  if (my.scene && my.onto !== data.onto) paintImage(root.querySelector(".image .base"), my.scene.image, my.image.lay.scale); // without what was painted here
  [my.brush, my.onto] = [data.brush ?? null, data.onto];
  if (my.channel.idle) my.open = data.open; // else a block was opened or closed meanwhile
  root.querySelector(".image").classList.toggle("painted", my.brush !== null);
  if (data.scene) keep(data.view, data.scene);
  const scene = scenes.get(data.view);
  if (!scene) my.channel.post({ ...question(my), have: "" });
  else if (my.scene !== scene) show(root, my, data.view, scene);
  if (scene && data.detail !== undefined) answer(root, my, data.detail);
  return () => my.channel.close();
}

function begin(root) {
  const my = { channel: new Channel(root, "asked", { patience: PATIENCE, replaces: () => true }), trail: [], sheets: [] };
  brushing(root, my);
  root.querySelector(".panel").addEventListener("keydown", (e) => {
    if (e.key === "Escape") leave(root, my, root.querySelector(".panel .close")?.offsetParent != null);
  });
  new ResizeObserver(() => {
    const width = root.querySelector(".layers").clientWidth;
    if (my.scene && width !== my.width) show(root, my, my.view, my.scene);
  }).observe(root.querySelector(".layers"));
  return my;
}

function keep(view, scene) {
  for (const layer of scene.layers) layer.bytes = bytes(layer.maps);
  scenes.set(view, scene);
  if (scenes.size > MAX_SCENES) scenes.delete(scenes.keys().next().value);
}

// What Python is asked for: the arithmetic of the chosen number, and which blocks show their layers.
function question(my) {
  const { layer, at, more = 0, step = "" } = my.chosen ? pythons(my, my.chosen) : {};
  return { ...(at ? { layer, at, more, step } : {}), open: my.open };
}

function el(tag, name, text, parts = []) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  made.append(...parts);
  return made;
}

// Draws the image and all layers. Sheets stay where their layers are the same, so that an epoch or an image changes their dots alone.
function show(root, my, view, scene) {
  const layers = root.querySelector(".layers");
  if (my.scene) [my.trail, [my.chosen, my.under]] = [my.trail, [my.chosen, my.under]].map((spots) => spots.map((spot) => moved(my.scene.layers, scene.layers, spot)));
  if (my.under?.step) my.under = null; // it was on a sheet that is closed
  Object.assign(my, { view, scene, width: layers.clientWidth });
  const scale = Math.max(1, Math.floor((matchMedia("(max-width: 700px)").matches ? 120 : Math.min(224, root.querySelector(".seen").clientWidth)) / Math.max(scene.image.height, scene.image.width)));
  my.image = { ...scene.image, shape: [scene.image.height, scene.image.width, 1], shown: 1, lay: { scale, columns: 1 } };
  const sheet = root.querySelector(".image");
  paintImage(sheet.querySelector(".base"), scene.image, scale);
  root.querySelector(".words").textContent = scene.image.words;
  sheet.querySelector(".base").setAttribute("aria-label", scene.image.words);
  sheet.querySelector(".base").setAttribute("role", "img");
  sized(sheet);
  const known = new Map(my.sheets.map((each) => [each.name, each]));
  const sheets = scene.layers.map((layer) => known.get(nameOf(layer)) ?? sheetOf(root, my, layer));
  // Those that stay are not touched: without them for a moment, the page would be short and scroll to its top, and the focus would be lost.
  for (const each of my.sheets) if (!sheets.includes(each)) each.box.remove();
  sheets.forEach((each, k) => each.box === layers.children[k] || layers.insertBefore(each.box, layers.children[k] ?? null));
  my.sheets = sheets;
  scene.layers.forEach((layer, k) => {
    const each = my.sheets[k];
    each.k = k;
    [each.words.textContent, each.note.textContent] = [layer.words, layer.note];
    each.opener?.setAttribute("aria-expanded", layer.open);
    each.lay = arrange(layer, layers.clientWidth - (layer.step ? INDENT : 0));
    paint(each.base, layer, each.lay);
    sized(each.sheet);
    each.low.textContent = layer.low < 0 ? layer.lowText : "0";
    each.high.textContent = layer.highText;
    each.legend.classList.toggle("signed", layer.low < 0);
    if (each.bars) bars(each.bars, layer, scene.probabilities, (unit) => ask(root, my, { layer: k, at: [unit] }));
  });
  hover(root, my, my.under);
}

function sized(sheet) {
  const [base, over] = [sheet.querySelector(".base"), sheet.querySelector(".over")];
  Object.assign(over, { width: base.width, height: base.height });
  sheet.style.width = `${base.width}px`;
}

const nameOf = (layer) => `${layer.title} ${layer.shape} ${layer.names ?? ""}`;

function sheetOf(root, my, layer) {
  const [base, over] = [el("canvas", "base"), el("canvas", "over")];
  const [low, high, bar] = [el("span"), el("span"), el("i")];
  const legend = el("span", "legend", undefined, [low, bar, high]);
  const sheet = el("div", "sheet", undefined, [base, over]);
  const opener = layer.opens ? el("button", "opener", "Layers inside") : null;
  const note = el("p", "note");
  const words = el("span", "shape");
  const head = el(layer.step ? "h3" : "h2", "", undefined, [el("b", "", layer.title), words, ...(opener ? [opener] : []), legend]);
  const box = el("div", layer.step ? "layer within" : "layer", undefined, [head, note, el("div", "scroll", undefined, [sheet])]);
  const each = { name: nameOf(layer), box, sheet, base, over, low, high, legend, words, note, opener, bars: layer.names ? box.appendChild(el("div", "classes")) : null };
  opener?.addEventListener("click", () => open(my, layer.index));
  over.tabIndex = 0;
  over.setAttribute("role", "application");
  over.setAttribute("aria-label", `${layer.title}, ${layer.words}: arrow keys move, Enter shows the arithmetic`);
  over.addEventListener("pointermove", (e) => point(e, (at) => hover(root, my, at && { layer: each.k, at })));
  over.addEventListener("pointerleave", () => hover(root, my, null));
  over.addEventListener("click", (e) => point(e, (at) => at && ask(root, my, { layer: each.k, at })));
  over.addEventListener("keydown", (e) => step(root, my, each.k, e));
  over.addEventListener("focus", () => over.matches(":focus-visible") && hover(root, my, my.under?.layer === each.k ? my.under : { layer: each.k, at: layer.shape.map(() => 0) }));
  const point = (e, deed) => {
    const edge = over.getBoundingClientRect();
    deed(placeAt(my.scene.layers[each.k], each.lay, e.clientX - edge.left, e.clientY - edge.top));
  };
  return each;
}

// Shows the layers inside a block, or no longer.
function open(my, index) {
  my.open = my.open.includes(index) ? my.open.filter((each) => each !== index) : [...my.open, index];
  my.channel.post({ ...question(my), have: my.view }, true);
}

const STEPS = { ArrowUp: [-1, 0, 0], ArrowDown: [1, 0, 0], ArrowLeft: [0, -1, 0], ArrowRight: [0, 1, 0], PageUp: [0, 0, -1], PageDown: [0, 0, 1] };

function step(root, my, k, e) {
  const layer = my.scene.layers[k];
  const now = my.under?.layer === k ? my.under.at : layer.shape.map(() => 0);
  if (e.key === "Enter" || e.key === " ") {
    e.preventDefault();
    my.going = true;
    return ask(root, my, { layer: k, at: now });
  }
  const move = STEPS[e.key];
  if (!move) return;
  e.preventDefault();
  const lay = my.sheets[k].lay;
  const to = now.length === 1 ? [now[0] + move[0] * lay.columns + move[1]] : now.map((v, i) => v + move[i]);
  const size = now.length === 1 ? layer.shape : [layer.shape[0], layer.shape[1], layer.shown];
  if (to.every((v, i) => v >= 0 && v < size[i])) hover(root, my, { layer: k, at: to });
}

// Lights up what a number depends on: its patch in the layer before, and its receptive field in the image.
function hover(root, my, under) {
  my.under = under;
  const overs = [...my.sheets.map((each) => each.over), root.querySelector(".image .over")];
  for (const over of overs) over.getContext("2d").clearRect(0, 0, over.width, over.height);
  const { layers } = my.scene;
  const fits = (spot) => spot && !spot.step && spot.layer >= 0 && layers[spot.layer]?.shape.length === spot.at.length && spot.at.every((v, i) => v < layers[spot.layer].shape[i]);
  const shown = fits(under) ? under : fits(my.chosen) ? my.chosen : null;
  const image = root.querySelector(".image .over");
  const readout = root.querySelector(".readout");
  if (!shown) {
    if (my.chosen?.layer === IMAGE) light(image, my.image, my.image.lay, { ...spotOf(my.chosen.at), c: 0 }, ...HERE);
    const within = my.chosen?.step && my.panel && JSON.parse(my.panel); // a number inside a block, whose maps are not shown; one that is switched off depends on nothing
    if (within?.step && within.field) light(image, my.image, my.image.lay, { ys: within.field[0], xs: within.field[1], c: 0 }, ...PATCH);
    readout.textContent = "";
    return;
  }
  const [k, spot] = [shown.layer, spotOf(shown.at)];
  light(my.sheets[k].over, layers[k], my.sheets[k].lay, spot, ...HERE);
  const from = layers[k].from;
  const silent = layers[k].silent.includes(shown.at.at(-1)); // all that it reads is switched off
  if (from !== IMAGE && !silent) light(my.sheets[from].over, layers[from], my.sheets[from].lay, back(layers[k], spot), ...PATCH);
  const seen = field(layers, k, spot);
  const most = seen.ys.length * seen.xs.length > WIDE * my.image.height * my.image.width; // then its frame alone, or the image could not be seen
  if (!silent) light(image, my.image, my.image.lay, { ...seen, c: 0 }, PATCH[0], most ? "transparent" : PATCH[1]);
  const value = shown.at.length === 3 && shown.at[2] >= layers[k].shown ? "" : ` ${valueText(my, k, shown.at)}`;
  readout.textContent = `${layers[k].title}, ${placeWords(shown.at)}${value}. It depends on ${silent ? "no pixel" : `${seen.ys.length}x${seen.xs.length} pixels`} of the image.`;
}

// The panel's own number where it shows this one; else the byte that the map has of it, which tells some three digits.
function valueText(my, k, at) {
  const panel = my.panel && JSON.parse(my.panel);
  const [layer, shown] = [my.scene.layers[k], panel?.layer === my.scene.layers[k].index && (panel.step ?? "") === my.scene.layers[k].step];
  if (shown && panel.at.join() === at.join()) return panel.value;
  return `≈ ${+valueAt(layer, at).toPrecision(3)}`;
}

const pixelWords = (at) => `row ${at[0]}, column ${at[1]}`;

function placeWords(at) {
  return at.length === 3 ? `map ${at[2]}, row ${at[0]}, column ${at[1]}` : `unit ${at[0]}`;
}

// Asks for the arithmetic of a number. From a map a new trail begins; from a number in the panel the trail goes on.
function ask(root, my, spot, on = false) {
  if (!on) my.trail = [];
  my.asked = true; // until then Python chooses
  my.trail.push(spot);
  my.chosen = spot;
  my.channel.post({ ...question(my), have: my.view }, true);
  root.querySelector(".panel").classList.remove("closed");
  root.querySelector(".panel").classList.add("waiting");
  hover(root, my, null);
}

// Back from the arithmetic to the map that it began with. Where it lies over the maps it is closed, too.
function leave(root, my, close) {
  if (close) root.querySelector(".panel").classList.add("closed");
  const first = my.trail[0];
  if (!first || !my.sheets[first.layer]) return;
  my.under = first;
  my.sheets[first.layer].over.focus();
}

function answer(root, my, detail) {
  const panel = root.querySelector(".panel");
  if (detail && !my.asked) my.trail = [(my.chosen = spotAmong(my.scene.layers, { layer: detail.layer, at: detail.at }))];
  const chosen = my.chosen && pythons(my, my.chosen);
  const isChosen = chosen && chosen.layer === detail?.layer && chosen.at.join() === detail.at.join() && (chosen.step ?? "") === (detail.step ?? "");
  if (detail && !isChosen) return;
  panel.classList.remove("waiting");
  panel.classList.toggle("example", !my.asked);
  const text = JSON.stringify(detail);
  const within = my.going || (root.activeElement && root.activeElement !== panel && panel.contains(root.activeElement)); // a number in it
  my.going = false;
  if (my.panel === text) return within && panel.focus();
  my.panel = text;
  panel.replaceChildren(...(detail ? arithmetic(root, my, detail) : []));
  if (within) panel.focus();
  hover(root, my, my.under);
  if (detail && my.trail.length === 1 && my.asked && panel.getBoundingClientRect().top > innerHeight) panel.scrollIntoView({ block: "nearest" });
}
