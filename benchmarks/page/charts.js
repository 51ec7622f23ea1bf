// Charts of detectors: a measure against speed, and along an axis of difficulty.

const NEAR = 10; // pixels between marks of which one would hide the other

/** The ranked points that nobody ranked beats in both speed and score, fastest first. */
function front(points) {
  let best = -1;
  return points.filter((point) => !point.ours).sort((a, b) => b.speed - a.speed || b.score.value - a.score.value)
    .filter((point) => point.score.value > best && ((best = point.score.value), true));
}

/**
 * A score against speed, each mark with its name, and the line of those whom nobody beats in both.
 * All stand in their true places: a mark upon another is smaller, with a rim, so that both are seen.
 * Points have `names`, of which the first gives the look, `ours`, `speed` and `score`.
 */
function speedChart(points, title, width, height) {
  const frame = frameOf(width, height);
  const x = logarithmic(points.map((point) => point.speed), frame.left, frame.right);
  const y = shares(frame.bottom, frame.top);
  const line = front(points);
  const steps = line.map((point, at) => `${at ? `V${y.at(point.score.value)}` : `M${x.at(point.speed)},${y.at(point.score.value)}`}H${x.at(line[at + 1]?.speed ?? point.speed)}`);
  const set = points.map((point) => ({ ...point, name: point.names.join(", "), x: x.at(point.speed), y: y.at(point.score.value) }));
  const spans = set.filter(({ score }) => score.low !== null).map(({ score, ...point }) => [point.x - 1, y.at(score.high), point.x + 1, y.at(score.low)]);
  const boxes = placed(set, frame, spans);
  const below = set.map((point, at) => set.slice(0, at).filter((other) => Math.hypot(other.x - point.x, other.y - point.y) < NEAR).length);
  const marks = set.map((point, at) => {
    const { box, line: leader } = boxes[at];
    const style = `${lookOf(point.names[0]).style}${faint(...point.names)}`;
    const span = point.score.low === null ? "" : `<line class="span" x1="${point.x}" x2="${point.x}" y1="${y.at(point.score.low)}" y2="${y.at(point.score.high)}"/>`;
    const lead = leader ? `<line class="leader" x1="${leader[0]}" y1="${leader[1]}" x2="${leader[2]}" y2="${leader[3]}"/>` : "";
    const tip = `${point.name}: ${spanText(point.score)}, ${shownNumber(point.speed)} MB/s`;
    return `<g class="${style}">${lead}${span}</g>${markAt(point.x, point.y, point.names[0], tip, below[at])}<text class="name${point.ours ? " ours" : ""}${faint(...point.names)}" x="${box[0]}" y="${box[3] - 3}">${escaped(point.name)}</text>`;
  });
  return `${axes(frame, x, y, say("axisSpeed"), title)}<path class="front" d="${steps.join("")}"/>${marks.join("")}`;
}

function spanText(score) {
  return score.low === null ? score.value.toFixed(3) : `${score.value.toFixed(3)} (${score.low.toFixed(3)}–${score.high.toFixed(3)})`;
}

/** The room for lines; that on the right is for the names of those that end there. */
function lineFrame(width) {
  const frame = frameOf(width, 340);
  return { ...frame, right: frame.right - Math.min(90, width / 4) };
}

/** Lines of detectors, named where they end; `series` of `detector` and `points` of x, y, tip. */
function lineChart(series, x, y, frame) {
  const paths = series.map(({ points, stepped }) => points.flatMap((point, at) => {
    const place = [x.at(point.x), y.at(point.y)];
    return at && stepped ? [[x.at(points[at - 1].x), place[1]], place] : [place];
  }));
  const lines = series.map(({ detector, points }, at) => {
    const marks = points.filter((point) => point.tip).map((point) => markAt(x.at(point.x), y.at(point.y), detector, point.tip));
    return `<path class="line ${lookOf(detector).style}${faint(detector)}" d="M${paths[at].map((place) => place.join()).join("L")}"/>${marks.join("")}`;
  });
  const ends = series.map(({ detector }, at) => ({ name: detector, x: paths[at].at(-1)[0], y: paths[at].at(-1)[1] }));
  const boxes = placed(ends, { ...frame, right: frame.width - 14 }, paths.flatMap(alongLine));
  const names = boxes.map(({ box, line }, at) => `${line ? `<line class="leader" x1="${line[0]}" y1="${line[1]}" x2="${line[2]}" y2="${line[3]}"/>` : ""}<text class="name${faint(ends[at].name)}" x="${box[0]}" y="${box[3] - 3}">${escaped(ends[at].name)}</text>`);
  return lines.join("") + names.join("");
}

/** Boxes along a line, for names to keep clear of. */
function alongLine(places) {
  return places.slice(1).flatMap(([right, low], at) => {
    const [left, high] = places[at];
    const steps = Math.ceil(Math.hypot(right - left, low - high) / 8);
    return Array.from({ length: steps }, (_, step) => {
      const [x, y] = [left + ((right - left) * step) / steps, high + ((low - high) * step) / steps];
      return [x - 4, y - 4, x + 4, y + 4];
    });
  });
}

keep("axis", "", (value) => data.sweeps.some((sweep) => sweepName(sweep) === value));

function sweepName(sweep) {
  return `${sweep.axis},${sweep.corpus}`;
}

/** A measure along an axis of difficulty, a line for each detector. */
section("curves", ({ measure: chosen }) => {
  if (!data.sweeps.length) return null;
  const options = choice("axis", "axis", data.sweeps.map((sweep) => [sweepName(sweep), `${say(`axis_${sweep.axis}`)}, ${named("corpus", sweep.corpus)}`]));
  const sweep = data.sweeps.find((one) => sweepName(one) === state.axis);
  const measure = MEASURES.includes(chosen) ? chosen : "f1";
  const drawn = chart("curves", `${say("curves")}: ${say(`axis_${sweep.axis}`)}`, (width) => {
    const frame = lineFrame(width);
    const points = sweep.points.filter((point) => point[measure] !== null);
    const values = [...new Set(points.map((point) => point.x))];
    const numeric = values.every((value) => typeof value === "number");
    const x = (numeric ? linear : ordinal)(values, frame.left + 10, frame.right - 8);
    const y = shares(frame.bottom, frame.top);
    const series = [...grouped(points, (point) => point.detector)].map(([detector, some]) => ({
      detector,
      points: some.map((point) => ({ x: point.x, y: point[measure], tip: `${detector}: ${point.x}, ${point[measure].toFixed(3)}` })),
    }));
    return axes(frame, x, y, say(`axis_${sweep.axis}`), say(measure)) + lineChart(series, x, y, frame);
  });
  return `<div class="choices">${options}</div>${drawn}`;
});
