// The charts, as Vega-Lite specifications of what the filters leave.

const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8A6D3B"];
const SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left", "triangle-right"];
const OUTLINES = {
  circle: "M0,-5A5,5,0,1,1,0,5A5,5,0,1,1,0,-5Z", square: "M-4.5,-4.5H4.5V4.5H-4.5Z",
  "triangle-up": "M0,-5L5,4.5H-5Z", "triangle-down": "M0,5L5,-4.5H-5Z", "triangle-left": "M-5,0L4.5,-5V5Z",
  "triangle-right": "M5,0L-4.5,-5V5Z", diamond: "M0,-6L5,0L0,6L-5,0Z", cross: "M-2,-5.5H2V-2H5.5V2H2V5.5H-2V2H-5.5V-2H-2Z",
};

/** Each detector keeps its colour and shape whatever is filtered. */
function looksOf(detectors) {
  return new Map(detectors.map((name, at) => [name, { colour: COLOURS[at % COLOURS.length], shape: SHAPES[at % SHAPES.length] }]));
}

function glyph(look) {
  return `<svg class="mark" viewBox="-7 -7 14 14" aria-hidden="true"><path d="${OUTLINES[look.shape]}" fill="${look.colour}"/></svg>`;
}

function colourScale(looks) {
  return { domain: [...looks.keys()], range: [...looks.values()].map((look) => look.colour) };
}

function shapeScale(looks) {
  return { domain: [...looks.keys()], range: [...looks.values()].map((look) => look.shape) };
}

/** Settings of every chart, out of the page's own colours. */
function chartConfig() {
  const style = getComputedStyle(document.documentElement);
  const [ink, soft, faint] = ["--ink", "--soft", "--faint"].map((name) => style.getPropertyValue(name).trim());
  return {
    background: null, font: "system-ui, 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif",
    view: { stroke: null },
    axis: { labelColor: soft, titleColor: ink, gridColor: faint, domainColor: faint, tickColor: faint, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500 },
    text: { color: ink }, rule: { color: soft },
  };
}

/** Measure against speed, with the line of those whom nobody beats in both. */
function scatterSpec(rows, measure, looks, picked, say) {
  const shown = rows.filter((row) => row.speed && row[measure]);
  const line = front(shown, measure);
  const names = new Set(line.map((row) => row.detector));
  const values = shown.map((row) => ({
    detector: row.detector, speed: row.speed, value: row[measure].value, low: row[measure].low, high: row[measure].high,
    note: row[measure].low === null ? row[measure].value.toFixed(3) : `${row[measure].value.toFixed(3)} (${row[measure].low.toFixed(3)}–${row[measure].high.toFixed(3)})`,
    rate: row.speed >= 10 ? row.speed.toFixed(0) : row.speed.toPrecision(2),
    name: names.has(row.detector) || picked === row.detector ? row.detector : "", strong: !picked || picked === row.detector, ours: row.ours,
  }));
  const x = { field: "speed", type: "quantitative", scale: { type: "log", nice: false, padding: 30 }, title: say("axisSpeed"), axis: { format: "~g", gridOpacity: { condition: { test: "abs(log(datum.value) / LN10 - round(log(datum.value) / LN10)) < 1e-6", value: 1 }, value: 0.25 } } };
  const y = { field: "value", type: "quantitative", scale: { domain: [0, 1] }, title: say(measure) };
  const opacity = { condition: { test: "datum.strong", value: 1 }, value: 0.2 };
  return {
    width: "container", height: 380, autosize: { type: "fit", contains: "padding" }, config: chartConfig(),
    encoding: { x, y },
    layer: [
      { data: { values: line.map((row) => ({ speed: row.speed, value: row[measure].value })) }, mark: { type: "line", interpolate: "step-after", strokeDash: [4, 3], color: "#8a96a1" }, encoding: { order: { field: "speed" } } },
      ...(values.some((value) => value.low !== null) ? [{ data: { values }, mark: { type: "rule", strokeWidth: 1.5 }, encoding: { y: { field: "low", type: "quantitative" }, y2: { field: "high" }, color: { field: "detector", scale: colourScale(looks), legend: null }, opacity } }] : []),
      { data: { values }, mark: { type: "point", filled: true, size: 130 }, encoding: {
        fillOpacity: { condition: { test: "datum.ours", value: 0 }, value: 1 }, strokeWidth: { condition: { test: "datum.ours", value: 1.6 }, value: 0 }, stroke: { field: "detector", scale: colourScale(looks), legend: null },
        color: { field: "detector", scale: colourScale(looks), legend: null }, shape: { field: "detector", scale: shapeScale(looks), legend: null }, opacity,
        tooltip: [{ field: "detector", title: say("detector") }, { field: "note", title: say(measure) }, { field: "rate", title: say("speed") }] } },
      { data: { values }, mark: { type: "text", dy: -14, fontSize: 12, fontWeight: 600 }, encoding: { text: { field: "name" }, opacity } },
    ],
  };
}

/** A measure along an axis of difficulty, a line for each detector. */
function curveSpec(sweep, measure, looks, picked, say) {
  const values = sweep.points.filter((point) => point[measure] !== null).map((point) => ({ ...point, value: point[measure], strong: !picked || picked === point.detector }));
  const numeric = values.every((point) => typeof point.x === "number");
  const opacity = { condition: { test: "datum.strong", value: 1 }, value: 0.2 };
  return {
    width: "container", height: 320, autosize: { type: "fit", contains: "padding" }, config: chartConfig(), data: { values },
    encoding: {
      x: { field: "x", type: numeric ? "quantitative" : "ordinal", sort: null, title: say(`axis_${sweep.axis}`), scale: sweep.log ? { type: "log" } : {}, axis: { labelAngle: 0, ...(numeric ? { values: [...new Set(values.map((point) => point.x))] } : {}) } },
      y: { field: "value", type: "quantitative", scale: { domain: [0, 1] }, title: say(measure) },
      color: { field: "detector", scale: colourScale(looks), legend: null }, opacity,
      tooltip: [{ field: "detector", title: say("detector") }, { field: "x", title: say(`axis_${sweep.axis}`) }, { field: "value", title: say(measure), format: ".3f" }],
    },
    layer: [{ mark: { type: "line", strokeWidth: 2 } }, { mark: { type: "point", filled: true, size: 70 }, encoding: { shape: { field: "detector", scale: shapeScale(looks), legend: null } } }],
  };
}
