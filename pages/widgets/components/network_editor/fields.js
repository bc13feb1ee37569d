// The sliders of the selected layer, made from what Python says of its fields. Read in front of network_editor.js.

function fields(root, my) {
  const layer = my.data.layers.find((each) => each.id === my.selected);
  const panel = root.querySelector(".panel");
  if (!layer && my.coming.has(my.selected)) return; // added, and not answered yet
  if (!layer) {
    panel.innerHTML = `<p class="fine">Add a layer to begin.</p>`;
    panel.dataset.for = "";
    return;
  }
  const kind = my.data.palette[layer.kind];
  const inside = my.data.inside.includes(layer.index);
  const wanted = `${layer.id} ${layer.kind} ${layer.head} ${layer.values.enabled} ${JSON.stringify(layer.can)} ${my.data.layers.length} ${layer.index} ${JSON.stringify(my.wide)}`;
  const rebuilt = panel.dataset.for !== wanted;
  if (rebuilt) {
    panel.dataset.for = wanted;
    const focused = root.activeElement?.dataset.field && root.activeElement.dataset;
    panel.innerHTML = headHtml(layer, kind, my.data.layers.length) + fieldsHtml(kind, layer, my);
    panel.querySelector("details")?.addEventListener("toggle", (event) => {
      if (event.target.open && !my.unfolded) bringUp(panel, event.target);
      my.unfolded = event.target.open;
    });
    if (focused) panel.querySelector(`[data-field="${focused.field}"][data-part="${focused.part ?? ""}"]`)?.focus();
  }
  panel.querySelector('[data-do="inside"]').hidden = !inside; // a trained run is left with the first edit, in the middle of a drag
  for (const field of kind.fields) show(panel, field, layer.values[field.name], rebuilt ? null : root.activeElement);
  const changed = panel.querySelector(".changed");
  if (changed) changed.textContent = kind.fields.filter((field) => field.advanced && said(layer.values[field.name]) !== said(field.usual)).map((field) => `${field.name} ${said(layer.values[field.name])}`).join(", ");
}

// An answer to an earlier command does not take back what a hand has set since.
function keepHand(my) {
  const { unanswered } = my.channel;
  for (const { id, field, value } of unanswered.slice(1 + unanswered.findLastIndex(({ op }) => op !== "set"))) {
    const layer = my.data.layers.find((each) => each.id === id);
    if (layer) layer.values[field] = value;
  }
}

// Fields that few need are folded away; what is set there is said on the fold.
function fieldsHtml(kind, layer, my) {
  const [plain, advanced] = [false, true].map((which) => kind.fields.filter((field) => field.advanced === which).map((field) => fieldHtml(field, layer, my)).join(""));
  return plain + (advanced && `<details ${my.unfolded ? "open" : ""}><summary>More settings <small class="changed"></small></summary>${advanced}</details>`);
}

// What a hand has opened scrolls up inside the panel, where that has an edge of its own; the page stays.
function bringUp(panel, part) {
  const [edge, box] = [panel.getBoundingClientRect(), part.getBoundingClientRect()];
  panel.scrollTop += Math.max(0, Math.min(box.top - edge.top, box.bottom - Math.min(edge.bottom, window.innerHeight)));
}

const said = (value) => (Array.isArray(value) ? value.join(" × ") : String(value));

function headHtml(layer, kind, count) {
  const off = (may) => (may ? "" : "disabled");
  return `<header><figure class="gives"><button data-do="maps" title="Opens all that this layer gives"><img class="seen"></button></figure><h2><i class="chip ${layer.group}"></i>${layer.kind} <small>layer ${layer.index + 1} of ${count}</small></h2><p>${kind.purpose}${layer.head ? " It has one unit for each class and stays at the end." : ""}</p>
  <div class="deeds"><button data-do="move" data-by="-1" ${off(layer.can.up)} title="One place earlier">↑ Up</button><button data-do="move" data-by="1" ${off(layer.can.down)} title="One place later">↓ Down</button>
  <button data-do="duplicate" ${off(layer.can.duplicate)} title="A copy behind it">Duplicate</button><button data-do="toggle" ${off(!layer.head)} title="Keep it in the list, leave it out of the network">${layer.values.enabled ? "Switch off" : "Switch on"}</button><button data-do="remove" ${off(layer.can.remove)} title="Take it out of the list">Remove</button><button data-do="inside" hidden title="Opens the Explain page: where the numbers of this layer come from, in the network that was trained">Look inside</button></div></header>`;
}

const stopsOf = (field, value) => {
  const stops = field.stops?.length ? [...field.stops] : null;
  if (stops && !stops.includes(value)) stops.push(value), stops.sort((a, b) => a - b);
  return stops;
};

