// What is missed: forms of values, each with an example and the command that shows its record.

const SHOWN_FORMS = 20;
const writtenRows = data.written ? rowsOf(data.written.rows) : [];
const erring = [...new Set([...data.misses.flatMap((place) => place.detectors), ...(data.written?.detectors ?? [])])].sort();
keep("missedby", erring[0] ?? "", (value) => erring.includes(value));

/** A miss or false alarm in its words, and how to see the whole record. */
function missHtml(miss) {
  const { place, label, form, row } = miss;
  const about = [named("label", label), form && form !== "–" ? named("form", form) : "", named("corpus", place.corpus), place.noise && say(place.noise), say("rowNumber", { row })];
  return `<div class="example"><small>${escaped(about.filter(Boolean).join(" · "))}</small>${inContext(miss)}${showCommand(place, row)}</div>`;
}

function inContext({ before, value, after }) {
  return `<span class="context">${escaped(before)}<mark>${escaped(value)}</mark>${escaped(after)}</span>`;
}

function showCommand(place, row) {
  return place.show ? `<code class="command">${escaped(`${place.show}${row}`)}</code>` : "";
}

/** Whether a detector says that it finds a label by its own name; true where it says nothing. */
function looksFor(detector, label) {
  const declared = hasCard(detector) ? data.cards[detector].declared : [];
  return !declared.length || declared.includes(label);
}

/** The forms of which a detector missed most values over all generated lists: of a label, or of those it looks for. */
function missedForms(detector, label) {
  const at = (data.written?.detectors ?? []).indexOf(detector);
  if (at < 0) return [];
  return writtenRows.filter((row) => (label === "*" ? looksFor(detector, row.label) : row.label === label))
    .map((row) => ({ ...row, found: row.found[at], missed: row.values - row.found[at] }))
    .filter((row) => row.missed).sort((one, other) => other.missed - one.missed).slice(0, SHOWN_FORMS);
}

/** An example of a form that a detector missed, with its place. */
function exampleOf(detector, label, form) {
  for (const place of data.misses) {
    const at = place.detectors.indexOf(detector);
    const miss = place.misses.find((one) => one.label === label && one.form === form && one.by.includes(at));
    if (miss) return { ...miss, place };
  }
  return null;
}

/** Two rows a form: its figures, and an example under them where one is kept. */
function formTable(rows, detector) {
  const bodies = rows.map((row) => {
    const miss = exampleOf(detector, row.label, row.form);
    const where = miss && [named("corpus", miss.place.corpus), miss.place.noise && say(miss.place.noise), say("rowNumber", { row: miss.row })];
    const shown = miss ? `<tr><td colspan="4" class="text wide"><small>${escaped(where.filter(Boolean).join(" · "))}</small>${inContext(miss)}${showCommand(miss.place, miss.row)}</td></tr>` : "";
    const about = `${named("form", row.form)} · ${say(`novelty_${row.novelty}`)}`;
    return `<tbody><tr><th scope="row">${escaped(named("label", row.label))}<small>${escaped(about)}</small></th><td>${row.values.toLocaleString("en")}</td>
      <td>${row.missed.toLocaleString("en")}</td><td>${(row.found / row.values).toFixed(3)}</td></tr>${shown}</tbody>`;
  });
  const heads = [["formOf", "text"], ["valuesOf", ""], ["missed", ""], ["recall", ""]];
  return `<thead><tr>${heads.map(([key, side]) => `<th scope="col" class="${side}">${escaped(say(key))}</th>`).join("")}</tr></thead>${bodies.join("")}`;
}

/** Errors of the chosen detector and label, wherever they are kept. */
function errorsOf(kind) {
  return data.misses.flatMap((place) => {
    const at = place.detectors.indexOf(state.missedby);
    return place[kind].filter((one) => one.by.includes(at) && (state.label === "*" || one.label === state.label)).map((one) => ({ ...one, place }));
  });
}

/** Where nobody knows how values are written, as in real text: misses one after the other. */
function missList(misses) {
  return misses.slice(0, SHOWN_FORMS).map(missHtml).join("") || `<p>${escaped(say("nothing"))}</p>`;
}

section("misses", () => {
  if (!erring.length) return null;
  const options = choice("missedby", "detector", erring.map((name) => [name, name]));
  const rows = missedForms(state.missedby, state.label);
  const table = rows.length ? scrolling("form-table", say("misses"), formTable(rows, state.missedby)) : missList(errorsOf("misses"));
  const alarms = errorsOf("alarms");
  const wrong = alarms.length ? `<h4>${escaped(say("alarmsInContext"))}</h4><div id="alarm-list">${alarms.map(missHtml).join("")}</div>` : "";
  return `<div class="choices">${options}</div>${table}${wrong}`;
});
