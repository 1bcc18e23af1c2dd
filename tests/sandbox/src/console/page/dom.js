// What the rest stands on: elements, requests to the sandbox, JSON as coloured text. Text is only ever set as text.

const $ = (id) => document.getElementById(id);

/** An element. `props` are attributes; `on…` are listeners; false and null leave one out. */
function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

function show(element, ...children) {
  element.replaceChildren();
  add(element, children);
}

/** Asks the sandbox; what it answers, or an error that says why not. */
async function ask(method, path, body, signal) {
  const response = await fetch("/_sandbox" + path, {
    method, signal, cache: "no-store",
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  let answer = {};
  try { answer = parse(await response.text()); } catch { /* the status says enough */ }
  if (!response.ok) {
    const error = new Error(answer.error || "status " + response.status);
    error.status = response.status;
    throw error;
  }
  return answer;
}

/** The value of JSON. Numbers of 64 bits keep their digits where the browser can. */
function parse(text) {
  return JSON.parse(text, (key, value, context) => {
    const rounded = typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source);
    return rounded && JSON.rawJSON ? JSON.rawJSON(context.source) : value;
  });
}

/** JSON, indented and coloured; any other text as it is. */
function pretty(text) {
  try { JSON.parse(text); } catch { return h("pre", null, text); }
  return h("pre", null, coloured(indent(text) ?? text));
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]|\s+/g;

/** The same JSON with line ends, every token as it was. */
function indent(text) {
  const tokens = text.match(TOKEN);
  if (!tokens || tokens.join("").length !== text.length) return null;
  const kept = tokens.filter((token) => token.trim() !== "");
  let depth = 0;
  let out = "";
  const line = () => "\n" + "  ".repeat(depth);
  kept.forEach((token, at) => {
    const next = kept[at + 1];
    if (token === "{" || token === "[") {
      out += token;
      if (next !== "}" && next !== "]") { depth += 1; out += line(); }
    } else if (token === "}" || token === "]") {
      const before = kept[at - 1];
      if (before !== "{" && before !== "[") { depth -= 1; out += line(); }
      out += token;
    } else if (token === ",") out += "," + line();
    else if (token === ":") out += ": ";
    else out += token;
  });
  return out;
}

function coloured(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g)) {
    parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    if (match[1]) {
      parts.push(h("span", { class: match[2] ? "j-key" : "j-string" }, match[1]), match[2] || "");
    } else {
      parts.push(h("span", { class: /[tfn]/.test(match[0][0]) ? "j-word" : "j-number" }, match[0]));
    }
  }
  parts.push(text.slice(end));
  return parts;
}

/** Sentences in which names stand between backticks. */
const prose = (text) => text.split(/`([^`]*)`/).map((part, at) => (at % 2 ? h("code", null, part) : part));

let toastTimer;
function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $("toast").classList.remove("on"), 1800);
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", { value: text, "aria-hidden": "true" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast(what + " copied");
}

const pad = (number, width = 2) => String(number).padStart(width, "0");
function clockText(ms, withDate) {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return String(ms);
  const time = pad(date.getUTCHours()) + ":" + pad(date.getUTCMinutes()) + ":" + pad(date.getUTCSeconds());
  return withDate ? date.toISOString().slice(0, -14) + " " + time : time;
}
const tookText = (us) => (us < 1000 ? us + " µs" : us < 1e6 ? (us / 1000).toFixed(1) + " ms" : (us / 1e6).toFixed(2) + " s");
const sizeText = (bytes) => (bytes < 1024 ? bytes + " bytes" : (bytes / 1024).toFixed(1) + " KiB");

/** What the sandbox follows; filled once it is read. */
let spec = { actions: [], codes: {}, types: {}, apps: [], first: null };
const actionNamed = (name) => spec.actions.find((action) => action.name === name);

/** What a code means, for the action if that says more. */
function codeOf(number, action) {
  const listed = actionNamed(action)?.codes.find((code) => code.code === number);
  return listed || spec.codes[number];
}
