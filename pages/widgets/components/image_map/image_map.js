// The map of images. Pictures, hovering and the lasso are worked out here; a click tells Python which image to open.

const REACH = 14; // px from the pointer to a point that counts as under it
const MOVE = 450; // ms in which the points go to the places of another epoch
const MAX_TILES = 120;
const LOW = 400; // px of the screen: on a low one it is rather cut at its lower edge than smaller
const HINT = "Hover over a point to see its image, click it to open it in the microscope, or draw around some to see them here.";
const sheets = new Map(); // name -> the pictures; outlives the element
const elements = new WeakMap();

export default function (component) {
  const { parentElement: root, data } = component;
  if (!elements.has(root)) elements.set(root, begin(root));
  const my = elements.get(root);
  my.component = component;
  if (data.tiles) sheets.set(data.sheet, data.tiles);
  const there = sheets.has(data.sheet) ? data.sheet : "";
  if (my.told !== there) component.setStateValue("have", (my.told = there));
  const same = my.data && my.data.sheet === data.sheet && my.data.points.length === data.points.length;
  const text = shownBy(data, themeOf(root));
  if (my.data && my.data.text === text) return;
  if (!same) my.picked = [];
  my.before = same ? my.places : null;
  my.data = { ...data, text, xy: decoded(data.points, Float32Array), labels: decoded(data.labels, Int16Array), predicted: decoded(data.predicted, Int16Array), sure: decoded(data.sure, Uint8Array), numbers: decoded(data.numbers, Int32Array) };
  legend(root, my);
  fit(root, my);
  gallery(root, my);
}

const themeOf = (root) => getComputedStyle(root.querySelector(".image-map")).color;
const tiles = (my) => sheets.get(my.data.sheet);
const counts = (my) => (n) => my.only == null || my.data.labels[n] === my.only;

function begin(root) {
  const my = { only: null, picked: [], line: null, under: null };
  const canvas = root.querySelector("canvas");
  const at = (e) => [e.clientX - canvas.getBoundingClientRect().left, e.clientY - canvas.getBoundingClientRect().top];
  new ResizeObserver(() => my.data && fit(root, my)).observe(root.querySelector(".field"));
  canvas.addEventListener("pointerdown", (e) => {
    canvas.setPointerCapture(e.pointerId);
    my.line = [at(e)];
  });
  canvas.addEventListener("pointermove", (e) => {
    if (!my.line) return point(root, my, nearest(my.places, ...at(e), REACH, counts(my)));
    my.line.push(at(e));
    if (drawn(my)) point(root, my, null);
    paint(root, my);
  });
  canvas.addEventListener("pointerup", (e) => {
    const line = my.line;
    my.line = null;
    if (!line) return;
    if (drawn({ line })) {
      my.picked = inside(my.places, line, counts(my));
      gallery(root, my);
    } else {
      const n = nearest(my.places, ...at(e), REACH, counts(my));
      if (n != null) return open(my, n);
      my.picked = [];
      gallery(root, my);
    }
    paint(root, my);
  });
  canvas.addEventListener("pointerleave", () => point(root, my, null));
  canvas.addEventListener("keydown", (e) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (by) {
      e.preventDefault();
      const all = my.data.labels.length;
      let n = my.under ?? my.data.chosen ?? 0;
      for (let k = 0; k < all; k++) if (counts(my)((n = (n + by + all) % all))) break;
      point(root, my, n);
    } else if (e.key === "Enter" && my.under != null) open(my, my.under);
  });
  return my;
}

// A line that goes further than a hand shakes.
const drawn = (my) => my.line && my.line.some(([x, y]) => Math.hypot(x - my.line[0][0], y - my.line[0][1]) > 6);

const open = (my, n) => my.component.setTriggerValue("opened", n);

function words(my, n) {
  const { names, labels, predicted, sure, numbers } = my.data;
  const right = labels[n] === predicted[n];
  return `Image ${numbers[n]}: ${names[labels[n]]}\n${right ? "correctly" : `predicted ${names[predicted[n]]},`} ${sure[n]}%`;
}

// Shows the picture n of the sheet on an element, its longer side so many px.
function picture(my, element, n, room) {
  const sheet = tiles(my);
  if (!sheet) return;
  const scale = Math.max(1, Math.floor(room / Math.max(sheet.width, sheet.height)));
  Object.assign(element.style, {
    width: `${sheet.width * scale}px`,
    height: `${sheet.height * scale}px`,
    backgroundImage: `url(${sheet.url})`,
    backgroundSize: `${sheet.columns * sheet.width * scale}px auto`,
    backgroundPosition: `-${(n % sheet.columns) * sheet.width * scale}px -${Math.floor(n / sheet.columns) * sheet.height * scale}px`,
  });
}

