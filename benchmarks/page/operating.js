// Scores and thresholds: curves, reliability, and the table of both, of one side at a time.

keep("side", "", (value) => Object.hasOwn(data.operating?.sides ?? {}, value));

section("operating", () => {
  const told = data.operating;
  if (!told || !Object.keys(told.sides).length) return null;
  const options = choice("side", "operatingSide", Object.keys(told.sides).map((side) => [side, say(`side_${side}`)]));
  const rows = told.sides[state.side];
  const without = told.equal.length ? `<p class="remark">${escaped(say("operatingWithout", { names: told.equal.join(", ") }))}</p>` : "";
  return `<div class="choices">${options}</div><div class="pair">${precisionRecall(rows)}${reliability(rows)}</div>
    ${scrolling("operating-table", say("operating"), operatingTable(rows))}${without}`;
});

function precisionRecall(rows) {
  return chart("precision-recall", say("precisionRecall"), (width) => {
    const frame = lineFrame(width);
    const [x, y] = [shares(frame.left, frame.right), shares(frame.bottom, frame.top)];
    const tip = (row) => `${row.detector}: ${say("precision")} ${row.given.precision.toFixed(3)}, ${say("recall")} ${row.given.recall.toFixed(3)}`;
    const series = rows.map((row) => ({
      detector: row.detector, stepped: true,
      points: [[0, row.curve[0][1]], ...row.curve].map(([recall, precision]) => ({ x: recall, y: precision })).concat({ x: row.given.recall, y: row.given.precision, tip: tip(row) }),
    }));
    return axes(frame, x, y, say("recall"), say("precision")) + lineChart(series, x, y, frame);
  });
}

function reliability(rows) {
  return chart("reliability", say("reliability"), (width) => {
    const frame = lineFrame(width);
    const [x, y] = [shares(frame.left, frame.right), shares(frame.bottom, frame.top)];
    const series = rows.map((row) => ({
      detector: row.detector,
      points: row.reliability.map((part) => ({ x: part.score, y: part.right, tip: `${row.detector}: ${part.score.toFixed(3)}, ${part.right.toFixed(3)}, ${part.spans.toLocaleString("en")} ${say("spans")}` })),
    }));
    return `${axes(frame, x, y, say("axisScore"), say("axisRight"))}<path class="front" d="M${x.at(0)},${y.at(0)}L${x.at(1)},${y.at(1)}"/>${lineChart(series, x, y, frame)}`;
  });
}

const POINTS = ["average_precision", "recall_at_95", "recall_at_99", "f1", "best_f1", "calibration_error"];

function operatingTable(rows) {
  const at = (point, key) => (point ? `<td>${point[key].toFixed(3)}<small>≥ ${point.threshold}</small></td>` : "<td>–</td>");
  const share = (value) => `<td>${value === null ? "–" : value.toFixed(3)}</td>`;
  const line = (row) => `<tr><th scope="row">${nameButton(row.detector)}</th>${share(row.average_precision)}${row.at.map((point) => at(point, "recall")).join("")}
    ${share(row.given.f1)}${at(row.best, "f1")}${share(row.calibration_error)}</tr>`;
  const heads = POINTS.map((key) => `<th scope="col">${escaped(say(key))}</th>`);
  return `<thead><tr><th scope="col">${escaped(say("detector"))}</th>${heads.join("")}</tr></thead>
    <tbody>${ranked(rows).map(line).join("")}</tbody>${apart(rows.filter((row) => row.ours).map(line), POINTS.length + 1)}`;
}
