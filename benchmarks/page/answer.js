// The answer's plots: score against speed on each side. Its words and bars stand in the page itself.

function drawAnswer() {
  if (!data.headline) return;
  const rows = [...data.headline.ranked.map((row) => ({ ...row, ours: false })), ...data.headline.ours.map((row) => ({ ...row, ours: true }))];
  for (const side of data.headline.sides) {
    const points = rows.filter((row) => row.mb_per_s && row[side]?.f1.value != null).map((row) => {
      const [low, high] = row[side].f1.interval ?? [null, null];
      return { names: row.names, ours: row.ours, speed: row.mb_per_s, score: { value: row[side].f1.value, low, high } };
    });
    const title = say("answerPlot", { side: say(`side_${side}`) });
    if (points.length) chart(`answer-${side}`, title, (width) => speedChart(points, title, width, 320));
  }
}

/** What a mark tells, beside the pointer or the finger. */
function showTip(event) {
  const told = event.target.closest?.("[data-tip]");
  $("tip").hidden = !told;
  if (!told) return;
  $("tip").textContent = told.dataset.tip;
  const { left, top } = told.getBoundingClientRect();
  $("tip").style.left = `${Math.max(4, Math.min(left, innerWidth - $("tip").offsetWidth - 8))}px`;
  $("tip").style.top = `${top + scrollY - $("tip").offsetHeight - 4}px`;
}

for (const kind of ["pointerover", "click"]) document.addEventListener(kind, showTip);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") $("tip").hidden = true; });
