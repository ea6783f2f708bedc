// The bar with the virtual time: shows it in the chosen person's zone and moves it.

import { h } from "./dom.js";
import { fullDateTime, inputDateTime, nextWeekday, readInputDateTime, shortDateTime } from "./time.js";

const MONDAY = 1;
const TUESDAY = 2;

const JUMPS = [
  { label: "+1 hour", to: (now) => new Date(now.getTime() + 3600000) },
  { label: "Next Monday 09:00", to: (now, zone) => nextWeekday(now, zone, MONDAY, 9) },
  { label: "Monday 15:00", to: (now, zone) => nextWeekday(now, zone, MONDAY, 15) },
  { label: "Tuesday 10:00", to: (now, zone) => nextWeekday(now, zone, TUESDAY, 10) },
];

/** `clock` a PageClock, `zone()` the chosen person's, `move(instant)` a promise that ends when the time is reached. */
export class ClockBar {
  constructor({ root, clock, zone, move }) {
    this.isBusy = false;
    this.root = root;
    this.clock = clock;
    this.zone = zone;
    this.move = move;
    this.time = h("time", { class: "clock-time" });
    this.state = h("span", { class: "clock-state", role: "status" });
    this.trouble = h("span", { class: "trouble", role: "alert" });
    this.buttons = JUMPS.map(({ label, to }) => h("button", {
      type: "button", class: "button small", onclick: () => this.#go(to(clock.now(), zone())),
    }, label));
    this.field = h("input", { type: "datetime-local", class: "field field-date small", "aria-label": "Move the clock to" });
    this.custom = h("form", { class: "clock-custom", onsubmit: (event) => this.#goCustom(event) },
      this.field, h("button", { class: "button small" }, "Go"));
    this.fixed = h("p", { class: "clock-fixed", hidden: true },
      "This sandbox follows the real time, so its clock cannot be moved.");
    this.panel = h("div", { class: "clock-panel", id: "clock-panel" }, this.buttons, this.custom);
    this.toggle = h("button", {
      type: "button", class: "tool clock-toggle", "aria-expanded": "false", "aria-controls": "clock-panel",
      "aria-label": "Move the clock", onclick: () => this.#openPanel(!root.classList.contains("open")),
    }, "⏩");
    root.append(h("span", { class: "clock-face" }, h("span", { "aria-hidden": "true" }, "🕘 "), this.time),
      this.toggle, this.panel, this.fixed, this.state, this.trouble);
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !root.classList.contains("open")) return;
      event.preventDefault();
      this.#openPanel(false);
    });
    setInterval(() => this.tick(), 1000);
  }

  /** On a narrow screen the buttons are in a panel that the toggle opens. */
  #openPanel(open) {
    if (!open && this.panel.contains(document.activeElement)) this.toggle.focus();
    this.root.classList.toggle("open", open);
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  close() {
    this.#openPanel(false);
  }

  /** Draw the time again. */
  tick() {
    const now = this.clock.now();
    const zone = this.zone();
    this.time.dateTime = now.toISOString();
    this.time.title = `${fullDateTime(now, zone)}, ${zone}`;
    this.time.textContent = shortDateTime(now, zone);
    if (!this.custom.contains(document.activeElement)) this.field.value = inputDateTime(now, zone);
  }

  /** Say whether the clock may be moved at all. */
  setFixed(fixed) {
    this.fixed.hidden = !fixed;
    this.panel.hidden = fixed;
    this.toggle.hidden = fixed;
  }

  #goCustom(event) {
    event.preventDefault();
    const target = readInputDateTime(this.field.value, this.zone());
    if (target) this.#go(target);
    else this.trouble.textContent = "Choose a date and a time first.";
  }

  async #go(target) {
    if (this.isBusy) return;
    this.trouble.textContent = "";
    this.#openPanel(false);
    this.#setBusy(true, `Moving to ${shortDateTime(target, this.zone())} …`);
    let arrived = "";
    try {
      await this.move(target);
      arrived = `It is ${shortDateTime(this.clock.now(), this.zone())}.`;
    } catch (error) {
      this.trouble.textContent = error.message;
    } finally {
      this.#setBusy(false, arrived);
    }
  }

  #setBusy(busy, words) {
    this.state.textContent = words;
    this.state.classList.toggle("visually-hidden", !busy);
    this.panel.setAttribute("aria-busy", String(busy));
    this.isBusy = busy;
    // Not `disabled`: the pressed button would lose the focus.
    for (const control of [...this.buttons, ...this.custom.elements]) control.setAttribute("aria-disabled", String(busy));
  }
}
