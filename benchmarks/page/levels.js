// Above spans: records, people, files, kinds of identifiers, tiers, and who can be told by what is left.

section("levels", () => {
  const tables = data.headline?.levels ?? [];
  if (!tables.length) return null;
  return tables.map((table) => {
    const heads = table.heads.map((head) => `<th scope="col">${escaped(say(`level_${head}`))}</th>`);
    const columns = 1 + heads.length;
    const cells = (values) => table.heads.map((head, at) => `<td>${levelCell(head, values[at])}</td>`).join("");
    const line = (row) => {
      const marks = row.marks.filter((mark) => mark !== "of this house").map((mark) => escaped(say(mark))).join(", ");
      return `<tr><th scope="row">${row.names.map(nameLink).join(", ")}<small>${marks}</small></th>${cells(row.cells)}</tr>`;
    };
    const bare = table.bare ? `<tr><th scope="row">${escaped(say("bare"))}</th>${cells(table.bare)}</tr>` : "";
    const [fewest, most] = table.people.map((many) => many.toLocaleString("en"));
    const among = table.bare && fewest ? ` ${say("levelsAmong", { people: fewest === most ? most : `${fewest}–${most}` })}` : "";
    return `<h4>${escaped(say(`levels_${table.name}`))}, ${escaped(say(`side_${table.side}`))}</h4><p class="help">${escaped(say(`levelsHelp_${table.name}`) + among)}</p>
      ${scrolling(`levels-${table.name}-${table.side}`, `${say(`levels_${table.name}`)}, ${say(`side_${table.side}`)}`, `<thead><tr><th scope="col">${escaped(say("detector"))}</th>${heads.join("")}</tr></thead>
<tbody>${bare}${table.ranked.map(line).join("")}</tbody>${apart(table.ours.map(line), columns)}`)}`;
  }).join("");
});

function levelCell(head, value) {
  if (value === null) return "–";
  return head === "per 100 left" ? shownNumber(value) : value.toFixed(3);
}
