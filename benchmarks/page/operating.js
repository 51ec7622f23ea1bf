// Scores and thresholds: curves, reliability, and the table of both, of one side at a time.

/** Axes from 0 to 1, and what every chart of this section shares. */
function shareSpec(x, y, looks, say) {
  const axis = (field, title) => ({ field, type: "quantitative", scale: { domain: [0, 1] }, title: say(title) });
  return {
    width: "container", height: 340, autosize: { type: "fit", contains: "padding" }, config: chartConfig(),
    encoding: {
      x: axis("x", x), y: axis("y", y),
      color: { field: "detector", type: "nominal", scale: colourScale(looks), legend: null },
      opacity: { condition: { test: "datum.strong", value: 1 }, value: 0.2 },
    },
  };
}

/** Marks in the shape of their detector, hollow if it is of this house. */
function markLayer(values, size, tooltip, looks) {
  return {
    data: { values }, mark: { type: "point", filled: true, size }, encoding: {
      fillOpacity: { condition: { test: "datum.ours", value: 0 }, value: 1 }, strokeWidth: { condition: { test: "datum.ours", value: 1.6 }, value: 0 },
      stroke: { field: "detector", type: "nominal", scale: colourScale(looks), legend: null },
      shape: { field: "detector", type: "nominal", scale: shapeScale(looks), legend: null }, tooltip,
    },
  };
}

function precisionRecallSpec(rows, looks, picked, say) {
  const of = (row, more) => ({ detector: row.detector, ours: row.ours, strong: !picked || picked === row.detector, ...more });
  const lines = rows.flatMap((row) => [[0, row.curve[0][1], null], ...row.curve].map(([x, y, threshold], at) => of(row, { x, y, threshold, at })));
  const ends = rows.map((row) => of(row, { x: row.given.recall, y: row.given.precision, threshold: row.given.threshold }));
  const tooltip = [{ field: "detector", title: say("detector") }, { field: "x", title: say("recall"), format: ".3f" }, { field: "y", title: say("precision"), format: ".3f" }, { field: "threshold", title: say("threshold") }];
  return {
    ...shareSpec("recall", "precision", looks, say),
    layer: [
      { data: { values: lines }, mark: { type: "line", interpolate: "step-before", strokeWidth: 2 }, encoding: { order: { field: "at" }, tooltip } },
      markLayer(ends, 110, tooltip, looks),
    ],
  };
}

function reliabilitySpec(rows, looks, picked, say) {
  const values = rows.flatMap((row) => row.reliability.map((part) => ({ detector: row.detector, ours: row.ours, strong: !picked || picked === row.detector, x: part.score, y: part.right, spans: part.spans })));
  const tooltip = [{ field: "detector", title: say("detector") }, { field: "x", title: say("axisScore"), format: ".3f" }, { field: "y", title: say("axisRight"), format: ".3f" }, { field: "spans", title: say("spans"), format: "," }];
  return {
    ...shareSpec("axisScore", "axisRight", looks, say),
    layer: [
      { data: { values: [{ x: 0, y: 0 }, { x: 1, y: 1 }] }, mark: { type: "line", strokeDash: [4, 3] }, encoding: { color: { value: "#8a96a1" }, opacity: { value: 1 } } },
      { data: { values }, mark: { type: "line", strokeWidth: 1.5 } },
      markLayer(values, 70, tooltip, looks),
    ],
  };
}

const POINTS = ["average_precision", "recall_at_95", "recall_at_99", "f1", "best_f1", "calibration_error"];

function operatingTable(rows, looks, say) {
  const at = (point, key) => (point ? `<td>${point[key].toFixed(3)}<small>≥ ${point.threshold}</small></td>` : "<td>–</td>");
  const share = (value) => `<td>${value === null ? "–" : value.toFixed(3)}</td>`;
  const line = (row) => `<tr><th scope="row">${nameButton(row.detector, looks)}</th>${share(row.average_precision)}${row.at.map((point) => at(point, "recall")).join("")}
    ${share(row.given.f1)}${at(row.best, "f1")}${share(row.calibration_error)}</tr>`;
  const heads = POINTS.map((key) => `<th scope="col">${escaped(say(key))}</th>`);
  return `<thead><tr><th scope="col">${escaped(say("detector"))}</th>${heads.join("")}</tr></thead>
    <tbody>${ranked(rows).map(line).join("")}</tbody>${apart(rows.filter((row) => row.ours).map(line), POINTS.length + 1, say)}`;
}
