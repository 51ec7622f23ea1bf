// Charts of detectors: a measure against speed, and along an axis of difficulty.

/** The ranked points that nobody ranked beats in both speed and score, fastest first. */
function front(points) {
  let best = -1;
  return points.filter((point) => !point.ours).sort((a, b) => b.speed - a.speed || b.score.value - a.score.value)
    .filter((point) => point.score.value > best && ((best = point.score.value), true));
}

/**
 * A score against speed, each mark with its name, and the line of those whom nobody beats in both.
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
  const marks = set.map((point, at) => {
    const { box, line: leader } = boxes[at];
    const style = `${lookOf(point.names[0]).style}${faint(...point.names)}`;
    const span = point.score.low === null ? "" : `<line class="span" x1="${point.x}" x2="${point.x}" y1="${y.at(point.score.low)}" y2="${y.at(point.score.high)}"/>`;
    const lead = leader ? `<line class="leader" x1="${leader[0]}" y1="${leader[1]}" x2="${leader[2]}" y2="${leader[3]}"/>` : "";
    const tip = `${point.name}: ${spanText(point.score)}, ${shownNumber(point.speed)} MB/s`;
    return `<g class="${style}">${lead}${span}</g>${markAt(point.x, point.y, point.names[0], tip)}<text class="name${point.ours ? " ours" : ""}${faint(...point.names)}" x="${box[0]}" y="${box[3] - 3}">${escaped(point.name)}</text>`;
  });
  return `${axes(frame, x, y, say("axisSpeed"), title)}<path class="front" d="${steps.join("")}"/>${marks.join("")}`;
}

function spanText(score) {
  return score.low === null ? score.value.toFixed(3) : `${score.value.toFixed(3)} (${score.low.toFixed(3)}–${score.high.toFixed(3)})`;
}

/** Lines of detectors, named at their ends; `series` of `detector` and `points` of x, y, tip. */
function lineChart(series, x, y, frame) {
  const lines = series.map(({ detector, points, stepped }) => {
    const places = points.map((point) => [x.at(point.x), y.at(point.y), point]);
    const path = places.map(([left, top], at) => (!at ? `M${left},${top}` : stepped ? `V${top}H${left}` : `L${left},${top}`)).join("");
    const marks = places.filter(([, , point]) => point.tip).map(([left, top, point]) => markAt(left, top, detector, point.tip));
    return `<path class="line ${lookOf(detector).style}${faint(detector)}" d="${path}"/>${marks.join("")}`;
  });
  const ends = series.filter(({ points }) => points.length).map(({ detector, points }) => ({ name: detector, x: x.at(points.at(-1).x), y: y.at(points.at(-1).y) }));
  const names = placed(ends, frame, []).map(({ box }, at) => `<text class="name${faint(ends[at].name)}" x="${box[0]}" y="${box[3] - 3}">${escaped(ends[at].name)}</text>`);
  return lines.join("") + names.join("");
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
  const measure = chosen === "precision" ? chosen : "recall";
  const drawn = chart("curves", `${say("curves")}: ${say(`axis_${sweep.axis}`)}`, (width) => {
    const frame = frameOf(width, 340);
    const points = sweep.points.filter((point) => point[measure] !== null);
    const values = [...new Set(points.map((point) => point.x))];
    const numeric = values.every((value) => typeof value === "number");
    const x = (numeric ? linear : ordinal)(values, frame.left + 10, frame.right - 60);
    const y = shares(frame.bottom, frame.top);
    const series = [...grouped(points, (point) => point.detector)].map(([detector, some]) => ({
      detector,
      points: some.map((point) => ({ x: point.x, y: point[measure], tip: `${detector}: ${point.x}, ${point[measure].toFixed(3)}` })),
    }));
    return axes(frame, x, y, say(`axis_${sweep.axis}`), say(measure)) + lineChart(series, x, y, frame);
  });
  return `<div class="choices">${options}</div>${drawn}`;
});
