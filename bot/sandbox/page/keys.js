// What the keyboard does anywhere on the page, and the list of it.

import { createDialog } from "./dialog.js";
import { h } from "./dom.js";

const SHORTCUTS = [
  ["Enter", "Send"],
  ["Shift + Enter", "A new line"],
  ["/  @  #", "Complete a command, a person, a channel; Tab or Enter takes it"],
  ["↑ in an empty box", "Change your last message"],
  ["↑ ↓ in the messages", "From message to message; Tab goes into one"],
  ["Alt + ↑ ↓", "The place above or below in the sidebar"],
  ["F6, Shift + F6", "The next part of the page, the one before"],
  ["Ctrl or ⌘ + K", "Be another person"],
  ["Escape", "Close what is open"],
  ["Ctrl or ⌘ + /", "This list"],
];

const hasCommand = (event) => event.ctrlKey || event.metaKey;

/**
 * `move(step)` goes to the next place, `parts()` answers the parts of the page that can take the focus.
 * Returns the dialog that lists the shortcuts.
 */
export function listenToKeys({ move, parts, choosePerson }) {
  const help = createHelp();
  const shortcuts = [
    { keys: ["ArrowUp", "ArrowDown"], when: (event) => event.altKey, run: (event) => move(event.key === "ArrowUp" ? -1 : 1) },
    { keys: ["F6"], when: () => true, run: (event) => visit(parts(), event.shiftKey ? -1 : 1) },
    { keys: ["k", "K"], when: hasCommand, run: choosePerson },
    { keys: ["/"], when: hasCommand, run: () => help.open() },
  ];
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const shortcut = shortcuts.find(({ keys, when }) => keys.includes(event.key) && when(event));
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run(event);
  });
  return help;
}

/** Give the focus to the part after (or before) the one that has it. */
function visit(parts, step) {
  const shown = parts.filter((part) => part && part.offsetParent !== null);
  const at = shown.findLastIndex((part) => part.contains(document.activeElement));
  const from = at < 0 && step < 0 ? 0 : at;
  const next = shown[(from + step + shown.length) % shown.length];
  const inside = (selector) => next.querySelector(selector);
  const target = next.hasAttribute("tabindex") ? next
    : inside("[aria-current]") ?? inside("button, textarea, input, select, [tabindex='0']");
  target?.focus();
}

function createHelp() {
  const dialog = createDialog({ className: "confirm keys", labelledBy: "keys-title", onDismiss: () => dialog.shut() });
  dialog.node.append(h("h2", { id: "keys-title" }, "Keyboard"),
    h("dl", {}, SHORTCUTS.map(([keys, words]) => h("div", {}, h("dt", {}, keys), h("dd", {}, words)))),
    h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "button", onclick: () => dialog.shut() }, "Close")));
  return dialog;
}
