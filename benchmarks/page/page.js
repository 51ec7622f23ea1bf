// The page: what may be chosen, what follows from it, and how it answers to its reader.

const generated = data.runs.some((run) => run.noise !== null);
const tracks = [...new Set(data.runs.map((run) => run.track))].sort().reverse();
const known = (key) => (value) => value === "*" || data.runs.some((run) => run[key] === value);
keep("lang", navigator.language.startsWith("zh") ? "zh" : "en", (value) => Object.hasOwn(words, value));
keep("corpus", generated ? "*" : "*real", (value) => value === "*real" || known("corpus")(value));
keep("noise", "*", known("noise"));
keep("track", tracks.length > 1 ? "*" : tracks[0], known("track"));
keep("label", "*", (value) => value === "*" || data.runs.some((run) => Object.hasOwn(run.labels, value)));
keep("measure", "f1", (value) => MEASURES.includes(value));
keep("pick", "", (value) => data.runs.some((run) => run.detector === value));
keep("at", "", (value) => document.querySelector("main").contains($(value)) && value !== "");

const darkness = matchMedia("(prefers-color-scheme: dark)");

function dark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : darkness.matches;
}

function fillFilters() {
  const corpora = [...new Set(data.runs.map((run) => run.corpus))].sort();
  const groups = [[generated, "*", "allCorpora"], [data.runs.some((run) => run.noise === null), "*real", "allReal"]];
  fill($("corpus"), "corpus", [...groups.filter(([there]) => there).map(([, value, word]) => [value, say(word)]), ...corpora.map((name) => [name, named("corpus", name)])]);
  const noises = ["clean", "worn", "evasive"].filter((noise) => data.runs.some((run) => run.noise === noise));
  fill($("noise"), "noise", [["*", say("allNoises")], ...noises.map((noise) => [noise, say(noise)])]);
  fill($("track"), "track", [...(tracks.length > 1 ? [["*", say("allTracks")]] : []), ...tracks.map((track) => [track, say(track)])]);
  const labels = [...new Set(chosenRuns(data.runs, state).flatMap((run) => Object.keys(run.labels).filter((label) => run.labels[label].truth)))].sort();
  fill($("label"), "label", [["*", say("allLabels")], ...labels.map((label) => [label, named("label", label)])]);
  const measures = chosenRuns(data.runs, state).every((run) => run.alarms) ? ["alarms"] : MEASURES;
  $("measure").innerHTML = measures.map((name) => `<option value="${name}"${name === state.measure ? " selected" : ""}>${escaped(say(name))}</option>`).join("");
  $("measure").disabled = measures.length === 1;
  return measures.includes(state.measure) ? state.measure : measures[0];
}

function draw() {
  const measure = fillFilters();
  const runs = chosenRuns(data.runs, state);
  drawWords();
  $("measured").textContent = state.label === "*" ? say("measuredAll") : say("measuredLabel", { label: named("label", state.label) });
  const rows = board(runs, state.label);
  drawSections({ runs, rows, measure });
  $("status").textContent = firstNow(rows, measure);
  drawAnswer();
  drawContents();
  drawCharts();
}

/** What a change of the filters comes to, for those who do not see the page. */
function firstNow(rows, measure) {
  const [first] = sorted(ranked(rows), measure, better(measure));
  const value = first && plainValue(first, measure);
  return value == null ? say("nothing") : say("firstNow", { name: first.detector, measure: say(measure), value: shownNumber(value) });
}

document.addEventListener("change", (event) => {
  const key = event.target.dataset?.keep;
  if (key) change({ [key]: event.target.value });
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-keep]");
  const link = event.target.closest('a[href^="#"]');
  const part = event.target.closest("summary")?.parentElement.matches(".fold") && event.target.closest(".part");
  if (part) {
    event.preventDefault();
    unfold(part, !part.firstElementChild.open);
    state.at = part.firstElementChild.open ? part.id : "";
    history.replaceState(null, "", address());
  }
  if (button) change({ [button.dataset.keep]: button.value });
  if (link) {
    event.preventDefault();
    const id = link.getAttribute("href").slice(1);
    if (KEPT.get("at").valid(id)) change({ at: id });
    goTo(id, true);
  }
});
$("reset").addEventListener("click", () => change(Object.fromEntries(["corpus", "noise", "track", "label", "measure", "pick"].map((key) => [key, KEPT.get(key).first]))));
$("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = dark() ? "light" : "dark";
  drawWords();
});
darkness.addEventListener("change", drawWords);
window.addEventListener("popstate", () => { readAddress(); draw(); goTo(state.at); });
addEventListener("beforeprint", () => { for (const part of document.querySelectorAll(".part[data-fold]")) unfold(part); });
new ResizeObserver(drawCharts).observe(document.body);

for (const id of ["language", "theme", "contents"]) $(id).hidden = false;
readAddress();
draw();
history.replaceState(null, "", address());
goTo(state.at);
document.body.dataset.ready = "true";
