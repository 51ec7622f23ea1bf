// What tables are made of: text that is safe, numbers, names with their marks, bars.

function escaped(text) {
  return String(text ?? "–").replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}

function shownNumber(value) {
  if (value === null || value === undefined) return "–";
  return value >= 100 ? Math.round(value).toLocaleString("en") : value >= 10 ? value.toFixed(1) : value.toPrecision(2);
}

function interval(score) {
  return score === null ? "–" : score.low === null ? score.value.toFixed(3)
    : `${score.value.toFixed(3)}<small>${score.low.toFixed(3)}–${score.high.toFixed(3)}</small>`;
}

/** A score with its bar and interval under it. */
function barred(score, detector) {
  if (!score) return "–";
  const percent = (value) => `${(100 * value).toFixed(1)}%`;
  const span = score.low === null ? "" : `<i style="left:${percent(score.low)};width:${percent(score.high - score.low)}"></i>`;
  return `${interval(score)}<span class="bar ${lookOf(detector).style}"><b style="width:${percent(score.value)}"></b>${span}</span>`;
}

/** Rows of this house, under a line that says so. */
function apart(rows, columns) {
  return rows.length ? `<tbody class="ours"><tr><td class="text" colspan="${columns}">${escaped(say("ours"))}</td></tr>${rows.join("")}</tbody>` : "";
}

/** A detector's mark, which picks it out in all charts, and its name. */
function nameButton(detector) {
  const on = state.pick === detector;
  const told = escaped(say("pickOut", { name: detector }));
  return `<span class="named"><button type="button" class="name" data-keep="pick" value="${on ? "" : escaped(detector)}" aria-pressed="${on}" aria-label="${told}" title="${told}">${glyph(detector)}</button>${nameLink(detector)}</span>`;
}

/** A detector's name, which leads to the page of the detector if it has one. */
function nameLink(detector) {
  if (!hasCard(detector)) return escaped(detector);
  return `<a href="#at=cards&of=${encodeURIComponent(detector)}" data-of="${escaped(detector)}">${escaped(detector)}</a>`;
}

function lookOf(detector) {
  return data.looks[detector];
}

function glyph(detector) {
  const { style, mark } = lookOf(detector);
  return `<svg class="mark ${style}" viewBox="-7 -7 14 14" aria-hidden="true"><use href="#mark-${mark}"/></svg>`;
}
