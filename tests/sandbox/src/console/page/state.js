// The state as tables, and the clock.

let tables = {};
let stateKnown = null;
let tableName = null;
/** The table that the address names: shown as soon as there is one of that name. */
let tableWanted = null;
let clockBase = null;

/** The time of the sandbox, and when it was told. */
function setClock(now) {
  clockBase = { now, told: performance.now() };
  drawClock();
}

/** A clock that stands is told again unchanged; one that ticks is drawn ticking. */
let clockStands = false;
let clockEarlier = null;
async function readClock() {
  const before = performance.now();
  const { now } = await ask("GET", "/clock");
  if (clockEarlier && before - clockEarlier.told > 400) clockStands = clockEarlier.now === now;
  clockEarlier = { now, told: before };
  setClock(now);
}

function clockNow() {
  if (!clockBase) return null;
  return clockBase.now + (clockStands ? 0 : performance.now() - clockBase.told);
}

function drawClock() {
  const now = clockNow();
  if (now === null) return;
  $("now").textContent = clockText(now, true) + " UTC" + (clockStands ? " · stands" : "");
  const time = $("clock-time");
  if (time) time.textContent = clockText(now, true);
  const note = $("clock-note");
  if (note) note.textContent = "UTC, " + Math.floor(now) + " ms; " + (clockStands ? "it stands still" : "it ticks");
}

async function changeClock(body) {
  clockEarlier = null;
  setClock((await ask("POST", "/clock", body)).now);
  await readState();
}

function buildClock() {
  const steps = [["+1 s", 1e3], ["+10 s", 1e4], ["+1 min", 6e4], ["+10 min", 6e5], ["+1 h", 36e5], ["+1 day", 864e5]];
  const custom = h("input", { type: "number", id: "clock-by", placeholder: "milliseconds", "aria-label": "Advance by so many milliseconds", step: "1" });
  show($("clock"),
    h("h3", null, "Clock"),
    h("div", { class: "time", id: "clock-time" }),
    h("div", { class: "muted", id: "clock-note" }),
    h("div", { class: "buttons" }, steps.map(([label, by]) =>
      h("button", { type: "button", "data-advance": by, "aria-label": "Advance the clock: " + label, onclick: () => changeClock({ advance: by }) }, label))),
    h("form", { class: "custom", onsubmit: (event) => {
      event.preventDefault();
      if (custom.value !== "") changeClock({ advance: Math.trunc(Number(custom.value)) });
    } }, custom, h("button", { type: "submit" }, "Advance")),
    h("div", { class: "custom" }, h("button", { type: "button", onclick: () => changeClock({ set: Date.now() }) }, "Set to this computer's time")));
}

/** The tables; what was received by action stands in while the sandbox tells no state. */
async function readState() {
  try {
    tables = (await ask("GET", "/state")).tables || {};
    stateKnown = true;
  } catch (error) {
    if (error.status !== 404) return;
    stateKnown = false;
    tables = {};
  }
  try {
    const counts = await ask("GET", "/received");
    const received = Object.entries(counts).map(([action, requests]) => ({ action, requests }));
    tables = { ...tables, "requests by action": received };
  } catch { /* shown without it */ }
  drawState();
}

let stateTimer = null;
function stateMayHaveChanged() {
  if (currentView !== "state" || stateTimer) return;
  stateTimer = setTimeout(() => { stateTimer = null; readState(); }, 150);
}

function drawState() {
  const names = Object.keys(tables);
  tableName = [tableWanted, tableName].find((name) => names.includes(name)) || names.find((name) => tables[name].length) || names[0] || null;
  show($("tables"),
    names.map((name) => h("a", { href: "#state/" + encodeURIComponent(name), "aria-current": name === tableName ? "true" : null },
      h("span", { class: "text" }, name), h("span", { class: "number" }, tables[name].length))),
    stateKnown === false && h("p", { class: "muted", id: "no-state" }, "This sandbox tells no tables of its state at /_sandbox/state."));
  drawTable();
}

function cell(value) {
  if (value === undefined || value === null) return h("span", { class: "none" }, value === null ? "null" : "–");
  return typeof value === "string" ? value : coloured(JSON.stringify(value));
}

function drawTable() {
  const rows = tables[tableName] || [];
  const words = $("table-filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = rows.filter((one) => { const text = JSON.stringify(one).toLowerCase(); return words.every((word) => text.includes(word)); });
  $("table-name").textContent = tableName || "State";
  $("table-count").textContent = tableName ? (shown.length === rows.length ? rows.length + (rows.length === 1 ? " row" : " rows") : shown.length + " of " + rows.length + " rows") : "";
  const columns = [...new Set(rows.flatMap((one) => Object.keys(one)))];
  if (!shown.length) {
    return show($("table"), h("div", { class: "empty" },
      h("h2", null, rows.length ? "No row matches" : "Nothing here yet"),
      rows.length ? "There are " + rows.length + " without the filter." : h("span", null, "Rows appear as requests are carried out. ", h("a", { href: "#try" }, "Send one"), ".")));
  }
  show($("table"), h("table", null,
    h("thead", null, h("tr", null, columns.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, shown.slice(0, 1000).map((one) => h("tr", null, columns.map((name) => h("td", null, cell(one[name]))))))),
  shown.length > 1000 && h("p", { class: "empty" }, "These are the first 1000: filter for the rest."));
}
