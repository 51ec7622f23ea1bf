// Above spans: records, people, files, kinds of identifiers, tiers, and who can be told by what is left.

function levelsTables(tables, say) {
  return tables.map((table) => {
    const heads = table.heads.map((head) => `<th scope="col">${escaped(say(`level_${head}`))}</th>`);
    const columns = 1 + heads.length;
    const cells = (values) => table.heads.map((head, at) => `<td>${levelCell(head, values[at])}</td>`).join("");
    const line = (row) => {
      const marks = row.marks.filter((mark) => mark !== "of this house").map((mark) => escaped(say(mark))).join(", ");
      return `<tr><th scope="row">${row.names.map(escaped).join(", ")}<small>${marks}</small></th>${cells(row.cells)}</tr>`;
    };
    const bare = table.bare ? `<tr><th scope="row">${escaped(say("bare"))}</th>${cells(table.bare)}</tr>` : "";
    const [fewest, most] = table.people.map((many) => many.toLocaleString("en"));
    const among = table.bare && fewest ? ` ${say("levelsAmong", { people: fewest === most ? most : `${fewest}–${most}` })}` : "";
    return `<h3>${escaped(say(`levels_${table.name}`))}, ${escaped(say(`side_${table.side}`))}</h3><p>${escaped(say(`levelsHelp_${table.name}`) + among)}</p>
      <div class="scroll" tabindex="0"><table><thead><tr><th scope="col">${escaped(say("detector"))}</th>${heads.join("")}</tr></thead>
      <tbody>${bare}${table.ranked.map(line).join("")}</tbody>${apart(table.ours.map(line), columns, say)}</table></div>`;
  }).join("");
}

function levelCell(head, value) {
  if (value === null) return "–";
  return head === "per 100 left" ? shown(value) : value.toFixed(3);
}
