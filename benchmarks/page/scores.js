// Counts become ratios here: pooled over the chosen runs, with intervals from the records' moments.

const Z = 1.959964;
const MEASURES = ["f1", "recall", "precision"];

/** The runs that the filters leave. */
function chosenRuns(runs, filters) {
  return runs.filter(
    (run) =>
      (filters.corpus === "*real" ? run.noise === null
        : filters.corpus === "*" ? run.noise !== null
        : run.corpus === filters.corpus) &&
      (run.noise === null || filters.noise === "*" || run.noise === filters.noise) &&
      (filters.track === "*" || run.track === filters.track),
  );
}

/** Counts of several runs of one detector: of a label by its own name, or of all personal values, where a family is enough. */
function pooled(runs, label) {
  const sum = { truth: 0, found: 0, predicted: 0, rows: 0, bytes: 0, seconds: 0, memory: 0, alarms: 0, characters: 0, moments: [0, 0, 0, 0, 0, 0] };
  for (const run of runs) {
    const parts = [label === "*" ? run.all : run.labels[label]].filter(Boolean);
    for (const part of parts) {
      sum.truth += part.truth;
      sum.found += part.found;
      sum.predicted += part.predicted;
      if (part.moments && sum.moments) part.moments.forEach((value, at) => (sum.moments[at] += value));
      else sum.moments = null;
    }
    sum.rows += run.rows;
    sum.alarms += run.alarms?.[0] ?? 0;
    sum.characters += run.alarms?.[1] ?? 0;
    if (run.mb_per_s) {
      sum.bytes += run.bytes;
      sum.seconds += run.bytes / 1e6 / run.mb_per_s;
    }
    sum.memory = Math.max(sum.memory, run.memory_mb || 0);
  }
  return sum;
}

/** A ratio with Wilson's interval; null for nothing of nothing. Squares are sums over records. */
function ratio(part, whole, squares) {
  if (!whole) return null;
  const value = part / whole;
  if (!squares) return { value, low: null, high: null };
  const [xx, xy, yy] = squares;
  const variance = (xx - 2 * value * xy + value * value * yy) / (whole * whole);
  const units = (whole * whole) / yy;
  const free = Math.max(units - 1, 1);
  const varies = variance > 1e-15;
  const draws = varies ? ((value * (1 - value)) / variance) * (free / units) : units;
  // Of few files the variance is little known: as far as Student's t (Wallace's approximation).
  const reach = varies ? Math.sqrt(free * (Math.exp((Z * (8 * free + 3) / (8 * free + 1)) ** 2 / free) - 1)) : Z;
  const square = (reach * reach) / draws;
  const middle = (value + square / 2) / (1 + square);
  const half = (reach / (1 + square)) * Math.sqrt((value * (1 - value)) / draws + square / (4 * draws));
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Recall, precision, F1 and speed of pooled counts. */
function scores(sum) {
  const m = sum.moments; // found·found, found·truth, found·predicted, truth², truth·predicted, predicted²
  const claims = sum.truth + sum.predicted;
  return {
    support: sum.truth,
    recall: ratio(sum.found, sum.truth, m && [m[0], m[1], m[3]]),
    precision: ratio(sum.found, sum.predicted, m && [m[0], m[2], m[5]]),
    f1: ratio(sum.found, claims / 2, m && [m[0], (m[1] + m[2]) / 2, (m[3] + 2 * m[4] + m[5]) / 4]),
    speed: sum.seconds ? sum.bytes / 1e6 / sum.seconds : null,
    memory: sum.memory || null,
    alarms: sum.characters ? (1000 * sum.alarms) / sum.characters : null,
  };
}

/** Detectors of others: those of this house are shown, and win nothing. */
function ranked(rows) {
  return rows.filter((row) => !row.ours);
}

/** A row for each detector: its scores over the chosen runs. */
function board(runs, label) {
  return [...grouped(runs, (run) => run.detector)].map(([detector, mine]) => {
    const fine = mine.filter((run) => !run.failure);
    return { detector, ours: mine.some((run) => run.ours), runs: fine.length, failed: mine.length - fine.length, ...scores(pooled(fine, label)) };
  }).filter((row) => row.runs);
}

const NOVELTIES = ["plain", "seen", "unseen"];
const BOUNDS = ["0.5", "0.8", "0.95"];

/** For each detector recall of a label by how values are written, and the share of files below some recalls of all. */
function finerRows(runs, label) {
  const rows = grouped(runs.filter((run) => !run.failure), (run) => run.detector);
  return [...rows].map(([detector, mine]) => {
    const forms = mine.flatMap((run) => Object.entries(run.forms).filter(([name]) => name === label)).map(([, form]) => form);
    const files = mine.map((run) => run.files).filter(Boolean);
    const sum = (figures) => figures.reduce((all, one) => all + one, 0);
    const share = (part, whole) => (whole ? part / whole : null);
    const counted = sum(files.map((one) => one.counted));
    return {
      detector, files: counted,
      forms: NOVELTIES.map((novelty) => share(sum(forms.map((form) => form[novelty]?.[1] ?? 0)), sum(forms.map((form) => form[novelty]?.[0] ?? 0)))),
      below: BOUNDS.map((bound) => share(sum(files.map((one) => one.below[bound])), counted)),
      complete: share(sum(files.map((one) => one.complete)), counted),
    };
  });
}

function grouped(items, key) {
  const found = new Map();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) || []), item]);
  return found;
}
