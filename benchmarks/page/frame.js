// The frame: what is chosen stands in the address; sections and charts are drawn anew from it.

const words = JSON.parse(document.getElementById("words").textContent);
const data = unpacked(JSON.parse(document.getElementById("data").textContent));
const $ = (id) => document.getElementById(id);
const state = {};
const KEPT = new Map();
const SECTIONS = [];
const DRAWINGS = new Map();
const UNFOLDED = new Set();
const FOCUSABLE = "button, select, a[href], summary, [tabindex]";

/** What is chosen under a key, kept in the address; what is not valid there is passed over. */
function keep(key, first, valid) {
  KEPT.set(key, { first, valid });
  state[key] = first;
}

/** A part of the page: `draw(view)` gives the HTML under its heading, or null to hide it. */
function section(id, draw) {
  SECTIONS.push({ id, draw });
}

/** A place for a chart: `draw(width)` gives an SVG as wide as the place turns out to be. */
function chart(key, label, draw) {
  DRAWINGS.set(key, { label, draw });
  return `<div class="chart" data-chart="${escaped(key)}"></div>`;
}

/** What the page says for a key; {name} stands for a value. */
function say(key, values = {}) {
  const text = [words[state.lang], words.en].find((said) => Object.hasOwn(said, key))?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** The name of a corpus, label or form in the reader's language, where it has one. */
function named(kind, name) {
  return words[state.lang][`${kind}_${name}`] ?? name;
}

function readAddress() {
  const said = location.hash.slice(1);
  const told = new URLSearchParams(said.includes("=") ? said : `at=${said}`);
  for (const [key, { first, valid }] of KEPT) {
    const value = told.get(key);
    state[key] = value !== null && valid(value) ? value : first;
  }
}

function address() {
  const told = new URLSearchParams();
  for (const [key, { first }] of KEPT) if (state[key] !== first) told.set(key, state[key]);
  return `#${told}`;
}

/** Choose anew, as a step that the back button takes back. */
function change(chosen) {
  Object.assign(state, chosen);
  draw();
  if (address() !== (location.hash || "#")) history.pushState(null, "", address());
}

/** Make sure that what is chosen, and what is chosen at first, is one of some options. */
function settle(key, options) {
  const kept = KEPT.get(key);
  const there = (chosen) => options.some(([value]) => value === chosen);
  if (!there(kept.first)) kept.first = options[0][0];
  if (!there(state[key])) state[key] = kept.first;
}

/** Fill a choice of the page: options are pairs of value and text. */
function fill(place, key, options) {
  settle(key, options);
  place.innerHTML = optionList(key, options);
  place.value = state[key];
}

function optionList(key, options) {
  return options.map(([value, text]) => `<option value="${escaped(value)}"${state[key] === value ? " selected" : ""}>${escaped(text)}</option>`).join("");
}

/** The same, as HTML inside a section. */
function choice(key, word, options) {
  settle(key, options);
  return `<label>${escaped(say(word))}<select data-keep="${escaped(key)}">${optionList(key, options)}</select></label>`;
}

/** A table that scrolls within itself, also by keys. */
function scrolling(id, name, table) {
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(say("tableOf", { name }))}"><table id="${escaped(id)}">${table}</table></div>`;
}

function drawWords() {
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = say(place.dataset.word);
  $("theme").textContent = say(dark() ? "toLight" : "toDark");
  $("language").value = state.lang === "zh" ? "en" : "zh";
}

function drawSections(view) {
  for (const { id, draw: drawn } of SECTIONS) {
    const part = $(id);
    const html = drawn(view);
    part.hidden = html === null;
    const heading = `<h3 id="${id}-title">${escaped(say(id))}</h3>`;
    const inner = `${words.en[`${id}Help`] ? `<p class="help">${escaped(say(`${id}Help`))}</p>` : ""}${html ?? ""}`;
    const folded = part.dataset.fold !== undefined;
    redraw(part, folded ? `<details class="fold"><summary>${heading}<span class="help">${escaped(say(`${id}Short`))}</span></summary>${inner}</details>` : heading + inner);
    if (folded) part.firstElementChild.open = UNFOLDED.has(id);
  }
  for (const group of document.querySelectorAll("main > .group")) group.hidden = [...group.querySelectorAll(".part")].every((part) => part.hidden);
}

/** Put HTML into a part, if it is new; the focus stays on the control that had it. */
function redraw(part, whole) {
  if (part.drawn === whole) return;
  const at = [...part.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  const open = [...part.querySelectorAll("details")].map((one) => one.open);
  part.innerHTML = part.drawn = whole;
  part.querySelectorAll("details").forEach((one, place) => { one.open = open[place] ?? false; });
  part.setAttribute("aria-labelledby", `${part.id}-title`);
  if (at >= 0) part.querySelectorAll(FOCUSABLE)[at]?.focus();
}

function drawCharts() {
  for (const place of document.querySelectorAll("[data-chart]")) {
    const { label, draw: drawn } = DRAWINGS.get(place.dataset.chart) ?? {};
    if (drawn && place.clientWidth) place.innerHTML = `<svg role="img" aria-label="${escaped(label)}" ${drawn(place.clientWidth)}</svg>`;
  }
}

/** Links to all parts that are shown, by group. */
function drawContents() {
  const groups = [...document.querySelectorAll("main > .group:not([hidden])")].map((group) => {
    const parts = [...group.querySelectorAll(".part:not([hidden])")].map((part) => `<a href="#${part.id}">${escaped(say(part.id))}</a>`);
    return `<div><a class="strong" href="#${group.id}">${escaped(say(group.id))}</a>${parts.join("")}</div>`;
  });
  $("contents").innerHTML = groups.join("");
}

/** Unfold a part for good, or fold it. */
function unfold(part, open = true) {
  UNFOLDED[open ? "add" : "delete"](part.id);
  part.querySelector("details.fold").open = open;
  drawCharts();
}

/** Go to a part, unfolded, or to a group; stay where the reader is if all of it is in view. */
function goTo(id, move, stay) {
  const place = id && $(id);
  if (!place) return;
  if (place.dataset.fold !== undefined) unfold(place);
  if (!stay) place.scrollIntoView();
  if (move) place.focus({ preventScroll: true });
}
