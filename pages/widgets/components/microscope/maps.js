// Feature maps on a canvas. Black is 0, white the largest value of the layer, blue the most negative; the scale is the layer's own.

const GAP = 4;
const ROOM = 60; // px that the longer side of a map is enlarged to, by whole pixels

function bytes(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

// Where the maps of a layer stand on a canvas of this width.
function arrange(layer, room) {
  if (layer.shape.length === 1) {
    const cell = layer.shape[0] <= 128 ? 16 : layer.shape[0] <= 1200 ? 9 : 5;
    const columns = Math.max(1, Math.min(layer.shape[0], Math.floor(room / cell)));
    return { cell, columns, width: columns * cell, height: Math.ceil(layer.shape[0] / columns) * cell };
  }
  const [h, w] = layer.shape;
  const most = layer.shown > 128 ? ROOM / 2 : ROOM;
  const scale = Math.max(1, Math.min(16, Math.floor(most / Math.max(h, w))));
  const columns = Math.max(1, Math.min(layer.shown, Math.floor((room + GAP) / (w * scale + GAP))));
  const rows = Math.ceil(layer.shown / columns);
  return { scale, columns, width: columns * (w * scale + GAP) - GAP, height: rows * (h * scale + GAP) - GAP };
}

function corner(layer, lay, c) {
  const [h, w] = layer.shape;
  return [Math.floor(c / lay.columns) * (h * lay.scale + GAP), (c % lay.columns) * (w * lay.scale + GAP)];
}

// The place under a point of the canvas; null between maps.
function placeAt(layer, lay, x, y) {
  if (lay.cell) {
    const unit = Math.floor(y / lay.cell) * lay.columns + Math.floor(x / lay.cell);
    return x < lay.width && unit < layer.shape[0] ? [unit] : null;
  }
  const [h, w] = layer.shape;
  const [column, row] = [Math.floor(x / (w * lay.scale + GAP)), Math.floor(y / (h * lay.scale + GAP))];
  const c = row * lay.columns + column;
  const px = Math.floor((x - column * (w * lay.scale + GAP)) / lay.scale);
  const py = Math.floor((y - row * (h * lay.scale + GAP)) / lay.scale);
  return column < lay.columns && c < layer.shown && px < w && py < h && px >= 0 && py >= 0 ? [py, px, c] : null;
}

function valueAt(layer, at) {
  const [h, w] = layer.shape;
  const byte = layer.bytes[at.length === 1 ? at[0] : at[2] * h * w + at[0] * w + at[1]];
  return layer.low + (byte * (layer.high - layer.low)) / 255;
}

function paint(canvas, layer, lay) {
  Object.assign(canvas, { width: lay.width, height: lay.height });
  const most = Math.max(-layer.low, layer.high);
  const table = new Uint32Array(256); // a dot as one number: alpha, blue, green, red
  for (let k = 0; k < 256; k++) {
    const [red, green, blue] = colour(layer.low + (k * (layer.high - layer.low)) / 255, most);
    table[k] = 0xff000000 | (blue << 16) | (green << 8) | red;
  }
  const [h, w, step] = lay.cell ? [lay.height / lay.cell, lay.columns, lay.cell] : [layer.shape[0], layer.shape[1], lay.scale];
  const pen = canvas.getContext("2d");
  pen.imageSmoothingEnabled = false;
  const one = new OffscreenCanvas(w, h);
  const picture = new ImageData(w, h);
  const dots = new Uint32Array(picture.data.buffer);
  const small = one.getContext("2d");
  for (let c = 0; c < (lay.cell ? 1 : layer.shown); c++) {
    const first = c * w * h;
    for (let k = 0; k < w * h; k++) dots[k] = first + k < layer.bytes.length ? table[layer.bytes[first + k]] : 0;
    small.putImageData(picture, 0, 0);
    const [top, left] = lay.cell ? [0, 0] : corner(layer, lay, c);
    pen.drawImage(one, left, top, w * step, h * step);
  }
}

function paintImage(canvas, image, scale) {
  const { height, width, channels } = image;
  Object.assign(canvas, { width: width * scale, height: height * scale });
  const pixels = bytes(image.pixels);
  const picture = new ImageData(width, height);
  for (let k = 0; k < width * height; k++)
    for (let part = 0; part < 4; part++) picture.data[4 * k + part] = part === 3 ? 255 : pixels[k * channels + (channels > 2 ? part : 0)];
  const one = new OffscreenCanvas(width, height);
  one.getContext("2d").putImageData(picture, 0, 0);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(one, 0, 0, width * scale, height * scale);
}

// Lights a spot up: a frame around each run of neighbouring pixels, in one map or in all of them.
function light(over, layer, lay, spot, ink, fill) {
  const pen = over.getContext("2d");
  pen.strokeStyle = ink;
  pen.fillStyle = fill;
  pen.lineWidth = 2;
  const frame = (left, top, width, height) => {
    pen.fillRect(left, top, width, height);
    pen.strokeRect(left + 0.5, top + 0.5, Math.max(1, width - 1), Math.max(1, height - 1));
  };
  if (lay.cell) {
    if (spot.unit == null) return frame(0, 0, lay.width, lay.height);
    return frame((spot.unit % lay.columns) * lay.cell, Math.floor(spot.unit / lay.columns) * lay.cell, lay.cell, lay.cell);
  }
  for (const c of spot.c == null ? span(layer.shown) : [spot.c].flat()) {
    if (c >= layer.shown) continue;
    const [top, left] = corner(layer, lay, c);
    for (const [y, height] of runs(spot.ys))
      for (const [x, width] of runs(spot.xs)) frame(left + x * lay.scale, top + y * lay.scale, width * lay.scale, height * lay.scale);
  }
}
