// A page of each detector: what it is, how it was run, its figures, what it looks for and misses.

const MOST_MISSED = 5; // forms of which a detector misses most
const hasCard = (name) => Object.hasOwn(data.cards ?? {}, name);
keep("of", comparable().find(hasCard) ?? Object.keys(data.cards ?? {})[0] ?? "", hasCard);

/** A link to the page of a detector. */
function cardLink(name) {
  const here = name === state.of ? ' aria-current="page"' : "";
  return `<a href="#at=cards&of=${encodeURIComponent(name)}" data-of="${escaped(name)}"${here}>${glyph(name)}${escaped(name)}</a>`;
}

/** Terms and what is to be said of them; those of which nothing is known are left out. */
function terms(pairs) {
  const known = pairs.filter(([, html]) => html);
  return `<dl>${known.map(([word, html]) => `<div><dt>${escaped(say(word))}</dt><dd>${html}</dd></div>`).join("")}</dl>`;
}

function outward(address) {
  if (!/^https?:\/\//.test(address ?? "")) return "";
  return `<a href="${escaped(address)}" rel="noreferrer">${escaped(address.replace(/^https?:\/\/|\/$/g, ""))}</a>`;
}

function fromTo(span) {
  if (!span) return "";
  const [low, high] = span.map((one) => one.toLocaleString("en"));
  return low === high ? low : `${low}–${high}`;
}

function cardTerms(card) {
  const code = (text) => (text ? `<code class="command">${escaped(text)}</code>` : "");
  const distribution = card.distribution && `${card.distribution}${card.sha256 ? `, SHA-256 ${card.sha256}…` : ""}`;
  const process = say(card.alone ? "ownProcess" : "byEngine");
  const settings = say("settings", { rows: fromTo(card.rows), batch: fromTo(card.batch), cores: fromTo(card.cores) });
  return terms([
    ["license", escaped(card.license ?? say("unknown"))],
    ["homepage", outward(card.homepage)],
    ["version", escaped(card.versions.join(", "))],
    ["distribution", distribution && escaped(distribution)],
    ["install", code(card.install)],
    ["process", escaped(process)],
    ["settingsTerm", escaped(settings)],
    ["machine", escaped([...card.machines, ...card.pythons, ...card.tools.map((tool) => `leakbench ${tool}`)].join(", "))],
    ["command", code(card.command)],
  ]);
}

/** Scores of a side: of the headline, where the detector stands in it. */
function sideRows(name) {
  const row = data.headline && [...data.headline.ranked, ...data.headline.ours].find((one) => one.names.includes(name));
  if (!row) return null;
  const heads = FIGURES.map((key) => `<th scope="col">${escaped(say(`head_${key}`))}</th>`);
  const body = data.headline.sides.filter((side) => row[side]).map((side) => `<tr><th scope="row">${escaped(say(`side_${side}`))}</th>${FIGURES.map((key) => figureCell(row[side][key])).join("")}</tr>`);
  const same = row.names.length > 1 ? `<p class="remark">${escaped(say("sameAnswers", { names: row.names.filter((one) => one !== name).join(", ") }))}</p>` : "";
  return `${scrolling("card-scores", say("scoresOf", { name }), `<thead><tr><th scope="col">${escaped(say("side"))}</th>${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody>`)}${same}`;
}

function costTerms(name) {
  const runs = data.runs.filter((run) => run.detector === name);
  const fine = runs.filter((run) => !run.failure);
  const lists = fine.filter((run) => run.noise !== null);
  const sum = pooled(lists.length ? lists : fine, "*"); // as the first screen has speeds
  const failed = runs.filter((run) => run.failure);
  const apart = runs.filter((run) => run.incomparable);
  const where = (some) => [...new Set(some.map((run) => named("corpus", run.corpus)))].join(", ");
  const failures = failed.length ? `${failed.length.toLocaleString("en")}: ${[...new Set(failed.map((run) => run.failure))].join("; ")}` : say("noFailures", { runs: runs.length });
  return terms([
    ["speed", escaped(shownNumber(scores(sum).speed))],
    ["memory", escaped(shownNumber(scores(sum).memory))],
    ["falseAlarms", scores(sum).alarms === null ? "" : escaped(say("alarmsRate", { rate: shownNumber(scores(sum).alarms) }))],
    ["failures", escaped(failures)],
    ["sharesNothing", apart.length ? escaped(where(apart)) : ""],
  ]);
}

/** Labels that the corpora have: those that a detector looks for, only as their family, or not. */
function coverage(name) {
  const declared = new Set(data.cards[name].declared);
  const mine = data.runs.filter((run) => run.detector === name && !run.failure);
  const rows = labelFamilies(data.runs).flatMap(([family, labels]) => labels.map((label) => {
    const how = declared.has(label) ? "declared" : declared.has(family) ? "asFamily" : "undeclared";
    const [lists, real] = [true, false].map((made) => pooled(mine.filter((run) => (run.noise !== null) === made), label));
    return { label, family, how, lists, real };
  }));
  const count = (how) => rows.filter((row) => row.how === how).length;
  const share = (sum) => (sum.truth ? (sum.found / sum.truth).toFixed(3) : "–");
  const body = rows.map((row) => `<tr><th scope="row">${escaped(named("label", row.label))}</th><td class="text">${escaped(say(row.how, { family: named("label", row.family) }))}</td><td>${share(row.real)}</td><td>${share(row.lists)}</td></tr>`);
  const heads = [["label", "text"], ["looksFor", "text"], ["recallReal", ""], ["recallLists", ""]];
  const table = `<thead><tr>${heads.map(([key, side]) => `<th scope="col" class="${side}">${escaped(say(key))}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
  const told = declared.size ? say("coverage", { declared: count("declared"), family: count("asFamily"), all: rows.length }) : say("coverageUnknown");
  return `<h5>${escaped(say("coverageTitle"))}</h5><p>${escaped(told)}</p><details><summary>${escaped(say("coverageShow"))}</summary>${scrolling("card-labels", say("coverageTitle"), table)}</details>`;
}

/** The forms of labels it looks for of which it misses most, and an example of some. */
function missedByCard(name) {
  const rows = missedForms(name, "*").slice(0, MOST_MISSED);
  if (!rows.length) return "";
  const list = rows.map((row) => {
    const miss = exampleOf(name, row.label, row.form);
    const told = say("missedOf", { label: named("label", row.label), form: named("form", row.form), missed: row.missed.toLocaleString("en"), values: row.values.toLocaleString("en") });
    return `<li>${escaped(told)}${miss ? `<br>${inContext(miss)}${showCommand(miss.place, miss.row)}` : ""}</li>`;
  });
  return `<h5>${escaped(say("missesMost"))}</h5><ul>${list.join("")}</ul><p><a href="#misses" data-missed="${escaped(name)}">${escaped(say("allMisses"))}</a></p>`;
}

section("cards", () => {
  const names = comparable().filter(hasCard);
  const all = [...names, ...Object.keys(data.cards ?? {}).filter((name) => !names.includes(name))];
  if (!all.length) return null;
  const card = data.cards[state.of];
  const marks = card.marks.map((mark) => `<span class="tag">${escaped(say(mark))}</span>`).join(" ");
  const what = card[state.lang] ?? card.en ?? say("noFacts");
  const scored = sideRows(state.of);
  return `<nav class="tabs" aria-label="${escaped(say("cards"))}">${all.map(cardLink).join("")}</nav>
    <article class="card-page" aria-labelledby="card-title"><h4 id="card-title" tabindex="-1">${glyph(state.of)}${escaped(state.of)}</h4><p>${marks}</p><p class="what">${escaped(what)}</p>
    ${scored ? `<h5>${escaped(say("scoresTitle"))}</h5>${scored}` : ""}<div class="two"><div><h5>${escaped(say("costTitle"))}</h5>${costTerms(state.of)}${coverage(state.of)}</div><div><h5>${escaped(say("originTitle"))}</h5>${cardTerms(card)}</div></div>
    ${missedByCard(state.of)}</article>`;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-of], a[data-missed]");
  if (!link) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { of, missed } = link.dataset;
  const within = $("cards").contains(link);
  change(of ? { of, at: "cards" } : { missedby: missed, at: "misses" });
  goTo(of ? "cards" : "misses", !of, of && within);
  if (of) $("card-title").focus({ preventScroll: true });
});
