// What opens over the editor: the menu of kinds of layers, and all maps of one layer. Read in front of network_editor.js.

const GROUPS = { convolution: "Convolution", pooling: "Pooling", activation: "Activation", normalisation: "Normalisation", regularisation: "Regularisation", dense: "Vectors" };

function menuHtml(kinds) {
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const items = Object.entries(kinds).filter(([, kind]) => kind.group === group);
    const buttons = items.map(
      ([name, kind]) => `<button role="menuitem" data-do="new" data-kind="${name}"><i class="icon ${group}">${kind.icon}</i><span><b>${name}</b><small>${text(kind.purpose)}</small></span></button>`,
    );
    return `<div role="group" aria-label="${title}"><p>${title}</p>${buttons.join("")}</div>`;
  });
  return `<div class="kinds" role="none">${groups.join("")}</div>`;
}

// `after`: the number of the layer before the new one; "" for the top; undefined for the chosen layer.
function openMenu(root, my, button) {
  const menu = root.querySelector(".menu");
  const host = root.querySelector(".network-editor").getBoundingClientRect();
  const at = button.getBoundingClientRect();
  my.menu = { after: button.dataset.after, from: focusMark(root, button) };
  menu.hidden = false;
  place(menu, at, host.top);
  menu.style.left = `${Math.max(0, Math.min(at.left - host.left, host.width - menu.offsetWidth))}px`;
  menu.scrollTop = 0;
  menu.querySelector("button").focus({ preventScroll: true });
}

// Below its button, or above it where there is more room: the page itself stays where it is.
function place(menu, button, top) {
  menu.style.maxHeight = "";
  const below = window.innerHeight - button.bottom - 12;
  const above = button.top - HEADER - 12;
  const under = below >= Math.min(menu.offsetHeight, above);
  menu.style.maxHeight = `${Math.min(menu.offsetHeight, under ? below : above)}px`;
  menu.style.top = `${under ? button.bottom - top + 4 : button.top - top - menu.offsetHeight - 4}px`;
}

function closeMenu(root, my, back = true) {
  if (!my.menu) return;
  const { from } = my.menu;
  my.menu = null;
  root.activeElement?.blur();
  root.querySelector(".menu").hidden = true;
  if (back) refocus(root, my, from);
}

function addLayer(root, my, kind) {
  const { after } = my.menu;
  const number = after === undefined ? my.selected : after === "" ? null : Number(after);
  closeMenu(root, my, false);
  my.focusNew = true;
  begin(my, { op: "add", kind, after: number });
}

function listenToMenu(root, my) {
  const menu = root.querySelector(".menu");
  menu.addEventListener("keydown", (e) => {
    const items = [...menu.querySelectorAll("button")];
    const at = items.indexOf(root.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[e.key];
    if (to !== undefined) items[(to + items.length) % items.length].focus();
    else if (e.key !== "Escape" && e.key !== "Tab") return;
    else closeMenu(root, my);
    e.preventDefault();
    e.stopPropagation();
  });
  document.addEventListener("pointerdown", (e) => {
    if (my.menu && !e.composedPath().includes(menu)) closeMenu(root, my, false);
  });
}

function maps(root, my) {
  const dialog = root.querySelector("dialog");
  const shown = my.data.maps;
  if (!shown || my.mapsOf !== shown.index) return;
  dialog.querySelector("h2").textContent = shown.title;
  dialog.querySelector("p").textContent = shown.words;
  const image = dialog.querySelector("img");
  image.hidden = !shown.address;
  if (image.getAttribute("src") !== shown.address) image.src = shown.address;
  Object.assign(image, { width: shown.width, height: shown.height, alt: shown.words });
  if (!dialog.open) dialog.showModal();
}

function openMaps(my, index) {
  my.mapsOf = index;
  my.component.setStateValue("opened", { index });
}

function listenToMaps(root, my) {
  const dialog = root.querySelector("dialog");
  dialog.addEventListener("close", () => {
    my.mapsOf = null;
    my.component.setStateValue("opened", null);
  });
  dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
}
