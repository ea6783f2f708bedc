// The bar for what goes wrong on purpose: faults of calls, rate limits, lost connections. A sandbox without
// these levers answers 404, and then there is no bar.

import { fill, h } from "./dom.js";

const METHODS = [
  "*", "chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "views.update", "views.publish",
  "conversations.open", "users.info", "users.list", "auth.test", "apps.connections.open",
];
const FAULTS = {
  rate_limited: "rate limited", server_error: "500", unavailable: "503", drop_reply: "done, reply lost",
  late: "done, reply late", hang: "never answers", malformed_json: "broken JSON", html: "an HTML page",
  revoked_token: "token revoked",
};
const CONNECTION_FAULTS = {
  drop: "Drop connections", storm: "Drop again and again", warn: "Warn of a disconnect", refresh: "Ask to reconnect",
  cut: "Cut the line", half_open: "Go silent", link_disabled: "Disable the socket",
};
/** Faults that take a number of seconds: until the answer, or until the app may call again. */
const TIMED = ["late", "rate_limited"];

function choice(label, names) {
  return h("select", { class: "field small", "aria-label": label },
    Object.entries(names).map(([value, words]) => h("option", { value }, words)));
}

function amount(label, more) {
  return h("label", { class: "fault-amount" }, label, h("input", { type: "number", class: "field small", ...more }));
}

export class FaultBar {
  #rules = [];
  #seed = null;

  /** `toggle` is the button that opens the bar `root`; both stay hidden without the levers. */
  constructor({ root, toggle, api }) {
    this.root = root;
    this.toggle = toggle;
    this.api = api;
    this.method = h("input", { class: "field small", list: "fault-methods", value: "chat.postMessage", "aria-label": "Method", autocomplete: "off" });
    this.fault = choice("Fault", FAULTS);
    this.probability = amount("Probability", { min: 0, max: 1, step: 0.05, value: 1 });
    this.times = amount("Times", { min: 1, step: 1, placeholder: "always" });
    this.seconds = amount("Seconds", { min: 0, step: 0.5, value: 3 });
    this.rules = h("ul", { class: "fault-rules", "aria-label": "Active faults" });
    this.trouble = h("span", { class: "trouble", role: "alert" });
    this.done = h("span", { role: "status" });
    this.refused = h("span", { class: "note" });
    this.limits = h("input", { type: "checkbox", onchange: () => this.#run(() => this.api.setLimits({ on: this.limits.checked })) });
    this.limitsLabel = h("label", { class: "fault-amount" }, this.limits, "Rate limits", this.refused);
    this.lines = choice("What happens to the connections", CONNECTION_FAULTS);
    this.fault.addEventListener("change", () => { this.seconds.hidden = !TIMED.includes(this.fault.value); });
    root.append(this.#form(), this.rules, h("div", { class: "fault-group" }, this.limitsLabel, this.lines,
      h("button", { type: "button", class: "button small", onclick: () => this.#cut() }, "Do it"), this.done), this.trouble);
  }

  #form() {
    const names = h("datalist", { id: "fault-methods" }, METHODS.map((value) => h("option", { value })));
    return h("form", { class: "fault-group", onsubmit: (event) => this.#add(event) }, this.method, names, this.fault,
      this.probability, this.times, this.seconds, h("button", { class: "button small" }, "Add fault"));
  }

  /** Read what is set; finds out whether there are levers at all. */
  async refresh() {
    const [faults, limits] = await Promise.all([optional(this.api.faults()), optional(this.api.limits())]);
    this.toggle.hidden = !faults;
    if (!faults) this.root.hidden = true;
    this.limitsLabel.hidden = !limits;
    this.limits.checked = limits?.on === true;
    this.refused.textContent = limits?.refused ? `${limits.refused} refused` : "";
    this.#rules = faults?.rules ?? [];
    this.#seed = faults?.seed ?? null;
    this.#draw();
  }

  #draw() {
    const count = this.#rules.filter((rule) => !isUsedUp(rule)).length;
    fill(this.toggle, count ? `Faults: ${count}` : "Faults");
    this.toggle.classList.toggle("active", count > 0);
    fill(this.rules, this.#rules.map((rule, index) => h("li", { class: isUsedUp(rule) ? "fault-rule used-up" : "fault-rule" },
      h("span", {}, describe(rule)),
      h("button", {
        type: "button", class: "tool", "aria-label": `Clear ${describe(rule)}`, onclick: () => this.#clear(index),
      }, "✕"))), this.#rules.length > 1 && h("li", {}, h("button", { type: "button", class: "button small", onclick: () => this.#clear() }, "Clear all")));
  }

  #add(event) {
    event.preventDefault();
    const [probability, times, seconds] = [this.probability, this.times, this.seconds]
      .map((label) => label.querySelector("input").value);
    const rule = {
      method: this.method.value.trim() || "*", fault: this.fault.value, probability: Number(probability || 1),
      times: times ? Number(times) : null, ...(TIMED.includes(this.fault.value) ? { seconds: Number(seconds || 1) } : {}),
    };
    this.#put([...this.#rules, rule]);
  }

  /** Take away the rule at `index`, or all of them. */
  async #clear(index = null) {
    await this.#put(index === null ? [] : this.#rules.filter((_, position) => position !== index));
    this.method.focus();
  }

  #put(rules) {
    // A rule that is used up would be refused, and must not start over.
    const plain = rules.filter((rule) => !isUsedUp(rule)).map(({ hits: _hits, ...rule }) => rule);
    return this.#run(() => this.api.setFaults({ rules: plain, ...(this.#seed === null ? {} : { seed: this.#seed }) }));
  }

  #cut() {
    const { value } = this.lines;
    return this.#run(async () => {
      await this.api.connections({ do: value });
      this.done.textContent = `Done: ${CONNECTION_FAULTS[value].toLowerCase()}.`;
    });
  }

  async #run(task) {
    this.trouble.textContent = "";
    this.done.textContent = "";
    try {
      await task();
    } catch (error) {
      this.trouble.textContent = error.message;
    }
    await this.refresh();
  }
}

/** `times` is what is left of a rule; null means for ever. */
const isUsedUp = (rule) => rule.times === 0;

/** "chat.postMessage: rate limited, 50 %, 2 so far, 1 left" */
function describe(rule) {
  const { method, fault, probability = 1, times = null, hits = 0 } = rule;
  const chance = probability < 1 ? `${Math.round(probability * 100)} %` : "";
  const left = times === null ? "" : isUsedUp(rule) ? "used up" : `${times} left`;
  return `${method}: ${[FAULTS[fault] ?? fault, chance, `${hits} so far`, left].filter(Boolean).join(", ")}`;
}

/** What a call answers, or null from a sandbox that does not have it. */
async function optional(call) {
  try {
    return await call;
  } catch (error) {
    if (error.code === "http_404" || error.code === "unreachable") return null;
    throw error;
  }
}
