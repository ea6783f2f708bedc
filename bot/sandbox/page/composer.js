// Where a message is typed: Enter sends, Shift+Enter breaks the line, "/", "@" and "#" complete.

import { fill, h, uniqueId } from "./dom.js";
import { decodeEntities } from "./mrkdwn.js";

const MAX_SUGGESTIONS = 8;
const MAX_HEIGHT_PX = 220;

/**
 * Typed text with the names that have several words as Slack's tokens. The server knows simple names and
 * escapes the rest, as a Slack client would.
 */
export function withTokens(text, world) {
  const people = [...world.people.values()].map((person) => [`@${world.nameOf(person)}`, `<@${person.id}>`]);
  const everybody = [["@here", "<!here>"], ["@channel", "<!channel>"], ["@everyone", "<!everyone>"]];
  const names = [...people.filter(([typed]) => /[^\w@.-]/.test(typed)), ...everybody]
    .sort(([left], [right]) => right.length - left.length);
  return names.reduce((sofar, [typed, token]) => replaceName(sofar, typed, token), text);
}

/** The other way round: an arrived text as the person would type it. */
export function asTyped(text, world) {
  const names = {
    "@": (id, label) => `@${world.people.has(id) ? world.nameOf(world.people.get(id)) : label ?? id}`,
    "#": (id, label) => `#${world.channels.get(id)?.name ?? label ?? id}`,
    "!": (id) => `@${id}`,
  };
  const typed = text.replace(/<([@#!])([^<>|]+)(?:\|([^<>]*))?>/g, (_, sign, id, label) => names[sign](id, label));
  return decodeEntities(typed.replace(/<(https?:[^<>|]+)>/g, "$1"));
}

function replaceName(text, typed, token) {
  const literal = typed.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{M}\\p{N}_])`, "gu"), () => token);
}

/**
 * A composer. `onSend(text)` returns a promise; when it fails the text comes back into the box. `onRecall()`
 * is called for the up arrow in an empty box, `onShare(file, text)` for a chosen file.
 * `suggest()` answers {commands, people, channels}, each [{insert, label, note}].
 */
export class Composer {
  #suggestions = [];
  #active = 0;

  constructor({ label, onSend, suggest, onRecall, onShare }) {
    this.onSend = onSend;
    this.onRecall = onRecall;
    this.onShare = onShare;
    this.suggest = suggest;
    const listId = uniqueId("suggest");
    this.box = h("textarea", {
      rows: 1, class: "composer-box", "aria-label": label, "aria-autocomplete": "list", "aria-controls": listId,
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), onblur: () => this.#propose([]),
    });
    this.list = h("div", { id: listId, role: "listbox", "aria-label": "Suggestions", class: "suggestions", hidden: true });
    this.button = h("button", { type: "button", class: "button primary send", onclick: () => this.send() }, "Send");
    this.trouble = h("p", { class: "trouble", role: "alert" });
    this.note = h("p", { class: "composer-note", hidden: true });
    this.file = h("input", { type: "file", hidden: true, onchange: () => this.#share() });
    this.attach = h("button", {
      type: "button", class: "tool", hidden: true, "aria-label": "Attach a file", title: "Attach a file", onclick: () => this.file.click(),
    }, h("span", { "aria-hidden": "true" }, "📎"));
    this.frame = h("div", { class: "composer-frame" }, this.box, this.file, this.attach, this.button);
    this.node = h("div", { class: "composer" }, this.list, this.trouble, this.frame, this.note);
  }

  /** Say what the box is for and whether it takes files; a `reason` closes it. */
  describe(placeholder, { reason = "", canShare = false } = {}) {
    this.attach.hidden = !canShare;
    this.box.placeholder = placeholder;
    this.box.setAttribute("aria-label", placeholder);
    this.frame.hidden = Boolean(reason);
    this.note.hidden = !reason;
    this.note.textContent = reason;
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  get draft() {
    return this.box.value;
  }

  set draft(text) {
    this.box.value = text;
    this.trouble.textContent = "";
    this.#grow();
    this.#propose([]);
  }

  async send() {
    const text = this.box.value.trim();
    if (text) await this.#give(text, () => this.onSend(text));
  }

  async #share() {
    const [file] = this.file.files;
    const text = this.box.value.trim();
    if (file) await this.#give(text, () => this.onShare(file, text));
    this.file.value = "";
    this.focus();
  }

  /** Empty the box and do `task`; if it fails, the text comes back. */
  async #give(text, task) {
    this.draft = "";
    try {
      await task();
    } catch (error) {
      if (!this.box.value) this.draft = text;
      this.trouble.textContent = error.message;
    }
  }

  #typed() {
    this.#grow();
    this.trouble.textContent = "";
    const before = this.box.value.slice(0, this.box.selectionStart);
    const { commands, people, channels } = this.suggest();
    const word = /(?:^|\s)([@#])([^\s@#]*)$/u.exec(before);
    if (/^\/\S*$/.test(before)) this.#propose(matching(commands, before));
    else if (word) this.#propose(matching(word[1] === "@" ? people : channels, word[1] + word[2]));
    else this.#propose([]);
  }

  #grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, MAX_HEIGHT_PX)}px`;
  }

  #key(event) {
    // While Vietnamese is being composed, Enter belongs to the input method.
    if (event.isComposing) return;
    if (this.#suggestions.length && this.#keyInList(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !event.altKey && !this.box.value) {
      event.preventDefault();
      this.onRecall();
    }
  }

  #keyInList(event) {
    const count = this.#suggestions.length;
    if (event.key === "ArrowDown") this.#activate((this.#active + 1) % count);
    else if (event.key === "ArrowUp") this.#activate((this.#active + count - 1) % count);
    else if (event.key === "Escape") this.#propose([]);
    else if (event.key === "Tab" || (event.key === "Enter" && !this.#isComplete())) this.#accept(this.#active);
    else return false;
    return true;
  }

  /** What is typed in full is sent by Enter, not completed once more. */
  #isComplete() {
    return this.box.value.slice(0, this.box.selectionStart).endsWith(this.#suggestions[this.#active].insert);
  }

  #propose(suggestions) {
    this.#suggestions = suggestions.slice(0, MAX_SUGGESTIONS);
    this.list.hidden = this.#suggestions.length === 0;
    fill(this.list, this.#suggestions.map((suggestion, index) => h("div", {
      role: "option", id: `${this.list.id}-${index}`, class: "option",
      onmousedown: (event) => {
        event.preventDefault();
        this.#accept(index);
      },
    }, h("span", { class: "option-text" }, h("span", {}, suggestion.label),
      suggestion.note && h("span", { class: "option-note" }, suggestion.note)))));
    if (this.#suggestions.length) this.#activate(0);
    else this.box.removeAttribute("aria-activedescendant");
  }

  #activate(index) {
    this.#active = index;
    [...this.list.children].forEach((row, position) => {
      row.classList.toggle("active", position === index);
      row.setAttribute("aria-selected", String(position === index));
    });
    this.box.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
  }

  #accept(index) {
    const end = this.box.selectionStart;
    const before = this.box.value.slice(0, end).replace(/[/@#][^\s@#]*$/u, "");
    const inserted = `${before}${this.#suggestions[index].insert} `;
    this.box.value = inserted + this.box.value.slice(end);
    this.box.setSelectionRange(inserted.length, inserted.length);
    this.box.focus();
    this.#propose([]);
    this.#grow();
  }
}

function matching(suggestions, typed) {
  const wanted = typed.toLowerCase();
  return suggestions.filter(({ insert }) => insert.toLowerCase().startsWith(wanted));
}

/** What there is to complete for one person. */
export function suggestionsFor(world) {
  return {
    commands: world.app.commands.map(({ name, description, usage_hint: hint }) =>
      ({ insert: name, label: hint ? `${name} ${hint}` : name, note: description })),
    people: [...world.selectable(), ...[...world.people.values()].filter((person) => person.is_bot)]
      .map((person) => ({ insert: `@${world.nameOf(person)}`, label: `@${world.nameOf(person)}`, note: person.title })),
    channels: world.openChannels().map(({ name }) => ({ insert: `#${name}`, label: `#${name}` })),
  };
}
