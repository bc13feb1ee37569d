// The network editor: picture, layer list, sliders of one layer, table, advice.
// Python owns the network; this file shows it and sends commands. Its states, and what leads from one to the next:
//
//   at rest    What is shown is what Python said last.
//              -> sending, when a hand changes something.
//   sending    The outbox has commands. The field in hand shows its own value already, the rest follows with each answer.
//              A newer value of the same field replaces a command that is not answered: the older one is dropped.
//              -> settling, when all are answered. Pictures of layers are faded from the first answer on.
//   settling   -> telling, after REST without another command.
//   telling    Python is told "settled": the sidebar and the links follow, and the layers' outputs are asked for. Told again every
//              LATER while the answer is still that to an edit.
//              -> looking, if the outputs, or the maps that were opened, are not there yet; otherwise at rest.
//   looking    Python is told "waiting" after SOON, then after longer and longer pauses up to LATER.
//              -> at rest, when an answer says that nothing is on its way.
//
// Settling, telling and looking become sending with the next command. When the element leaves the page, in any state, its timers
// fall silent, and what is under the pointer and "settled" are dropped. The outbox and `kept` stay, and the next element goes on.

const PATIENCE = 450; // ms after which a command without an answer is sent again
const SOON = 100; // ms until it is first asked whether the layers' outputs are there; then half as long again each time, up to LATER
const LATER = 1000;
const REST = 350; // ms without an edit after which the rest of the page is told

// What outlives the element. The answer to an edit brings neither `lasting`, the kinds of layers and the colours, nor new pictures.
const kept = { selected: null, lastIndex: 0, wide: {}, lasting: null, pictures: {} };

// A slider on its way replaces its own last command.
const sameSlider = (last, next) => next.op === "set" && last.op === "set" && last.id === next.id && last.field === next.field;

export default function (component) {
  const { parentElement: root, data } = component;
  const my = stateOf(root, () => {
    const fresh = { hot: null, coming: new Set(), open: new Set(), channel: new Channel(root, "commands", { patience: PATIENCE, replaces: sameSlider }) };
    Object.assign(fresh, { selected: kept.selected, lastIndex: kept.lastIndex, wide: kept.wide });
    listen(root, fresh);
    listenToGrips(root, fresh);
    listenToMenu(root, fresh);
    listenToMaps(root, fresh);
    const place = root.querySelector(".picture");
    new ResizeObserver(() => measure(root, fresh)).observe(place);
    place.addEventListener("scroll", () => edges(place), { passive: true });
    return fresh;
  });
  kept.lasting = data.lasting ?? kept.lasting;
  kept.pictures = data.seen.pictures ?? kept.pictures;
  my.data = { ...data, ...kept.lasting };
  my.component = component;
  if (my.channel.hear(component, data.done)) my.unsettled = true;
  keepHand(my);
  if (my.channel.idle && my.unsettled) my.channel.after(REST, () => settle(my));
  else if (my.channel.idle && (data.seen.pending || data.maps?.pending)) my.channel.after((my.wait = SOON), () => wait(my));
  choose(my);
  draw(root, my);
  return () => my.channel.close();
}

function settle(my) {
  my.unsettled = false;
  my.channel.tell("settled");
  if (my.data.seen.stale) my.channel.after(LATER, () => settle(my));
}

// As long as the answer is the same, Streamlit does not call this component, so it goes on by itself.
function wait(my) {
  my.channel.tell("waiting");
  my.channel.after((my.wait = Math.min(LATER, my.wait * 1.5)), () => wait(my));
}

function choose(my) {
  const ids = my.data.layers.map((layer) => layer.id);
  const added = ids.filter((id) => my.known && !my.known.includes(id));
  for (const id of ids) my.coming.delete(id);
  if (my.channel.idle) my.coming.clear(); // what was refused never comes
  if (my.coming.has(my.selected)) return void (my.known = ids);
  if (added.length === 1) my.selected = added[0];
  const { show } = my.data;
  if (show && show.n !== kept.showed && ids.includes(show.id)) my.selected = show.id;
  kept.showed = show?.n ?? kept.showed;
  const same = my.known?.some((id) => ids.includes(id)); // else another network came onto the desk
  if (!ids.includes(my.selected)) my.selected = ids[same ? Math.min(my.lastIndex, ids.length - 1) : 0] ?? null;
  my.lastIndex = Math.max(0, ids.indexOf(my.selected));
  my.known = ids;
  Object.assign(kept, { selected: my.selected, lastIndex: my.lastIndex, wide: my.wide });
}

