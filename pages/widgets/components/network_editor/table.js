// The list of layers: a row for each, or one for a repeated group, and the hands that move them. Read in front of network_editor.js.

const HEADS = [
  ["shape", `Shape <span class="in">in → </span>out`],
  ["sum", "Parameters"],
  ["macs", "MACs"],
  ["sees", "Sees"],
  ["memory", "Memory"],
];
// Each is there with its column, which narrow windows have no room for.
const WORDS = `<p class="fine words"><span class="macs"><b>MACs:</b> multiplications, each with an addition, that one image costs. </span><b>Sees:</b> the pixels
  of the image that one number of the layer depends on (its receptive field). <span class="memory"><b>Memory:</b> the layer's numbers for one image, in float32.</span></p>`;

function tableHtml(my) {
  const { data } = my;
  const known = new Map(data.rows.map((row) => [row.index, row]));
  const lines = [];
  for (let i = 0; i < data.layers.length; i += 1) {
    const group = data.repeats.find((each) => each.start === i);
    const inside = group && data.layers.slice(group.start, group.end);
    if (group) lines.push(groupHtml(my, group, inside));
    if (group && !opened(my, inside)) i = group.end - 1;
    else lines.push(rowHtml(data.layers[i], known.get(i)));
  }
  const { name, params, frozen, macs, memory } = data.totals;
  const heads = HEADS.map(([name, title]) => `<th class="${name}">${title}</th>`).join("");
  return `<table><thead><tr><th class="no">${plus("", "before the first layer")}</th><th class="layer">Layer</th>${heads}</tr></thead>
    <tbody>${lines.join("")}</tbody><tfoot><tr><td class="no"></td><th class="layer">${name}</th><td class="shape"></td>
    <td class="sum"><b class="params">${params}</b>${still(frozen)}</td><td class="macs">${macs}</td><td class="sees"></td><td class="memory">${memory}</td></tr></tfoot></table>${WORDS}`;
}

const plus = (id, where) => `<button class="plus" data-do="menu" data-after="${id}" aria-haspopup="menu" aria-label="Add a layer ${where}" title="Add a layer ${where}">+</button>`;
const still = (frozen) => (frozen && frozen !== "0" ? ` <small>${frozen} not trained</small>` : "");

function rowHtml(layer, row) {
  const number = layer.index + 1;
  const grip = layer.head ? "" : `<span class="grip" title="Drag to another place; Alt+↑ and Alt+↓ do the same">⠿</span>`;
  const open = `<tr data-layer="${layer.index}" data-id="${layer.id}" class="${layer.mark} ${layer.values.enabled ? "" : "off"}">
    <td class="no">${grip}${number}${layer.can.duplicate ? plus(layer.id, `behind layer ${number}`) : ""}</td>
    <th class="layer" scope="row"><i class="chip ${layer.group}"></i><button class="name" data-do="select">${text(layer.label)}</button></th>`;
  if (!row) return `${open}<td colspan="5" class="none">${layer.values.enabled ? (layer.mark === "error" ? "does not fit" : "not reached") : "switched off"}</td></tr>`;
  return `${open}<td class="shape"><span class="in">${row.input} → </span><b>${row.output}</b></td><td class="sum" title="${text(row.weights)}">${sum(row.arithmetic)}${still(row.frozen.toLocaleString("en"))}</td>
    <td class="macs">${row.macs}</td><td class="sees">${row.sees}</td><td class="memory">${row.memory}</td></tr>`;
}

function groupHtml(my, group, inside) {
  const open = opened(my, inside);
  const folded = open ? "" : `data-from="${group.start}" data-to="${group.end}"`; // its row stands for the layers in it
  const start = `<tr ${folded} class="group ${inside.some((layer) => layer.mark === "error") ? "error" : ""}"><td class="no">${group.start + 1}–${group.end}</td>
    <th class="layer" scope="row"><button class="name" data-do="fold" data-first="${inside[0].id}" aria-expanded="${open}">${open ? "▾" : "▸"} ${text(group.label)}</button></th>`;
  if (group.params === undefined) return `${start}<td colspan="5" class="none">not reached</td></tr>`;
  return `${start}<td class="shape"><span class="in">${group.input} → </span><b>${group.output}</b></td><td class="sum"><b>${group.params}</b></td>
    <td class="macs">${group.macs}</td><td class="sees">${group.sees}</td><td class="memory">${group.memory}</td></tr>`;
}

// A group is open when a hand has opened it, and while one of its layers is chosen by hand.
const opened = (my, inside) => inside.some((layer) => my.open.has(layer.id));

function fold(my, first) {
  const group = my.data.repeats.find((each) => my.data.layers[each.start].id === first);
  const ids = my.data.layers.slice(group.start, group.end).map((layer) => layer.id);
  const open = ids.some((id) => my.open.has(id));
  for (const id of ids) my.open.delete(id);
  if (!open) my.open.add(first);
}

function unfoldFor(my, layer) {
  const group = my.data.repeats.find((each) => each.start <= layer.index && layer.index < each.end);
  if (group) my.open.add(layer.id);
}

function sum(arithmetic) {
  const [terms, total] = arithmetic.split(" = ");
  return total ? `<span class="terms">${terms} = </span><b>${total}</b>` : terms;
}

// A row follows the finger or the mouse by its grip; the line shows where it will stand. Escape, or a place where it is, changes nothing.
function listenToGrips(root, my) {
  const table = root.querySelector(".table");
  let drag = null;
  const end = () => {
    table.querySelectorAll(".drop, .dragged").forEach((row) => row.classList.remove("drop", "top", "dragged"));
    drag = null;
  };
  table.addEventListener("pointerdown", (e) => {
    const row = e.target.closest(".grip")?.closest("tr");
    if (!row) return;
    e.preventDefault();
    table.setPointerCapture(e.pointerId);
    drag = { id: Number(row.dataset.id), behind: undefined };
    row.classList.add("dragged");
  });
  table.addEventListener("pointermove", (e) => {
    if (!drag) return;
    const rows = [...table.querySelectorAll("tbody tr[data-id]")];
    const row = rows.filter((each) => each.getBoundingClientRect().top + each.offsetHeight / 2 < e.clientY).pop();
    drag.behind = row ? Number(row.dataset.id) : null;
    for (const each of rows) each.classList.toggle("drop", each === (row ?? rows[0]));
    (row ?? rows[0]).classList.toggle("top", !row);
  });
  table.addEventListener("pointerup", () => {
    // What was drawn anew under the hand has lost the focus to the page, and Ctrl+Z would not come here.
    if (drag) table.querySelector(`tr[data-id="${drag.id}"] .name`)?.focus({ preventScroll: true });
    if (drag && drag.behind !== undefined && drag.behind !== drag.id) command(my, { op: "move", id: drag.id, behind: drag.behind });
    end();
  });
  table.addEventListener("pointercancel", end);
  root.querySelector(".network-editor").addEventListener("keydown", (e) => e.key === "Escape" && end());
}

// A deed of the keyboard on the layer that has the focus, which becomes the chosen one, if it may be done; beside the list on the chosen one,
// also before it is there.
function deedOf(root, my, focused, op, values, may) {
  if (my.coming.has(my.selected) && focused.closest(".panel")) return command(my, { op, id: my.selected, ...values });
  const layer = focused.closest(".panel") ? my.data.layers.find((each) => each.id === my.selected) : my.data.layers[focused.closest("[data-layer]")?.dataset.layer];
  if (!layer?.can[may]) return;
  select(root, my, layer.index);
  command(my, { op, id: layer.id, ...values });
}
