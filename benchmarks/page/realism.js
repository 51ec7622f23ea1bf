// Generated values beside real ones.

/** How real the values of corpora are; beside each figure what real text has, told from itself. */
section("realism", () => {
  if (!data.realism.length) return null;
  const share = (value) => (value === null ? "–" : value.toFixed(3));
  const keys = ["corpus", "label", "toldApart", "shapesCovered", "mostOverstated"];
  const body = data.realism.map((row) => `<tr><th scope="row">${escaped(named("corpus", row.corpus))}<small>${escaped(named("corpus", row.real))}</small></th><td class="text">${escaped(named("label", row.label))}</td>
    <td>${share(row.auc)}<small>${share(row.auc_real_halves)}</small></td><td>${share(row.shapes_covered)}<small>${share(row.shapes_of_real_half)}</small></td>
    <td>${share(row.overstated)}<small>${escaped(row.detector)}</small></td></tr>`);
  return scrolling("realism-table", say("realism"), `<thead><tr>${keys.map((key) => `<th scope="col" class="text">${escaped(say(key))}</th>`).join("")}</tr></thead><tbody>${body.join("")}</tbody>`);
});