function command(my, values) {
  my.channel.post(values, true);
}

// A new layer has its number from here, so that the next command can name it before the answer is there.
function begin(my, values) {
  const id = Math.floor(Math.random() * 2 ** 52) + 1;
  command(my, { ...values, new: id });
  my.coming.add(id);
  my.selected = kept.selected = id;
}

const text = (value) => String(value).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const written = new WeakMap(); // element -> the HTML in it as it was written, which reading it back would not give
const put = (root, selector, html) => {
  const element = root.querySelector(selector);
  if (element && written.get(element) !== html) {
    element.innerHTML = html;
    written.set(element, html);
  }
};

function draw(root, my) {
  const { data } = my;
  const focused = focusMark(root, root.activeElement);
  const editor = root.querySelector(".network-editor");
  for (const [name, colour] of Object.entries(data.colours)) editor.style.setProperty(name, colour);
  put(root, ".picture", data.svg);
  put(root, ".advice", data.issues.map(issueHtml).join("") + readyHtml(data));
  const added = my.focusNew && data.layers.find((layer) => layer.id === my.selected);
  if (added) unfoldFor(my, added);
  put(root, ".table", tableHtml(my));
  put(root, ".bar", barHtml(data));
  put(root, ".menu", menuHtml(data.palette));
  fit(root);
  tellRoom(root, my);
  fields(root, my);
  seen(root, my);
  light(root, my);
  maps(root, my);
  refocus(root, my, focused);
  if (added) root.querySelector(`tr[data-id="${added.id}"] .name`).focus({ preventScroll: true });
  if (added || my.channel.idle) my.focusNew = false;
  reveal(root, my);
}

// What each layer gives for one image: small below its block, large beside the sliders of the selected one.
function seen(root, my) {
  const { words, best, stale } = my.data.seen;
  const order = my.data.layers.map((layer) => `${layer.id} ${layer.values.enabled}`).join();
  if (!stale) my.seenOf = order;
  const pictures = my.seenOf === order ? kept.pictures : {}; // old ones stay while a slider moves, not when layers do
  const set = (image, name, value) => (value ? image.getAttribute(name) !== value && image.setAttribute(name, value) : image.removeAttribute(name));
  for (const image of root.querySelectorAll("[data-seen]")) set(image, "href", pictures[image.dataset.seen]);
  for (const label of root.querySelectorAll("[data-class]")) label.classList.toggle("best", !stale && Number(label.dataset.class) === best);
  root.querySelector(".network-editor").classList.toggle("stale", stale);
  root.querySelector(".said").textContent = words;
  const gives = root.querySelector(".gives");
  const layer = my.data.layers.find((each) => each.id === my.selected);
  const row = layer && my.data.rows.find((each) => each.index === layer.index);
  if (!gives) return;
  gives.hidden = !row;
  if (!row) return;
  const [image, channels] = [gives.querySelector("img"), Number(row.output.split("x")[2] ?? 0)];
  set(image, "src", pictures[layer.index]);
  const maps = channels > 4 ? `4 of its ${channels} feature maps` : channels ? `its feature maps, ${channels} in all` : `its numbers, ${row.output} in all, one square each`;
  image.alt = image.title = `What ${layer.label} gives for the image above: ${maps}`;
}

// ---- hands ------------------------------------------------------------------------------------------------

