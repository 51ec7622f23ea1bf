// Misses and false alarms in context.

const EXAMPLES = 40;

keep("missedby", "", (value) => data.examples.some((one) => one.detector === value));

section("misses", () => {
  if (!data.examples.length) return null;
  const detectors = [...new Set(data.examples.map((one) => one.detector))].sort();
  const options = choice("missedby", "detector", [["", say("all")], ...detectors.map((name) => [name, name])]);
  const found = data.examples.filter((one) => (state.corpus.startsWith("*") || one.corpus === state.corpus) && (state.label === "*" || one.label === state.label) && (!state.missedby || one.detector === state.missedby));
  const list = found.slice(0, EXAMPLES).map((one) => `<div class="example"><small>${escaped([one.detector, say(one.kind), named("label", one.label), named("form", one.form), named("corpus", one.corpus), one.noise && say(one.noise)].filter(Boolean).join(" · "))}</small>${escaped(one.before)}<mark>${escaped(one.value)}</mark>${escaped(one.after)}</div>`);
  return `<div class="choices">${options}</div><div id="examples">${list.join("") || `<p>${escaped(say("nothing"))}</p>`}</div>`;
});
