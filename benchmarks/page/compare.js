// Two detectors beside each other: where each is ahead, where they are as good, and examples.

const COMPARED = ["recall", "precision", "f1"];
const SHOWN_PAIRS = 8; // examples of a side
const ROUNDING = 1e-9; // an end so near zero is zero
const hasPairs = (name) => (data.pairs?.detectors ?? []).includes(name);

/** Detectors of others first, the best on real text, or on whatever there is, before the rest. */
function comparable() {
  const told = data.headline ? [...data.headline.ranked, ...data.headline.ours].flatMap((row) => row.names) : [];
  return [...new Set([...told.filter(hasPairs), ...(data.pairs?.detectors ?? [])])];
}

keep("a", comparable()[0] ?? "", hasPairs);
keep("b", comparable()[1] ?? "", hasPairs);

/** Number of a pair, the second counting fastest, among all pairs of so many. */
function pairNumber(first, second, many) {
  return first * many - (first * (first + 1)) / 2 + (second - first - 1);
}

function scoreAt(place, at, measure) {
  const { truth, found: { [at]: found }, predicted: { [at]: predicted } } = place;
  if (found === null) return null;
  const whole = measure === "recall" ? truth : measure === "precision" ? predicted : (truth + predicted) / 2;
  return whole ? found / whole : null;
}

/** How much better a is than b in a place, with the paired interval; null if one has no score. */
function lead(place, a, b, measure) {
  const [one, other] = [a, b].map((name) => data.pairs.detectors.indexOf(name));
  const [mine, theirs] = [scoreAt(place, one, measure), scoreAt(place, other, measure)];
  if (mine === null || theirs === null || one === other) return null;
  const at = 4 * pairNumber(Math.min(one, other), Math.max(one, other), data.pairs.detectors.length);
  const digits = place.apart[measure].slice(at, at + 4);
  const value = mine - theirs;
  if (digits.includes(".")) return { mine, theirs, value, low: null, high: null };
  const reach = [parseInt(digits.slice(0, 2), 36) / 1000, parseInt(digits.slice(2), 36) / 1000];
  if (one > other) reach.reverse();
  return { mine, theirs, value, low: Math.max(-1, value - reach[0]), high: Math.min(1, value + reach[1]) };
}

/** Newcombe's interval of a difference of two scores that nothing pairs: rather too wide. */
function apartAlone(mine, theirs) {
  if (!mine || !theirs) return null;
  const told = { mine: mine.value, theirs: theirs.value, value: mine.value - theirs.value, low: null, high: null };
  if (mine.low === null || theirs.low === null) return told;
  told.low = told.value - Math.hypot(mine.value - mine.low, theirs.high - theirs.value);
  told.high = told.value + Math.hypot(mine.high - mine.value, theirs.value - theirs.low);
  return told;
}

/** Who is ahead: "a", "b", "tie", or "" where no interval tells. */
function verdict(told) {
  if (!told || told.low === null) return "";
  return told.low > ROUNDING ? "a" : told.high < -ROUNDING ? "b" : "tie";
}

function signed(value) {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}

function leadCell(told) {
  if (!told) return '<td class="text">–</td>';
  const who = verdict(told);
  const name = who === "a" ? state.a : who === "b" ? state.b : "";
  const words = name ? `${glyph(name)} ${escaped(name)}` : escaped(say(who ? "tie" : "untold"));
  const span = told.low === null ? "" : `${signed(told.low)} ${say("upTo")} ${signed(told.high)}`;
  return `<td class="text lead-${who || "none"}"><span class="who">${words}</span><span class="figure">${signed(told.value)}</span><small>${escaped(span)}</small></td>`;
}

