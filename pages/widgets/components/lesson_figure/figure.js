// The figure of a lesson. Places with data-at can be clicked; the arrow keys go to the neighbours.

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const state = new WeakMap();

export default function (component) {
  const { parentElement: root, data } = component;
  let my = state.get(root);
  if (!my) {
    my = { count: 0, box: root.querySelector(".lesson") };
    state.set(root, my);
    listen(my);
  }
  my.component = component;
  my.at = data.at;
  if (my.panels !== data.panels) my.box.innerHTML = my.panels = data.panels;
  my.box.classList.toggle("movable", Boolean(data.at));
  if (data.at) my.box.tabIndex = 0;
  else my.box.removeAttribute("tabindex");
}

function listen(my) {
  my.box.addEventListener("click", (e) => {
    const place = e.target.closest("[data-at]");
    if (place) send(my, place.dataset.at.split(",").map(Number));
  });
  my.box.addEventListener("keydown", (e) => {
    const step = STEPS[e.key];
    if (!step || !my.at) return;
    e.preventDefault();
    send(my, [my.at[0] + step[0], my.at[1] + step[1]]);
  });
}

// An element that has left the page must be silent. Python holds the place within its bounds.
function send(my, at) {
  if (!my.at || !my.box.isConnected) return;
  my.at = at;
  my.count += 1;
  my.component.setStateValue("picked", { at, count: my.count });
}
