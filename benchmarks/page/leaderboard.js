// The leaderboard of what the filters leave, who wins where, and speed against the measure.

const BOARD = [["recall", -1], ["precision", -1], ["f1", -1], ["alarms", 1], ["speed", -1], ["memory", 1]];
keep("order", "", (value) => ["detector", ...BOARD.map(([key]) => key)].includes(value.replace("-", "")));

section("board", ({ runs, rows, measure }) => {
  const told = measure === "alarms" ? BOARD.filter(([key]) => !MEASURES.includes(key)) : BOARD;
  const shown = told.filter(([key]) => rows.some((row) => row[key] !== null)).sort(([one], [other]) => (other === measure) - (one === measure));
  const nobody = measure === "alarms" ? `<p>${escaped(say("boardAlarms"))}</p>` : "";
  return `${nobody}${scrolling("leaderboard", say("board"), boardTable(rows, shown, measure))}<p class="remark">${escaped(remark(rows, runs))}</p>`;
});

function remark(rows, runs) {
  const counts = [...new Set(runs.map((run) => run.rows))].sort((a, b) => a - b);
  const span = counts.length > 1 ? `${counts[0].toLocaleString("en")}–${counts.at(-1).toLocaleString("en")}` : (counts[0] ?? 0).toLocaleString("en");
  const most = Math.max(0, ...rows.map((row) => row.runs));
  const behind = rows.filter((row) => row.runs < most).map((row) => row.detector);
  return say("remark", { count: rows.length, runs: runs.length, rows: span }) + (behind.length ? ` ${say("missingRuns", { names: behind.join(", ") })}` : "");
}

function plainValue(row, key) {
  const value = row[key];
  return value === null || value === undefined ? null : typeof value === "object" ? value.value : value;
}

/** Rows in the order that a heading asks for, those without a value last. */
function sorted(rows, key, direction) {
  return [...rows].sort((a, b) => {
    const [left, right] = [plainValue(a, key), plainValue(b, key)];
    if (left === null || right === null) return (left === null) - (right === null);
    return (left < right ? -1 : left > right ? 1 : 0) * direction;
  });
}

/** Which way is good: 1 if less is. */
function better(key) {
  return BOARD.find(([name]) => name === key)?.[1] ?? 1;
}

function boardTable(rows, shown, measure) {
  const order = state.order || `${better(measure) < 0 ? "-" : ""}${measure}`;
  const [key, direction] = [order.replace("-", ""), order.startsWith("-") ? -1 : 1];
  const best = Object.fromEntries(shown.map(([one, good]) => [one, plainValue(sorted(ranked(rows), one, good)[0] ?? {}, one)]));
  const heading = ["detector", ...shown.map(([one]) => one)].map((one) => {
    const turned = key === one ? (direction < 0 ? one : `-${one}`) : `${better(one) < 0 ? "-" : ""}${one}`;
    const said = key === one ? (direction > 0 ? "ascending" : "descending") : "none";
    const arrow = key === one ? (direction > 0 ? " ▲" : " ▼") : "";
    return `<th scope="col" aria-sort="${said}"><button type="button" data-keep="order" value="${turned}">${escaped(say(one))}${arrow}</button></th>`;
  });
  const lines = (some) => sorted(some, key, direction).map((row) => {
    const cells = shown.map(([one]) => {
      const first = !row.ours && plainValue(row, one) !== null && plainValue(row, one) === best[one];
      return `<td${first ? ' class="best"' : ""}>${one === "alarms" || one === "speed" || one === "memory" ? shownNumber(row[one]) : barred(row[one], row.detector)}</td>`;
    });
    return `<tr><th scope="row">${nameButton(row.detector)}</th>${cells.join("")}</tr>`;
  });
  return `<thead><tr>${heading.join("")}</tr></thead><tbody>${lines(ranked(rows)).join("")}</tbody>${apart(lines(rows.filter((row) => row.ours)), shown.length + 1)}`;
}

/** The best detector by corpus and writing; where nobody is, whoever raises the fewest alarms. */
section("where", () => {
  const track = data.runs.filter((run) => state.track === "*" || run.track === state.track);
  const noises = ["clean", "worn", "evasive"].filter((noise) => track.some((run) => run.noise === noise));
  const lines = (runs, cells) => [...grouped(runs, (run) => run.corpus)].map(([corpus, some]) => `<tr><th scope="row">${escaped(named("corpus", corpus))}</th>${cells(some)}</tr>`).join("");
  const lists = lines(track.filter((run) => run.noise !== null), (runs) => noises.map((noise) => `<td class="text">${firstOf(runs.filter((run) => run.noise === noise))}</td>`).join(""));
  const real = lines(track.filter((run) => run.noise === null), (runs) => `<td class="text" colspan="${noises.length || 1}">${firstOf(runs)}</td>`);
  const heading = noises.length ? noises.map((noise) => `<th scope="col" class="text">${escaped(say(noise))}</th>`).join("") : `<th scope="col" class="text">${escaped(say("real"))}</th>`;
  const between = lists && real ? `<tr><td class="text between" colspan="${noises.length + 1}">${escaped(say("real"))}</td></tr>` : "";
  return scrolling("matrix", say("where"), `<thead><tr><th scope="col">${escaped(say("corpus"))}</th>${heading}</tr></thead><tbody>${lists}</tbody><tbody>${between}${real}</tbody>`);
});

/** Who is first in some runs, and how it scores there; ≈ if somebody's interval overlaps its own. */
function firstOf(runs) {
  const measure = runs.length && runs.every((run) => run.alarms) ? "alarms" : state.measure;
  const rows = ranked(board(runs, measure === "alarms" ? "*" : state.label)).filter((row) => plainValue(row, measure) !== null);
  const [first, ...others] = sorted(rows, measure, better(measure));
  if (!first) return "–";
  if (measure === "alarms") return `${nameButton(first.detector)} ${escaped(say("alarmsOf", { rate: shownNumber(first.alarms) }))}`;
  const close = others.some((row) => row[measure].high !== null && row[measure].high >= first[measure].low);
  return `${nameButton(first.detector)} ${first[measure].value.toFixed(3)}${close ? " ≈" : ""}`;
}

section("trade", ({ rows, measure }) => {
  const points = rows.filter((row) => row.speed && row[measure]?.value !== undefined);
  if (!points.length) return null;
  const told = points.map((row) => ({ names: [row.detector], ours: row.ours, speed: row.speed, score: row[measure] }));
  return chart("trade", say("tradeOf", { measure: say(measure) }), (width) => speedChart(told, say(measure), width, 400));
});
