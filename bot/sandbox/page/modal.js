// The person's stack of modals; the top one is on the screen.

import { renderBlocks } from "./blocks.js";
import { createDialog } from "./dialog.js";
import { fill, h } from "./dom.js";
import { Form } from "./form.js";
import { renderPlain } from "./mrkdwn.js";

const NO_ANSWER = "We had some trouble connecting: the app did not answer in time. Try again?";

export class ModalStack {
  #shown = null;
  #form = null;
  #drafts = new Map();

  /** `api`: {click, submit, close}; `refresh()` re-reads the stack and calls `show` with it. */
  constructor({ api, world, refresh }) {
    this.api = api;
    this.world = world;
    this.refresh = refresh;
    this.title = h("h2", { id: "modal-title", tabindex: "-1" });
    this.body = h("div", { class: "modal-body" });
    this.foot = h("div", { class: "dialog-buttons" });
    this.trouble = h("p", { class: "trouble", role: "alert" });
    this.dialog = createDialog({ className: "modal", labelledBy: "modal-title", onDismiss: () => this.#close() });
    this.dialog.node.append(
      h("header", { class: "modal-head" }, this.title,
        h("button", { type: "button", class: "tool", "aria-label": "Close", onclick: () => this.#close(true) }, "✕")),
      h("form", { class: "modal-form", novalidate: true, onsubmit: (event) => this.#submit(event) },
        this.body, this.trouble, this.foot));
  }

  /** Show the top of `views` (bottom first), or nothing when there is none. */
  show(views) {
    const view = views.at(-1);
    this.#forget(views);
    if (!view) {
      this.#shown = null;
      this.dialog.shut();
      return;
    }
    if (this.#shown?.id === view.id && this.#shown.hash === view.hash) return;
    const sameView = this.#shown?.id === view.id;
    const focused = sameView ? document.activeElement?.dataset.focus : undefined;
    if (this.#shown) this.#form.keepDrafts();
    this.#shown = view;
    this.#draw(view, views.length);
    this.dialog.open();
    this.#focus(focused, sameView);
  }

  #forget(views) {
    const open = new Set(views.map((view) => view.id));
    for (const id of this.#drafts.keys()) if (!open.has(id)) this.#drafts.delete(id);
  }

  #draw(view, depth) {
    if (!this.#drafts.has(view.id)) this.#drafts.set(view.id, new Map());
    this.#form = new Form({
      world: this.world(), drafts: this.#drafts.get(view.id),
      act: (block, element, value) => this.#act(view, block, element, value),
    });
    fill(this.title, renderPlain(view.title));
    const lang = this.world().languageOf({ bot_id: "app" }, true);
    this.dialog.node.lang = lang ?? "en";
    fill(this.body, renderBlocks(view.blocks, this.#form.context()));
    const close = view.close ? renderPlain(view.close) : depth > 1 ? "Back" : view.submit ? "Cancel" : "Close";
    fill(this.foot, h("button", { type: "button", class: "button", onclick: () => this.#close() }, close),
      view.submit && h("button", { type: "submit", class: "button primary", disabled: view.submit_disabled }, renderPlain(view.submit)));
    this.#complain(this.#form.showErrors(view.errors ?? {}));
  }

  #focus(focused, sameView) {
    if (sameView && this.dialog.node.contains(document.activeElement)) return;
    const mark = focused && this.dialog.node.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
    (mark || this.#form.firstTarget || this.title).focus();
  }

  #complain(messages) {
    this.trouble.textContent = messages.join(" ");
  }

  async #act(view, block, element, value) {
    await this.#call(() => this.api.click(view, block, element, value, this.#form.values()));
  }

  async #submit(event) {
    event.preventDefault();
    if (!this.#form.check() || this.dialog.node.ariaBusy === "true") return;
    await this.#call(async () => {
      const result = await this.api.submit(this.#shown, this.#form.values());
      if (result.errors) this.#complain(this.#form.showErrors(result.errors));
      return result;
    });
  }

  async #close(all = false) {
    if (this.#shown) await this.#call(() => this.api.close(this.#shown, all));
  }

  async #call(task) {
    this.#complain([]);
    this.dialog.node.ariaBusy = "true";
    try {
      const result = await task();
      if (result?.ok === false && !result.errors) this.#complain([result.detail ?? NO_ANSWER]);
    } catch (error) {
      this.#complain([error.code === "operation_timeout" ? NO_ANSWER : error.message]);
    } finally {
      this.dialog.node.ariaBusy = "false";
    }
    await this.refresh();
  }
}
