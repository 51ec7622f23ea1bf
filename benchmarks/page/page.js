// The page: what is chosen, and everything drawn anew from it.

const data = JSON.parse(document.getElementById("data").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const looks = looksOf([...new Set([...data.runs.map((run) => run.detector), ...data.sweeps.flatMap((sweep) => sweep.points.map((point) => point.detector))])].sort());
const $ = (id) => document.getElementById(id);
const EXAMPLES = 40;

const synthetic = data.runs.some((run) => run.noise !== null);
const first = { corpus: synthetic ? "*" : "*real", noise: data.runs.some((run) => run.noise === "clean") ? "clean" : "*", track: data.runs.some((run) => run.track === "text") ? "text" : data.runs[0].track, label: "*", measure: "recall" };
const state = {
  ...first, order: { key: "recall", direction: -1 }, picked: null, axis: 0, side: null, missedBy: "*",
  language: navigator.language.startsWith("zh") ? "zh" : "en",
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
};

function say(key, values = {}) {
  const text = words[state.language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function fill(id, options) {
  $(id).innerHTML = options.map(([value, text]) => `<option value="${escaped(value)}">${escaped(text)}</option>`).join("");
  $(id).value = state[id];
  if ($(id).selectedIndex < 0) {
    state[id] = options[0][0];
    $(id).value = state[id];
  }
}

function fillFilters() {
  const corpora = [...new Set(data.runs.map((run) => run.corpus))].sort();
  const groups = [[synthetic, "*", "allCorpora"], [data.runs.some((run) => run.noise === null), "*real", "allReal"]];
  fill("corpus", [...groups.filter(([there]) => there).map(([, value, word]) => [value, say(word)]), ...corpora.map((name) => [name, name])]);
  const noises = ["clean", "worn", "evasive"].filter((noise) => data.runs.some((run) => run.noise === noise));
  fill("noise", [...noises.map((noise) => [noise, say(noise)]), ["*", say("allNoises")]]);
  fill("track", [...new Set(data.runs.map((run) => run.track))].sort().reverse().map((track) => [track, say(track)]));
  const labels = [...new Set(chosenRuns(data.runs, state).flatMap((run) => Object.keys(run.labels).filter((label) => run.labels[label].truth)))].sort();
  fill("label", [["*", say("allLabels")], ...labels.map((label) => [label, label])]);
  fill("measure", ["recall", "precision", "f1"].map((name) => [name, say(name)]));
}

function drawWords() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.theme = state.theme;
  for (const place of document.querySelectorAll("[data-word]")) {
    const key = place.dataset.word === "otherTheme" ? (state.theme === "dark" ? "toLight" : "toDark") : place.dataset.word;
    const text = say(key, { measure: say(state.measure) });
    place.textContent = text[0].toUpperCase() + text.slice(1);
  }
}

function drawWinners(rows, runs) {
  const cards = [["bestRecall", "recall"], ["bestPrecision", "precision"], ["bestF1", "f1"], ["fastest", "speed"]].map(([word, key]) => {
    const best = sorted(ranked(rows), key, -1)[0];
    const value = best && best[key] !== null ? (key === "speed" ? `${shown(best.speed)} ${say("speed")}` : `${say(key)} ${best[key].value.toFixed(3)}`) : "–";
    return `<div class="card"><small>${escaped(say(word))}</small><strong>${escaped(best && best[key] !== null ? best.detector : "–")}</strong>${escaped(value)}</div>`;
  });
  $("winners").innerHTML = cards.join("");
  const counts = [...new Set(runs.map((run) => run.rows))].sort((a, b) => a - b);
  const span = counts.length > 1 ? `${counts[0].toLocaleString("en")}–${counts.at(-1).toLocaleString("en")}` : (counts[0] ?? 0).toLocaleString("en");
  const most = Math.max(0, ...rows.map((row) => row.runs));
  const behind = rows.filter((row) => row.runs < most).map((row) => row.detector);
  $("remark").textContent = say("remark", { count: rows.length, runs: runs.length, rows: span }) + (behind.length ? ` ${say("missingRuns", { names: behind.join(", ") })}` : "");
}

async function chart(id, spec, description) {
  $(id).setAttribute("aria-label", description);
  await window.vegaEmbed(`#${id}`, spec, { mode: "vega-lite", actions: false, renderer: "svg", tooltip: { theme: state.theme === "dark" ? "dark" : "light" } });
}

async function draw() {
  fillFilters();
  drawWords();
  const runs = chosenRuns(data.runs, state);
  const rows = board(runs, state.label);
  drawWinners(rows, runs);
  $("leaderboard").innerHTML = boardTable(rows, state.order, looks, say);
  $("matrix").innerHTML = matrixTable(data.runs, state, looks, say);
  $("heat").innerHTML = heatTable(runs, state, looks, say);
  const finer = finerRows(runs, state.label);
  $("finer-section").hidden = !finer.length;
  $("finer").innerHTML = finerTable(finer, looks, say);
  $("origin").innerHTML = originTable(runs, say);
  $("legend").innerHTML = rows.map((row) => nameButton(row.detector, looks)).join("");
  for (const button of document.querySelectorAll("[data-pick]")) {
    button.classList.toggle("dimmed", state.picked !== null && state.picked !== button.dataset.pick);
    button.setAttribute("aria-pressed", String(state.picked === button.dataset.pick));
  }
  $("headline-section").hidden = !data.headline;
  if (data.headline) $("headline").innerHTML = headlineTable(data.headline, say);
  const levels = data.headline?.levels ?? [];
  $("levels-section").hidden = !levels.length;
  $("levels").innerHTML = levelsTables(levels, say);
  $("biases").innerHTML = biasList(words[state.language].biasList);
  $("realism-section").hidden = !data.realism.length;
  $("realism").innerHTML = realismTable(data.realism, say);
  drawMisses();
  await chart("scatter", scatterSpec(rows, state.measure, looks, state.picked, say), say("trade", { measure: say(state.measure) }));
  await drawOperating();
  await drawCurves();
}

async function drawOperating() {
  const told = data.operating;
  $("operating-section").hidden = !told || !Object.keys(told.sides).length;
  if ($("operating-section").hidden) return;
  fill("side", Object.keys(told.sides).map((side) => [side, say(`side_${side}`)]));
  const rows = told.sides[state.side];
  $("operating").innerHTML = operatingTable(rows, looks, say);
  $("operating-without").textContent = told.equal.length ? say("operatingWithout", { names: told.equal.join(", ") }) : "";
  await chart("precision-recall", precisionRecallSpec(rows, looks, state.picked, say), say("precisionRecall"));
  await chart("reliability", reliabilitySpec(rows, looks, state.picked, say), say("reliability"));
}

async function drawCurves() {
  $("curves-section").hidden = !data.sweeps.length;
  if (!data.sweeps.length) return;
  fill("axis", data.sweeps.map((sweep, at) => [String(at), `${say(`axis_${sweep.axis}`)}, ${sweep.corpus}`]));
  await chart("curves", curveSpec(data.sweeps[Number(state.axis)], state.measure === "f1" ? "recall" : state.measure, looks, state.picked, say), say("curves"));
}

function drawMisses() {
  $("misses-section").hidden = !data.examples.length;
  const matching = data.examples.filter((one) => (state.corpus.startsWith("*") || one.corpus === state.corpus) && (state.label === "*" || one.label === state.label));
  const detectors = [...new Set(data.examples.map((one) => one.detector))].sort();
  $("missed-by").innerHTML = detectors.map((name) => `<option>${escaped(name)}</option>`).join("");
  if (!detectors.includes(state.missedBy)) state.missedBy = detectors[0];
  $("missed-by").value = state.missedBy;
  $("misses").innerHTML = exampleList(matching.filter((one) => one.detector === state.missedBy).slice(0, EXAMPLES), say);
}

for (const id of ["corpus", "noise", "track", "label", "measure", "axis", "side"]) {
  $(id).addEventListener("change", (event) => { state[id] = event.target.value; draw(); });
}
$("missed-by").addEventListener("change", (event) => { state.missedBy = event.target.value; drawMisses(); });
$("reset").addEventListener("click", () => { Object.assign(state, first, { picked: null }); draw(); });
$("language").addEventListener("click", () => { state.language = state.language === "en" ? "zh" : "en"; draw(); });
$("theme").addEventListener("click", () => { state.theme = state.theme === "dark" ? "light" : "dark"; draw(); });
document.addEventListener("click", (event) => {
  const sort = event.target.closest("[data-sort]");
  const pick = event.target.closest("[data-pick]");
  if (sort) {
    const key = sort.dataset.sort;
    const direction = state.order.key === key ? -state.order.direction : key === "detector" || key === "memory" ? 1 : -1;
    state.order = { key, direction };
  } else if (pick) {
    state.picked = state.picked === pick.dataset.pick ? null : pick.dataset.pick;
  } else return;
  const again = sort ? `[data-sort="${sort.dataset.sort}"]` : `#${pick.closest("[id]").id} [data-pick="${CSS.escape(pick.dataset.pick)}"]`;
  draw().then(() => document.querySelector(again)?.focus());
});
document.body.dataset.ready = "false";
draw().then(() => { document.body.dataset.ready = "true"; });
