// Modal dialogs: the browser's own <dialog>, with the focus kept inside and given back afterwards.

import { h, uniqueId } from "./dom.js";
import { renderPlain, renderText } from "./mrkdwn.js";

const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex='0']";

/**
 * A dialog that is not shown yet. `onDismiss()` is called when the person presses Escape.
 * Returns {node, open(), shut()}.
 */
export function createDialog({ className, labelledBy, role = "dialog", onDismiss }) {
  let opener = null;
  const node = h("dialog", { class: `dialog ${className}`, role, "aria-labelledby": labelledBy, "aria-modal": "true" });
  node.addEventListener("cancel", (event) => {
    event.preventDefault();
    onDismiss();
  });
  node.addEventListener("keydown", (event) => keepFocusInside(event, node));
  return {
    node,
    open() {
      if (node.open) return;
      opener = document.activeElement;
      document.body.append(node);
      node.showModal();
    },
    shut() {
      if (!node.isConnected) return;
      node.close();
      node.remove();
      giveFocusBack(opener);
    },
  };
}

/**
 * The browser gives the focus back itself, unless the control that opened the dialog has been redrawn since;
 * then its twin carries the same mark.
 */
function giveFocusBack(opener) {
  if (opener?.isConnected || !opener?.dataset.focus) return;
  const mark = CSS.escape(opener.dataset.focus);
  document.querySelector(`[data-focus="${mark}"]`)?.focus({ preventScroll: true });
}

function keepFocusInside(event, node) {
  if (event.key !== "Tab") return;
  const stops = [...node.querySelectorAll(FOCUSABLE)].filter((stop) => stop.offsetParent !== null);
  if (!stops.length) return;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

/** Ask a confirmation question ({title, text, confirm, deny, style}) as blocks have it; resolves to a boolean. */
export function askConfirmation(question, world, lang = "en") {
  return new Promise((resolve) => {
    const titleId = uniqueId("confirm");
    const answer = (value) => {
      dialog.shut();
      resolve(value);
    };
    const dialog = createDialog({
      className: "confirm", labelledBy: titleId, role: "alertdialog", onDismiss: () => answer(false),
    });
    dialog.node.lang = lang;
    const style = question.style === "danger" ? "button danger" : "button primary";
    dialog.node.append(
      h("h2", { id: titleId }, renderPlain(question.title)),
      h("div", { class: "text" }, renderText(question.text, world)),
      h("div", { class: "dialog-buttons" },
        h("button", { type: "button", class: "button", onclick: () => answer(false) }, renderPlain(question.deny)),
        h("button", { type: "button", class: style, onclick: () => answer(true) }, renderPlain(question.confirm))),
    );
    dialog.open();
  });
}
