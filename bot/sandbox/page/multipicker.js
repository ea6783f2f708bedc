// A button that opens a list in which several things can be chosen; the choice counts when the list is closed.

import { fill, h, uniqueId } from "./dom.js";
import { openList } from "./picker.js";

/**
 * options: [{value, label, description?, group?}]; `values` those chosen at first; `most` how many may be.
 * `onClose(values)` is told when the list is closed with another choice than before.
 * Returns {node, button, read()}: `read()` answers a list of values, or null when nothing is chosen.
 */
export function createMultiPicker({ options, values, label, labelledBy, placeholder, most = Infinity, onClose, marks = {} }) {
  const listId = uniqueId("list");
  const chosen = new Set(values);
  let before = "";
  const button = h("button", {
    type: "button", class: "field picker multi", "aria-haspopup": "listbox", "aria-expanded": "false", ...marks,
  });
  const list = h("div", {
    id: listId, role: "listbox", "aria-multiselectable": "true", tabindex: "-1", class: "popup", popover: "auto",
    "aria-label": label,
  });
  const node = h("span", { class: "picker-box" }, button, list);
  const read = () => {
    const found = options.filter(({ value }) => chosen.has(value)).map(({ value }) => value);
    return found.length ? found : null;
  };

  function showFace() {
    const names = options.filter(({ value }) => chosen.has(value)).map((option) => option.label);
    const face = h("span", { class: "picker-face", id: `${listId}-face` }, names.length
      ? names.map((name) => h("span", { class: "token" }, name, h("span", { class: "visually-hidden" }, " ")))
      : h("span", { class: "placeholder" }, placeholder));
    fill(button, face);
    if (labelledBy) button.setAttribute("aria-labelledby", `${labelledBy} ${face.id}`);
    else button.setAttribute("aria-label", [label, names.join(", ")].filter(Boolean).join(": "));
  }
  function toggle({ value }, row) {
    if (chosen.has(value)) chosen.delete(value);
    else if (chosen.size < most) chosen.add(value);
    row.setAttribute("aria-selected", String(chosen.has(value)));
    const isFull = chosen.size >= most;
    for (const other of list.querySelectorAll("[role=option]")) {
      other.setAttribute("aria-disabled", String(isFull && other.getAttribute("aria-selected") !== "true"));
    }
    showFace();
  }
  button.addEventListener("click", () => {
    before = JSON.stringify(read());
    openList({ button, list, options, isChosen: ({ value }) => chosen.has(value), pick: toggle });
  });
  list.addEventListener("toggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "closed" && JSON.stringify(read()) !== before) onClose?.(read());
  });
  showFace();
  return { node, button, read };
}