function leadTable(places, measure) {
  const noises = [null, "clean", "worn", "evasive", "*"].filter((noise) => places.some((place) => place.noise === noise));
  const total = (corpus) => corpus.startsWith("*");
  const order = [...new Set(places.map((place) => place.corpus))].sort(); // all together first
  const body = order.map((corpus) => {
    const cells = noises.map((noise) => {
      const place = places.find((one) => one.corpus === corpus && one.noise === noise);
      return place ? leadCell(lead(place, state.a, state.b, measure)) : "<td></td>";
    });
    const title = corpus === "*" ? say("allCorpora") : corpus === "*real" ? say("allReal") : named("corpus", corpus);
    return `<tr${total(corpus) ? ' class="total"' : ""}><th scope="row">${escaped(title)}</th>${cells.join("")}</tr>`;
  });
  const heading = noises.map((noise) => `<th scope="col" class="text">${escaped(say(noise === "*" ? "allNoises" : noise ?? "real"))}</th>`);
  return `<thead><tr><th scope="col">${escaped(say("corpus"))}</th>${heading.join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
}

/** Real text and generated lists, a table each. */
function leadTables(places, measure) {
  const sides = [["real", (place) => place.noise === null], ["generated", (place) => place.noise !== null]];
  return sides.map(([side, here]) => {
    const some = places.filter(here);
    const title = `${say("byCorpus")}, ${say(`side_${side}`)}`;
    return some.length ? `<div class="leads-of">${scrolling(`lead-${side}`, title, leadTable(some, measure))}</div>` : "";
  }).join("");
}

function leadsByLabel(runs, measure) {
  const of = (name) => runs.filter((run) => run.detector === name && !run.failure);
  const place = (run) => [run.corpus, run.noise, run.track].join();
  const [mine, theirs] = [of(state.a), of(state.b)];
  const [here, there] = [mine, theirs].map((some) => new Set(some.map(place)));
  const shared = (some) => some.filter((run) => here.has(place(run)) && there.has(place(run)));
  const labels = [...new Set(shared(mine).flatMap((run) => Object.keys(run.labels).filter((label) => run.labels[label].truth)))];
  return labels.map((label) => {
    const [one, other] = [shared(mine), shared(theirs)].map((some) => pooled(some, label));
    return { label, values: one.truth, told: apartAlone(scores(one)[measure], scores(other)[measure]) };
  }).filter((row) => row.told && (row.told.mine || row.told.theirs));
}

function labelTable(rows) {
  const rank = { a: 0, b: 1, tie: 2, "": 3 };
  const order = [...rows].sort((one, other) => rank[verdict(one.told)] - rank[verdict(other.told)] || Math.abs(other.told.value) - Math.abs(one.told.value));
  const body = order.map(({ label, values, told }) => `<tr><th scope="row">${escaped(named("label", label))}</th><td>${values.toLocaleString("en")}</td><td>${told.mine.toFixed(3)}</td><td>${told.theirs.toFixed(3)}</td>${leadCell(told)}</tr>`);
  const heads = [[say("label"), "text"], [say("valuesOf"), ""], [state.a, ""], [state.b, ""], [say("ahead"), "text"]];
  return `<thead><tr>${heads.map(([text, side]) => `<th scope="col" class="${side}">${escaped(text)}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
}

/** Values that one missed and the other found; where nobody knows what the other did, of each. */
function pairExamples() {
  const sides = [[state.a, state.b], [state.b, state.a]].map(([one, other]) => {
    const paired = data.misses.filter((place) => place.detectors.includes(one) && place.detectors.includes(other));
    const places = paired.length ? paired : data.misses.filter((place) => place.detectors.includes(one));
    const found = places.flatMap((place) => {
      const [at, beside] = [place.detectors.indexOf(one), place.detectors.indexOf(other)];
      return place.misses.filter((miss) => miss.by.includes(at) && !miss.by.includes(beside)).map((miss) => ({ ...miss, place }));
    });
    const some = found.filter((miss) => state.label === "*" || miss.label === state.label).slice(0, SHOWN_PAIRS);
    const title = say(paired.length ? "missedFound" : places.length ? "missedBy" : "missedOnly", { one, other });
    const none = say(paired.length ? "noneApart" : places.length ? "nothing" : "noExamples", { one });
    return `<div><h5>${escaped(title)}</h5>${some.map(missHtml).join("") || `<p class="remark">${escaped(none)}</p>`}</div>`;
  });
  return `<details><summary><h4>${escaped(say("pairExamples"))}</h4></summary><div class="two">${sides.join("")}</div></details>`;
}

function swapButton() {
  return `<button type="button" id="swap">⇄ <span>${escaped(say("swap"))}</span></button>`;
}

function verdictSentence(places, measure) {
  const told = places.filter((place) => !place.corpus.startsWith("*")).map((place) => verdict(lead(place, state.a, state.b, measure)));
  const count = (who) => told.filter((one) => one === who).length;
  return say("verdict", { a: state.a, b: state.b, measure: say(measure), wins: count("a"), losses: count("b"), ties: count("tie"), all: told.length });
}

section("compare", ({ runs, measure }) => {
  const names = comparable();
  if (names.length < 2) return null;
  const options = (word, key) => choice(key, word, names.map((name) => [name, name]));
  const choices = `<div class="choices">${options("first", "a")}${swapButton()}${options("second", "b")}</div>`;
  if (state.a === state.b) return `${choices}<p>${escaped(say("sameDetector"))}</p>`;
  const shown = COMPARED.includes(measure) ? measure : "f1";
  const places = data.pairs.places.filter((place) => place.track === state.track);
  const byLabel = leadsByLabel(runs, shown);
  const labels = byLabel.length ? `<details><summary><h4>${escaped(say("byLabel"))}</h4></summary><p class="help">${escaped(say("byLabelHelp"))}</p>${scrolling("lead-labels", say("byLabel"), labelTable(byLabel))}</details>` : "";
  return `${choices}<p class="leads" aria-live="polite">${escaped(verdictSentence(places, shown))}</p>
    <details><summary><h4>${escaped(say("byCorpus"))}</h4></summary><p class="help">${escaped(say("byCorpusHelp", { a: state.a, b: state.b, measure: say(shown) }))}</p>
    ${leadTables(places, shown)}</details>${labels}${pairExamples()}`;
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#swap")) change({ a: state.b, b: state.a });
});
