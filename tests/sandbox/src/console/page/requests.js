// The list of requests, as they come.

const KEPT = 500;
let entries = [];
let lastSequence = 0;
let selected = null;
let firstLoad = true;

const isRefused = (entry) => entry.code !== 0 || entry.failed_items > 0 || entry.fault !== null;
const tone = (entry) => (entry.code !== 0 || entry.fault ? "bad" : entry.failed_items ? "warn" : "good");

/** All that is known of a request in one text, to look into. */
function haystack(entry) {
  if (!entry.hay) {
    const info = codeOf(entry.code, entry.action);
    entry.hay = [
      entry.sequence, entry.method, entry.action, entry.app_id, entry.status, entry.code, entry.request_id, info?.name, info?.meaning,
      entry.refused_by, entry.mend.join(" "), entry.path, entry.query.text, entry.body.text, entry.answer.text,
      entry.headers.flat().join(" "), JSON.stringify(entry.params),
    ].join(" ").toLowerCase();
  }
  return entry.hay;
}

function shownEntries() {
  const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const only = $("refused").checked;
  return entries.filter((entry) => (!only || isRefused(entry)) && words.every((word) => haystack(entry).includes(word)));
}

function outcomeText(entry) {
  if (entry.fault) return "fault";
  if (entry.failed_items) return entry.failed_items + (entry.failed_items === 1 ? " item failed" : " items failed");
  if (entry.code === 0) return "success";
  return entry.code + " " + (codeOf(entry.code, entry.action)?.name || "");
}

function row(entry) {
  return h("div", {
    class: "row " + tone(entry), role: "option", id: "row-" + entry.sequence, "data-sequence": entry.sequence,
    "aria-selected": String(entry.sequence === selected),
    title: entry.refused_by ? "refused: " + entry.refused_by : null,
  },
    h("span", { class: "small right" }, entry.sequence),
    h("span", { class: "small time" }, clockText(entry.at)),
    h("span", { class: "method" }, entry.method),
    h("span", { class: "name" }, entry.action || h("span", { class: "muted" }, nameOf(entry))),
    h("span", { class: "outcome" }, h("span", { class: "dot" }), h("span", { class: "text" }, outcomeText(entry))),
    h("span", { class: "small right took" }, tookText(entry.took_us)));
}

/** What a request is called: its action, or what it has in its place. */
const nameOf = (entry) => entry.action || (entry.path !== "/" ? entry.path : entry.named.action || "no action");

let drawing = false;
/** Draws the list before the next frame, however often it is asked for. */
function drawRows() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    const shown = shownEntries();
    const rows = $("rows");
    // Newer rows above must not push away what is being read.
    const anchor = rows.scrollTop > 0 ? rows.scrollHeight - rows.scrollTop : null;
    show(rows, shown.map(row));
    if (!entries.length) show(rows, firstRequest());
    else if (!shown.length) show(rows, h("div", { class: "empty" }, h("h2", null, "No request matches"), "There are " + entries.length + " without the filter."));
    if (anchor !== null) rows.scrollTop = rows.scrollHeight - anchor;
    $("count").textContent = entries.length ? (shown.length === entries.length ? String(entries.length) : shown.length + " of " + entries.length) : "";
    const current = selected !== null && $("row-" + selected);
    if (current) rows.setAttribute("aria-activedescendant", current.id);
    else rows.removeAttribute("aria-activedescendant");
  });
}

/** How to send the first request, while there is none. */
function firstRequest() {
  if (firstLoad) return h("div", { class: "empty" }, "Asking for the requests…");
  return h("div", { class: "empty" },
    h("h2", null, "No requests yet"),
    h("p", null, "Point your client at ", h("code", null, location.origin), ", send one from ", h("a", { href: "#try" }, "Try it"), ", or from a shell:"),
    spec.first && h("pre", { class: "block shell", id: "first-request" }, spec.first),
    spec.first && h("p", { class: "after" }, h("button", { type: "button", onclick: () => copy(spec.first, "Command") }, "Copy the command")));
}

function select(sequence, { open = false, scroll = true } = {}) {
  selected = sequence;
  for (const one of $("rows").querySelectorAll("[aria-selected=true]")) one.setAttribute("aria-selected", "false");
  const current = $("row-" + sequence);
  if (current) {
    current.setAttribute("aria-selected", "true");
    $("rows").setAttribute("aria-activedescendant", current.id);
    if (scroll) current.scrollIntoView({ block: "nearest" });
  }
  drawDetail();
  if (open) $("view-requests").classList.add("open");
  history.replaceState(null, "", sequence === null ? "#requests" : "#requests/" + sequence);
}

/** The request so many further down the list. */
function move(by) {
  const shown = shownEntries();
  if (!shown.length) return;
  const at = shown.findIndex((entry) => entry.sequence === selected);
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1);
  select(shown[next].sequence);
}

/** Takes in what came; entries of another run are forgotten. */
function take(answer) {
  if (answer.last < lastSequence) { entries = []; selected = null; drawDetail(); }
  for (const entry of answer.entries) {
    if (!entries.length || entries[0].sequence < entry.sequence) entries.unshift(entry);
  }
  entries.length = Math.min(entries.length, KEPT);
  lastSequence = answer.entries.length ? answer.entries[answer.entries.length - 1].sequence : answer.last;
  if (!answer.more) firstLoad = false;
  setClock(answer.now);
  drawRows();
  if (selected !== null && answer.entries.some((entry) => entry.sequence === selected)) drawDetail();
  if (answer.entries.length) stateMayHaveChanged();
}

/** Asks for requests for as long as the page is there. */
async function follow() {
  for (;;) {
    try {
      const wait = firstLoad ? "" : "&wait=25000";
      const answer = await ask("GET", "/requests?after=" + lastSequence + wait);
      const live = $("live");
      live.dataset.state = "live";
      live.textContent = "live";
      take(answer);
    } catch (error) {
      $("live").dataset.state = "lost";
      $("live").textContent = "the sandbox does not answer";
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

async function clearRequests() {
  await ask("DELETE", "/requests");
  entries = [];
  select(null);
  drawRows();
}
