// By form and by file.

/** Of a label recall by how its values are written; of all of them, in how many files recall is low. */
section("finer", ({ runs }) => {
  const all = state.label === "*";
  const heads = all ? ["files", ...BOUNDS.map((bound) => `< ${bound}`), "complete"] : NOVELTIES.map((novelty) => `${novelty}Forms`);
  const rows = finerRows(runs, state.label).map((row) => ({ ...row, shares: all ? [...row.below, row.complete] : row.forms })).filter((row) => row.shares.some((one) => one !== null));
  if (!rows.length) return null;
  const share = (value) => `<td>${value === null ? "–" : value.toFixed(3)}</td>`;
  const body = rows.map((row) => `<tr><th scope="row">${nameButton(row.detector)}</th>${all ? `<td>${row.files.toLocaleString("en")}</td>` : ""}${row.shares.map(share).join("")}</tr>`);
  const heading = ["detector", ...heads].map((key) => `<th scope="col">${escaped(say(key))}</th>`);
  return `<p class="help">${escaped(say(all ? "finerFiles" : "finerForms"))}</p>${scrolling("finer-table", say("finer"), `<thead><tr>${heading.join("")}</tr></thead><tbody>${body.join("")}</tbody>`)}`;
});
