// The first table: everyone on real text and on generated lists, ours below and not ranked.

const FIGURES = ["f1", "fine", "own", "recall", "precision"];

section("headline", () => (data.headline ? scrolling("headline-table", say("headline"), headlineTable(data.headline)) : null));

function headlineTable(table) {
  const both = table.sides.length > 1;
  const wide = FIGURES.length;
  const above = table.sides.map((side) => `<th scope="colgroup" class="text" colspan="${wide}">${escaped(say(`side_${side}`))}</th>`);
  const figures = table.sides.flatMap(() => FIGURES.map((key) => `<th scope="col">${escaped(say(`head_${key}`))}</th>`));
  const joules = [...table.ranked, ...table.ours].some((row) => (row.joules_per_mb ?? null) !== null);
  const rest = ["alarms", "speed", ...(joules ? ["joules"] : []), ...(both ? ["overstated"] : [])].map((key) => `<th scope="col">${escaped(say(key))}</th>`);
  const columns = 1 + wide * table.sides.length + rest.length;
  const line = (row) => {
    const marks = row.marks.filter((mark) => mark !== "of this house").map((mark) => escaped(say(mark))).join(", ");
    const cells = table.sides.flatMap((side) => FIGURES.map((key) => figureCell(row[side]?.[key])));
    const apart = row.overstated === null ? "–" : `${row.overstated < 0 ? "−" : "+"}${Math.abs(row.overstated).toFixed(3)}`;
    return `<tr><th scope="row">${row.names.map(nameLink).join(", ")}<small>${marks}</small></th>${cells.join("")}
      <td>${shownNumber(row.alarms)}</td><td>${shownNumber(row.mb_per_s)}</td>${joules ? `<td>${shownNumber(row.joules_per_mb)}</td>` : ""}${both ? `<td>${apart}</td>` : ""}</tr>`;
  };
  return `<thead><tr><td></td>${above.join("")}<td colspan="${rest.length}"></td></tr><tr><th scope="col">${escaped(say("detector"))}</th>${figures.join("")}${rest.join("")}</tr></thead>
    <tbody>${table.ranked.map(line).join("")}</tbody>${apart(table.ours.map(line), columns)}`;
}

/** A score, with its interval where it has one; a plain number where it is no ratio with a best. */
function figureCell(score) {
  if (score === null || score === undefined) return "<td>–</td>";
  if (typeof score === "number") return `<td>${score.toFixed(3)}</td>`;
  if (score.value === null) return "<td>–</td>";
  const [low, high] = score.interval ?? [null, null];
  return `<td${score.best ? ' class="best"' : ""}>${interval({ value: score.value, low, high })}</td>`;
}
