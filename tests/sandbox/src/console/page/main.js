// Views, the keyboard, the theme; and the start.

let currentView = null;
const VIEWS = ["requests", "state", "try"];

/** Shows what the address names: #requests/SEQUENCE, #state/TABLE, #try/ACTION. */
function route() {
  const [view, rest] = location.hash.slice(1).split("/", 2);
  currentView = VIEWS.includes(view) ? view : "requests";
  for (const name of VIEWS) $("view-" + name).hidden = name !== currentView;
  for (const link of document.querySelectorAll(".views a")) {
    if (link.dataset.view === currentView) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  let what = "";
  try { what = decodeURIComponent(rest || ""); } catch { /* no name */ }
  if (currentView === "requests") {
    if (what && Number(what) !== selected) select(Number(what), { open: true });
    else if (what) $("view-requests").classList.add("open");
    else drawDetail();
  }
  if (currentView === "state") {
    if (what) tableWanted = what;
    readState();
    readClock();
  }
  if (currentView === "try") {
    const action = actionNamed(what);
    if (action && action !== formAction) { formAction = action; drawForm(); $("form").scrollTop = 0; }
    else if (!formAction) drawForm();
    drawActions();
    $("actions").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }
}

const THEMES = ["auto", "light", "dark"];
function setTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  $("theme").textContent = { auto: "Theme: system", light: "Theme: light", dark: "Theme: dark" }[theme];
  try { localStorage.setItem("zim-sandbox-theme", theme); } catch { /* for this visit only */ }
}
const theme = () => document.documentElement.dataset.theme || "auto";
const nextTheme = () => setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);

const FILTERS = { requests: "filter", state: "table-filter", try: "action-filter" };
const KEYS = {
  "j": () => currentView === "requests" && move(1),
  "k": () => currentView === "requests" && move(-1),
  "/": () => { $(FILTERS[currentView]).focus(); $(FILTERS[currentView]).select(); },
  "x": () => currentView === "requests" && $("refused").click(),
  "c": () => currentView === "requests" && $("copy-curl")?.click(),
  "1": () => { location.hash = "#requests"; },
  "2": () => { location.hash = "#state"; },
  "3": () => { location.hash = "#try" + (formAction ? "/" + formAction.name : ""); },
  "t": nextTheme,
  "?": () => $("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  const field = event.target.closest?.("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape") {
    if (field) field.blur();
    else if (currentView === "requests" && selected !== null) { select(null); $("rows").focus(); }
    return;
  }
  if (field) return;
  const inList = event.target === $("rows") || event.target === document.body;
  if (currentView === "requests" && inList) {
    if (event.key === "ArrowDown") { event.preventDefault(); return move(1); }
    if (event.key === "ArrowUp") { event.preventDefault(); return move(-1); }
    if (event.key === "Enter") {
      if (selected === null) move(1);
      $("view-requests").classList.add("open");
      return $("detail").focus();
    }
  }
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
});

$("rows").addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  if (row) select(Number(row.dataset.sequence), { open: true, scroll: false });
});
$("filter").addEventListener("input", drawRows);
$("refused").addEventListener("change", drawRows);
$("clear").addEventListener("click", clearRequests);
$("table-filter").addEventListener("input", drawTable);
$("action-filter").addEventListener("input", drawActions);
$("theme").addEventListener("click", nextTheme);
$("keys").addEventListener("click", () => $("help").showModal());
addEventListener("hashchange", route);

async function start() {
  let kept = null;
  try { kept = localStorage.getItem("zim-sandbox-theme"); } catch { /* as the system */ }
  setTheme(THEMES.includes(kept) ? kept : "auto");
  buildClock();
  drawDetail();
  drawRows();
  try { spec = await ask("GET", "/spec"); } catch (error) { toast("The spec could not be read: " + error.message); }
  document.title = spec.service ? spec.service + " sandbox" : document.title;
  route();
  follow();
  readClock();
  setInterval(drawClock, 500);
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    readClock().catch(() => { /* the list says that it does not answer */ });
    if (currentView === "state") readState();
  }, 3000);
}
start();