function range(field, part, min, max, step, name) {
  return `<input type="range" data-field="${field.name}" data-part="${part}" min="${min}" max="${max}" step="${step}" aria-label="${name}">`;
}

function fieldHtml(field, layer, my) {
  const value = layer.values[field.name];
  const locked = layer.head && field.name === "units";
  let control;
  if (field.type === "Integer") {
    const power = field.maximum > 64;  // wide ranges move in powers and halves of powers of two
    const stops = power ? powers(field.minimum, field.maximum, value) : null;
    control = stops ? range(field, "stop", 0, stops.length - 1, 1, field.name) : range(field, "", field.minimum, field.maximum, field.step, field.name);
  } else if (field.type === "Real") {
    const stops = stopsOf(field, value);
    control = stops ? range(field, "stop", 0, stops.length - 1, 1, field.name) : range(field, "", field.minimum, field.maximum, field.step, field.name);
  } else if (field.type === "Choice") {
    control = `<select data-field="${field.name}" data-part="" aria-label="${field.name}">${field.options.map((o) => `<option>${o}</option>`).join("")}</select>`;
  } else if (field.type === "Switch") {
    control = `<input type="checkbox" data-field="${field.name}" data-part="" aria-label="${field.name}">`;
  } else {
    const key = `${layer.id}.${field.name}`;
    const apart = my.wide[key] ?? (Array.isArray(value) && value[0] !== value[1]);
    const auto = field.optional ? `<label class="tick"><input type="checkbox" data-field="${field.name}" data-part="auto"> as pool_size</label>` : "";
    control = `${range(field, apart ? "0" : "both", field.minimum, field.maximum, 1, field.name + (apart ? " height" : ""))}
      ${apart ? range(field, "1", field.minimum, field.maximum, 1, field.name + " width") : ""}
      <div class="ticks"><label class="tick"><input type="checkbox" data-field="${field.name}" data-part="apart" data-key="${key}" ${apart ? "checked" : ""}> height and width apart</label>${auto}</div>`;
  }
  const inline = field.type === "Switch" || field.type === "Choice" ? "inline" : "";
  return `<div class="field ${inline}"><div class="line"><label>${field.name}</label><output data-out="${field.name}"></output></div>
    <fieldset ${locked ? "disabled" : ""}>${control}</fieldset><p class="help">${text(field.help)}</p></div>`;
}

function powers(minimum, maximum, value) {
  const stops = new Set([value, maximum]);
  for (let p = 1; p <= maximum; p *= 2) for (const n of [p, p * 1.5]) if (Number.isInteger(n) && n >= minimum && n <= maximum) stops.add(n);
  return [...stops].sort((a, b) => a - b);
}

const stopList = (field, value) => (field.type === "Integer" ? powers(field.minimum, field.maximum, value) : stopsOf(field, value));

function show(panel, field, value, focused) {
  const out = panel.querySelector(`[data-out="${field.name}"]`);
  out.textContent = field.type === "Choice" || field.type === "Switch" ? "" : value === null ? "as pool_size" : Array.isArray(value) ? value.join(" × ") : String(value);
  for (const input of panel.querySelectorAll(`[data-field="${field.name}"]`)) {
    const part = input.dataset.part;
    if (part === "stop") {
      if (input !== focused || !input.stops) {
        input.stops = stopList(field, value);
        input.max = input.stops.length - 1;
        input.value = input.stops.indexOf(value);
      }
    } else if (part === "auto") input.checked = value === null;
    else if (part === "apart") continue;
    else if (input.type === "checkbox") input.checked = value;
    else if (input !== focused || input.tagName === "SELECT") {
      const pair = Array.isArray(value) ? value : [field.minimum, field.minimum];
      const one = field.type === "Size" ? pair[part === "1" ? 1 : 0] : value;
      if (input.type === "range" && one !== null) { // a network from elsewhere may have more than a slider goes to
        input.min = Math.min(field.minimum, one);
        input.max = Math.max(field.maximum, one);
      }
      input.value = one;
      input.disabled = value === null;
    }
  }
}

function read(input, layer, field) {
  const part = input.dataset.part;
  const now = layer.values[field.name];
  if (part === "stop") return input.stops[Number(input.value)];
  if (part === "auto") return input.checked ? null : [...(layer.values.pool_size ?? [2, 2])];
  if (part === "both") return [Number(input.value), Number(input.value)];
  if (part === "0") return [Number(input.value), now[1]];
  if (part === "1") return [now[0], Number(input.value)];
  return input.type === "checkbox" ? input.checked : input.tagName === "SELECT" ? input.value : Number(input.value);
}
