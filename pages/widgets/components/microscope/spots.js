// Spots: a number of the image or of a layer, at a position among the sheets. Python counts the experiment's layers, and calls those
// inside a block by their names.

function pythons(my, spot) {
  const layer = my.scene.layers[spot.layer];
  return layer ? { ...spot, layer: layer.index, step: spot.step || layer.step } : spot;
}

// The spot of a number that Python means: on a sheet of its own, or where the block is closed, inside the block's.
function spotAmong(layers, { layer, step = "", ...rest }) {
  const own = layers.findIndex((each) => each.index === layer && each.step === step);
  if (layer === IMAGE || own >= 0) return { ...rest, layer: layer === IMAGE ? IMAGE : own };
  return { ...rest, layer: layers.findIndex((each) => each.index === layer), step };
}

// The spot where it is once blocks are opened or closed.
function moved(before, now, spot) {
  const layer = before[spot?.layer];
  return layer && now.some((each) => each.index === layer.index) ? spotAmong(now, { ...spot, layer: layer.index, step: spot.step || layer.step }) : spot;
}
