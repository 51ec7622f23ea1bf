// Every label by every detector: rows are labels by family, so that all are reached on any screen.

/** The coarse label of a label; itself where it is one, or nobody's. */
function familyOf(label) {
  return Object.hasOwn(data.families, label) ? data.families[label] : label;
}

/** Labels that the runs have values of, by family, personal ones as they come. */
function labelFamilies(runs) {
  const labels = [...new Set(runs.flatMap((run) => Object.keys(run.labels).filter((label) => run.labels[label].truth)))];
  const families = grouped(labels.sort(), (label) => familyOf(label));
  return [...families].sort(([one], [other]) => (one < other ? -1 : 1));
}

function heatCell(score) {
  if (!score) return "<td>–</td>";
  return `<td style="background: color-mix(in srgb, var(--good) ${Math.round(score.value * 70)}%, transparent)">${score.value.toFixed(2)}</td>`;
}

section("heat", ({ runs, measure }) => {
  if (measure === "alarms") return null;
  const rows = board(runs, "*");
  const detectors = [...ranked(rows), ...rows.filter((row) => row.ours)];
  const fine = grouped(runs.filter((run) => !run.failure), (run) => run.detector);
  const rowOf = (title, label) => {
    const sums = detectors.map(({ detector }) => pooled(fine.get(detector) ?? [], label));
    const cells = sums.map((sum) => heatCell(sum.predicted ? scores(sum)[measure] : null));
    return `<tr><th scope="row">${escaped(title)}<small>${Math.max(...sums.map((sum) => sum.truth)).toLocaleString("en")}</small></th>${cells.join("")}</tr>`;
  };
  const whole = rowOf(say("heatAll"), "*");
  const bodies = labelFamilies(runs).map(([family, labels]) => {
    const lines = labels.map((label) => rowOf(named("label", label), label));
    return `<tbody><tr class="family"><th scope="rowgroup" colspan="${detectors.length + 1}"><span>${escaped(named("label", family))}</span></th></tr>${lines.join("")}</tbody>`;
  });
  const heads = detectors.map(({ detector, ours }) => `<th scope="col" class="upright"><span>${glyph(detector)}${escaped(detector)}${ours ? " *" : ""}</span></th>`);
  const note = detectors.some((row) => row.ours) ? `<p class="remark">* ${escaped(say("ours"))}</p>` : "";
  const table = scrolling("heat-table", say("heat"), `<thead><tr><th scope="col">${escaped(say("label"))}</th>${heads.join("")}</tr></thead><tbody>${whole}</tbody>${bodies.join("")}`);
  return `<p class="remark">${escaped(say("heatMeasure", { measure: say(measure) }))}</p>${table}${note}`;
});