function point(root, my, n) {
  if (my.under === n) return;
  my.under = n;
  const card = root.querySelector(".card");
  card.hidden = n == null;
  if (n != null) {
    picture(my, card.querySelector(".tile"), n, 112);
    card.querySelector("p").textContent = words(my, n);
    const [x, y] = [my.places[2 * n], my.places[2 * n + 1]];
    const [w, h] = [card.offsetWidth, card.offsetHeight];
    card.style.transform = `translate(${x + 16 + w > my.width ? Math.max(0, x - 16 - w) : x + 16}px, ${Math.max(0, Math.min(my.height - h, y - h / 2))}px)`;
    root.querySelector("canvas").setAttribute("aria-label", words(my, n));
  }
  paint(root, my);
}

function legend(root, my) {
  const { names, colours, labels } = my.data;
  if (my.only != null && my.only >= names.length) my.only = null;
  root.querySelector(".legend").replaceChildren(
    ...names.map((name, label) => {
      const button = document.createElement("button");
      const [dot, text] = [document.createElement("i"), document.createElement("span")];
      dot.style.background = colours[label];
      text.textContent = name;
      button.append(dot, text);
      button.title = `Only ${name}: ${labels.filter((each) => each === label).length} images`;
      button.setAttribute("aria-pressed", String(my.only === label));
      button.addEventListener("click", () => {
        my.only = my.only === label ? null : label;
        legend(root, my);
        paint(root, my);
      });
      return button;
    })
  );
}

function gallery(root, my) {
  const { names, labels, predicted } = my.data;
  const said = root.querySelector(".said");
  const box = root.querySelector(".tiles");
  box.replaceChildren();
  if (!my.picked.length) return (said.textContent = HINT);
  const count = new Map();
  for (const n of my.picked) count.set(labels[n], (count.get(labels[n]) ?? 0) + 1);
  const most = [...count].sort((a, b) => b[1] - a[1]).slice(0, 4);
  const others = my.picked.length - most.reduce((sum, [, many]) => sum + many, 0);
  const parts = [...most.map(([label, many]) => `${many} of ${names[label]}`), ...(others ? [`${others} of other classes`] : [])];
  const wrong = my.picked.filter((n) => labels[n] !== predicted[n]).length;
  const some = my.picked.length > MAX_TILES ? ` The first ${MAX_TILES} are shown.` : "";
  said.textContent = `${my.picked.length} ${my.picked.length === 1 ? "image" : "images"}: ${parts.join(", ")}; ${wrong} classified wrongly.${some} Click one to open it.`;
  for (const n of my.picked.slice(0, MAX_TILES)) {
    const [button, tile] = [document.createElement("button"), document.createElement("div")];
    tile.className = "tile";
    picture(my, tile, n, 56);
    button.append(tile);
    button.classList.toggle("wrong", labels[n] !== predicted[n]);
    button.title = words(my, n);
    button.setAttribute("aria-label", `${words(my, n)}: open it`);
    button.addEventListener("click", () => open(my, n));
    box.append(button);
  }
}

// The px from the top of the map to the end of the screen, with the page at its beginning.
function room(canvas) {
  const page = document.querySelector('[data-testid="stMain"]');
  const zoom = canvas.getBoundingClientRect().width / canvas.offsetWidth || 1;
  const free = innerHeight - canvas.getBoundingClientRect().top - (page ? page.scrollTop : 0) - 20;
  return Math.floor(Math.max(LOW, free) / zoom);
}

function fit(root, my) {
  const canvas = root.querySelector("canvas");
  my.width = root.querySelector(".field").clientWidth;
  if (!my.width) return;
  my.height = Math.max(300, Math.min(Math.round(0.72 * my.width), room(canvas)));
  canvas.style.height = `${my.height}px`;
  const dense = devicePixelRatio || 1;
  Object.assign(canvas, { width: Math.round(my.width * dense), height: Math.round(my.height * dense) });
  const to = placed(my.data.xy, my.width, my.height);
  const wrong = my.data.labels.filter((label, n) => label !== my.data.predicted[n]).length;
  canvas.setAttribute("aria-label", `${my.data.labels.length} test images as points, ${wrong} of them classified wrongly. Arrow keys go from image to image, Enter opens one.`);
  root.querySelector(".card").hidden = true;
  my.under = null;
  cancelAnimationFrame(my.frame);
  const from = my.before;
  my.before = null;
  if (!from || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    my.places = to;
    return paint(root, my);
  }
  const began = performance.now();
  const step = (now) => {
    const part = Math.min(1, (now - began) / MOVE);
    const eased = 1 - (1 - part) ** 3;
    my.places = to.map((v, k) => from[k] + (v - from[k]) * eased);
    paint(root, my);
    if (part < 1) my.frame = requestAnimationFrame(step);
  };
  step(began);
}
