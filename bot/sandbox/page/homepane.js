// App Home: the view that the app has published for the person.

import { renderBlocks } from "./blocks.js";
import { fill, h } from "./dom.js";
import { Form } from "./form.js";

export class HomePane {
  #shown = null;
  #form = null;
  #drafts = new Map();

  /** `click(view, block, element, value, values)` sends an action. */
  constructor({ root, click }) {
    this.root = root;
    this.click = click;
  }

  /** Draw `view`, or say that there is none yet. */
  show(view, world) {
    const drawn = JSON.stringify([view, world.signature]);
    if (drawn === this.#shown) return;
    const sameView = this.#form && this.viewId === view?.id;
    if (sameView) this.#form.keepDrafts();
    else this.#drafts = new Map();
    this.#shown = drawn;
    this.viewId = view?.id;
    if (view) this.#draw(view, world);
    else fill(this.root, h("p", { class: "empty" }, `${world.app.name} has not published a home for you yet.`));
  }

  #draw(view, world) {
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.#form = new Form({
      world, drafts: this.#drafts,
      act: (block, element, value) => this.click(view, block, element, value, this.#form.values()),
    });
    const lang = world.languageOf({ bot_id: "app" }, true);
    fill(this.root, h("div", { class: "home-page", lang }, renderBlocks(view.blocks, this.#form.context())));
    if (focused) this.root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }
}
