// By form and by file.

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
