// What a number depends on. A spot is {ys, xs, c} in an image (c null: all channels, a list: these) or {unit} in a vector (null: all units).

const span = (size) => Array.from({ length: size }, (_, k) => k);

function spotOf(at) {
  return at.length === 3 ? { ys: [at[0]], xs: [at[1]], c: at[2] } : { unit: at[0] };
}

// All places of these windows that lie on an input of this size.
function windows(places, size, step, before, limit, dilation) {
  const found = new Set();
  for (const place of places)
    for (let first = Math.floor(place * step) - before, k = first; k < Math.min(limit, first + size); k += dilation) if (k >= 0) found.add(k);
  return [...found].sort((a, b) => a - b);
}

// From a spot in a layer's output to the spot in its input.
function back(layer, spot) {
  const { kind, size, step, before, all, of, read, dilation } = layer.reach; // of neighbouring outputs each reads the same `read` channels
  const [height, width, channels] = layer.input;
  if (kind === "window")
    return {
      ys: windows(spot.ys, size[0], step[0], before[0], height, dilation[0]),
      xs: windows(spot.xs, size[1], step[1], before[1], width, dilation[1]),
      c: all || spot.c == null ? null : [...new Set([spot.c].flat().flatMap((c) => span(read).map((k) => Math.floor(c / of) * read + k)))],
    };
  if (kind === "whole") return { ys: span(height), xs: span(width), c: spot.unit };
  if (kind === "flatten") {
    if (spot.unit == null) return { ys: span(height), xs: span(width), c: null };
    const pixel = Math.floor(spot.unit / channels);
    return { ys: [Math.floor(pixel / width)], xs: [pixel % width], c: spot.unit % channels };
  }
  return { unit: all ? null : spot.unit };
}

// The spot in the image that a spot in the layer at this position depends on. `from` is the position of the layer that one reads.
function field(layers, position, spot) {
  for (let k = position; k >= 0; k = layers[k].from) spot = back(layers[k], spot);
  return spot;
}

// Neighbouring places as runs [first, count].
function runs(places) {
  const found = [];
  for (const place of places) {
    const last = found[found.length - 1];
    if (last && last[0] + last[1] === place) last[1] += 1;
    else found.push([place, 1]);
  }
  return found;
}
