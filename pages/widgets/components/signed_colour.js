// Black is 0, white the largest number, blue the most negative.

const NEGATIVE = [96, 158, 255];

function colour(value, most) {
  const part = most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
  return value < 0 ? NEGATIVE.map((c) => Math.round(c * part)) : [1, 1, 1].map(() => Math.round(255 * part));
}

const inkOn = ([red, green, blue]) => (red * 0.3 + green * 0.59 + blue * 0.11 > 110 ? "#000" : "#fff");
