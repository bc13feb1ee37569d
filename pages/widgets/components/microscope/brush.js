// Painting on the image: what the brush goes over is shown at once, and told to Python several times a second.

const TELL = 120; // ms between two tellings of one stroke
const FORGET = 1500; // ms: of two tellings in one run of the page Streamlit drops the first, so each tells all of the last seconds

function brushing(root, my) {
  const [base, over] = [root.querySelector(".image .base"), root.querySelector(".image .over")];
  let [strokes, onto, timer, going, told, number] = [new Map(), null, null, false, 0, 0]; // number of a stroke -> the places that it went over
  const kept = () => (onto === my.onto ? strokes : ((onto = my.onto), (strokes = new Map()))); // of this image alone
  const tell = (undo = false) => {
    clearTimeout(timer);
    [timer, told] = [null, performance.now()];
    const said = [...kept()].map(([k, places]) => [k, [...places.values()]]);
    if ((said.length || undo) && root.isConnected) my.channel.component.setTriggerValue("painted", { onto, strokes: said, undo });
  };
  const dab = (e) => {
    const { scale } = my.image.lay;
    const edge = over.getBoundingClientRect();
    const [row, column] = [Math.floor((e.clientY - edge.top) / scale), Math.floor((e.clientX - edge.left) / scale)];
    const pen = base.getContext("2d");
    pen.fillStyle = `rgb(${my.brush}, ${my.brush}, ${my.brush})`;
    if (!kept().has(number)) strokes.set(number, new Map());
    for (const [y, x] of [[row, column], [row + 1, column], [row, column + 1], [row + 1, column + 1]]) {
      if (y < 0 || x < 0 || y >= my.image.height || x >= my.image.width) continue;
      strokes.get(number).set(`${y} ${x}`, [y, x, my.brush]);
      pen.fillRect(x * scale, y * scale, scale, scale);
    }
    timer ??= setTimeout(tell, TELL);
  };
  over.addEventListener("pointerdown", (e) => {
    if (my.brush == null) return;
    going = true;
    number = Math.max(number + 1, Date.now()); // another than those of before the element was made
    if (performance.now() - told > FORGET) strokes = new Map();
    over.setPointerCapture(e.pointerId);
    dab(e);
  });
  over.addEventListener("pointermove", (e) => going && my.brush != null && dab(e));
  over.addEventListener("pointerup", () => {
    going = false;
    tell();
  });
  over.tabIndex = -1; // a press of the pointer gives it the keys, until something else is clicked
  over.addEventListener("keydown", (e) => {
    if (my.brush == null || e.key.toLowerCase() !== "z" || e.shiftKey || e.altKey || !(e.ctrlKey || e.metaKey)) return;
    e.preventDefault();
    if (!e.repeat) tell(true);
  });
}
