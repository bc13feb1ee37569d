// The points on their canvas: where each stands, what is near the pointer, what lies in a lasso.

const MARGIN = 24;

function decoded(text, Kind) {
  return new Kind(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
}

// Places on a canvas of this size, both axes to the same scale.
function placed(points, width, height) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < points.length; k += 2) {
    left = Math.min(left, points[k]);
    right = Math.max(right, points[k]);
    top = Math.min(top, points[k + 1]);
    bottom = Math.max(bottom, points[k + 1]);
  }
  const scale = Math.min((width - 2 * MARGIN) / (right - left || 1), (height - 2 * MARGIN) / (bottom - top || 1));
  const places = new Float32Array(points.length);
  for (let k = 0; k < points.length; k += 2) {
    places[k] = width / 2 + (points[k] - (left + right) / 2) * scale;
    places[k + 1] = height / 2 - (points[k + 1] - (top + bottom) / 2) * scale;
  }
  return places;
}

// The number of the point that is nearest to a place, at most `most` px away and one of those that `counts`; else null.
function nearest(places, x, y, most, counts) {
  let [best, found] = [most * most, null];
  for (let n = 0; n < places.length / 2; n++) {
    const far = (places[2 * n] - x) ** 2 + (places[2 * n + 1] - y) ** 2;
    if (far <= best && counts(n)) [best, found] = [far, n];
  }
  return found;
}

// The points inside a closed line of [x, y]: those with an odd number of its edges to their right.
function inside(places, line, counts) {
  const found = [];
  for (let n = 0; n < places.length / 2; n++) {
    const [x, y] = [places[2 * n], places[2 * n + 1]];
    let odd = false;
    line.forEach(([ax, ay], k) => {
      const [bx, by] = line[(k + 1) % line.length];
      if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) odd = !odd;
    });
    if (odd && counts(n)) found.push(n);
  }
  return found;
}

// The middle of each class, where its name is written: the medians of its places; null for a class without points.
function middles(places, labels, classes) {
  return Array.from({ length: classes }, (_, label) => {
    const mine = [...labels.keys()].filter((n) => labels[n] === label);
    const median = (axis) => mine.map((n) => places[2 * n + axis]).sort((a, b) => a - b)[mine.length >> 1];
    return mine.length ? [median(0), median(1)] : null;
  });
}

// All that a map is drawn from: by the pixels, another network has the same points, but not the same answers.
function shownBy({ points, labels, predicted, sure, names, sheet, chosen }, theme) {
  return JSON.stringify([points, labels, predicted, sure, names, sheet, chosen, theme]);
}
