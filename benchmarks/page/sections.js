// Sections that are a table or a list each.

/** The measure of every detector for every label. */
section("heat", ({ runs, measure }) => {
  if (measure === "alarms") return null;
  const labels = [...new Set(runs.flatMap((run) => Object.keys(run.labels).filter((label) => run.labels[label].truth)))].sort();
  const body = board(runs, "*").map(({ detector }) => {
    const mine = runs.filter((run) => run.detector === detector && !run.failure);
    const cells = labels.map((label) => {
      const sum = pooled(mine, label);
      const score = sum.predicted ? scores(sum)[measure] : null;
      if (!score) return "<td>–</td>";
      const shade = Math.round(score.value * 75);
      return `<td style="background: color-mix(in srgb, var(--good) ${shade}%, transparent)">${score.value.toFixed(2)}</td>`;
    });
    return `<tr><th scope="row">${nameButton(detector)}</th>${cells.join("")}</tr>`;
  });
  const heading = labels.map((label) => `<th scope="col">${escaped(named("label", label))}</th>`);
  return scrolling("heat-table", say("heat"), `<thead><tr><th scope="col">${escaped(say("detector"))}</th>${heading.join("")}</tr></thead><tbody>${body.join("")}</tbody>`);
});

/** Recall by how values are written, and in how many files it is low. */
section("finer", ({ runs }) => {
  const rows = finerRows(runs, state.label);
  if (!rows.length) return null;
  const share = (value) => `<td>${value === null ? "–" : value.toFixed(3)}</td>`;
  const body = rows.map((row) => `<tr><th scope="row">${nameButton(row.detector)}</th>${row.forms.map(share).join("")}
    <td>${row.files ? row.files.toLocaleString("en") : "–"}</td>${[...row.below, row.complete].map(share).join("")}</tr>`);
  const heads = ["detector", "plainForms", "seenForms", "unseenForms", "files", ...BOUNDS.map((bound) => `< ${bound}`), "complete"];
  return scrolling("finer-table", say("finer"), `<thead><tr>${heads.map((key) => `<th scope="col">${escaped(say(key))}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`);
});

/** How real the values of corpora are; beside each figure what real text has, told from itself. */
section("realism", () => {
  if (!data.realism.length) return null;
  const share = (value) => (value === null ? "–" : value.toFixed(3));
  const keys = ["corpus", "label", "toldApart", "shapesCovered", "mostOverstated"];
  const body = data.realism.map((row) => `<tr><th scope="row">${escaped(named("corpus", row.corpus))}<small>${escaped(named("corpus", row.real))}</small></th><td class="text">${escaped(named("label", row.label))}</td>
    <td>${share(row.auc)}<small>${share(row.auc_real_halves)}</small></td><td>${share(row.shapes_covered)}<small>${share(row.shapes_of_real_half)}</small></td>
    <td>${share(row.overstated)}<small>${escaped(row.detector)}</small></td></tr>`);
  return scrolling("realism-table", say("realism"), `<thead><tr>${keys.map((key) => `<th scope="col" class="text">${escaped(say(key))}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`);
});

keep("missedby", "", (value) => data.examples.some((one) => one.detector === value));

section("misses", () => {
  if (!data.examples.length) return null;
  const detectors = [...new Set(data.examples.map((one) => one.detector))].sort();
  const options = choice("missedby", "detector", [["", say("all")], ...detectors.map((name) => [name, name])]);
  const found = data.examples.filter((one) => (state.corpus.startsWith("*") || one.corpus === state.corpus) && (state.label === "*" || one.label === state.label) && (!state.missedby || one.detector === state.missedby));
  const list = found.slice(0, EXAMPLES).map((one) => `<div class="example"><small>${escaped([one.detector, say(one.kind), named("label", one.label), named("form", one.form), named("corpus", one.corpus), one.noise && say(one.noise)].filter(Boolean).join(" · "))}</small>${escaped(one.before)}<mark>${escaped(one.value)}</mark>${escaped(one.after)}</div>`);
  return `<div class="choices">${options}</div><div id="examples">${list.join("") || `<p>${escaped(say("nothing"))}</p>`}</div>`;
});

const EXAMPLES = 40;

/** Lines of Markdown with nothing but bold words and code in them. */
section("biases", () => {
  const told = (bias) => escaped(bias).replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>").replace(/`(.+?)`/g, "<code>$1</code>");
  return `<ul>${words[state.lang].biasList.map((bias) => `<li>${told(bias)}</li>`).join("")}</ul>`;
});

section("origin", ({ runs }) => {
  const keys = ["corpus", "noise", "track", "detector", "version", "rows", "hash", "tool", "machine", "state"];
  const told = { corpus: (run) => named("corpus", run.corpus), noise: (run) => say(run.noise ?? "real"), track: (run) => say(run.track), rows: (run) => run.rows.toLocaleString("en"), state: (run) => run.failure ?? say("ok") };
  const body = runs.map((run) => `<tr>${keys.map((key) => {
    const value = escaped(told[key]?.(run) ?? run[key]);
    return key === "corpus" ? `<th scope="row">${value}</th>` : `<td class="${key === "rows" ? "" : "text"}">${value}</td>`;
  }).join("")}</tr>`);
  const table = `<thead><tr>${keys.map((key) => `<th scope="col" class="text">${escaped(say(key))}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
  return `<details><summary>${escaped(say("originShow", { count: runs.length }))}</summary>${scrolling("origin-table", say("origin"), table)}</details>`;
});
