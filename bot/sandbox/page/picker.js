// A button that opens a list: selects, overflow menus, people. Nothing is chosen before Enter or a click,
// so that arrow keys can be used to look around.

import { fill, h, uniqueId } from "./dom.js";

/**
 * options: [{value, label, description?, group?, icon?}]; `value` the chosen one or null.
 * `face(option|null)` gives the button's content; `onPick(option)` is told each choice.
 * Returns {node, button, read(), set(value)}.
 */
export function createPicker({ options, value = null, label, labelledBy, face, onPick, className = "picker", marks = {} }) {
  const listId = uniqueId("list");
  let chosen = value;
  const button = h("button", {
    type: "button", class: className, "aria-haspopup": "listbox", "aria-expanded": "false", ...marks,
  });
  const list = h("div", { id: listId, role: "listbox", tabindex: "-1", class: "popup", popover: "auto", "aria-label": label });
  const node = h("span", { class: "picker-box" }, button, list);

  function showFace() {
    const option = options.find((candidate) => candidate.value === chosen) ?? null;
    const content = h("span", { class: "picker-face", id: `${listId}-face` }, face(option));
    fill(button, content);
    if (labelledBy) button.setAttribute("aria-labelledby", `${labelledBy} ${content.id}`);
    else button.setAttribute("aria-label", option && option.label !== label ? `${label}: ${option.label}` : label);
  }
  function pick(option) {
    chosen = option.value;
    list.hidePopover();
    showFace();
    button.focus();
    onPick?.(option);
  }
  button.addEventListener("click", () => openList({ button, list, options, isChosen: (option) => option.value === chosen, pick }));
  list.addEventListener("toggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
  });
  showFace();
  return { node, button, read: () => chosen, set: (next) => { chosen = next; showFace(); } };
}

/** Open `list` under `button` with `options`; Enter, Space or a click calls `pick(option, row)`. */
export function openList({ button, list, options, isChosen, pick }) {
  fill(list, options.length ? optionNodes(list.id, options, isChosen, pick)
    : h("div", { class: "popup-group" }, "There is nothing to choose."));
  list.showPopover();
  place(list, button);
  const rows = [...list.querySelectorAll("[role=option]")];
  let active = Math.max(0, rows.findIndex((row) => row.getAttribute("aria-selected") === "true"));
  let typed = "";
  let typedAt = 0;
  function activate(index) {
    rows[active]?.classList.remove("active");
    active = Math.min(Math.max(index, 0), rows.length - 1);
    rows[active]?.classList.add("active");
    rows[active]?.scrollIntoView({ block: "nearest" });
    list.setAttribute("aria-activedescendant", rows[active]?.id ?? "");
  }
  function find(letter) {
    typed = Date.now() - typedAt > 700 ? letter : typed + letter;
    typedAt = Date.now();
    const hit = options.findIndex((option) => option.label.toLowerCase().startsWith(typed.toLowerCase()));
    if (hit >= 0) activate(hit);
  }
  const moves = { ArrowDown: () => active + 1, ArrowUp: () => active - 1, Home: () => 0, End: () => rows.length - 1 };
  list.onkeydown = (event) => {
    if (moves[event.key]) activate(moves[event.key]());
    else if (event.key === "Enter" || (event.key === " " && !typed)) rows[active]?.click();
    else if (event.key === "Escape" || event.key === "Tab") { list.hidePopover(); button.focus(); }
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) find(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  activate(active);
  list.focus({ preventScroll: true });
}

function optionNodes(listId, options, isChosen, pick) {
  const nodes = [];
  let group;
  options.forEach((option, index) => {
    if (option.group && option.group !== group) {
      nodes.push(h("div", { class: "popup-group", role: "presentation" }, option.group));
    }
    group = option.group;
    nodes.push(h("div", {
      id: `${listId}-${index}`, role: "option", class: "option",
      "aria-selected": String(isChosen(option)), onclick: (event) => pick(option, event.currentTarget),
    }, option.icon, h("span", { class: "option-text" }, h("span", {}, option.label),
      option.description && h("span", { class: "option-note" }, option.description))));
  });
  return nodes;
}

/** Put the list under its button, or above where there is more room. */
function place(list, button) {
  const anchor = button.getBoundingClientRect();
  const below = window.innerHeight - anchor.bottom;
  const above = anchor.top;
  const up = below < Math.min(list.scrollHeight + 12, 240) && above > below;
  list.style.minWidth = `${Math.max(anchor.width, 160)}px`;
  list.style.maxHeight = `${Math.min(360, (up ? above : below) - 16)}px`;
  const { width, height } = list.getBoundingClientRect();
  list.style.left = `${Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8))}px`;
  list.style.top = `${up ? anchor.top - height - 4 : anchor.bottom + 4}px`;
}
