// A form for any action: parameters with their limits, sent through the sandbox, which signs.

let formAction = null;
/** What was typed, by action and parameter: {on, text}. */
const drafts = {};
const draftOf = (action, param) => (drafts[action.name] ??= {})[param.name] ??= { on: param.required, text: firstText(param) };

/** What a parameter starts with: structs and lists with their example, all others empty. */
const firstText = (param) => (param.required && isJson(param) && param.example !== null ? exampleText(param) : "");
const isJson = (param) => param.kind === "json" || param.kind === "json_text";

function exampleText(param) {
  const example = param.example;
  if (example === null || example === undefined) return "";
  if (param.kind === "texts" && Array.isArray(example)) return example.join("\n");
  if (param.kind === "json_text" && typeof example === "string") return indent(example) ?? example;
  return typeof example === "string" ? example : JSON.stringify(example, null, isJson(param) ? 2 : 0);
}

function drawActions() {
  const words = $("action-filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = spec.actions.filter((action) => words.every((word) => (action.name + " " + action.group + " " + action.summary).toLowerCase().includes(word)));
  const groups = [...new Set(shown.map((action) => action.group))];
  show($("actions"),
    groups.map((group) => [
      h("h3", null, group.replace(/_/g, " ")),
      shown.filter((action) => action.group === group).map((action) =>
        h("a", { href: "#try/" + action.name, "aria-current": action === formAction ? "true" : null, title: action.summary }, h("span", { class: "text" }, action.name))),
    ]),
    !shown.length && h("p", { class: "muted" }, "No action matches."));
}

function drawForm() {
  const action = formAction;
  if (!action) {
    return show($("form"), h("div", { class: "empty" }, h("h2", null, "Choose an action"),
      h("p", null, "The form has its parameters with their limits. The sandbox signs what you send with its own secret, and answers as it answers a client.")));
  }
  const facts = [["Rate", action.rates.join("; ") || "not documented"], ["Sent again", action.repeatable ? "changes nothing" : "may do something twice"], ["Page", action.page]];
  show($("form"), h("form", { class: "form", id: "try-form", autocomplete: "off", onsubmit: (event) => { event.preventDefault(); send(action); } },
    h("div", { class: "title" }, h("h2", null, action.name), h("span", { class: "method" }, action.method), h("span", { class: "pill" }, "parameters in the " + action.carrier)),
    h("p", { class: "about" }, action.summary, action.doc && h("span", { class: "muted" }, " " + action.doc)),
    h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", null, name), h("dd", null, value)])),
    h("section", null,
      h("h3", null, "Parameters", h("span", { class: "grow" }),
        h("button", { type: "button", class: "quiet", id: "fill", onclick: () => fill(action) }, "Fill in the examples"),
        h("button", { type: "button", class: "quiet", onclick: () => { delete drafts[action.name]; drawForm(); } }, "Start over")),
      action.params.map((param) => field(action, param)),
      action.params.length === 0 && h("p", { class: "muted" }, "It has none.")),
    action.rules.length > 0 && h("section", null, h("h3", null, "Between them"), h("ul", null, action.rules.map((rule) => h("div", { class: "muted" }, rule)))),
    h("div", { class: "send" },
      h("button", { type: "submit", class: "main", id: "send" }, "Send"),
      h("label", { class: "app" }, "as application", h("select", { id: "app" }, spec.apps.map((app) => h("option", { value: String(app) }, app)))),
      h("span", { class: "muted" }, "signed by the sandbox")),
    h("div", { id: "sent", class: "answer", role: "status" }),
    codesTable(action)));
}

function field(action, param) {
  const draft = draftOf(action, param);
  const id = "param-" + param.name;
  const box = h("input", { type: "checkbox", checked: draft.on, "aria-label": "Send " + param.name, title: "Whether it is sent" });
  const wrong = h("div", { class: "wrong", role: "alert" });
  const frame = h("div", { class: draft.on ? "field" : "field off", "data-param": param.name });
  const typed = (text) => {
    draft.text = text;
    draft.on = text !== "" || param.required;
    box.checked = draft.on;
    frame.classList.toggle("off", !draft.on);
    wrong.textContent = isJson(param) && draft.on ? jsonMistake(draft.text) : "";
  };
  box.addEventListener("change", () => { draft.on = box.checked; frame.classList.toggle("off", !draft.on); });
  add(frame, [
    h("div", { class: "label" }, box, h("label", { for: id },
      h("span", { class: "name" }, param.name), h("span", { class: "type" }, param.type), param.required && h("span", { class: "required" }, " required"))),
    h("div", { class: "control" },
      input(param, id, draft, typed),
      wrong,
      h("div", { class: "doc" }, param.doc, param.default !== null && " Default: " + JSON.stringify(param.default) + "."),
      param.limits.length > 0 && h("div", { class: "limits" }, param.limits.map((limit) => h("span", null, limit))),
      param.flags && h("div", { class: "limits" }, "Add up: " + param.values.map((value) => value.value + " " + value.name).join(", ")),
      partsOf(param.fields, 0)),
  ]);
  return frame;
}

/** The input that suits a parameter; `typed` is told each change. */
function input(param, id, draft, typed) {
  const placeholder = exampleText(param);
  const listen = { oninput: (event) => typed(event.target.value) };
  if (isJson(param) || param.kind === "texts") {
    const rows = Math.min(Math.max(draft.text.split("\n").length, param.kind === "texts" ? 2 : 3), 16);
    return h("textarea", { id, rows, spellcheck: "false", value: draft.text, placeholder: param.kind === "texts" ? placeholder || "one a line" : placeholder, ...listen });
  }
  const choices = param.kind === "bool" ? [{ value: true }, { value: false }] : param.flags ? [] : param.values;
  if (!choices.length) return h("input", { id, type: "text", spellcheck: "false", inputmode: param.kind === "int" ? "numeric" : null, value: draft.text, placeholder, ...listen });
  const known = draft.text === "" || choices.some((choice) => String(choice.value) === draft.text);
  const other = h("input", { type: "text", "aria-label": "Another value of " + param.name, placeholder: "another value", value: known ? "" : draft.text, hidden: known, ...listen });
  const list = h("select", { id, onchange: (event) => {
    other.hidden = event.target.value !== "other";
    if (other.hidden) typed(event.target.value); else { typed(other.value); other.focus(); }
  } },
    h("option", { value: "" }, "not chosen"),
    choices.map((choice) => h("option", { value: String(choice.value), title: choice.doc }, choice.name ? choice.value + " — " + choice.name + (choice.doc ? ": " + choice.doc : "") : String(choice.value))),
    h("option", { value: "other" }, "another value…"));
  list.value = known ? draft.text : "other";
  return [list, other];
}

/** What is inside a struct or a union, folded. */
function partsOf(name, depth) {
  const type = name && spec.types[name];
  if (!type || depth > 3) return null;
  const line = (part) => h("tr", null,
    h("td", { class: "tight mono" }, part.name, part.required && h("span", { class: "required" }, " *")),
    h("td", { class: "tight mono muted" }, part.type),
    h("td", null, part.doc, part.limits.length > 0 && h("span", { class: "muted" }, " " + part.limits.join(" · ")), partsOf(part.fields, depth + 1)));
  const variants = type.variants.map((variant) => line({ name: type.by + " " + variant.selector + " " + variant.name, type: variant.type, doc: "", limits: variant.limits, fields: variant.fields }));
  return h("details", null, h("summary", null, "Fields of " + name),
    h("table", { class: "grid" }, h("tbody", null, type.fields.map(line), variants)),
    type.rules.map((rule) => h("div", { class: "muted" }, rule)));
}

function jsonMistake(text) {
  try { JSON.parse(text); return ""; } catch (error) { return "No JSON: " + error.message; }
}

/** Puts in the examples of all required parameters that are empty. */
function fill(action) {
  for (const param of action.params) {
    const draft = draftOf(action, param);
    if (param.required && draft.text === "") { draft.text = exampleText(param); draft.on = true; }
  }
  drawForm();
}

/** The JSON that a parameter is sent as. Numbers of 64 bits are kept as they are written. */
function written(param, text) {
  if (param.kind === "texts") return JSON.stringify(text.split("\n").filter((line) => line !== ""));
  if (param.kind === "json") return text;
  if (param.kind === "json_text") { try { return JSON.stringify(JSON.stringify(JSON.parse(text))); } catch { return JSON.stringify(text); } }
  if (param.kind === "int" && /^-?(0|[1-9]\d*)$/.test(text)) return text;
  if (param.kind === "bool" && /^(true|false)$/.test(text)) return text;
  return JSON.stringify(text);
}

async function send(action) {
  const sent = action.params.filter((param) => draftOf(action, param).on);
  const broken = sent.find((param) => param.kind === "json" && jsonMistake(draftOf(action, param).text));
  if (broken) {
    $("param-" + broken.name).focus();
    return show($("sent"), h("div", { class: "why" }, h("div", { class: "title" }, broken.name + " is no JSON"), h("div", { class: "message" }, jsonMistake(draftOf(action, broken).text))));
  }
  const params = sent.map((param) => JSON.stringify(param.name) + ":" + written(param, draftOf(action, param).text));
  const body = "{\"action\":" + JSON.stringify(action.name) + ",\"app\":" + $("app").value + ",\"params\":{" + params.join(",") + "}}";
  $("send").disabled = true;
  try {
    const response = await fetch("/_sandbox/send", { method: "POST", body, cache: "no-store" });
    const entry = parse(await response.text());
    if (!response.ok) throw new Error(entry.error);
    show($("sent"), why(entry), fault(entry), codeSection(entry),
      section("Answer", "HTTP " + entry.status + " in " + tookText(entry.took_us), h("div", { class: "block", id: "form-answer" }, pretty(entry.answer.text))),
      h("p", null, h("a", { href: "#requests/" + entry.sequence }, "Request " + entry.sequence + " in the list")));
  } catch (error) {
    show($("sent"), h("div", { class: "why" }, h("div", { class: "title" }, "Not sent"), h("div", { class: "message" }, error.message)));
  }
  $("send").disabled = false;
}

/** Fills the form with what a request had. */
function openInForm(entry) {
  const action = actionNamed(entry.action);
  drafts[action.name] = {};
  for (const param of action.params) {
    const had = entry.params.find((one) => one.name === param.name && one.type);
    drafts[action.name][param.name] = { on: Boolean(had), text: had ? exampleText({ ...param, example: had.value }) : "" };
  }
  formAction = null;
  location.hash = "#try/" + action.name;
}

function codesTable(action) {
  return action.codes.length > 0 && h("section", null, h("h3", null, "Codes of the action"),
    h("table", { class: "grid" },
      h("thead", null, h("tr", null, ["Code", "Meaning", "Recovery", "About"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", null, action.codes.map((code) => h("tr", null,
        h("td", { class: "tight" }, h("code", null, code.code), code.level === "item" && h("span", { class: "muted" }, " item")),
        h("td", null, h("b", null, code.name), " ", code.meaning, h("span", { class: "muted" }, " " + code.advice)),
        h("td", { class: "tight" }, h("span", { class: "pill", title: code.recovery_words }, code.recovery)),
        h("td", { class: "tight mono muted" }, code.about))))));
}
