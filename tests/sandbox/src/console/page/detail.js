// One request: why it was refused, how to mend it, what was understood, what came, what was answered.

function drawDetail() {
  const entry = entries.find((one) => one.sequence === selected);
  if (!entry) {
    $("view-requests").classList.remove("open");
    return show($("detail"), h("div", { class: "empty" },
      h("h2", null, "Nothing selected"),
      h("p", null, "Choose a request, or move through them with ", h("kbd", null, "j"), " and ", h("kbd", null, "k"), ".")));
  }
  show($("detail"),
    h("div", { class: "head" },
      h("button", { class: "quiet back", type: "button", onclick: closeDetail, "aria-label": "Back to the list" }, "‹ Back"),
      h("h2", null, nameOf(entry)),
      h("span", { class: "method" }, entry.method),
      h("span", { class: "pill " + tone(entry) }, entry.code === 0 && !entry.fault ? "code 0" : entry.fault ? "fault" : "code " + entry.code),
      h("span", { class: "pill" }, "HTTP " + entry.status),
      entry.origin === "console" && h("span", { class: "pill accent" }, "from this console"),
      h("span", { class: "grow" }),
      actionNamed(entry.action) && h("button", { type: "button", id: "again", onclick: () => openInForm(entry) }, "Open in form"),
      h("button", { type: "button", id: "copy-curl", onclick: () => copy(entry.curl, "curl command") }, "Copy curl"),
      h("button", { type: "button", id: "copy-answer", onclick: () => copy(entry.answer.text, "Answer") }, "Copy answer")),
    h("div", { class: "body" }, why(entry), fault(entry), codeSection(entry), understood(entry), answered(entry), came(entry), command(entry)));
  $("detail").scrollTop = 0;
}

function closeDetail() {
  $("view-requests").classList.remove("open");
  $("rows").focus();
}

const section = (title, note, ...content) => h("section", { class: "part" }, h("h3", null, title, note && h("span", { class: "note" }, note)), content);

/** The field of the answer with the message, whatever the envelope calls it. */
function messageOf(entry) {
  try {
    const answer = JSON.parse(entry.answer.text);
    return answer.Message ?? answer.message ?? "";
  } catch { return ""; }
}

function why(entry) {
  if (entry.refused_by) {
    return h("div", { class: "why", id: "why", role: "note" },
      h("div", { class: "title" }, "Refused by the rule “" + entry.refused_by + "”"),
      h("div", { class: "message" }, prose(messageOf(entry))),
      entry.mend.length > 0 && h("div", { class: "mend" }, h("h3", null, "How to mend it"), h("ul", null, entry.mend.map((one) => h("li", null, prose(one))))));
  }
  if (entry.failed_items) return failedItems(entry);
  return h("div", { class: "why good", role: "note" }, h("div", { class: "title" }, "Carried out"));
}

const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/** The items of a batch that failed, each with what its code means. */
function failedItems(entry) {
  const told = actionNamed(entry.action)?.failed;
  let items = [];
  try { items = parse(entry.answer.text)[told.list]; } catch { /* cut: its start shows below */ }
  const line = (item) => {
    const code = told.code ? item[told.code] : undefined;
    const info = codeOf(code, entry.action);
    return h("li", null, h("code", null, told.keys.map((key) => text(item[key])).join(", ")), code !== undefined && ": " + code,
      info && " " + info.name + " — " + info.meaning + " " + info.advice);
  };
  return h("div", { class: "why warn", id: "why", role: "note" },
    h("div", { class: "title" }, "Carried out, but " + outcomeText(entry)),
    h("ul", null, items.map(line)));
}

function fault(entry) {
  return entry.fault && h("div", { class: "why", role: "note" },
    h("div", { class: "title" }, "Something was ordered to go wrong with the answer"), h("div", { class: "message" }, entry.fault));
}

function codeSection(entry) {
  if (entry.code === 0) return null;
  const info = codeOf(entry.code, entry.action);
  if (!info) return section("Code", null, h("p", { class: "muted" }, entry.code + " is not in the spec."));
  return section("Code", null, h("dl", { class: "facts" },
    h("dt", null, "Code"), h("dd", null, h("code", null, info.code), " ", h("b", null, info.name)),
    h("dt", null, "Meaning"), h("dd", null, info.meaning, info.meaning_zh && h("span", { class: "muted", lang: "zh" }, " " + info.meaning_zh)),
    h("dt", null, "Advice"), h("dd", null, info.advice),
    h("dt", null, "Recovery"), h("dd", null, h("span", { class: "pill accent" }, info.recovery), " ", info.recovery_words)));
}

function understood(entry) {
  const facts = h("dl", { class: "facts" },
    h("dt", null, "Action"), h("dd", null, entry.action ? h("a", { href: "#try/" + entry.action }, entry.action) : "none that the spec has"),
    h("dt", null, "Application"), h("dd", null, h("code", null, entry.app_id ?? entry.named.app_id), entry.app_id === null && h("span", { class: "muted" }, " not authenticated")));
  const absent = (actionNamed(entry.action)?.params || []).filter((param) => param.required && !entry.params.some((one) => one.type && one.name === param.name));
  const line = (param) => h("tr", null,
    h("td", { class: "tight mono" }, param.name),
    h("td", { class: "tight mono muted" }, param.type || "unknown"),
    h("td", { class: "mono" }, typeof param.value === "string" ? coloured(JSON.stringify(param.value)) : coloured(JSON.stringify(param.value, null, 1).replace(/\n\s*/g, " "))),
    h("td", { class: param.type ? "muted" : "" }, prose(param.note || "")));
  const missing = (param) => h("tr", null,
    h("td", { class: "tight mono" }, param.name), h("td", { class: "tight mono muted" }, param.type), h("td", { class: "required" }, "not sent"), h("td", { class: "muted" }, "required"));
  const table = entry.params.length + absent.length > 0 && h("table", { class: "grid", id: "params" },
    h("thead", null, h("tr", null, ["Parameter", "Type", "Value", ""].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, entry.params.map(line), entry.body.cut ? [] : absent.map(missing)));
  return section("Understood", null, facts, table);
}

const cutNote = (clip) => (clip.cut ? "cut: " + sizeText(clip.bytes) + " in all" : clip.bytes ? sizeText(clip.bytes) : null);

function answered(entry) {
  return section("Answer", "HTTP " + entry.status + " in " + tookText(entry.took_us), h("div", { class: "block", id: "answer" }, pretty(entry.answer.text)));
}

function came(entry) {
  const target = entry.path + (entry.query.text ? "?" + entry.query.text : "");
  const parts = [h("div", { class: "block" }, h("pre", null, entry.method + " " + target.replace(/([?&])/g, "$1\u200b")))];
  if (entry.headers.length) {
    parts.push(h("table", { class: "grid" }, h("tbody", null, entry.headers.map(([name, value]) =>
      h("tr", null, h("td", { class: "tight mono muted" }, name), h("td", { class: "mono" }, value))))));
  }
  if (entry.unreadable) parts.push(h("p", null, "The body could not be read: " + entry.unreadable));
  if (entry.body.text) parts.push(h("div", { class: "block" }, pretty(entry.body.text)));
  return section("Request", [cutNote(entry.query), entry.body.text && "body " + cutNote(entry.body)].filter(Boolean).join(", "), parts);
}

function command(entry) {
  return section("As curl", "signed afresh by the shell; the secret is taken from $ZIM_SECRET", h("pre", { class: "block shell", id: "curl" }, entry.curl));
}
