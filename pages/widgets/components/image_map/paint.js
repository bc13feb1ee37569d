// Draws the points, the names of the classes at their middles, what is chosen or under the pointer, and the line of a lasso.

function paint(root, my) {
  const canvas = root.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const style = getComputedStyle(root.querySelector(".image-map"));
  const [ink, paper] = [style.color, style.getPropertyValue("--st-background-color") || "#fff"];
  const { labels, predicted, colours, names, numbers, chosen } = my.data;
  pen.setTransform(canvas.width / my.width, 0, 0, canvas.height / my.height, 0, 0);
  pen.clearRect(0, 0, my.width, my.height);
  const picked = new Set(my.picked);
  const dot = (n, radius) => {
    pen.beginPath();
    pen.arc(my.places[2 * n], my.places[2 * n + 1], radius, 0, 2 * Math.PI);
  };
  const there = counts(my);
  for (const wrong of [false, true])
    for (let n = 0; n < labels.length; n++) {
      if ((labels[n] !== predicted[n]) !== wrong) continue;
      pen.globalAlpha = !there(n) || (picked.size && !picked.has(n)) ? 0.13 : my.data.opacity;
      pen.fillStyle = colours[labels[n]];
      dot(n, wrong ? 4.5 : 3.5);
      pen.fill();
      if (!wrong) continue;
      pen.strokeStyle = ink;
      pen.lineWidth = 2;
      pen.stroke();
    }
  pen.globalAlpha = 1;
  pen.font = `600 15px ${style.fontFamily}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  const mark = (text, x, y) => {
    pen.lineWidth = 4;
    pen.strokeStyle = paper;
    pen.strokeText(text, x, y);
    pen.fillStyle = ink;
    pen.fillText(text, x, y);
  };
  middles(my.places, labels, names.length).forEach((place, label) => {
    if (place && (my.only == null || my.only === label)) mark(names[label].slice(0, 18), ...place);
  });
  for (const n of new Set([chosen, my.under])) {
    if (n == null || n >= labels.length) continue;
    dot(n, 8);
    pen.lineWidth = 2.5;
    pen.strokeStyle = "#ff4fd8";
    pen.stroke();
    if (n === chosen) mark(`image ${numbers[n]}`, my.places[2 * n], my.places[2 * n + 1] - 18);
  }
  if (my.line && drawn(my)) {
    pen.beginPath();
    my.line.forEach(([x, y], k) => (k ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.closePath();
    pen.lineWidth = 1.5;
    pen.strokeStyle = ink;
    pen.stroke();
    pen.globalAlpha = 0.12;
    pen.fillStyle = ink;
    pen.fill();
    pen.globalAlpha = 1;
  }
}
