// Detector by label.

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
