// One column of messages with its composer: the channel in the middle, the thread at the side.

import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { drawMessages, spokenMessage } from "./messages.js";

const NEAR_END_PX = 80;
const NEAR_TOP_PX = 160;
const MOST_READ_OUT = 4;

export class ChatPane {
  #place = null;
  #drafts = new Map();
  #seen = new Set();
  #pinned = true;
  #isNew = true;
  #askedFor = null;

  /**
   * `announce(words)` reads words out, `onEarlier()` reads further back and answers a promise; the other
   * parameters are the composer's.
   */
  constructor({ root, head, label, onSend, onShare, onRecall, onEarlier, suggest, announce }) {
    this.announce = announce;
    this.onEarlier = onEarlier;
    this.list = h("div", { class: "messages", onfocusin: (event) => this.#focused(event) });
    this.earlier = h("button", { type: "button", class: "button small earlier", hidden: true, onclick: () => this.#back() },
      "Show earlier messages");
    this.intro = h("p", { class: "intro", hidden: true });
    this.scroller = h("div", {
      class: "scroller", role: "log", "aria-live": "off", tabindex: "0",
      onscroll: () => this.#scrolled(), onkeydown: (event) => this.#key(event),
    }, this.earlier, this.intro, this.list);
    this.news = h("button", { type: "button", class: "news", hidden: true, onclick: () => this.#toEnd() }, "↓ New messages");
    this.composer = new Composer({ label, onSend, onShare, suggest, onRecall: () => onRecall?.(this.list) });
    root.append(...(head ? [head] : []), h("div", { class: "scroll-box" }, this.scroller, this.news), this.composer.node);
    // Pictures and wrapped lines change heights after drawing.
    const keepEnd = new ResizeObserver(() => this.#pinned && this.#toEnd());
    keepEnd.observe(this.list);
    keepEnd.observe(this.scroller);
  }

  /**
   * Show `rows` of the place with the key `place`, or null while they are read; a closed composer says the
   * `reason`, `intro` stands above the very first message. Going to another place starts at its end and
   * keeps the draft of the one before.
   */
  show({ place, name, rows, ctx, placeholder, intro = "", hasMore = false, canShare = false, reason = "" }) {
    if (place !== this.#place) this.#leave(place);
    this.scroller.setAttribute("aria-label", `Messages: ${name}`);
    this.composer.describe(placeholder, { reason, canShare });
    this.scroller.setAttribute("aria-busy", String(!rows));
    if (!rows) return;
    const keepPlace = this.#placeKeeper();
    this.earlier.hidden = !hasMore;
    this.intro.hidden = hasMore || !intro;
    this.intro.textContent = intro;
    drawMessages(this.list, rows, ctx);
    if (this.#pinned) this.#toEnd();
    else keepPlace();
    this.#notice(rows, ctx.world);
    this.#isNew = false;
  }

  #leave(next) {
    if (this.#place) this.#drafts.set(this.#place, this.composer.draft);
    this.#place = next;
    this.composer.draft = this.#drafts.get(next) ?? "";
    this.#seen.clear();
    this.list.replaceChildren();
    this.earlier.hidden = true;
    this.intro.hidden = true;
    this.#pinned = true;
    this.#isNew = true;
    this.#askedFor = null;
  }

  /** Returns what puts the first message in sight back to where it is now, whatever is drawn above it. */
  #placeKeeper() {
    const top = this.scroller.getBoundingClientRect().top;
    // Not a day's line: older messages of the same day come below it.
    const first = [...this.list.querySelectorAll(":scope > .message")]
      .find((node) => node.getBoundingClientRect().bottom > top);
    if (!first) return () => {};
    const before = first.getBoundingClientRect().top;
    return () => {
      const now = this.list.querySelector(`:scope > [data-key="${CSS.escape(first.dataset.key)}"]`);
      if (now) this.scroller.scrollTop += now.getBoundingClientRect().top - before;
    };
  }

  /** Tell about messages of others that came while the place was open. */
  #notice(rows, world) {
    const newest = [...this.#seen].at(-1) ?? "";
    const fresh = rows.filter(({ message }) => !this.#seen.has(message.ts) && message.ts > newest);
    this.#seen = new Set(rows.map(({ message }) => message.ts));
    if (this.#isNew) return;
    if (fresh.some(({ message }) => message.user === world.viewer.id || message.local)) this.#toEnd();
    const heard = fresh.filter(({ message }) => message.user !== world.viewer.id);
    if (!heard.length) return;
    this.announce(heard.length > MOST_READ_OUT ? `${heard.length} new messages`
      : heard.map(({ message }) => spokenMessage(message, world)).join("\n"));
    if (!this.#pinned) this.news.hidden = false;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.#pinned = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.#pinned) this.news.hidden = true;
    else if (scrollTop < NEAR_TOP_PX) this.#back();
  }

  /** Read further back, once for each oldest message that is shown. */
  async #back() {
    const oldest = this.list.firstElementChild?.dataset.key;
    if (this.earlier.hidden || oldest === this.#askedFor) return;
    this.#askedFor = oldest;
    this.#pinned = false;
    try {
      await this.onEarlier();
    } finally {
      this.#askedFor = null;
    }
  }

  #toEnd() {
    this.#pinned = true;
    this.news.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** The tools of a message are stops of the Tab key only while the focus is in that message. */
  #focused(event) {
    const current = event.target.closest(".message");
    for (const tool of this.list.querySelectorAll(".message-tools .tool[tabindex='0']")) tool.tabIndex = -1;
    for (const tool of current?.querySelectorAll(".message-tools .tool") ?? []) tool.tabIndex = 0;
  }

  /** Up and down go from message to message. */
  #key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const current = event.target.closest(".message");
    if (!step || event.altKey || (event.target !== this.scroller && event.target !== current)) return;
    const messages = [...this.list.querySelectorAll(":scope > .message")];
    const next = current ? messages[messages.indexOf(current) + step] : messages.at(-1);
    event.preventDefault();
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }
}