function listen(root, my) {
  const host = root.querySelector(".network-editor");
  host.addEventListener("input", (e) => {
    const input = e.target;
    const layer = my.data.layers.find((each) => each.id === my.selected);
    const field = layer && my.data.palette[layer.kind].fields.find((each) => each.name === input.dataset.field);
    if (!field) return;
    if (input.dataset.part === "apart") {
      my.wide[input.dataset.key] = input.checked;
      if (input.checked || layer.values[field.name] === null) return draw(root, my);
      const side = layer.values[field.name][0];
      return command(my, { op: "set", id: layer.id, field: field.name, value: [side, side] });
    }
    const value = read(input, layer, field);
    layer.values[field.name] = value;
    show(root.querySelector(".panel"), field, value, input);
    command(my, { op: "set", id: layer.id, field: field.name, value });
  });
  host.addEventListener("click", (e) => {
    const place = e.target.closest("[data-layer]");
    const button = e.target.closest("[data-do]");
    const deed = button?.dataset.do;
    if (place && (!deed || deed === "select")) select(root, my, Number(place.dataset.layer));
    if (e.target.matches("image.seen[href], .gives img")) return openMaps(my, Number(e.target.dataset.seen ?? my.data.layers.find((l) => l.id === my.selected).index));
    if (!deed || deed === "select") return;
    my.onBar = Boolean(button.closest(".bar")) || (my.onBar && deed === "new"); // the menu opens from there, too
    const id = my.selected;
    if (deed === "menu") return my.menu ? closeMenu(root, my) : openMenu(root, my, button);
    if (deed === "new") return addLayer(root, my, button.dataset.kind);
    if (deed === "fold") return fold(my, Number(button.dataset.first)), draw(root, my);
    if (deed === "maps") return openMaps(my, my.data.layers.find((l) => l.id === id).index);
    if (deed === "inside") return my.component.setTriggerValue("inside", my.data.layers.find((l) => l.id === id).index);
    if (deed === "another") return my.channel.tell("another");
    if (deed === "undo" || deed === "redo") command(my, { op: deed });
    else if (deed === "fix") command(my, { op: "fix", code: button.dataset.code, label: button.dataset.label });
    else if (deed === "move") command(my, { op: "move", id, by: Number(button.dataset.by) });
    else if (deed === "toggle") command(my, { op: "set", id, field: "enabled", value: !my.data.layers.find((l) => l.id === id).values.enabled });
    else if (deed === "duplicate") begin(my, { op: deed, id });
    else command(my, { op: deed, id });
  });
  host.addEventListener("keydown", (e) => {
    const key = e.key.toLowerCase();
    if ((e.ctrlKey || e.metaKey) && (key === "z" || key === "y")) {
      e.preventDefault();
      command(my, { op: key === "y" || e.shiftKey ? "redo" : "undo" });
    } else if (e.target.closest(".table") && e.altKey && (key === "arrowup" || key === "arrowdown")) {
      e.preventDefault();
      deedOf(root, my, e.target, "move", { by: key === "arrowup" ? -1 : 1 }, key === "arrowup" ? "up" : "down");
    } else if (key === "delete" && e.target.closest(".table, .picture, .panel button")) {
      e.preventDefault();
      deedOf(root, my, e.target, "remove", {}, "remove");
    } else if ((key === "arrowup" || key === "arrowdown") && e.target.matches(".table .name")) {
      e.preventDefault();
      const names = [...root.querySelectorAll(".table .name")];
      const next = names[names.indexOf(e.target) + (key === "arrowup" ? -1 : 1)];
      next?.focus();
      if (next?.closest("[data-layer]")) select(root, my, Number(next.closest("[data-layer]").dataset.layer));
    } else if ((key === "enter" || key === " ") && e.target.matches("[data-layer]")) {
      e.preventDefault();
      select(root, my, Number(e.target.dataset.layer));
    }
  });
  for (const [type, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])
    host.addEventListener(type, (e) => {
      const place = e.target.closest("[data-layer]");
      my.hot = on && place ? place.dataset.layer : null;
      light(root, my);
    });
}

function select(root, my, index) {
  const layer = my.data.layers[index];
  if (!layer) return;
  unfoldFor(my, layer);
  if (layer.id === my.selected) return;
  my.selected = kept.selected = layer.id;
  my.lastIndex = kept.lastIndex = index;
  draw(root, my);
}
