// The tables, as HTML of what the filters leave.

function escaped(text) {
  return String(text ?? "–").replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}

function shown(value) {
  if (value === null || value === undefined) return "–";
  return value >= 100 ? Math.round(value).toLocaleString("en") : value >= 10 ? value.toFixed(1) : value.toPrecision(2);
}

function interval(score) {
  return score === null ? "–" : score.low === null ? score.value.toFixed(3)
    : `${score.value.toFixed(3)}<small>${score.low.toFixed(3)}–${score.high.toFixed(3)}</small>`;
}

const BOARD = [["recall", -1], ["precision", -1], ["f1", -1], ["speed", -1], ["memory", 1]];

function plainValue(row, key) {
  const value = key === "detector" ? row.detector : row[key];
  return value === null ? null : typeof value === "object" ? value.value : value;
}

/** Rows in the order that a heading asks for, those without a value last. */
function sorted(rows, key, direction) {
  return [...rows].sort((a, b) => {
    const [left, right] = [plainValue(a, key), plainValue(b, key)];
    if (left === null || right === null) return (left === null) - (right === null);
    return (left < right ? -1 : left > right ? 1 : 0) * direction;
  });
}

function boardTable(rows, order, looks, say) {
  const best = Object.fromEntries(BOARD.map(([key, better]) => [key, sorted(ranked(rows), key, better)[0]?.detector]));
  const heading = ["detector", ...BOARD.map(([key]) => key)].map((key) => {
    const state = order.key === key ? (order.direction > 0 ? "ascending" : "descending") : "none";
    const arrow = order.key === key ? (order.direction > 0 ? " ▲" : " ▼") : "";
    return `<th scope="col" aria-sort="${state}"><button type="button" data-sort="${key}">${escaped(say(key))}${arrow}</button></th>`;
  });
  const lines = (some) => sorted(some, order.key, order.direction).map((row) => {
    const cells = BOARD.map(([key]) => {
      const value = key === "speed" || key === "memory" ? shown(row[key]) : interval(row[key]);
      return `<td${best[key] === row.detector && row[key] !== null ? ' class="best"' : ""}>${value}</td>`;
    });
    return `<tr><th scope="row">${nameButton(row.detector, looks)}</th>${cells.join("")}</tr>`;
  });
  return `<thead><tr>${heading.join("")}</tr></thead><tbody>${lines(ranked(rows)).join("")}</tbody>${apart(lines(rows.filter((row) => row.ours)), BOARD.length + 1, say)}`;
}

/** Rows of this house, under a line that says so. */
function apart(rows, columns, say) {
  return rows.length ? `<tbody class="ours"><tr><td class="text" colspan="${columns}">${escaped(say("ours"))}</td></tr>${rows.join("")}</tbody>` : "";
}

function nameButton(detector, looks) {
  return `<button type="button" class="name" data-pick="${escaped(detector)}">${glyph(looks.get(detector))}${escaped(detector)}</button>`;
}

