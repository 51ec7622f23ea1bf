// What to know before figures are believed, and where each comes from.

/** Lines of Markdown with nothing but bold words and code in them. */
section("biases", () => {
  const told = (bias) => escaped(bias).replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>").replace(/`(.+?)`/g, "<code>$1</code>");
  return `<ul>${words[state.lang].biasList.map((bias) => `<li>${told(bias)}</li>`).join("")}</ul>`;
});

section("origin", ({ runs }) => {
  const keys = ["corpus", "noise", "track", "detector", "version", "rows", "hash", "tool", "machine", "state"];
  const told = { corpus: (run) => named("corpus", run.corpus), noise: (run) => say(run.noise ?? "real"), track: (run) => say(run.track), rows: (run) => run.rows.toLocaleString("en"), state: (run) => run.failure ?? say(run.incomparable ? "sharesNothing" : "ok") };
  const body = runs.map((run) => `<tr>${keys.map((key) => {
    const value = escaped(told[key]?.(run) ?? run[key]);
    return key === "corpus" ? `<th scope="row">${value}</th>` : `<td class="${key === "rows" ? "" : "text"}">${value}</td>`;
  }).join("")}</tr>`);
  const table = `<thead><tr>${keys.map((key) => `<th scope="col" class="text">${escaped(say(key))}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`;
  return scrolling("origin-table", say("origin"), table);
});
