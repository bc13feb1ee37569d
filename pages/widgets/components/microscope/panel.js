// The arithmetic of one number, as Python describes it in blocks. Every number that comes from somewhere is a button.

function arithmetic(root, my, detail) {
  const go = (at, step = detail.sourceStep) => ask(root, my, spotAmong(my.scene.layers, { layer: step ? detail.layer : detail.source, at, step }), true);
  const more = () => ask(root, my, { ...my.trail.pop(), more: detail.more }, true);
  const link = detail.source === undefined ? null : go;
  const close = el("button", "close", "✕");
  close.setAttribute("aria-label", "Close the arithmetic");
  close.addEventListener("click", () => leave(root, my, true));
  return [close, trail(root, my), el("h2", "", detail.title), el("p", "value", detail.value), ...detail.blocks.map((block) => BLOCKS[block.type](block, link, more))];
}

// The numbers that led here, each a way back.
function trail(root, my) {
  const nav = el("nav", "trail");
  nav.setAttribute("aria-label", "The way here");
  my.trail.forEach((spot, k) => {
    const title = my.scene.layers[spot.layer]?.title ?? "";
    const name = spot.layer === IMAGE ? "Image" : spot.step ? `${title.split(" ")[0]} ${spot.step}` : title;
    const button = el("button", "", `${name}, ${spot.layer === IMAGE ? pixelWords(spot.at) : placeWords(spot.at)}`);
    button.disabled = k === my.trail.length - 1;
    button.addEventListener("click", () => {
      my.trail = my.trail.slice(0, k);
      ask(root, my, spot, true);
    });
    nav.append(...(k ? ["›"] : []), button);
  });
  return nav;
}

function cell(number, text, most, at, link, strong) {
  const made = el(at && link ? "button" : "span", `cell${strong ? " winner" : ""}`, text);
  const shade = colour(number ?? 0, most);
  made.style.background = number === null ? "" : `rgb(${shade})`;
  made.style.color = inkOn(shade);
  if (number === null) made.classList.add("padding");
  else made.title = number.toPrecision(7);
  if (at && link) {
    made.setAttribute("aria-label", `${text} at ${placeWords(at)}: where it comes from`);
    made.addEventListener("click", () => link(at));
  }
  return made;
}

// Numbers in rows and columns: what a window sees, the weights of a kernel, their products.
function grid(name, block, numbers, texts, link, winner) {
  const most = Math.max(...numbers.map((v) => Math.abs(v ?? 0)));
  const table = el("div", `grid${block.columns > 5 ? " small" : ""}`);
  table.style.gridTemplateColumns = `repeat(${block.columns}, auto)`;
  numbers.forEach((number, k) => {
    const at = number === null ? null : [block.top + Math.floor(k / block.columns) * block.step[0], block.left + (k % block.columns) * block.step[1], block.channel];
    table.append(cell(number, texts[k], most, at, link, k === winner));
  });
  return el("figure", "", undefined, [el("figcaption", "", name), table]);
}

function tallied(rows) {
  const table = el("table", "tally");
  for (const [name, number, total] of rows) table.append(el("tr", total ? "total" : "", undefined, [el("td", "", name), el("td", "", number)]));
  return table;
}

const BLOCKS = {
  words: (block) => el("p", "", block.text),
  tally: (block) => tallied(block.rows),
  more: (block, link, more) => {
    const button = el("button", "more", block.text);
    button.addEventListener("click", more);
    return button;
  },
  // One input channel of a convolution: patch x kernel = products, and their sum.
  products: (block, link) =>
    el("div", "products", undefined, [
      el("p", "", `${block.title}: ${block.sum}`),
      el("div", "equation", undefined, [
        grid("patch", block, block.values, block.valueTexts, link),
        el("span", "sign", "×"),
        grid("kernel", block, block.weights, block.weightTexts, null),
        el("span", "sign", "="),
        grid("products", block, block.products, block.productTexts, null),
      ]),
    ]),
  window: (block, link) => grid(block.title, block, block.values, block.valueTexts, link, block.winner),
  // Contributions, one row each: where from, value x weight = product, and a bar to compare them.
  terms: (block, link) => {
    const table = el("table", "terms");
    table.append(el("tr", "", undefined, block.head.map((name) => el(name ? "th" : "td", "", name))));
    for (const row of block.rows) {
      const from = el("button", "", row.place);
      from.addEventListener("click", () => link(row.at, row.step));
      const bar = el("i", row.part < 0 ? "bar below" : row.part > 0 ? "bar" : "");
      bar.style.width = `${Math.abs(row.part) * 46}px`;
      table.append(el("tr", "", undefined, [el("td", "", undefined, [from]), ...row.texts.map((text) => el("td", "", text)), el("td", "", undefined, [bar])]));
    }
    return table;
  },
};

// The classes with their probabilities: each is a number of the last layer, too.
function bars(box, layer, probabilities, link) {
  const best = probabilities.indexOf(Math.max(...probabilities));
  box.replaceChildren(
    ...layer.names.map((name, unit) => {
      const bar = el("i");
      bar.style.transform = `scaleX(${probabilities[unit]})`;
      const row = el("button", `class${unit === best ? " best" : ""}`, undefined, [
        el("span", "name", name),
        el("span", "track", undefined, [bar]),
        el("span", "percent", `${(100 * probabilities[unit]).toFixed(1)}%`),
      ]);
      row.addEventListener("click", () => link(unit));
      return row;
    })
  );
}
