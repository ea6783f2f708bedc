// What went over the wire: the app's Web API calls and what was delivered to the app.

import { h, reconcile } from "./dom.js";
import { hourMinuteSecond } from "./time.js";

const KEPT = 300;

export class LogPane {
  #calls = [];
  #deliveries = [];

  constructor({ root, api, zone, onClose }) {
    this.api = api;
    this.zone = zone;
    this.root = root;
    this.rows = h("div", { class: "log-rows", tabindex: "0", role: "region", "aria-label": "Log entries" });
    this.kind = h("select", { class: "field small", "aria-label": "Which entries", onchange: () => this.#draw() },
      [["all", "Everything"], ["calls", "Calls by the app"], ["deliveries", "Deliveries to the app"], ["errors", "Errors only"]]
        .map(([value, label]) => h("option", { value }, label)));
    this.search = h("input", {
      type: "search", class: "field small", placeholder: "Find", "aria-label": "Find in the log", oninput: () => this.#draw(),
    });
    root.append(h("header", { class: "pane-head" }, h("h2", {}, "Log"), this.kind, this.search,
      h("button", { type: "button", class: "tool", "aria-label": "Close the log", onclick: onClose }, "✕")), this.rows);
  }

  /** Read what is new and draw it. */
  async refresh() {
    const [calls, deliveries] = await Promise.all([
      this.api.log(this.#calls.at(-1)?.n ?? 0, KEPT), this.api.deliveries(this.#deliveries.at(-1)?.n ?? 0, KEPT),
    ]);
    this.#calls = [...this.#calls, ...calls].slice(-KEPT);
    this.#deliveries = [...this.#deliveries, ...deliveries].slice(-KEPT);
    this.#draw();
  }

  clear() {
    this.#calls = [];
    this.#deliveries = [];
    this.#draw();
  }

  #draw() {
    const wanted = this.search.value.toLowerCase();
    const entries = [...this.#calls.map(callEntry), ...this.#deliveries.map(deliveryEntry)]
      .filter((entry) => this.#isWanted(entry) && (!wanted || JSON.stringify(entry).toLowerCase().includes(wanted)))
      .sort((left, right) => Date.parse(right.at) - Date.parse(left.at) || right.n - left.n);
    const zone = this.zone();
    reconcile(this.rows, entries.length ? entries.map((entry) => ({
      key: `${entry.kind}-${entry.n}`, signature: zone, build: () => entryNode(entry, zone),
    })) : [{ key: "none", signature: "", build: () => h("p", { class: "note" }, "Nothing yet.") }]);
  }

  #isWanted(entry) {
    if (this.kind.value === "errors") return !entry.ok;
    return this.kind.value === "all" || this.kind.value === entry.kind;
  }
}

function callEntry(call) {
  return {
    kind: "calls", n: call.n, at: call.at, ok: call.ok && !call.fault, name: call.method,
    outcome: outcomeOf(call),
    note: call.fault && `fault: ${call.fault}`, why: reasonsOf(call.response),
    parts: [["Arguments", call.args], ["Answer", call.response]],
  };
}

function outcomeOf({ ok, error, fault }) {
  if (!ok) return error ?? "error";
  return fault ? "done, answer spoiled" : "ok";
}

/** What the server says about a refused call: which rule of which block was broken, which scope is missing. */
function reasonsOf(response) {
  if (!response) return "";
  const { detail, needed, response_metadata: more, retry_after: wait } = response;
  // Some answers say the same twice, in the older place and in the newer one.
  const broken = more?.messages ?? response.errors ?? [];
  return [
    ...broken, detail, needed && `needs ${needed}`, wait && `retry after ${wait} s`,
  ].filter((reason) => typeof reason === "string" && reason).join(" · ");
}

function deliveryEntry(delivery) {
  const { type, payload, attempt, acked } = delivery;
  const detail = payload?.event?.type ?? payload?.command ?? payload?.type;
  const name = detail && detail !== type ? `${type} · ${detail}` : type;
  return {
    kind: "deliveries", n: delivery.n, at: delivery.at, ok: Boolean(acked), name,
    outcome: acked ? "ok" : "no answer",
    note: [delivery.via, attempt > 0 && `attempt ${attempt}`].filter(Boolean).join(", "),
    parts: [["Payload", payload], ["Answer", delivery.response]],
  };
}

function entryNode(entry, zone) {
  const incoming = entry.kind === "calls";
  const instant = new Date(entry.at);
  const why = !entry.ok && entry.why;
  const details = h("details", { class: entry.ok ? "log-entry" : "log-entry failed" },
    h("summary", {},
      h("time", { datetime: entry.at }, hourMinuteSecond(instant, zone)),
      h("span", { class: "log-way", title: incoming ? "from the app" : "to the app" }, incoming ? "app →" : "→ app"),
      h("code", { class: "log-name" }, entry.name), entry.note && h("span", { class: "log-note" }, entry.note),
      h("span", { class: entry.ok ? "log-ok" : "log-error" }, entry.outcome), why && h("span", { class: "log-why" }, why)));
  // Payloads are long; they are written out only for who opens them.
  details.addEventListener("toggle", () => {
    if (details.childElementCount > 1) return;
    details.append(...entry.parts.filter(([, value]) => value).map(([label, value]) =>
      h("div", { class: "log-part" }, h("h3", {}, label), h("pre", { tabindex: "0", role: "group", "aria-label": `${label} of ${entry.name}` }, JSON.stringify(value, null, 2)))));
  });
  return details;
}
