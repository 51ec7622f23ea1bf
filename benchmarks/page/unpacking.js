// Columns become rows again: a plain list of values, or distinct values and where each stands.

function rowsOf(columns) {
  const keys = Object.keys(columns);
  const lists = keys.map((key) => (Array.isArray(columns[key]) ? columns[key] : columns[key].at.map((at) => columns[key].of[at])));
  return (lists[0] ?? []).map((_, row) => Object.fromEntries(keys.map((key, at) => [key, lists[at][row]])));
}

/** The data of the page, each run with its counts by label and by form again. */
function unpacked(told) {
  const runs = rowsOf(told.runs).map((run) => ({ ...run, labels: {}, forms: {} }));
  for (const { run, label, ...counts } of rowsOf(told.labels)) runs[run].labels[label] = counts;
  for (const { run, label, novelty, counted, found } of rowsOf(told.forms)) (runs[run].forms[label] ??= {})[novelty] = [counted, found];
  return { ...told, runs };
}