/** The best detector by corpus and writing. */
function matrixTable(runs, filters, looks, say) {
  const track = runs.filter((run) => run.track === filters.track);
  const corpora = [...new Set(track.map((run) => run.corpus))];
  const noises = [...new Set(track.map((run) => run.noise))];
  const body = corpora.map((corpus) => {
    const cells = noises.map((noise) => {
      const here = track.filter((run) => run.corpus === corpus && run.noise === noise);
      const first = sorted(ranked(board(here, filters.label)).filter((row) => row[filters.measure]), filters.measure, -1)[0];
      return `<td>${first ? `${nameButton(first.detector, looks)} ${first[filters.measure].value.toFixed(3)}` : "–"}</td>`;
    });
    return `<tr><th scope="row">${escaped(corpus)}</th>${cells.join("")}</tr>`;
  });
  const heading = noises.map((noise) => `<th scope="col" class="text">${escaped(say(noise ?? "real"))}</th>`);
  return `<thead><tr><th scope="col">${escaped(say("corpus"))}</th>${heading.join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
}

/** The measure of every detector for every label. */
function heatTable(runs, filters, looks, say) {
  const labels = [...new Set(runs.flatMap((run) => Object.keys(run.labels).filter((label) => run.labels[label].truth)))].sort();
  const detectors = board(runs, "*").map((row) => row.detector);
  const body = detectors.map((detector) => {
    const mine = runs.filter((run) => run.detector === detector && !run.failure);
    const cells = labels.map((label) => {
      const sum = pooled(mine, label);
      const score = sum.predicted ? scores(sum)[filters.measure] : null;
      if (!score) return "<td>–</td>";
      const shade = (score.value * 0.75).toFixed(2);
      return `<td style="background: rgba(var(--good), ${shade})" title="${escaped(detector)}, ${escaped(label)}">${score.value.toFixed(2)}</td>`;
    });
    return `<tr><th scope="row">${nameButton(detector, looks)}</th>${cells.join("")}</tr>`;
  });
  const heading = labels.map((label) => `<th scope="col">${escaped(label.toLowerCase().replaceAll("_", " "))}</th>`);
  return `<thead><tr><th scope="col">${escaped(say("detector"))}</th>${heading.join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
}

/** Recall by how values are written, and in how many files it is low. */
function finerTable(rows, looks, say) {
  const share = (value) => `<td>${value === null ? "–" : value.toFixed(3)}</td>`;
  const body = rows.map((row) => `<tr><th scope="row">${nameButton(row.detector, looks)}</th>${row.forms.map(share).join("")}
    <td>${row.files ? row.files.toLocaleString("en") : "–"}</td>${[...row.below, row.complete].map(share).join("")}</tr>`);
  const heads = ["detector", "plainForms", "seenForms", "unseenForms", "files", ...BOUNDS.map((bound) => `&lt; ${bound}`), "complete"];
  return `<thead><tr>${heads.map((key) => `<th scope="col">${key[0] === "&" ? key : escaped(say(key))}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
}

function originTable(runs, say) {
  const keys = ["corpus", "noise", "track", "detector", "version", "rows", "hash", "tool", "machine", "state"];
  const body = runs.map((run) => `<tr>${keys.map((key) => {
    const value = key === "state" ? run.failure ?? say("ok") : key === "noise" ? say(run.noise ?? "real") : key === "rows" ? run.rows.toLocaleString("en") : run[key];
    return key === "corpus" ? `<th scope="row">${escaped(value)}</th>` : `<td class="${key === "rows" ? "" : "text"}">${escaped(value)}</td>`;
  }).join("")}</tr>`);
  return `<thead><tr>${keys.map((key) => `<th scope="col" class="text">${escaped(say(key))}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
}

/** How real the values of corpora are; beside each figure what real text has, told from itself. */
function realismTable(rows, say) {
  const share = (value) => (value === null ? "–" : value.toFixed(3));
  const keys = ["corpus", "label", "toldApart", "shapesCovered", "mostOverstated"];
  const body = rows.map((row) => `<tr><th scope="row">${escaped(row.corpus)}<small>${escaped(row.real)}</small></th><td class="text">${escaped(row.label)}</td>
    <td>${share(row.auc)}<small>${share(row.auc_real_halves)}</small></td><td>${share(row.shapes_covered)}<small>${share(row.shapes_of_real_half)}</small></td>
    <td>${share(row.overstated)}<small>${escaped(row.detector)}</small></td></tr>`);
  return `<thead><tr>${keys.map((key) => `<th scope="col" class="text">${escaped(say(key))}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
}

function exampleList(examples, say) {
  return examples.map((one) => `<div class="example"><small>${escaped([say(one.kind), one.label, one.form, one.corpus, one.noise && say(one.noise)].filter(Boolean).join(" · "))}</small>${escaped(one.before)}<mark>${escaped(one.value)}</mark>${escaped(one.after)}</div>`).join("") || `<p>${escaped(say("nothing"))}</p>`;
}
