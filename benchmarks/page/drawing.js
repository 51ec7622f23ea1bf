// Charts as SVG: scales, axes, marks, and names beside their marks without one over another.

const TEXT = 12; // size of all text in charts, in CSS pixels

/** Places on an axis: `at(value)` in pixels, `ticks` as pairs of value and text. */
function shares(from, to) {
  return { at: (value) => from + (to - from) * value, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => [value, String(value)]) };
}

function logarithmic(values, from, to) {
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const room = Math.max(0.1, (high - low) * 0.06); // twice as much on the right, where names stand
  const at = (value) => from + ((to - from) * (Math.log10(value) - low + room)) / (high - low + 3 * room);
  const powers = Array.from({ length: 17 }, (_, power) => 10 ** (power - 8)).filter((value) => at(value) >= Math.min(from, to) && at(value) <= Math.max(from, to));
  const ticks = powers.length > 1 ? powers : [Math.min(...values), Math.max(...values)];
  return { at, ticks: ticks.map((value) => [value, value >= 1 ? value.toLocaleString("en") : String(Number(value.toPrecision(2)))]) };
}

function linear(values, from, to) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const at = (value) => (high > low ? from + ((to - from) * (value - low)) / (high - low) : (from + to) / 2);
  return { at, ticks: [...new Set(values)].map((value) => [value, value.toLocaleString("en")]) };
}

function ordinal(values, from, to) {
  const step = (to - from) / values.length;
  return { at: (value) => from + step * (values.indexOf(value) + 0.5), ticks: values.map((value) => [value, String(value)]) };
}

/** The room that is left for marks. */
function frameOf(width, height) {
  return { left: 40, right: width - 12, top: 34, bottom: height - 42, width, height };
}

/** Grid, ticks and titles; the title of the vertical axis stands above it, where it is read. */
function axes(frame, x, y, xTitle, yTitle) {
  const { left, right, top, bottom, width, height } = frame;
  const across = y.ticks.map(([value, text]) => `<line class="grid" x1="${left}" x2="${right}" y1="${y.at(value)}" y2="${y.at(value)}"/><text class="tick" text-anchor="end" x="${left - 6}" y="${y.at(value) + 4}">${escaped(text)}</text>`);
  const along = x.ticks.map(([value, text]) => `<line class="grid" x1="${x.at(value)}" x2="${x.at(value)}" y1="${top}" y2="${bottom}"/><text class="tick" text-anchor="middle" x="${x.at(value)}" y="${bottom + 16}">${escaped(text)}</text>`);
  return `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="${TEXT}">${across.join("")}${along.join("")}
    <text class="title" x="0" y="14">${escaped(yTitle)}</text><text class="title" text-anchor="end" x="${right}" y="${height - 6}">${escaped(xTitle)}</text>`;
}

/** A detector's mark, which tells its figures to a pointer; smaller if it lies upon others. */
function markAt(x, y, detector, tip, below = 0) {
  const { style, mark } = lookOf(detector);
  const scale = below ? ` transform="scale(${0.62 ** Math.min(below, 2)})"` : "";
  return `<g class="${style}${faint(detector)}" transform="translate(${x.toFixed(1)},${y.toFixed(1)})" data-tip="${escaped(tip)}"><circle class="reach" r="${below ? 6 : 12}"/><use class="point${below ? " upon" : ""}" href="#mark-${mark}"${scale}/></g>`;
}

/** Stands back while another detector is picked out. */
function faint(...detectors) {
  return !state.pick || detectors.includes(state.pick) ? "" : " faint";
}

let measuring = null;

function widthOf(text) {
  measuring ??= document.createElement("canvas").getContext("2d");
  measuring.font = `600 ${TEXT}px ${getComputedStyle(document.body).fontFamily}`;
  return measuring.measureText(text).width;
}

const WAYS = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];
const STEPS = [9, 18, 30, 44, 60];

/** Boxes of names beside their points: the nearest places that cover nothing, and no other point is nearer to. */
function placed(points, frame, blocked) {
  const marks = points.map(({ x, y }) => [x - 7, y - 7, x + 7, y + 7]);
  const taken = [...marks, ...blocked];
  const leaders = [];
  const crowd = ({ x, y }) => points.filter((other) => Math.hypot((other.x - x) / 3, other.y - y) < 30).length;
  const names = points.map((point, at) => ({ ...point, at, width: widthOf(point.name), crowd: crowd(point) })).sort((a, b) => b.crowd - a.crowd);
  const boxes = [];
  for (const { x, y, width, at } of names) {
    const tried = STEPS.flatMap((step, far) => WAYS.map(([right, down], turn) => {
      const middle = x + right * (step + (right ? width / 2 : 0));
      const [low, high] = [y + down * (step + 4) - 7, y + down * (step + 4) + 7];
      const box = [middle - width / 2, low, middle + width / 2, high];
      const end = [Math.min(Math.max(x, box[0]), box[2]), Math.min(Math.max(y, box[1]), box[3])];
      const line = far ? [x, y, ...end] : null;
      const outside = Math.max(0, frame.left - box[0]) + Math.max(0, box[2] - frame.right - 10) + Math.max(0, frame.top - 10 - box[1]) + Math.max(0, box[3] - frame.bottom);
      const over = taken.reduce((sum, other, mine) => sum + (mine === at ? 0 : overlap(box, other)), 0);
      const crossing = line ? leaders.filter((other) => crosses(line, other)).length + marks.filter((mark, mine) => mine !== at && enters(line, mark)).length : 0;
      const own = away(box, { x, y });
      const nearer = points.some((other, mine) => mine !== at && away(box, other) < own + 4);
      const under = leaders.filter((other) => enters(other, box)).length;
      return { box, line, cost: 10 * outside + over + 400 * (crossing + under) + (nearer ? (far ? 40 : 150) : 0) + 12 * far + turn };
    }));
    const best = tried.reduce((one, other) => (other.cost < one.cost ? other : one));
    taken.push(best.box);
    if (best.line) leaders.push(best.line);
    boxes[at] = best;
  }
  return boxes;
}

function away(box, { x, y }) {
  return Math.hypot(Math.max(box[0] - x, 0, x - box[2]), Math.max(box[1] - y, 0, y - box[3]));
}

function overlap(one, other) {
  return Math.max(0, Math.min(one[2], other[2]) - Math.max(one[0], other[0])) * Math.max(0, Math.min(one[3], other[3]) - Math.max(one[1], other[1]));
}

function crosses([a, b, c, d], [e, f, g, h]) {
  const side = (x, y, [p, q, r, s]) => Math.sign((r - p) * (y - q) - (s - q) * (x - p));
  return side(e, f, [a, b, c, d]) !== side(g, h, [a, b, c, d]) && side(a, b, [e, f, g, h]) !== side(c, d, [e, f, g, h]);
}

function enters([a, b, c, d], [left, top, right, bottom]) {
  return Array.from({ length: 9 }, (_, step) => [a + ((c - a) * step) / 8, b + ((d - b) * step) / 8]).some(([x, y]) => x > left && x < right && y > top && y < bottom);
}
