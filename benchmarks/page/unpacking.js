// Columns become rows again: a plain list of values, or distinct values and where each stands.

function rowsOf(columns) {
  const keys = Object.keys(columns);
  const lists = keys.map((key) => (Array.isArray(columns[key]) ? columns[key] : columns[key].at.map((at) => columns[key].of[at])));
  return (lists[0] ?? []).map((_, row) => Object.fromEntries(keys.map((key, at) => [key, lists[at][row]])));
}

/** The data of the page, each run with its counts by label and by form again. */
function unpacked(told) {
  const [labels, forms] = [rowsOf(told.labels), rowsOf(told.forms)];
  let [label, form] = [0, 0];
  const runs = rowsOf(told.runs).map((run) => {
    const mine = run.labels.map((name) => [name, labels[label++]]);
    const pairs = run.forms.map(([name, novelty]) => ({ name, counts: [novelty, [forms[form].counted, forms[form++].found]] }));
    const written = [...grouped(pairs, (one) => one.name)].map(([name, some]) => [name, Object.fromEntries(some.map((one) => one.counts))]);
    return { ...run, labels: Object.fromEntries(mine), forms: Object.fromEntries(written) };
  });
  return { ...told, runs };
}
